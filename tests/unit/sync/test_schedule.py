"""When the next round is due."""

from datetime import timedelta

from lead_desktop.sync.schedule import LEAST_MS, MOST_MS, REST_MS, SOON_MS, Schedule
from tests.fakes.clock import StandingClock


def schedule(chance: float = 0.5) -> tuple[Schedule, StandingClock]:
    clock = StandingClock()
    return Schedule(clock, lambda: chance), clock


def test_the_first_round_is_due_at_once_and_the_next_after_a_rest() -> None:
    made, clock = schedule()
    assert made.wait_ms() == 0
    made.succeeded()
    assert made.wait_ms() == REST_MS
    clock.advance(timedelta(milliseconds=REST_MS))
    assert made.wait_ms() == 0


def test_a_save_brings_the_next_round_forward_and_further_saves_do_not_put_it_off() -> None:
    made, clock = schedule()
    made.succeeded()
    made.saved()
    assert made.wait_ms() == SOON_MS
    clock.advance(timedelta(milliseconds=1000))
    made.saved()
    assert made.wait_ms() == SOON_MS - 1000


def test_each_failure_waits_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    made, _ = schedule()
    waits = []
    for _ in range(10):
        made.failed()
        waits.append(made.wait_ms())
    assert waits[:3] == [LEAST_MS, 2 * LEAST_MS, 4 * LEAST_MS]
    assert waits[-1] == MOST_MS
    made.saved()
    assert made.wait_ms() == MOST_MS, "a save does not make a hub that is away come back"


def test_laptops_that_lost_one_hub_do_not_come_back_at_the_same_moment() -> None:
    early, _ = schedule(0.0)
    late, _ = schedule(1.0)
    for one in (early, late):
        for _ in range(4):
            one.failed()
    assert early.wait_ms() == 30_000
    assert late.wait_ms() == 50_000


def test_a_hub_that_names_a_time_is_given_it_and_a_network_that_comes_back_ends_the_wait() -> None:
    made, _ = schedule()
    made.failed(retry_ms=120_000)
    assert made.wait_ms() == 120_000
    made.online()
    assert made.wait_ms() == 0
    made.failed()
    assert made.wait_ms() == LEAST_MS
