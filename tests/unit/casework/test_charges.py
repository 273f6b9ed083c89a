"""The held charge: its time, more time, what the prosecutor decided, and an intake that came late."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from lead_desktop.casework import charges, intake, pauses
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.windows import close_window
from lead_desktop.domain.base import notes
from lead_desktop.domain.charge import DivertedCharge, Extension, PauseSpan
from lead_desktop.domain.intake import Intake, Pause
from lead_desktop.domain.permissions import roles_of_side, sides
from lead_desktop.errors import NotAllowed, StillOpen
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, bring_in, make_desk

ROLES = [role for side in sorted(sides()) for role in roles_of_side(side)]
MAY_READ = {"outreach", "case_manager", "supervisor", "project_manager", "privacy_officer", "prosecutor"}
MAY_EDIT = {"case_manager", "supervisor", "project_manager"}


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", clock, "case_manager", pauses_agreed=True, intake_window_days=7)
    yield made
    made.close()


@pytest.fixture
def marco(desk: Desk, clock: StandingClock) -> str:
    return bring_in(desk, clock)


@pytest.fixture
def rid(desk: Desk, marco: str) -> str:
    return desk.reading.of_person(DivertedCharge, marco)[0].rid


def held(desk: Desk, rid: str) -> DivertedCharge:
    return desk.reading.get(DivertedCharge, rid).record


def more(desk: Desk, days: int, key: str = "x") -> Extension:
    return Extension(key=key, days=days, agreed_on=desk.clock.now().date())


def decide(desk: Desk, rid: str, **values: object) -> None:
    opened = charges.open_for_decision(desk, rid)
    charges.record_decision(desk, opened, opened.record.with_(**values))


def intake_done(desk: Desk, marco: str) -> intake.Completed:
    """Complete the intake, with every open question met by "prefers not to answer"."""
    file = intake.start_intake(desk, marco)
    for section, found in intake.open_questions(desk, file).items():
        for one in found:
            name = one.field.partition(".")[0]
            intake.prefer_not(desk, intake.start_intake(desk, marco), section, name)
    file = intake.start_intake(desk, marco)
    for section in intake.open_questions(desk, file):
        intake.skip_section(desk, file, section)
    return intake.complete_intake(desk, intake.start_intake(desk, marco))


def test_more_time_moves_the_last_day_and_is_kept_with_its_day(desk: Desk, rid: str) -> None:
    before = held(desk, rid).deadline
    assert before is not None
    charges.extend(desk, rid, more(desk, 14))
    assert held(desk, rid).deadline == charges.open_charge(desk, rid).due == before + timedelta(days=14)
    charges.extend(desk, rid, more(desk, 3, "y"))
    assert held(desk, rid).due_on(desk.clock.now().date()) == before + timedelta(days=17)
    assert [one.days for one in held(desk, rid).extensions] == [14, 3]


def test_more_time_and_pauses_count_together_and_a_pause_never_says_why_on_the_charge(
    desk: Desk, clock: StandingClock, marco: str, rid: str
) -> None:
    before = held(desk, rid).deadline
    assert before is not None
    file = intake.start_intake(desk, marco)
    today = clock.now().date()
    pauses.pause_deadline(desk, file, Pause(key="p", since=today + timedelta(), until=None, reason="hospital"))
    clock.advance(timedelta(days=4))
    pauses.end_pause(desk, intake.start_intake(desk, marco), today + timedelta(days=3))
    charges.extend(desk, rid, more(desk, 10))
    shown = charges.open_charge(desk, rid)
    assert shown.due == before + timedelta(days=13)
    assert shown.reasons == {"p": "hospital"}
    assert "hospital" not in held(desk, rid).to_json()
    assert set(notes(PauseSpan)) == {"since", "until"}
    assert set(notes(Extension)) == {"days", "agreed_on"}


def test_a_charge_whose_time_had_passed_waits_again_with_more_time(
    desk: Desk, clock: StandingClock, marco: str, rid: str
) -> None:
    clock.advance(timedelta(days=9))
    close_window(desk, marco)
    assert held(desk, rid).status == "window_lapsed"
    charges.extend(desk, rid, more(desk, 1))
    assert held(desk, rid).status == "window_lapsed"
    charges.extend(desk, rid, more(desk, 7, "y"))
    assert held(desk, rid).status == "held_pending_intake"


def test_an_intake_after_its_window_keeps_every_fact_and_says_what_happened(
    desk: Desk, clock: StandingClock, marco: str, rid: str
) -> None:
    clock.advance(timedelta(days=12))
    done = intake_done(desk, marco)
    assert (done.conditions_met, done.after_deadline) == (0, 1)
    record = held(desk, rid)
    assert (record.status, record.condition_met_at, record.days_late()) == ("window_lapsed", clock.now(), 5)
    assert desk.reading.of_person(Intake, marco)[0].record.status == "completed"
    charges.extend(desk, rid, more(desk, 5))
    after = held(desk, rid)
    assert (after.status, after.condition_met_at, after.days_late()) == ("condition_met", clock.now(), 0)


def test_the_prosecutors_decision_has_its_day_and_closes_the_charge(desk: Desk, marco: str, rid: str) -> None:
    decide(desk, rid, review="accepted", prosecutor_office="First Judicial District")
    assert (held(desk, rid).status, held(desk, rid).decided_on) == ("held_pending_intake", None)
    intake_done(desk, marco)
    assert held(desk, rid).status == "condition_met"
    decide(desk, rid, status="not_filed")
    assert (held(desk, rid).status, held(desk, rid).decided_on) == ("not_filed", desk.clock.now().date())


def test_who_does_not_agree_leaves_the_charge_so_and_may_agree_later(desk: Desk, rid: str) -> None:
    decide(desk, rid, review="rejected", review_reason="Another matter is open", decided_on=date(2026, 11, 20))
    record = held(desk, rid)
    assert (record.status, record.decided_on) == ("rejected_by_prosecutor", date(2026, 11, 20))
    decide(desk, rid, status="held_pending_intake", review="accepted")
    assert held(desk, rid).status == "held_pending_intake"


def test_nobody_says_by_hand_that_the_condition_is_met_or_the_time_has_passed(desk: Desk, rid: str) -> None:
    for status in ("condition_met", "window_lapsed", "filed"):
        opened = charges.open_for_decision(desk, rid)
        with pytest.raises(StillOpen):
            charges.record_decision(desk, opened, opened.record.with_(status=status))
    assert held(desk, rid).status == "held_pending_intake"


@pytest.mark.survives(47)
def test_more_time_needs_its_days_and_no_day_ahead(desk: Desk, rid: str) -> None:
    ahead = desk.clock.now().date() + timedelta(days=1)
    for one, field in (
        (Extension(key="x", agreed_on=desk.clock.now().date()), "days"), (Extension(key="x", days=3), "agreed_on"),
        (Extension(key="x", days=3, agreed_on=ahead), "agreed_on"),
    ):  # fmt: skip
        with pytest.raises(Incomplete) as caught:
            charges.extend(desk, rid, one)
        assert [problem.field for problem in caught.value.problems] == [field]
    with pytest.raises(ValueError, match="days"):
        Extension(key="x", days=0)
    assert held(desk, rid).extensions == ()


def test_a_charge_that_is_decided_gets_no_more_time(desk: Desk, rid: str) -> None:
    decide(desk, rid, status="not_filed")
    with pytest.raises(StillOpen):
        charges.extend(desk, rid, more(desk, 3))


@pytest.mark.survives(91)
@pytest.mark.parametrize("role", ROLES)
def test_who_reads_and_who_changes_a_charge_is_what_the_matrix_says(desk: Desk, rid: str, role: str) -> None:
    with as_role(desk, role):
        if role in MAY_READ:
            shown = charges.open_charge(desk, rid)
            assert shown.may_edit == (role in MAY_EDIT)
            assert (shown.intake is None) == (role == "prosecutor")
        else:
            with pytest.raises(NotAllowed):
                charges.open_charge(desk, rid)
        if role in MAY_EDIT:
            charges.extend(desk, rid, more(desk, 1))
        else:
            with pytest.raises(NotAllowed):
                charges.extend(desk, rid, more(desk, 1))


@pytest.mark.survives(51)
def test_more_time_given_on_two_laptops_is_both_kept(desk: Desk, rid: str) -> None:
    seen = charges.open_for_decision(desk, rid)
    charges.extend(desk, rid, more(desk, 3))
    with desk.writing("test.apart") as work:
        work.edit(seen, seen.record.with_(extensions=(more(desk, 4, "z"),)))
    assert sorted(one.days or 0 for one in held(desk, rid).extensions) == [3, 4]
