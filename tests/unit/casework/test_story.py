"""One story on one laptop: a referral, a decision, an intake in two sittings, a plan, a contact after a pause."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import contacts, intake, notes as written, people, plans, referrals
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.opening import SetUp, enter, lock, set_up
from lead_desktop.casework.today import today
from lead_desktop.domain.base import Unanswered
from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.contact import Contact, Note
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.household import Housing
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.plan import Goal, Plan, Step, SudGoal, SudStep
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral
from lead_desktop.domain.screening import CriterionResult, Screening
from lead_desktop.errors import NotAllowed, StillOpen
from lead_desktop.store.kdf import FLOOR
from tests.fakes.clock import StandingClock
from tests.fakes.vaults import PASSPHRASE, USER


def a_desk(folder: Path, clock: StandingClock, role: str = "case_manager") -> Desk:
    wish = SetUp(USER, PASSPHRASE, User(name="Rosa Alvarez", role=role), Programme(name="LEAD", number_prefix="SF"))
    return set_up(folder, wish, clock, kdf=FLOOR).desk


def a_referral(clock: StandingClock, **values: object) -> Referral:
    held: dict[str, object] = {
        "referral_type": "arrest_diversion", "referred_at": clock.now(), "referrer_role": "officer",
        "referrer_name": "Officer Lopez", "referrer_agency": "Santa Fe Police", "referrer_badge": "1182",
        "person_name": PersonName(first="Marco", last="Baca"), "name_quality": "1", "dob": date(1990, 5, 1),
        "dob_quality": "1", "looks_under_18": False, "preferred_language": "171", "interpreter_needed": False,
        "location_text": "Plaza", "in_catchment": True, "incident_no": "26-1", "amount_within_limit": "yes",
        "would_be_charges": (ChargeRow(key="1", statute="30-16-20", description="Shoplifting", diverted=True),),
        "history_check": "done_ok", "no_contact_order_conflict": "no", "immediate_safety": ("none",),
        "criteria": (CriterionCheck(key="age", result="ok"),), "person_agrees": "yes",
        "handoff_request": "called_case_manager", "officer_attestation": True,
    }  # fmt: skip
    return Referral(**{**held, **values})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = a_desk(tmp_path_factory.mktemp("story"), clock)
    yield made
    made.close()


@pytest.fixture
def marco(desk: Desk, clock: StandingClock) -> str:
    """Bring a person in: an arrest diversion, accepted and assigned to the worker."""
    sent = referrals.submit_referral(desk, a_referral(clock))
    decision = Screening(
        screened_at=clock.now(), screened_by=desk.worker.id, criteria_version="1", decision="accepted",
        results=(CriterionResult(key="age", result="met"),), assigned_to=desk.worker.id,
    )  # fmt: skip
    referrals.decide(desk, sent.rids[0], decision)
    track = referrals.track_of(desk, sent.rids[0])
    assert track is not None
    assert track.record.person is not None
    return track.record.person


def test_an_incomplete_referral_is_not_sent_and_nothing_is_written(desk: Desk, clock: StandingClock) -> None:
    before = desk.reading.count(Referral)
    with pytest.raises(Incomplete) as caught:
        referrals.submit_referral(desk, a_referral(clock, person_name=None, incident_no=None))
    assert {one.field for one in caught.value.problems} == {"person_name", "incident_no"}
    assert desk.reading.count(Referral) == before


def test_an_accepted_referral_brings_its_person_in_with_a_number_and_a_held_charge(desk: Desk, marco: str) -> None:
    file = people.open_file(desk, marco)
    assert file.person.record.participant_number is not None
    assert file.person.record.participant_number.startswith("SF-")
    assert file.engagement is not None
    assert file.engagement.record.case_manager == desk.worker.id
    assert [one.record.deadline for one in file.charges] == [desk.clock.now().date() + timedelta(days=30)]
    assert marco in [due.open for due in today(desk).windows]


def test_an_intake_is_taken_over_two_sittings_and_meets_the_condition(
    desk: Desk, marco: str, clock: StandingClock
) -> None:
    file = intake.start_intake(desk, marco)
    intake.save_section(desk, file, "housing", (None, Housing(slept_last_night="116", safe_there=False), "done"))
    clock.advance(timedelta(days=2))
    again = intake.open_intake(desk, marco)
    assert again is not None
    assert again.states == {"housing": "done"}
    assert again.intake.record.status == "partial"
    with pytest.raises(intake.SectionsOpen) as caught:
        intake.complete_intake(desk, again)
    assert "identity" in caught.value.sections
    for section, missing in caught.value.sections.items():
        _answer_none(desk, marco, section, tuple(one.field for one in missing))
    done = intake.complete_intake(desk, the_intake(desk, marco))
    assert (done.conditions_met, done.after_deadline) == (1, 0)
    file_after = people.open_file(desk, marco)
    assert file_after.engagement is not None
    assert file_after.engagement.record.status == "enrolled_active"
    assert file_after.charges[0].record.status == "condition_met"
    with pytest.raises(StillOpen):
        intake.complete_intake(desk, the_intake(desk, marco))


@pytest.fixture
def enrolled(desk: Desk, marco: str) -> str:
    """Take somebody's whole intake, each open question answered with "prefers not to answer"."""
    for section, missing in intake.open_questions(desk, intake.start_intake(desk, marco)).items():
        _answer_none(desk, marco, section, tuple(one.field for one in missing))
    intake.complete_intake(desk, the_intake(desk, marco))
    return marco


def the_intake(desk: Desk, person: str) -> intake.IntakeFile:
    file = intake.open_intake(desk, person)
    assert file is not None
    return file


def _answer_none(desk: Desk, person: str, section: str, fields: tuple[str, ...]) -> None:
    file = the_intake(desk, person)
    opened = intake.open_section(desk, file, section)
    record = opened.record if opened else INTAKE_SECTIONS[section]()
    given = tuple(Unanswered(key=name, code="9") for name in fields)
    intake.save_section(desk, file, section, (opened, record.with_(unanswered=record.unanswered + given), "done"))


def test_a_plan_keeps_goals_about_use_apart(desk: Desk, marco: str, clock: StandingClock) -> None:
    plans.start_plan(desk, marco, Plan(started_on=clock.now().date(), statement="My own door"))
    board = plans.plan_board(desk, marco)
    assert board is not None
    plan = board.plan.rid
    plans.add_goal(desk, marco, Goal(plan=plan, domain="shelter_housing", in_their_words="A place with my dog"))
    plans.add_goal(desk, marco, SudGoal(plan=plan, domain="safer_use", in_their_words="Not alone"), after="n")
    board = plans.plan_board(desk, marco)
    assert board is not None
    first, second = board.goals
    plans.add_step(desk, first.goal, Step(what="Call the shelter", who="together"))
    plans.add_step(desk, second.goal, SudStep(what="Carry naloxone", who="participant"))
    board = plans.plan_board(desk, marco)
    assert board is not None
    assert [[step.record.what for step in card.steps] for card in board.goals] == [
        ["Call the shelter"],
        ["Carry naloxone"],
    ]
    assert {card.goal.scope.split("/")[1] for card in board.goals} == {"casework", "sud"}


def test_one_contact_leads_back_from_a_pause_with_the_same_number(
    desk: Desk, enrolled: str, clock: StandingClock
) -> None:
    number = people.open_file(desk, enrolled).person.record.participant_number
    held = people.open_file(desk, enrolled).engagement
    assert held is not None
    paused = held.record.with_(status="inactive_choice", status_at=clock.now(), reason="own_choice")
    contacts.set_engagement(desk, enrolled, paused)
    contact = Contact(
        at=clock.now(), minutes=15, kind="brief", mode="phone", place_kind="phone_only", domains=("basic",)
    )
    contacts.record_contact(desk, enrolled, contact, Note(text="Called, doing well."))
    file = people.open_file(desk, enrolled)
    assert file.engagement is not None
    assert file.engagement.record.status == "enrolled_active"
    assert file.person.record.participant_number == number
    assert [one.record.text for one in written.notes_of(desk, enrolled)] == ["Called, doing well."]


def test_where_somebody_stands_changes_only_as_the_model_says(desk: Desk, enrolled: str, clock: StandingClock) -> None:
    with pytest.raises(StillOpen):
        contacts.set_engagement(desk, enrolled, Engagement(status="referred", status_at=clock.now()))


def test_what_was_done_comes_back_after_locking_and_unlocking(tmp_path: Path) -> None:
    clock = StandingClock()
    first = a_desk(tmp_path / "v", clock)
    referrals.submit_referral(first, a_referral(clock))
    lock(first, "key")
    opening = enter(tmp_path / "v", USER, PASSPHRASE, clock)
    assert not opening.missing.anything
    assert [row.name for row in referrals.referral_list(opening.desk)] == ["Marco Baca"]
    opening.desk.close()


def test_an_officer_sees_their_own_referrals_and_nothing_of_care(tmp_path: Path) -> None:
    clock = StandingClock()
    desk = a_desk(tmp_path / "v", clock, role="officer")
    referrals.submit_referral(desk, a_referral(clock))
    assert [row.mine for row in referrals.referral_list(desk)] == [True]
    with pytest.raises(NotAllowed):
        people.people(desk)
    types = {row[0] for row in desk.vault.reader.execute("SELECT DISTINCT type FROM record").fetchall()}
    assert types == {Referral.TYPE, User.TYPE, Programme.TYPE}
    denied = desk.vault.reader.execute("SELECT count(*) FROM audit WHERE outcome = 'denied'").fetchone()[0]
    assert denied == 1
    desk.close()
