"""The queue of referrals that wait, and the guard at a worker's limit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from lead_desktop.casework.caseload import CaseloadFull, NotTakingPeople, caseloads, load_of
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.referrals import decide, submit_referral, track_of
from lead_desktop.casework.screening_queue import waiting
from lead_desktop.casework.today import today
from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.permissions import roles_of_side, side_of, sides
from lead_desktop.domain.programme import User
from lead_desktop.domain.referral import CriterionCheck, Referral, ReferralTrack
from lead_desktop.domain.screening import CriterionResult, Screening
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_story import a_referral

ROLES = [role for side in sorted(sides()) for role in roles_of_side(side)]
MAY_OPEN = {"outreach", "case_manager", "supervisor", "project_manager", "privacy_officer"}


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", clock, "supervisor", caseload_notice=1, caseload_limit=2)
    yield made
    made.close()


def sent(desk: Desk, days_ago: int = 0, **values: object) -> str:
    at = desk.clock.now() - timedelta(days=days_ago)
    return submit_referral(desk, a_referral(desk.clock, referred_at=at, **values)).rids[0]  # type: ignore[arg-type]


def from_a_patrol_laptop(desk: Desk, **values: object) -> str:
    """A referral as it arrives from the police: nobody on the care side has noted anything about it."""
    worker = desk.worker
    desk.worker = replace(worker, role="officer", side=side_of("officer"))
    try:
        return sent(desk, **values)
    finally:
        desk.worker = worker


def a_worker(desk: Desk, name: str, role: str = "case_manager", *, active: bool = True) -> str:
    with desk.writing("user.add") as work:
        return work.create(User(name=name, role=role, active=active))


def accept(desk: Desk, rid: str, worker: str, **more: object) -> None:
    decide(desk, rid, choose(desk, rid, "accepted", assigned_to=worker, **more))


def test_the_soonest_deadline_leads_then_the_oldest_and_who_waits_for_a_place_comes_last(desk: Desk) -> None:
    young = sent(desk, 1)
    old = sent(desk, 20)
    neighbour, family = sent(desk, 3, referral_type="community"), sent(desk, 9, referral_type="community")
    later = sent(desk, 25, referral_type="community")
    decide(desk, later, choose(desk, later, "not_accepted_capacity"))
    assert [one.rid for one in waiting(desk)] == [old, young, family, neighbour, later]
    first, *_rest = waiting(desk)
    assert first.days == 20
    assert first.deadline == desk.clock.now().date() + timedelta(days=10)
    assert [one.deadline for one in waiting(desk)][2:] == [None, None, None]


def test_a_referral_from_a_patrol_laptop_waits_though_nobody_noted_anything_about_it_yet(desk: Desk) -> None:
    rid = from_a_patrol_laptop(desk)
    assert track_of(desk, rid) is None
    assert [(one.rid, one.status) for one in waiting(desk)] == [(rid, "")]
    assert [one.open for one in today(desk).referrals] == [rid]
    accept(desk, rid, desk.worker.id)
    assert waiting(desk) == ()


def test_whoever_said_no_is_not_asked_about_again(desk: Desk) -> None:
    from_a_patrol_laptop(desk, person_agrees="no")
    sent(desk, person_agrees="no")
    assert waiting(desk) == ()


def test_the_queue_counts_what_the_referrer_found_and_tells_other_criteria_apart(desk: Desk) -> None:
    checks = (
        CriterionCheck(key="adult", result="ok"), CriterionCheck(key="history", result="not_ok"),
        CriterionCheck(key="catchment", result="unknown"),
        CriterionCheck(key="amenable", result="override", reason="Asked for it"),
    )  # fmt: skip
    sent(desk, criteria=checks, criteria_version="default 2019-01")
    (one,) = waiting(desk)
    assert (one.fits, one.unfit, one.unknown, one.other_version) == (2, 1, 1, True)


@pytest.mark.survives(91)
@pytest.mark.parametrize("role", ROLES)
def test_only_care_and_the_privacy_officer_open_the_queue(desk: Desk, role: str) -> None:
    sent(desk)
    with as_role(desk, role):
        if role in MAY_OPEN:
            assert len(waiting(desk)) == 1
        else:
            with pytest.raises(NotAllowed):
                waiting(desk)


def test_a_criterion_that_is_not_met_needs_a_reason_to_go_on(desk: Desk) -> None:
    rid = sent(desk)
    results = (CriterionResult(key="age", result="not_met"),)
    with pytest.raises(Incomplete) as caught:
        decide(desk, rid, choose(desk, rid, "accepted", results=results))
    assert [(one.field, one.code) for one in caught.value.problems] == [("decision", "goes_on_with_a_reason")]
    said = (CriterionResult(key="age", result="overridden", reason="Birth certificate seen"),)
    decide(desk, rid, choose(desk, rid, "accepted", results=said))
    other = sent(desk)
    decide(desk, other, choose(desk, other, "accepted_override", results=results, reason="The prosecutor agreed"))
    assert {one.record.status for one in desk.reading.of_type(ReferralTrack)} == {"accepted"}


def test_an_overridden_criterion_needs_its_own_reason(desk: Desk) -> None:
    rid = sent(desk)
    with pytest.raises(Incomplete) as caught:
        decide(desk, rid, choose(desk, rid, "accepted", results=(CriterionResult(key="age", result="overridden"),)))
    assert [one.field for one in caught.value.problems] == ["results.0.reason"]


def test_acceptance_is_written_down_as_an_assignment_with_its_moment(desk: Desk) -> None:
    worker = a_worker(desk, "Ben Archuleta")
    rid = sent(desk)
    accept(desk, rid, worker, notified_how="phone")
    (held,) = (one.record for one in desk.reading.of_type(Assignment))
    assert (held.to_worker, held.referral, held.reason, held.decided_by) == (
        worker, rid, "new_referral", desk.worker.id,
    )  # fmt: skip
    screening = desk.reading.of_type(Screening)[0].record
    assert screening.assigned_at == screening.notified_at == desk.clock.now()


def test_caseloads_are_counted_and_whoever_has_most_room_leads(desk: Desk) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    a_worker(desk, "Ana Lopez", "officer")
    a_worker(desk, "Gone Away", active=False)
    accept(desk, sent(desk), ben)
    assert [(one.name, one.people, one.standing, one.room) for one in caseloads(desk)] == [
        ("Rosa Alvarez", 0, "free", 2), ("Ben Archuleta", 1, "many", 1),
    ]  # fmt: skip


def test_somebody_paused_takes_no_place_of_a_caseload(desk: Desk) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    accept(desk, sent(desk), ben)
    held = desk.reading.of_type(Engagement)[0]
    with desk.writing("test.pause") as work:
        work.edit(desk.reading.open(Engagement, held.rid), held.record.with_(status="inactive_choice"))
    load = load_of(desk, ben)
    assert load is not None
    assert load.people == 0
    assert load_of(desk, "nobody known") is None


def test_one_more_than_the_limit_needs_the_project_manager_and_a_reason(desk: Desk) -> None:
    ben = a_worker(desk, "Ben Archuleta")
    for _each in range(2):
        accept(desk, sent(desk), ben)
    rid, before = sent(desk), desk.reading.count(Engagement)
    with pytest.raises(CaseloadFull) as caught:
        accept(desk, rid, ben)
    assert "2 people" in caught.value.words()
    with pytest.raises(NotAllowed):
        accept(desk, rid, ben, over_limit="They know each other")
    with as_role(desk, "project_manager"), pytest.raises(CaseloadFull):
        accept(desk, rid, ben)
    assert desk.reading.count(Engagement) == before
    assert [one.rid for one in waiting(desk)] == [rid]
    with as_role(desk, "project_manager"):
        accept(desk, rid, ben, over_limit="They know each other")
    reasons = [one.record.over_limit for one in desk.reading.of_type(Assignment)]
    assert sorted(reasons, key=str) == [None, None, "They know each other"]


def test_nobody_is_assigned_to_who_has_left_or_takes_no_people_on(desk: Desk) -> None:
    gone, officer = a_worker(desk, "Gone Away", active=False), a_worker(desk, "Ana Lopez", "officer")
    rid = sent(desk)
    for worker in (gone, officer):
        with pytest.raises(NotTakingPeople):
            accept(desk, rid, worker)
    assert desk.reading.of_type(Engagement) == ()
    assert desk.reading.get(Referral, rid).record.person_name is not None
