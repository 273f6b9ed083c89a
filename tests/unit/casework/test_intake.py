"""The intake: over several sittings, in any order, every question skippable, late or on time (domain 2.5, 1.7)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from lead_desktop.casework import intake, pauses
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.intake import IntakeFile
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.base import Record, Unanswered
from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.household import Housing, Strengths
from lead_desktop.domain.intake import Intake, Need, Pause
from lead_desktop.domain.person import Demographics, Person
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.protected import Violence
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.errors import NotAllowed, NotFound, StillOpen
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, bring_in, enter_again, make_desk, walk_in


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("intake"), clock, caseload_limit=100)
    yield made
    made.close()


@pytest.fixture
def marco(desk: Desk, clock: StandingClock) -> str:
    return bring_in(desk, clock)


def the_intake(desk: Desk, person: str) -> IntakeFile:
    file = intake.open_intake(desk, person)
    assert file is not None
    return file


def write(desk: Desk, person: str, section: str, state: str = "done", **values: object) -> Saved | None:
    """Fill in a section as a screen does: open it, change it, save it."""
    file = the_intake(desk, person)
    opened = intake.open_section(desk, file, section)
    record: Record = opened.record if opened else intake.fresh_section(file, section)
    return intake.save_section(desk, file, section, (opened, record.with_(**values), state))


def answer_all(desk: Desk, person: str) -> IntakeFile:
    """Answer every open question with "prefers not to answer", as the last page offers."""
    for section, missing in intake.open_questions(desk, intake.start_intake(desk, person)).items():
        for one in missing:
            intake.prefer_not(desk, the_intake(desk, person), section, one.field)
    return the_intake(desk, person)


def track(desk: Desk, person: str) -> str | None:
    referral = the_intake(desk, person).intake.record.referral
    return desk.reading.under(ReferralTrack, referral)[0].record.status if referral else None


def charge(desk: Desk, person: str) -> DivertedCharge:
    return desk.reading.of_person(DivertedCharge, person)[0].record


def test_the_first_section_begins_the_intake_and_the_referral_says_so(desk: Desk, marco: str) -> None:
    assert the_intake(desk, marco).intake.record.status == "not_started"
    write(desk, marco, "safety", feels_safe_when="Meet at the library")
    file = the_intake(desk, marco)
    assert file.intake.record.status == "partial"
    assert file.intake.record.worker == desk.worker.id
    assert track(desk, marco) == "intake_started"


def test_it_goes_on_where_it_was_left_after_the_laptop_was_locked(tmp_path, clock: StandingClock) -> None:
    first = make_desk(tmp_path / "v", clock)
    person = bring_in(first, clock)
    write(first, person, "housing", slept_last_night="116")
    write(first, person, "strengths", "partial", wish_1="My own door")
    first.close()
    second = enter_again(tmp_path / "v", clock)
    file = the_intake(second, person)
    assert file.states == {"housing": "done", "strengths": "partial"}
    strengths = file.parts["strengths"].record
    assert isinstance(strengths, Strengths)
    assert strengths.wish_1 == "My own door"
    write(second, person, "strengths", wish_2="Work again")
    again = the_intake(second, person).parts["strengths"].record
    assert isinstance(again, Strengths)
    assert (again.wish_1, again.wish_2) == ("My own door", "Work again")
    second.close()


def test_sections_may_be_taken_in_any_order_and_each_is_one_record(desk: Desk, marco: str) -> None:
    order = ["treatment", "identity", "summary", "law", "strengths", "protected", "safer_use"]
    for section in order:
        write(desk, marco, section)
    assert [one for one in the_intake(desk, marco).states if one in order] == order
    assert len(desk.reading.of_person(Strengths, marco)) == 1


def test_the_summary_keeps_what_other_sections_did_since_it_was_opened(desk: Desk, marco: str) -> None:
    file = the_intake(desk, marco)
    opened = intake.open_section(desk, file, "summary")
    assert opened is not None
    write(desk, marco, "housing", slept_last_night="116")
    typed = opened.record.with_(needs=(Need(key="docs", domain="docs", urgency=3),), minutes=50)
    intake.save_section(desk, file, "summary", (opened, typed, "done"))
    header = the_intake(desk, marco).intake.record
    assert {one.key: one.state for one in header.sections} == {"housing": "done", "summary": "done"}
    assert (header.minutes, header.needs[0].urgency, header.status) == (50, 3, "partial")


def test_a_summary_without_its_earlier_state_is_saved_as_well(desk: Desk, marco: str) -> None:
    file = the_intake(desk, marco)
    intake.save_section(desk, file, "summary", (None, file.intake.record.with_(minutes=20), "partial"))
    header = the_intake(desk, marco).intake.record
    assert (header.minutes, header.worker) == (20, desk.worker.id)


def test_a_skipped_section_keeps_what_stood_in_it_and_asks_nothing(desk: Desk, marco: str) -> None:
    write(desk, marco, "demographics", race_more="From Chimayó")
    intake.skip_section(desk, the_intake(desk, marco), "demographics")
    file = the_intake(desk, marco)
    assert file.states["demographics"] == "skipped"
    assert isinstance(file.parts["demographics"].record, Demographics)
    assert "demographics" not in intake.open_questions(desk, file)
    intake.skip_section(desk, file, "identity")
    assert "identity" in intake.open_questions(desk, the_intake(desk, marco))


def test_a_law_section_names_the_referral_and_its_charge_by_itself(desk: Desk, marco: str) -> None:
    write(desk, marco, "law", nights_jail_30=2)
    file = the_intake(desk, marco)
    law = file.parts["law"].record
    assert law.model_dump(include={"referral", "charge"}) == {
        "referral": file.intake.record.referral,
        "charge": file.charges[0].rid,
    }


def test_somebody_without_a_referral_is_not_asked_for_one(desk: Desk) -> None:
    person = walk_in(desk)
    file = intake.start_intake(desk, person)
    assert file.intake.record.worker == desk.worker.id
    write(desk, person, "law", nights_jail_30=0)
    assert "law" not in intake.open_questions(desk, the_intake(desk, person))
    answer_all(desk, person)
    done = intake.complete_intake(desk, the_intake(desk, person))
    assert (done.conditions_met, done.after_deadline) == (0, 0)
    assert desk.reading.of_person(Engagement, person)[0].record.status == "enrolled_active"


def test_every_question_can_be_answered_with_prefers_not_to_answer(desk: Desk, marco: str) -> None:
    write(desk, marco, "identity", unanswered=(Unanswered(key="may_call", code="8"),), name_quality=None)
    for name in ("name_quality", "may_call", "phones"):
        intake.prefer_not(desk, the_intake(desk, marco), "identity", name)
    person = desk.reading.get(Person, marco).record
    assert person.name_quality == "9"
    assert {one.key: one.code for one in person.unanswered} == {"may_call": "9", "phones": "9"}
    intake.prefer_not(desk, the_intake(desk, marco), "demographics", "race_ethnicity")
    held = desk.reading.of_person(Demographics, marco)[0].record
    assert [one.key for one in held.unanswered] == ["race_ethnicity"]


def test_an_intake_in_time_meets_the_condition_and_enrols(desk: Desk, marco: str, clock: StandingClock) -> None:
    with pytest.raises(intake.SectionsOpen) as caught:
        intake.complete_intake(desk, the_intake(desk, marco))
    assert "identity" in caught.value.sections
    done = intake.complete_intake(desk, answer_all(desk, marco))
    assert (done.conditions_met, done.after_deadline) == (1, 0)
    assert charge(desk, marco).status == "condition_met"
    assert charge(desk, marco).condition_met_at == clock.now()
    assert track(desk, marco) == "intake_completed"
    engagement = desk.reading.of_person(Engagement, marco)[0].record
    assert (engagement.status, engagement.enrolled_on) == ("enrolled_active", clock.now().date())
    with pytest.raises(StillOpen):
        intake.complete_intake(desk, the_intake(desk, marco))


def test_completing_can_be_taken_back(desk: Desk, marco: str) -> None:
    done = intake.complete_intake(desk, answer_all(desk, marco))
    desk.undo(done.saved)
    assert the_intake(desk, marco).intake.record.status == "partial"
    assert charge(desk, marco).status == "held_pending_intake"


def test_a_late_intake_keeps_every_fact_and_says_when_it_was_done(tmp_path) -> None:
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock)
    person = bring_in(desk, clock)
    clock.advance(timedelta(days=45))
    done = intake.complete_intake(desk, answer_all(desk, person))
    assert (done.conditions_met, done.after_deadline) == (0, 1)
    held = charge(desk, person)
    assert (held.status, held.condition_met_at) == ("window_lapsed", clock.now())
    assert the_intake(desk, person).deadline is None
    assert desk.reading.of_person(Engagement, person)[0].record.status == "enrolled_active"
    desk.close()


def test_a_charge_decided_already_stays_as_it_is(desk: Desk, marco: str, clock: StandingClock) -> None:
    held = desk.reading.of_person(DivertedCharge, marco)[0]
    with desk.writing("charge.decide", held.rid) as work:
        opened = desk.reading.open(DivertedCharge, held.rid)
        work.edit(opened, opened.record.with_(status="not_filed", decided_on=clock.now().date()))
    done = intake.complete_intake(desk, answer_all(desk, marco))
    assert (done.conditions_met, done.after_deadline) == (0, 0)
    assert charge(desk, marco).status == "not_filed"


def test_who_takes_part_already_stays_enrolled_since_the_day_they_were(
    desk: Desk, marco: str, clock: StandingClock
) -> None:
    _set_engagement(desk, marco, status="enrolled_active", enrolled_on=date(2025, 1, 7))
    before = desk.reading.of_person(Engagement, marco)[0].record
    intake.complete_intake(desk, answer_all(desk, marco))
    assert desk.reading.of_person(Engagement, marco)[0].record == before


def test_an_intake_finished_after_a_death_enrols_nobody(desk: Desk, marco: str) -> None:
    _set_engagement(desk, marco, status="deceased")
    intake.complete_intake(desk, answer_all(desk, marco))
    assert desk.reading.of_person(Engagement, marco)[0].record.status == "deceased"


def test_somebody_without_an_engagement_gets_one(desk: Desk, marco: str) -> None:
    held = desk.reading.of_person(Engagement, marco)[0]
    with desk.writing("test", marco) as work:
        work.remove(desk.reading.open(Engagement, held.rid))
    intake.complete_intake(desk, answer_all(desk, marco))
    assert [one.record.status for one in desk.reading.of_person(Engagement, marco)] == ["enrolled_active"]


def _set_engagement(desk: Desk, person: str, **values: object) -> None:
    held = desk.reading.of_person(Engagement, person)[0]
    with desk.writing("test", person) as work:
        opened = desk.reading.open(Engagement, held.rid)
        work.edit(opened, opened.record.with_(**values))


def test_a_referral_on_another_way_is_left_where_it_stands(desk: Desk, marco: str) -> None:
    referral = the_intake(desk, marco).intake.record.referral or ""
    held = desk.reading.under(ReferralTrack, referral)[0]
    with desk.writing("test", marco) as work:
        opened = desk.reading.open(ReferralTrack, held.rid)
        work.edit(opened, opened.record.with_(status="not_eligible"))
    write(desk, marco, "housing", slept_last_night="116")
    assert track(desk, marco) == "not_eligible"


def test_a_completed_intake_is_brought_up_to_date_section_by_section(desk: Desk, marco: str) -> None:
    intake.complete_intake(desk, answer_all(desk, marco))
    write(desk, marco, "housing", slept_last_night="435")
    file = the_intake(desk, marco)
    assert file.intake.record.status == "updated"
    write(desk, marco, "summary", update_reason="A flat of his own")
    assert the_intake(desk, marco).intake.record.update_reason == "A flat of his own"
    with pytest.raises(StillOpen):
        intake.complete_intake(desk, file)


def test_nothing_incomplete_in_itself_is_saved_and_the_draft_stays(desk: Desk, marco: str) -> None:
    draft = desk.drafts.new(desk.worker.id, "intake.housing", marco, "x/casework")
    desk.drafts.keep(draft)
    file = the_intake(desk, marco)
    wrong = Housing(person=marco, intake=file.intake.rid, slept_last_night="no such code")
    with pytest.raises(Incomplete):
        intake.save_section(desk, file, "housing", (None, wrong, "done"), draft.id)
    assert desk.drafts.find(desk.worker.id, "intake.housing", marco) is not None
    intake.save_section(desk, file, "housing", (None, wrong.with_(slept_last_night="116"), "done"), draft.id)
    assert desk.drafts.find(desk.worker.id, "intake.housing", marco) is None


def test_a_section_can_be_taken_back(desk: Desk, marco: str) -> None:
    saved = write(desk, marco, "housing", slept_last_night="116")
    assert saved is not None
    desk.undo(saved)
    file = the_intake(desk, marco)
    assert "housing" not in file.parts
    assert file.states == {}
    assert file.intake.record.status == "not_started"


def test_an_intake_is_begun_once(desk: Desk) -> None:
    person = walk_in(desk)
    assert intake.open_intake(desk, person) is None
    first = intake.start_intake(desk, person)
    assert intake.start_intake(desk, person).intake.rid == first.intake.rid
    assert len(desk.reading.of_person(Intake, person)) == 1


@pytest.mark.parametrize(
    ("role", "has", "lacks"),
    [
        ("case_manager", {"protected", "violence", "substance_use", "law"}, set()),
        ("supervisor", {"substance_use", "law"}, {"protected", "violence"}),
        ("outreach", {"identity", "safety", "safer_use", "summary"}, {"health", "substance_use", "law", "protected"}),
        ("officer", set(), set(INTAKE_SECTIONS)),
    ],
)
def test_a_role_has_the_sections_it_may_hold_and_no_other(desk: Desk, marco: str, role, has, lacks) -> None:
    with as_role(desk, role):
        found = set(intake.sections(desk, marco))
    assert has <= found
    assert not lacks & found


def test_a_section_the_role_may_not_hold_is_neither_opened_nor_saved(desk: Desk, marco: str) -> None:
    write(desk, marco, "violence", experienced="1")
    file = the_intake(desk, marco)
    with as_role(desk, "outreach"):
        theirs = the_intake(desk, marco)
        assert not {"violence", "substance_use", "health"} & set(theirs.parts)
        for act in (
            lambda: intake.open_section(desk, file, "violence"),
            lambda: intake.save_section(desk, file, "violence", (None, Violence(person=marco), "done")),
            lambda: intake.skip_section(desk, file, "violence"),
            lambda: intake.reveal_section(desk, file, "violence"),
            lambda: intake.prefer_not(desk, file, "substance_use", "helped_before"),
        ):
            with pytest.raises(NotAllowed):
                act()
    with as_role(desk, "officer"), pytest.raises(NotAllowed):
        intake.open_intake(desk, marco)


def test_asking_for_a_masked_section_is_written_down(desk: Desk, marco: str) -> None:
    intake.reveal_section(desk, the_intake(desk, marco), "violence")
    write(desk, marco, "violence", experienced="0")
    intake.reveal_section(desk, the_intake(desk, marco), "violence")
    rows = desk.vault.reader.execute("SELECT count(*) FROM audit WHERE action = 'violence.reveal'").fetchone()
    assert rows[0] >= 2


def test_outreach_sees_no_charge_it_may_not_read_and_no_deadline_then(desk: Desk, marco: str) -> None:
    assert the_intake(desk, marco).deadline == date(2026, 12, 24)
    with as_role(desk, "data_entry"):
        assert (the_intake(desk, marco).deadline, the_intake(desk, marco).charges) == (None, ())


# pauses of the deadline


@pytest.fixture
def agreed(desk: Desk) -> Iterator[None]:
    _agree(desk, pauses_agreed=True)
    yield
    _agree(desk, pauses_agreed=False)


def _agree(desk: Desk, **values: object) -> None:
    held = desk.reading.of_type(Programme)[0]
    with desk.writing("programme.edit", held.rid) as work:
        opened = desk.reading.open(Programme, held.rid)
        work.edit(opened, opened.record.with_(**values))


def a_pause(
    since: date | None = date(2026, 11, 24), reason: str | None = "hospital", until: date | None = None
) -> Pause:
    return Pause(key="p1", since=since, reason=reason, until=until)


def test_the_deadline_is_not_paused_where_that_is_not_agreed(desk: Desk, marco: str) -> None:
    file = the_intake(desk, marco)
    assert not pauses.may_pause(desk, file)
    with pytest.raises(pauses.PausesNotAgreed):
        pauses.pause_deadline(desk, file, a_pause())


def test_a_pause_moves_the_deadline_day_by_day_and_the_charge_never_says_why(tmp_path) -> None:
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock, pauses_agreed=True)
    person = bring_in(desk, clock)
    assert pauses.may_pause(desk, the_intake(desk, person))
    pauses.pause_deadline(desk, the_intake(desk, person), a_pause())
    clock.advance(timedelta(days=5))
    file = the_intake(desk, person)
    assert pauses.running_pause(file) == a_pause()
    assert file.deadline == date(2026, 12, 29)
    pauses.end_pause(desk, file, date(2026, 11, 28))
    clock.advance(timedelta(days=20))
    file = the_intake(desk, person)
    assert pauses.running_pause(file) is None
    assert file.deadline == date(2026, 12, 28)
    assert charge(desk, person).deadline == date(2026, 12, 28)
    assert "hospital" not in charge(desk, person).to_json()
    clock.advance(timedelta(days=9))
    done = intake.complete_intake(desk, answer_all(desk, person))
    assert (done.conditions_met, done.after_deadline) == (1, 0)
    desk.close()


@pytest.mark.parametrize(
    ("pause", "field", "code"),
    [
        (a_pause(since=None), "since", "needed"),
        (a_pause(since=date(2027, 1, 1)), "since", "in_future"),
        (a_pause(until=date(2026, 11, 1)), "until", "ends_before_start"),
        (a_pause(reason=None), "pauses.0.reason", "needed"),
    ],
)
def test_a_pause_without_its_days_or_reason_is_not_taken(desk: Desk, marco: str, agreed, pause, field, code) -> None:
    with pytest.raises(Incomplete) as caught:
        pauses.pause_deadline(desk, the_intake(desk, marco), pause)
    assert [(one.field, one.code) for one in caught.value.problems] == [(field, code)]


def test_a_pause_that_does_not_run_is_not_ended(desk: Desk, marco: str, agreed) -> None:
    with pytest.raises(NotFound):
        pauses.end_pause(desk, the_intake(desk, marco), date(2026, 11, 25))


def test_only_who_may_change_the_charge_may_pause_it(desk: Desk, marco: str, agreed) -> None:
    file = the_intake(desk, marco)
    with as_role(desk, "outreach"):
        assert not pauses.may_pause(desk, file)
        with pytest.raises(NotAllowed):
            pauses.pause_deadline(desk, file, a_pause())
