"""How hand-offs went, counted from the records."""

from datetime import timedelta

import pytest

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.handoff import Handoff
from lead_desktop.reports.handoffs import handoff_figures
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk


@pytest.fixture
def desk(tmp_path):  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", StandingClock(), "supervisor")
    yield made
    made.close()


def a_call(desk: Desk, days_ago: int = 0, minutes: int | None = None, **values: object) -> None:
    at = desk.clock.now() - timedelta(days=days_ago)
    done = {} if minutes is None else {"handoff_done_at": at + timedelta(minutes=minutes, seconds=59)}
    with desk.writing("test.call") as work:
        work.create(Handoff(officer_called_at=at).with_(**done, **values))


def figures(desk: Desk, days: int = 30):  # type: ignore[no-untyped-def]
    today = desk.clock.now().date()
    return handoff_figures(desk.reading, today - timedelta(days=days), today, 30)


def test_calls_are_counted_with_how_many_were_met_in_time_and_the_usual_minutes(desk: Desk) -> None:
    for minutes in (10, 30, 50):
        a_call(desk, 1, minutes, result="connected")
    a_call(desk, 2)
    a_call(desk, 31, 5, result="connected")
    found = figures(desk)
    assert (found.calls, found.introduced, found.in_time, found.timed, found.meeting) == (4, 3, 2, 3, 30)
    assert (found.answer, found.arrival) == (None, None)


def test_that_nobody_could_come_is_counted_with_why_and_what_happened_instead(desk: Desk) -> None:
    a_call(desk, result="no_cm_available", why_nobody="outside_hours", instead=("card_given", "released"))
    a_call(desk, result="no_cm_available", why_nobody="outside_hours", instead=("booked",))
    a_call(desk, result="person_left", instead=("nothing",))
    found = figures(desk)
    assert found.nobody_came == 2
    assert dict(found.why) == {"outside_hours": 2}
    assert dict(found.instead) == {"card_given": 1, "released": 1, "booked": 1}


def test_without_any_call_nothing_is_said_of_minutes(desk: Desk) -> None:
    found = figures(desk)
    assert (found.calls, found.meeting, dict(found.why)) == (0, None, {})


def test_a_clock_that_went_back_gives_no_minutes_below_zero(desk: Desk) -> None:
    at = desk.clock.now()
    with desk.writing("test.call") as work:
        work.create(Handoff(officer_called_at=at, handoff_done_at=at - timedelta(minutes=5)))
    assert (figures(desk).timed, figures(desk).meeting) == (0, None)
