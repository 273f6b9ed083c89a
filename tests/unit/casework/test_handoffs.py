"""The warm hand-off as it happens: taps, times, what came of it, and who may know."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework import handoffs
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.referrals import decide, track_of
from lead_desktop.domain.handoff import STEPS, Handoff, HandoffCare
from lead_desktop.domain.permissions import roles_of_side
from lead_desktop.errors import NotAllowed, NotFound, StillOpen
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_screening_queue import accept, sent

MET = {
    "mode": "in_person_scene", "result": "connected", "next_plan": "Coffee on Friday", "consent_to_contact": True,
}  # fmt: skip


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", clock, "case_manager")
    yield made
    made.close()


@pytest.fixture
def call(desk: Desk) -> str:
    return handoffs.begin(desk).rids[0]


def held(desk: Desk, rid: str) -> Handoff:
    return desk.reading.get(Handoff, rid).record


def save(desk: Desk, rid: str, care: HandoffCare | None = None, **values: object) -> None:
    opened = handoffs.open_for_change(desk, rid)
    handoffs.save_handoff(desk, opened, (opened[0].record.with_(**values), care))


def test_each_tap_notes_its_moment_and_the_minutes_follow_from_it(desk: Desk, clock: StandingClock, call: str) -> None:
    for minutes, step in zip((2, 15, 3, 5), STEPS[1:], strict=True):
        clock.advance(timedelta(minutes=minutes))
        assert held(desk, call).next_step() == step
        handoffs.tap(desk, call, step)
    record = held(desk, call)
    assert [record.minutes(one) for one in STEPS] == [0, 2, 17, 20, 25]
    assert record.next_step() == ""
    assert record.worker == desk.worker.id


def test_a_second_tap_changes_nothing(desk: Desk, clock: StandingClock, call: str) -> None:
    handoffs.tap(desk, call, "cm_answered_at")
    at = held(desk, call).cm_answered_at
    clock.advance(timedelta(minutes=9))
    assert handoffs.tap(desk, call, "cm_answered_at") is None
    assert held(desk, call).cm_answered_at == at


def test_a_step_may_be_left_out_and_a_tap_taken_back(desk: Desk, clock: StandingClock, call: str) -> None:
    clock.advance(timedelta(minutes=20))
    saved = handoffs.tap(desk, call, "handoff_done_at")
    assert saved is not None
    assert held(desk, call).next_step() == ""
    desk.undo(saved)
    assert held(desk, call).next_step() == "cm_answered_at"


@pytest.mark.survives(36)
def test_a_clock_that_was_set_back_is_said_by_the_step_and_nothing_is_lost(
    desk: Desk, clock: StandingClock, call: str
) -> None:
    clock.set_wall(clock.now() - timedelta(days=365))
    with pytest.raises(Incomplete) as caught:
        handoffs.tap(desk, call, "cm_answered_at")
    assert {one.field for one in caught.value.problems} >= {"cm_answered_at"}
    assert held(desk, call).cm_answered_at is None


def test_nothing_is_tapped_once_it_has_ended_and_no_step_but_the_five(desk: Desk, call: str) -> None:
    with pytest.raises(StillOpen):
        handoffs.tap(desk, call, "result")
    save(desk, call, **MET)
    with pytest.raises(StillOpen):
        handoffs.tap(desk, call, "cm_arrived_at")


@pytest.mark.survives(47)
def test_times_must_follow_each_other_and_not_lie_ahead(desk: Desk, clock: StandingClock, call: str) -> None:
    before, ahead = clock.now() - timedelta(minutes=5), clock.now() + timedelta(minutes=5)
    for values, code in (
        ({"cm_arrived_at": before}, "before_the_step_before"),
        ({"handoff_done_at": ahead}, "in_future"),
        ({"officer_called_at": None}, "needed"),
    ):
        with pytest.raises(Incomplete) as caught:
            save(desk, call, **values)
        assert code in {one.code for one in caught.value.problems}
    save(desk, call, custody_released_at=before)


def test_that_nobody_could_come_needs_its_reason_and_what_happened_instead(desk: Desk, call: str) -> None:
    with pytest.raises(Incomplete) as caught:
        save(desk, call, result="no_cm_available", mode="delayed")
    assert {one.field for one in caught.value.problems} == {"why_nobody", "instead"}
    save(desk, call, result="no_cm_available", mode="delayed", why_nobody="too_far", instead=("delayed_planned",),
         instead_place="Library, mornings")  # fmt: skip
    assert handoffs.open_handoff(desk, call).over


def test_a_half_told_hand_off_is_saved_and_completed_later(desk: Desk, call: str) -> None:
    save(desk, call, needs_met=("food_water",))
    assert not handoffs.open_handoff(desk, call).over
    with pytest.raises(Incomplete) as caught:
        save(desk, call, result="connected")
    assert {one.field for one in caught.value.problems} == {"mode", "next_plan", "consent_to_contact"}


def test_care_that_tells_of_substances_is_a_record_of_its_own_class(desk: Desk, call: str) -> None:
    save(desk, call, HandoffCare(given=("naloxone",)), **MET)
    file = handoffs.open_handoff(desk, call)
    assert file.care is not None
    assert file.care.record.given == ("naloxone",)
    assert str(file.care.scope) == f"{call}/harm_reduction"
    assert str(file.handoff.scope) == f"{call}/casework"
    save(desk, call, HandoffCare(given=("naloxone", "er")))
    assert len(desk.reading.of_type(HandoffCare)) == 1


def test_a_referral_gives_its_words_and_the_officers_time_of_the_call(desk: Desk, clock: StandingClock) -> None:
    called = clock.now() - timedelta(minutes=12)
    rid = sent(desk, handoff_called_at=called)
    record = held(desk, handoffs.begin(desk, rid).rids[0])
    assert (record.officer_called_at, record.caller, record.place, record.who) == (
        called, "Officer Lopez", "Plaza", "Marco Baca",
    )  # fmt: skip
    with pytest.raises(NotFound):
        handoffs.begin(desk, "nobody")


def test_an_accepted_referral_stands_as_introduced_once_they_met(desk: Desk) -> None:
    rid = sent(desk)
    accept(desk, rid, desk.worker.id)
    call = handoffs.begin(desk, rid).rids[0]
    save(desk, call, **MET)
    track = track_of(desk, rid)
    assert track is not None
    assert track.record.status == "handoff_done"
    assert held(desk, call).person == track.record.person


def test_somebody_met_before_the_decision_stands_as_introduced_at_once(desk: Desk) -> None:
    rid = sent(desk)
    call = handoffs.begin(desk, rid).rids[0]
    save(desk, call, **MET)
    before = track_of(desk, rid)
    assert before is not None
    assert before.record.status == "submitted"
    accept(desk, rid, desk.worker.id)
    after = track_of(desk, rid)
    assert after is not None
    assert after.record.status == "handoff_done"
    assert held(desk, call).person == after.record.person


def test_a_hand_off_does_not_make_an_unfitting_referral_accepted(desk: Desk) -> None:
    rid = sent(desk)
    save(desk, handoffs.begin(desk, rid).rids[0], **MET)
    decide(desk, rid, choose(desk, rid, "not_eligible"))
    track = track_of(desk, rid)
    assert track is not None
    assert track.record.status == "not_eligible"


def test_a_call_without_a_referral_is_joined_to_it_when_it_arrives(desk: Desk, call: str) -> None:
    save(desk, call, who="Marco", **MET)
    rid = sent(desk)
    old = sent(desk, 5)
    assert [one for one, _name in handoffs.linkable(desk)] == [rid]
    accept(desk, rid, desk.worker.id)
    handoffs.link(desk, call, rid)
    assert (held(desk, call).referral, held(desk, call).who) == (rid, "Marco")
    assert handoffs.open_handoff(desk, call).name == "Marco Baca"
    assert [one.rid for one in handoffs.handoffs_of(desk, rid)] == [call]
    track = track_of(desk, rid)
    assert track is not None
    assert track.record.status == "handoff_done"
    assert handoffs.linkable(desk) == ()
    assert handoffs.handoffs_of(desk, old) == ()


def test_those_under_way_lead_the_list_then_the_newest(desk: Desk, clock: StandingClock, call: str) -> None:
    clock.advance(timedelta(hours=1))
    ended = handoffs.begin(desk).rids[0]
    save(desk, ended, **MET)
    clock.advance(timedelta(hours=1))
    newest = handoffs.begin(desk).rids[0]
    assert [one.handoff.rid for one in handoffs.handoff_list(desk)] == [newest, call, ended]


@pytest.mark.survives(90)
@pytest.mark.parametrize("role", [*roles_of_side("law"), *roles_of_side("defence"), "peer", "data_entry", "auditor"])
def test_police_and_others_outside_read_and_write_nothing_of_a_hand_off(desk: Desk, call: str, role: str) -> None:
    with as_role(desk, role):
        for act in (
            lambda: handoffs.begin(desk), lambda: handoffs.handoff_list(desk),
            lambda: handoffs.open_handoff(desk, call), lambda: handoffs.tap(desk, call, "cm_arrived_at"),
            lambda: handoffs.open_for_change(desk, call),
            lambda: handoffs.link(desk, call, "x"),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()
        assert handoffs.handoffs_of(desk, "x") == ()


@pytest.mark.survives(51)
def test_two_people_who_told_it_differently_are_both_kept(desk: Desk, call: str) -> None:
    seen = handoffs.open_for_change(desk, call)
    handoffs.save_handoff(desk, seen, (seen[0].record.with_(place="Plaza"), None))
    handoffs.save_handoff(desk, seen, (seen[0].record.with_(needs_met=("ride",)), None))
    assert (held(desk, call).place, held(desk, call).needs_met) == ("Plaza", ("ride",))
