"""Wrong tries are counted before they are made, and no clock, restart or lost file brings them back."""

from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.store import throttle
from lead_desktop.store.faults import LockedUntilReleased, TooManyTries
from lead_desktop.store.throttle import Throttle
from tests.fakes.clock import StandingClock
from tests.unit.store.test_keyfile import with_checksum

ANA, BO = "a" * 32, "b" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Throttle.create(tmp_path)
    return tmp_path


def wrong(folder: Path, clock: StandingClock, times: int = 1, name: str = ANA, lockout: str = "standard") -> None:
    for _ in range(times):
        Throttle(folder, clock, lockout).begin(name)


def locked(folder: Path, clock: StandingClock, name: str = ANA, lockout: str = "standard") -> bool:
    try:
        Throttle(folder, clock, lockout)._tries(name).check()
    except (LockedUntilReleased, TooManyTries):
        return True
    return False


@pytest.mark.survives(9)
def test_the_sixth_try_in_fifteen_minutes_is_refused(folder: Path, standing: StandingClock) -> None:
    wrong(folder, standing, 4)
    assert not locked(folder, standing)
    wrong(folder, standing)
    with pytest.raises(TooManyTries) as caught:
        wrong(folder, standing)
    assert caught.value.minutes == 15
    assert "15" in caught.value.words()
    assert not locked(folder, standing, BO)


@pytest.mark.survives(9)
def test_waiting_fifteen_minutes_opens_it_and_the_next_wait_is_twice_as_long(
    folder: Path, standing: StandingClock
) -> None:
    for minutes in (15, 30, 60):
        wrong(folder, standing, 5)
        standing.advance(timedelta(minutes=minutes, seconds=-1))
        assert locked(folder, standing)
        standing.advance(timedelta(seconds=1))
        assert not locked(folder, standing)


def test_a_wait_is_never_longer_than_a_day(folder: Path, standing: StandingClock) -> None:
    for _ in range(12):
        wrong(folder, standing, 5)
        standing.advance(timedelta(days=1))
    assert not locked(folder, standing)


def test_five_tries_over_a_longer_time_do_not_lock(folder: Path, standing: StandingClock) -> None:
    for _ in range(20):
        wrong(folder, standing)
        standing.advance(timedelta(minutes=4))
    assert not locked(folder, standing)


@pytest.mark.survives(9)
@pytest.mark.parametrize("years", [-1, 1, -50, 50])
def test_the_wall_clock_neither_shortens_nor_lengthens_a_wait(
    folder: Path, standing: StandingClock, years: int
) -> None:
    wrong(folder, standing, 5)
    standing.set_wall(standing.moment.replace(year=standing.moment.year + years))
    assert locked(folder, standing)
    standing.advance(timedelta(minutes=14))
    assert locked(folder, standing)
    standing.advance(timedelta(minutes=1))
    assert not locked(folder, standing)


@pytest.mark.survives(9)
def test_after_a_restart_only_the_time_since_then_counts(folder: Path, standing: StandingClock) -> None:
    wrong(folder, standing, 5)
    standing.moment += timedelta(days=3)
    standing._boot_ms = 1000
    assert locked(folder, standing)
    wrong_in_between = 13 * throttle.MINUTE_MS
    standing._boot_ms += wrong_in_between
    assert locked(folder, standing)
    standing._boot_ms += 2 * throttle.MINUTE_MS
    assert not locked(folder, standing)


@pytest.mark.survives(9)
def test_under_cjis_it_stays_locked_until_released(folder: Path, standing: StandingClock) -> None:
    wrong(folder, standing, 5, lockout="cjis")
    standing.advance(timedelta(days=400))
    assert locked(folder, standing)
    with pytest.raises(LockedUntilReleased):
        wrong(folder, standing, lockout="standard")
    Throttle(folder, standing, "cjis").forget(ANA)
    assert not locked(folder, standing)


@pytest.mark.survives(9)
def test_a_hundred_wrong_tries_in_a_row_disable_the_slot(folder: Path, standing: StandingClock) -> None:
    for _ in range(100):
        assert not locked(folder, standing)
        wrong(folder, standing)
        standing.advance(timedelta(days=2))
    with pytest.raises(LockedUntilReleased):
        wrong(folder, standing)


@pytest.mark.survives(9)
def test_a_right_one_starts_the_count_anew(folder: Path, standing: StandingClock) -> None:
    for _ in range(30):
        wrong(folder, standing, 4)
        Throttle(folder, standing, "standard").forget(ANA)
    assert not locked(folder, standing)


def test_a_try_that_was_no_guess_is_taken_back(folder: Path, standing: StandingClock) -> None:
    for _ in range(10):
        counting = Throttle(folder, standing, "standard")
        counting.undo(ANA, counting.begin(ANA))
    assert not locked(folder, standing)


@pytest.mark.survives(9)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "bent", "newer", "huge", "other"])
def test_a_lost_or_unreadable_file_locks_everyone_until_released(
    folder: Path, standing: StandingClock, damage: str
) -> None:
    wrong(folder, standing, 2)
    path = folder / throttle.NAME
    data = path.read_bytes()
    harm = {
        "empty": b"",
        "cut": data[:-5],
        "bent": data.replace(b'"in_all":2', b'"in_all":0'),
        "newer": throttle._text(throttle._File(lost=False, names={}).model_copy(update={"version": 2})),
        "huge": b"x" * 300_000,
        "other": with_checksum(b'{"lost":false,"names":{"x":{}},"version":1}'),
    }
    path.unlink() if damage == "gone" else path.write_bytes(harm[damage])
    with pytest.raises(LockedUntilReleased):
        wrong(folder, standing)
    Throttle(folder, standing, "standard").forget(ANA)
    assert not locked(folder, standing)
    assert locked(folder, standing, BO)


def test_names_by_the_hundred_push_out_no_one_who_is_counted(folder: Path, standing: StandingClock) -> None:
    wrong(folder, standing, 4)
    counting = Throttle(folder, standing, "standard")
    for number in range(260):
        counting.begin(f"{number:032x}")
    assert len(counting._file.names) == 256
    wrong(folder, standing)
    assert locked(folder, standing)
    assert (folder / throttle.NAME).stat().st_size < 256 * 1024
