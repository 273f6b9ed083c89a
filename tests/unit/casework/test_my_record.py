"""A person's own record: the parts they choose, nothing of what they did not, and never a worker's note."""

from collections.abc import Iterator

import pytest

from lead_desktop.casework import contacts, disclosures, my_record, plans, services, supplies
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.my_record import ASKED_FOR, PARTS
from lead_desktop.domain.contact import Contact, Note, SudNote
from lead_desktop.domain.plan import Goal, Plan, SudGoal
from lead_desktop.domain.service import HarmReductionService, Service
from lead_desktop.domain.supply import GivenRow, Supply
from lead_desktop.domain.vocabulary import label
from lead_desktop.errors import NotAllowed
from lead_desktop.reports.paper.my_record import my_record as paper_of
from lead_desktop.ui.disclosures.my_record_page import sheet_of
from lead_desktop.ui.disclosures.paper import days
from tests.fakes.clock import StandingClock
from tests.fakes.consents import drafted, signed
from tests.fakes.desks import as_role, make_desk, walk_in
from tests.unit.reports import papers
from tests.unit.reports.test_paper_words import flat, read

EVERYTHING = tuple(PARTS)
USUAL = tuple(one for one in PARTS if one not in ASKED_FOR)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, "supervisor")
    yield made
    made.close()


@pytest.fixture
def luz(desk: Desk, clock: StandingClock) -> str:
    """Somebody with something in every part."""
    person = walk_in(desk)
    plans.start_plan(desk, person, Plan(started_on=clock.now().date(), statement="A door of my own"))
    board = plans.plan_board(desk, person)
    assert board is not None
    plans.add_goal(desk, person, Goal(domain="docs", plan=board.plan.rid, in_their_words="My papers back"))
    plans.add_goal(desk, person, SudGoal(domain="safer_use", plan=board.plan.rid, in_their_words="Never alone"))
    talk = Contact(at=clock.now(), minutes=20, kind="substantive", mode="in_person", place_kind="office")
    contacts.record_contact(desk, person, talk, Note(text="A secret remark"))
    contacts.record_contact(desk, person, talk, SudNote(text="Another secret remark"))
    today = clock.now().date()
    services.record_service(desk, person, Service(service="state_id", how="warm_referral", requested_on=today))
    services.record_service(
        desk, person, HarmReductionService(service="overdose_training", how="warm_referral", requested_on=today)
    )
    desk_supply = Supply(
        at=clock.now(), whom="named", person=person, items=(GivenRow(key="rescue_mask", item="rescue_mask", count=3),)
    )
    supplies.give(desk, desk_supply)
    signed(desk, person)
    drafted(desk, person)
    disclosures.write_down(
        desk, person, disclosures.begun(desk).with_(basis="emergency", recipient="St. Vincent", why="Chest pain")
    )
    return person


def printed(desk: Desk, person: str, parts: tuple[str, ...], program: str = "", language: str = "en") -> str:
    sheet = sheet_of(my_record.read_my_record(desk, person, parts), program, days(desk))
    return flat(read(paper_of(sheet, papers.printing(language))))


def test_the_usual_parts_are_there_and_what_is_only_for_the_asking_is_not(desk, luz):
    text = printed(desk, luz, USUAL)
    for words in (
        "María Luz Ortega", "A door of my own", "My papers back", "Santa Fe Police: Whether the person takes part",
        label("contact_kind", "substantive", "en"), "State ID", "St. Vincent", "Chest pain",
    ):  # fmt: skip
        assert flat(words) in text, words
    for words in ("Never alone", "secret remark", "3 ×", "42 CFR part 2 prohibits"):
        assert flat(words) not in text, words


def test_safer_use_and_supplies_come_with_the_notice_of_federal_law_once_chosen(desk, luz):
    text = printed(desk, luz, EVERYTHING)
    for words in ("Never alone", "3 ×", "42 CFR part 2 prohibits"):
        assert flat(words) in text, words
    assert flat("secret remark") not in text


def test_what_was_not_chosen_leaves_no_trace(desk, luz):
    text = printed(desk, luz, ("contacts",))
    for words in ("My plan", "Services", "Supplies", "Consents", "What was shared", "St. Vincent", "My papers"):
        assert flat(words) not in text, words
    assert "Contacts" in text


def test_the_cover_names_the_program_only_if_that_is_wished(desk, luz):
    assert flat("Mesa LEAD") not in printed(desk, luz, ("plan",))
    assert flat("Mesa LEAD") in printed(desk, luz, ("plan",), "Mesa LEAD")


def test_it_is_in_the_persons_language_throughout(desk, luz):
    text = printed(desk, luz, EVERYTHING, language="es")
    for words in ("Mi expediente", "Consentimientos vigentes", "Lo que se compartió sobre mí", "Emergencia médica"):
        assert flat(words) in text, words
    for words in ("My record", "Contacts", "Medical emergency", "Printed"):
        assert flat(words) not in text, words


def test_a_role_gets_only_parts_it_may_read_and_another_part_is_refused(desk, luz):
    assert my_record.parts_for(desk, luz) == EVERYTHING
    with as_role(desk, "outreach"):
        assert set(my_record.parts_for(desk, luz)) == set(PARTS) - {"treatment"}
        with pytest.raises(NotAllowed):
            my_record.read_my_record(desk, luz, ("plan", "treatment"))
    with as_role(desk, "officer"), pytest.raises(NotAllowed):
        my_record.parts_for(desk, luz)


def test_what_leaves_says_what_the_chosen_parts_speak_of(desk, luz):
    assert my_record.leaving(luz, ("plan", "treatment", "supplies")).categories == (
        "needs_goals_summary", "sud_treatment_status",
    )  # fmt: skip
    assert disclosures.ways(desk, my_record.leaving(luz, ("plan", "shared")), "partner") == ()
