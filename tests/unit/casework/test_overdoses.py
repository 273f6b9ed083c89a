"""After an overdose somebody looks in within 72 hours: it stands on Today until it is written how the person is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import overdoses
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.today import today
from lead_desktop.domain.audiences import Worker, audiences
from lead_desktop.domain.overdose import Overdose
from lead_desktop.domain.permissions import side_of
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock)
    yield made
    made.close()


def test_looking_in_stands_on_today_until_it_is_written_how_the_person_is(desk: Desk, clock: StandingClock) -> None:
    person = walk_in(desk)
    overdoses.record_overdose(desk, person, Overdose(at=clock.now(), outcome="survived", naloxone_given=True))
    (due,) = today(desk).look_in
    assert (due.open, due.on) == (person, (clock.now() + timedelta(hours=72)).date())
    opened = overdoses.waiting(desk, person)
    assert opened is not None
    with pytest.raises(Incomplete):
        overdoses.looked_in(desk, opened, Overdose(response=("debrief",)))
    overdoses.looked_in(desk, opened, Overdose(follow_up="Tired, and glad.", response=("debrief", "kit_replaced")))
    assert today(desk).look_in == ()
    assert overdoses.waiting(desk, person) is None
    held = overdoses.overdoses_of(desk, person)[0].record
    assert (held.naloxone_given, set(held.response)) == (True, {"debrief", "kit_replaced"})


def test_of_several_the_first_counts_and_nobody_looks_in_on_somebody_who_died(desk: Desk, clock: StandingClock) -> None:
    person, other = walk_in(desk), walk_in(desk, "Benito Romero")
    for days in (1, 0):
        at = clock.now() - timedelta(days=days)
        overdoses.record_overdose(desk, person, Overdose(at=at, outcome="survived"))
    overdoses.record_overdose(desk, other, Overdose(at=clock.now(), outcome="died"))
    assert [(one.open, one.on) for one in today(desk).look_in] == [(person, (clock.now() + timedelta(hours=48)).date())]


def test_an_overdose_without_its_time_or_in_the_future_is_not_kept(desk: Desk, clock: StandingClock) -> None:
    person = walk_in(desk)
    for wrong in (Overdose(outcome="survived"), Overdose(at=clock.now() + timedelta(days=1), outcome="survived")):
        with pytest.raises(Incomplete) as caught:
            overdoses.record_overdose(desk, person, wrong)
        assert [one.field for one in caught.value.problems] == ["at"]


def test_outreach_and_peers_see_overdoses_and_nobody_of_the_law_side_holds_one(
    desk: Desk, clock: StandingClock
) -> None:
    person = walk_in(desk)
    overdoses.record_overdose(desk, person, Overdose(at=clock.now(), outcome="survived"))
    for role in ("outreach", "peer", "supervisor"):
        with as_role(desk, role):
            assert len(overdoses.overdoses_of(desk, person)) == 1
    for role in ("project_manager", "officer", "prosecutor", "defender"):
        with as_role(desk, role):
            assert overdoses.overdoses_of(desk, person) == ()
            assert overdoses.to_look_in(desk) == ()
            with pytest.raises(NotAllowed):
                overdoses.waiting(desk, person)
    reach = audiences("harm_reduction", "overdose", Worker("u1", "outreach"), 0, fresh=True)
    assert {side_of(one.audience.removeprefix("role:")) for one in reach} == {"care"}
