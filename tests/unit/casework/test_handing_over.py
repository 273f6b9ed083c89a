"""Handing a participant to another worker, and whose people are whose."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework.caseload import CaseloadFull, NotTakingPeople
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.contacts import open_engagement
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.handing_over import (
    NOBODY,
    carried,
    drafts_about,
    hand_over,
    handed,
    may_set_here,
    set_here,
)
from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.programme import User
from lead_desktop.errors import NotAllowed, NotFound
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, bring_in, make_desk, walk_in
from tests.unit.casework.test_screening_queue import a_worker


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", clock, "supervisor", caseload_notice=1, caseload_limit=1)
    yield made
    made.close()


@pytest.fixture
def marco(desk: Desk, clock: StandingClock) -> str:
    return bring_in(desk, clock)


def to(worker: str, **more: object) -> Assignment:
    return Assignment(to_worker=worker, reason="language").with_(**more)


def without_anybody(desk: Desk, person: str) -> None:
    opened = open_engagement(desk, person)
    assert opened is not None
    with desk.writing("test.alone") as work:
        work.edit(opened, opened.record.with_(case_manager=None))


def holder(desk: Desk, person: str) -> str | None:
    return desk.reading.of_person(Engagement, person)[-1].record.case_manager


def test_a_hand_over_changes_who_works_with_the_person_and_keeps_who_did(
    desk: Desk, marco: str, clock: StandingClock
) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    clock.advance(timedelta(minutes=1))
    hand_over(desk, marco, to(ben, remark="He likes mornings.", told=True))
    assert holder(desk, marco) == ben
    newest, first = (one.record for one in handed(desk, marco))
    assert (newest.from_worker, newest.to_worker, newest.decided_by) == (desk.worker.id, ben, desk.worker.id)
    assert newest.at == desk.clock.now()
    assert first.reason == "new_referral"


def test_a_hand_over_can_be_taken_back(desk: Desk, marco: str) -> None:
    saved = hand_over(desk, marco, to(a_worker(desk, "Ben Archuleta")))
    desk.undo(saved)
    assert holder(desk, marco) == desk.worker.id
    assert len(handed(desk, marco)) == 1


def test_a_hand_over_needs_its_reason_and_another_worker(desk: Desk, marco: str) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    for given, field in ((Assignment(to_worker=ben), "reason"), (Assignment(reason="language"), "to_worker")):
        with pytest.raises(Incomplete) as caught:
            hand_over(desk, marco, given)
        assert field in {one.field for one in caught.value.problems}
    with pytest.raises(Incomplete) as caught:
        hand_over(desk, marco, to(desk.worker.id))
    assert [one.code for one in caught.value.problems] == ["same_worker"]
    assert holder(desk, marco) == desk.worker.id


def test_the_limit_holds_for_a_hand_over_too(desk: Desk, marco: str) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    hand_over(desk, walk_in(desk), to(ben))
    with pytest.raises(CaseloadFull):
        hand_over(desk, marco, to(ben))
    with as_role(desk, "project_manager"):
        hand_over(desk, marco, to(ben, over_limit="Family"))
    assert holder(desk, marco) == ben


def test_somebody_unknown_cannot_be_handed_over(desk: Desk) -> None:
    with pytest.raises(NotFound):
        hand_over(desk, "nobody", to(a_worker(desk, "Ben Archuleta")))


def test_a_case_manager_hands_over_the_own_people_and_nobody_elses(desk: Desk, marco: str) -> None:
    ben, lucas = a_worker(desk, "Ben Archuleta"), a_worker(desk, "Lucas Sena")
    with as_role(desk, "case_manager"):
        hand_over(desk, marco, to(ben))
        with pytest.raises(NotAllowed):
            hand_over(desk, marco, to(lucas))
    assert holder(desk, marco) == ben


@pytest.mark.parametrize("role", ["officer", "prosecutor", "peer", "data_entry", "auditor", "privacy_officer"])
def test_other_roles_hand_nobody_over(desk: Desk, marco: str, role: str) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    with as_role(desk, role), pytest.raises(NotAllowed):
        hand_over(desk, marco, to(ben))


@pytest.mark.survives(51)
def test_two_hand_overs_made_from_one_page_are_both_kept(desk: Desk, marco: str, clock: StandingClock) -> None:
    ben, lucas = a_worker(desk, "Ben Archuleta"), a_worker(desk, "Lucas Sena")
    seen = open_engagement(desk, marco)
    for worker in (ben, lucas):
        clock.advance(timedelta(minutes=1))
        hand_over(desk, marco, to(worker), opened=seen)
    assert [one.record.to_worker for one in handed(desk, marco)[:2]] == [lucas, ben]


def test_whoever_leaves_leaves_nobody_unseen(desk: Desk, marco: str) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    hand_over(desk, marco, to(ben))
    alone = walk_in(desk)
    without_anybody(desk, alone)
    assert [one.rid for one in carried(desk, NOBODY)] == [alone]
    assert [one.rid for one in carried(desk, ben)] == [marco]
    with as_role(desk, "project_manager"):
        assert may_set_here(desk)
        set_here(desk, ben, here=False)
    left = {one.rid: one.left for one in carried(desk, NOBODY)}
    assert left == {alone: "", marco: "Ben Archuleta"}
    with pytest.raises(NotTakingPeople):
        hand_over(desk, alone, to(ben))
    hand_over(desk, marco, to(desk.worker.id, reason="left"))
    assert [one.rid for one in carried(desk, NOBODY)] == [alone]


def test_only_who_may_change_workers_notes_that_somebody_left(desk: Desk) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    with pytest.raises(NotAllowed):
        set_here(desk, ben, here=False)
    assert desk.reading.get(User, ben).record.active is True


def test_a_case_manager_sees_no_other_caseload(desk: Desk, marco: str) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    with as_role(desk, "case_manager"):
        assert [one.rid for one in carried(desk, desk.worker.id)] == [marco]
        with pytest.raises(NotAllowed):
            carried(desk, ben)


def test_own_drafts_about_a_person_are_named_before_they_are_handed_over(desk: Desk, marco: str) -> None:
    assert drafts_about(desk, marco) == ()
    for form, about in (("contact", marco), ("_place", marco), ("contact", "another")):
        desk.drafts.keep(desk.drafts.new(desk.worker.id, form, about, f"{about}/casework"))
    desk.drafts.keep(desk.drafts.new(desk.worker.id + "x", "plan", marco, f"{marco}/casework"))  # type: ignore[arg-type]
    assert [one.form for one in drafts_about(desk, marco)] == ["contact"]
