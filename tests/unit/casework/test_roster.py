"""The on-call roster: who comes now and next, planned by the project manager, read by everybody."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.handing_over import set_here
from lead_desktop.casework.roster import (
    add_shift,
    change_shift,
    open_shift,
    remove_shift,
    repeat_week,
    roster,
    whom_to_call,
)
from lead_desktop.domain.permissions import roles_of_side, side_of, sides
from lead_desktop.domain.programme import User
from lead_desktop.domain.roster import RosterShift
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk

ROLES = [role for side in sorted(sides()) for role in roles_of_side(side)]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", clock, "project_manager", outreach_phone="505-555-0111")
    yield made
    made.close()


def worker(desk: Desk, name: str, phone: str = "505-555-0001") -> str:
    with desk.writing("user.add") as work:
        return work.create(User(name=name, role="case_manager", phone=phone))


def shift(desk: Desk, who: str, starts: float, hours: float = 8, **values: object) -> RosterShift:
    at = desk.clock.now() + timedelta(hours=starts)
    return RosterShift(worker=who, starts_at=at, ends_at=at + timedelta(hours=hours)).with_(**values)


def planned(desk: Desk, who: str, starts: float, hours: float = 8, **values: object) -> str:
    return add_shift(desk, shift(desk, who, starts, hours, **values)).rids[0]


def test_first_is_called_before_the_backup_each_under_the_number_given_or_the_own(desk: Desk) -> None:
    ben, ana = worker(desk, "Ben"), worker(desk, "Ana", "505-555-0002")
    planned(desk, ana, -2, place="backup")
    planned(desk, ben, -1, phone="505-555-0900", area="Southside")
    reach = whom_to_call(desk)
    assert [(one.name, one.phone, one.place) for one in reach.now] == [
        ("Ben", "505-555-0900", "first"), ("Ana", "505-555-0002", "backup"),
    ]  # fmt: skip
    assert reach.team_phone == "505-555-0111"


def test_where_nobody_is_on_call_the_next_one_is_told(desk: Desk) -> None:
    ben = worker(desk, "Ben")
    planned(desk, ben, 30)
    planned(desk, ben, 6)
    reach = whom_to_call(desk)
    assert reach.now == ()
    assert reach.next is not None
    assert reach.next.starts_at == desk.clock.now() + timedelta(hours=6)


def test_a_shift_ends_at_its_last_moment(desk: Desk, clock: StandingClock) -> None:
    planned(desk, worker(desk, "Ben"), 0, 1)
    assert len(whom_to_call(desk).now) == 1
    clock.advance(timedelta(hours=1))
    assert whom_to_call(desk).now == ()
    assert roster(desk) == ()


def test_the_roster_shows_four_weeks_ahead_in_order(desk: Desk) -> None:
    ben = worker(desk, "Ben")
    later, soon = planned(desk, ben, 48), planned(desk, ben, 2)
    planned(desk, ben, 24 * 29)
    assert [one.rid for one in roster(desk)] == [soon, later]


def test_whoever_left_is_called_no_more_but_their_shift_is_seen(desk: Desk) -> None:
    ben = worker(desk, "Ben")
    planned(desk, ben, -1)
    set_here(desk, ben, here=False)
    assert whom_to_call(desk).now == ()
    assert [one.here for one in roster(desk)] == [False]


def test_a_week_is_planned_once_more_and_never_twice(desk: Desk) -> None:
    ben, gone = worker(desk, "Ben"), worker(desk, "Gone")
    planned(desk, ben, 1, area="North")
    planned(desk, gone, 2)
    planned(desk, ben, 24 * 8)
    set_here(desk, gone, here=False)
    saved = repeat_week(desk)
    assert saved is not None
    found = [one for one in roster(desk) if one.starts_at == desk.clock.now() + timedelta(days=7, hours=1)]
    assert [(one.name, one.area) for one in found] == [("Ben", "North")]
    assert repeat_week(desk) is None
    desk.undo(saved)
    assert len(roster(desk)) == 3


@pytest.mark.survives(47)
def test_a_shift_ends_after_it_began_and_within_two_weeks(desk: Desk) -> None:
    ben = worker(desk, "Ben")
    for hours, code in ((0, "ends_before_start"), (-3, "ends_before_start"), (24 * 15, "shift_too_long")):
        with pytest.raises(Incomplete) as caught:
            planned(desk, ben, 1, hours)
        assert [one.code for one in caught.value.problems] == [code]
    with pytest.raises(Incomplete):
        add_shift(desk, RosterShift(worker=ben))


def test_a_shift_is_changed_and_taken_off(desk: Desk) -> None:
    ben, ana = worker(desk, "Ben"), worker(desk, "Ana")
    rid = planned(desk, ben, 1)
    opened = open_shift(desk, rid)
    change_shift(desk, opened, opened.record.with_(worker=ana))
    assert [one.name for one in roster(desk)] == ["Ana"]
    assert change_shift(desk, open_shift(desk, rid), open_shift(desk, rid).record) is None
    remove_shift(desk, rid)
    assert roster(desk) == ()


@pytest.mark.survives(91)
@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_the_roster_and_only_the_project_manager_plans_it(desk: Desk, role: str) -> None:
    rid = planned(desk, worker(desk, "Ben"), -1)
    fresh = shift(desk, worker(desk, "Ana"), 3)
    with as_role(desk, role):
        assert len(whom_to_call(desk).now) == 1
        assert side_of(role)
        if role == "project_manager":
            add_shift(desk, fresh)
            return
        for act in (
            lambda: add_shift(desk, fresh), lambda: open_shift(desk, rid), lambda: remove_shift(desk, rid),
            lambda: repeat_week(desk),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()
