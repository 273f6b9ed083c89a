from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from lead_desktop.domain.clocks import Span, after_contact, days_left, engagement_status, intake_deadline
from tests.fakes.clock import MOUNTAIN

REFERRED = datetime(2026, 11, 1, 23, 30, tzinfo=MOUNTAIN)
FIRST = date(2026, 11, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_the_window_counts_from_the_day_where_it_happened() -> None:
    assert intake_deadline(REFERRED, 30) == day(30)
    assert intake_deadline(REFERRED, 7) == date(2026, 11, 8)


@pytest.mark.parametrize(
    ("pauses", "today", "moved"),
    [
        ([Span(day(5), day(9))], 20, 5),
        ([Span(day(5), day(9)), Span(day(8), day(12))], 20, 8),
        ([Span(day(8), day(12)), Span(day(5), day(9))], 20, 8),
        ([Span(day(5))], 9, 5),
        ([Span(day(5))], 4, 0),
        ([Span(day(-9), day(2))], 20, 2),
        ([Span(day(31), day(40))], 50, 0),
        ([Span(day(30), day(39))], 50, 10),
        ([Span(day(9), day(5))], 20, 0),
    ],
)
def test_a_pause_moves_the_deadline_by_its_days(pauses: list[Span], today: int, moved: int) -> None:
    assert intake_deadline(REFERRED, 30, pauses, day(today)) == day(30 + moved)


def test_a_pause_that_still_runs_counts_only_up_to_a_day_that_is_given() -> None:
    assert intake_deadline(REFERRED, 30, [Span(day(5))]) == day(30)
    assert intake_deadline(REFERRED, 30, [Span(day(5), day(6))]) == day(32)


@given(
    st.lists(st.tuples(st.integers(-20, 60), st.one_of(st.none(), st.integers(-20, 60))), max_size=5),
    st.integers(1, 60),
    st.integers(0, 90),
)
def test_pauses_never_shorten_the_window_and_never_give_more_than_their_days(
    spans: list[tuple[int, int | None]], window: int, today: int
) -> None:
    pauses = [Span(day(since), None if until is None else day(until)) for since, until in spans]
    deadline = intake_deadline(REFERRED, window, pauses, day(today))
    paused = {
        number
        for one in pauses
        for number in range(1, today + 1)
        if one.since <= day(number) <= (one.until or day(today))
    }
    assert day(window) <= deadline <= day(window + len(paused))


def test_days_left_end_at_nothing_and_go_below_it() -> None:
    assert days_left(day(30), day(29)) == 1
    assert days_left(day(30), day(30)) == 0
    assert days_left(day(30), day(32)) == -2


def test_without_a_contact_in_time_somebody_active_is_not_reached_lately() -> None:
    assert engagement_status("enrolled_active", day(0), day(90), active_days=90) == "enrolled_active"
    assert engagement_status("enrolled_active", day(0), day(91), active_days=90) == "enrolled_quiet"
    assert engagement_status("enrolled_quiet", day(89), day(91), active_days=90) == "enrolled_active"
    assert engagement_status("enrolled_active", None, day(10), active_days=90, enrolled_on=day(1)) == "enrolled_active"
    assert engagement_status("enrolled_active", None, day(10), active_days=90) == "enrolled_quiet"


@pytest.mark.parametrize("status", ["referred", "inactive_choice", "inactive_away", "withdrew", "deceased"])
def test_the_calendar_changes_nobody_elses_state(status: str) -> None:
    assert engagement_status(status, day(0), day(500), active_days=90) == status


def test_one_contact_brings_anybody_enrolled_back() -> None:
    for status in ("enrolled_quiet", "inactive_choice", "inactive_stable", "transferred", "withdrew", "closed_program"):
        assert after_contact(status, day(1), day(1), active_days=90) == "enrolled_active"
    assert after_contact("outreach", day(1), day(1), active_days=90) == "outreach"
    assert after_contact("deceased", day(1), day(1), active_days=90) == "deceased"
    assert after_contact("inactive_choice", day(0), day(91), active_days=90) == "inactive_choice"
