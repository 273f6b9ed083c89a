"""The history of where a participant stands: every change is kept, and nothing speaks of failing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework import contacts, handoffs, people
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.quiet import note_quiet
from lead_desktop.casework.standing import standing_of
from lead_desktop.casework.timeline import timeline
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.standing import StandingChange
from lead_desktop.domain.states import machine
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, bring_in, make_desk, walk_in
from tests.unit.casework.test_charges import intake_done
from tests.unit.casework.test_handoffs import MET, save
from tests.unit.casework.test_screening_queue import accept, sent
from tests.unit.domain.words import avoided


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    made = make_desk(tmp_path / "v", clock, "case_manager", active_contact_days=90)
    yield made
    made.close()


@pytest.fixture
def marco(desk: Desk, clock: StandingClock) -> str:
    return bring_in(desk, clock)


def ways(desk: Desk, person: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.record.before, one.record.status, one.record.how) for one in standing_of(desk, person)]


def pause(desk: Desk, person: str, status: str = "inactive_choice", **more: object) -> None:
    opened = contacts.open_engagement(desk, person)
    assert opened is not None
    after = opened.record.with_(status=status, status_at=desk.clock.now(), reason="own_choice", **more)
    contacts.set_engagement(desk, person, after, opened=opened)


def test_the_whole_way_is_kept_with_what_led_to_each_step(desk: Desk, clock: StandingClock, marco: str) -> None:
    clock.advance(timedelta(days=1))
    intake_done(desk, marco)
    clock.advance(timedelta(days=100))
    note_quiet(desk)
    clock.advance(timedelta(days=1))
    contacts.welcome_back(desk, marco)
    clock.advance(timedelta(days=1))
    pause(desk, marco)
    clock.advance(timedelta(days=1))
    contacts.welcome_back(desk, marco)
    assert ways(desk, marco) == [
        (None, "referred", "referral"), ("referred", "enrolled_active", "intake"),
        ("enrolled_active", "enrolled_quiet", "calendar"), ("enrolled_quiet", "enrolled_active", "contact"),
        ("enrolled_active", "inactive_choice", "said"), ("inactive_choice", "enrolled_active", "contact"),
    ]  # fmt: skip
    paused = standing_of(desk, marco)[4].record
    assert (paused.reason, paused.by) == ("own_choice", desk.worker.id)
    assert standing_of(desk, marco)[2].record.by is None


def test_a_return_is_one_step_with_the_same_number_and_no_new_intake(
    desk: Desk, clock: StandingClock, marco: str
) -> None:
    intake_done(desk, marco)
    number = people.open_file(desk, marco).person.record.participant_number
    for status in ("inactive_choice", "inactive_stable", "inactive_away", "transferred", "withdrew"):
        clock.advance(timedelta(hours=1))
        pause(desk, marco, status)
        clock.advance(timedelta(hours=1))
        saved = contacts.welcome_back(desk, marco)
        file = people.open_file(desk, marco)
        assert file.engagement is not None
        assert file.engagement.record.status == "enrolled_active", status
        assert file.person.record.participant_number == number
        assert len(desk.reading.of_person(Intake, marco)) == 1
        desk.undo(saved)
        assert standing_of(desk, marco)[-1].record.status == status
        contacts.welcome_back(desk, marco)


def test_a_change_that_changes_nothing_is_no_history(desk: Desk, marco: str) -> None:
    opened = contacts.open_engagement(desk, marco)
    assert opened is not None
    contacts.set_engagement(desk, marco, opened.record.with_(attempts=3), opened=opened)
    assert len(ways(desk, marco)) == 1


def test_taking_a_change_back_takes_its_line_of_history_back(desk: Desk, marco: str) -> None:
    opened = contacts.open_engagement(desk, marco)
    assert opened is not None
    after = opened.record.with_(status="inactive_away", status_at=desk.clock.now())
    saved = contacts.set_engagement(desk, marco, after, opened=opened)
    assert saved is not None
    desk.undo(saved)
    assert ways(desk, marco) == [(None, "referred", "referral")]


def test_who_was_met_in_person_is_screened_and_who_comes_by_themselves_is_sought(
    desk: Desk, clock: StandingClock
) -> None:
    assert ways(desk, walk_in(desk)) == [(None, "outreach", "added")]
    rid = sent(desk)
    accept(desk, rid, desk.worker.id)
    clock.advance(timedelta(minutes=20))
    call = handoffs.begin(desk, rid).rids[0]
    save(desk, call, **MET)
    person = handoffs.open_handoff(desk, call).handoff.record.person or ""
    assert ways(desk, person) == [(None, "referred", "referral"), ("referred", "screened", "handoff")]


def test_who_was_met_before_the_decision_begins_as_screened(desk: Desk) -> None:
    rid = sent(desk)
    save(desk, handoffs.begin(desk, rid).rids[0], **MET)
    accept(desk, rid, desk.worker.id)
    (held,) = desk.reading.of_type(Engagement)
    assert held.record.status == "screened"
    assert ways(desk, held.record.person or "") == [(None, "screened", "handoff")]


def test_the_timeline_tells_every_change_once_with_its_reason(desk: Desk, clock: StandingClock, marco: str) -> None:
    intake_done(desk, marco)
    clock.advance(timedelta(days=1))
    pause(desk, marco)
    told = [(one.code, one.detail) for one in timeline(desk, people.open_file(desk, marco)) if one.kind == "status"]
    assert told == [("inactive_choice", "own_choice"), ("referred", "")]


def test_closing_by_the_program_is_kept_apart_with_reason_and_who(desk: Desk, marco: str) -> None:
    opened = contacts.open_engagement(desk, marco)
    assert opened is not None
    after = opened.record.with_(
        status="closed_program", status_at=desk.clock.now(), reason="safety", closing_note="Written down with care."
    )
    with pytest.raises(NotAllowed):
        contacts.set_engagement(desk, marco, after, opened=opened)
    with as_role(desk, "project_manager"):
        contacts.set_engagement(desk, marco, after, opened=opened)
    (closed,) = desk.reading.of_type(StandingChange, "closed_program")
    assert (closed.record.reason, closed.record.by) == ("safety", desk.worker.id)
    intake_less = people.open_file(desk, marco).engagement
    assert intake_less is not None
    assert intake_less.record.closing_note == "Written down with care."


@pytest.mark.survives(90)
@pytest.mark.parametrize("role", ["officer", "police_liaison", "prosecutor", "defender", "auditor", "data_entry"])
def test_nobody_outside_reads_the_history(desk: Desk, marco: str, role: str) -> None:
    with as_role(desk, role):
        assert standing_of(desk, marco) == ()


def test_no_state_and_no_help_of_a_state_speaks_of_failing_in_either_language() -> None:
    for state in machine("engagement").states:
        assert avoided(f"{state.en} {state.help_en}", "en") == [], state.code
        assert avoided(f"{state.es} {state.help_es}", "es") == [], state.code
