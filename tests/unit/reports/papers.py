"""One filled-in example of every print, for the tests and for looking at."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial

from lead_desktop.domain.base import Unanswered
from lead_desktop.domain.consent import Consent, Recipient
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.person import Person, PersonName, Phone
from lead_desktop.domain.plan import Goal, Plan, Step, SudGoal, SudStep
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral
from lead_desktop.domain.service import Service
from lead_desktop.domain.supply import GivenRow, Supply
from lead_desktop.reports.paper.accounting import AccountingSheet, accounting_list
from lead_desktop.reports.paper.asked import asked_sheet
from lead_desktop.reports.paper.blank import blank_form
from lead_desktop.reports.paper.my_record import RecordSheet, my_record
from lead_desktop.reports.paper.plan import PlanGoal, PlanSheet, plan_copy
from lead_desktop.reports.paper.recovery import recovery_sheet
from lead_desktop.reports.paper.referral import referral_summary
from lead_desktop.reports.paper.sheet import Printing
from lead_desktop.ui.blank.rows import TITLES, sections
from tests.fakes.clock import MOUNTAIN

AT = datetime(2026, 11, 24, 9, 5, tzinfo=MOUNTAIN)
CODE = "7K3M-Q0ZD-1X9V-T4HB-RC6N-8EJ2-WAG5-PYSF-3D0K"
PROGRAMME = Programme(name="Mesa Verde LEAD", outreach_phone="505-555-0142")

SHOPLIFTING = ChargeRow(
    key="a", statute="30-16-20", description="Shoplifting", charge_class="petty_misdemeanor", diverted=True
)
TRESPASS = ChargeRow(
    key="b", statute="30-14-1", description="Criminal trespass", charge_class="misdemeanor", diverted=True
)
ARREST = Referral(
    referral_type="arrest_diversion",
    referred_at=datetime(2026, 11, 23, 21, 40, tzinfo=MOUNTAIN),
    referrer_role="officer",
    referrer_name="Dana Whitfield",
    referrer_agency="Mesa Verde Police Department",
    referrer_unit="Downtown patrol",
    referrer_badge="4471",
    referrer_phone="505-555-0110",
    referrer_supervisor="Sgt. Luis Ortega",
    person_name=PersonName(first="Rosalía", middle="del Carmen", last="Núñez", second_last="Baca"),
    name_quality="1",
    aliases=("Rosie", "Chalía"),
    dob=date(1988, 2, 29),
    dob_quality="1",
    looks_under_18=False,
    description_for_finding="Green jacket, grey backpack, small brown dog named Bruno",
    best_place_time="Library steps on Guadalupe, mornings before 10",
    phone="505-555-0177",
    safe_to_text=True,
    safe_to_leave_message=False,
    contact_through_person=True,
    contact_person="Her sister Marta, 505-555-0178",
    preferred_language="367",
    interpreter_needed=True,
    location_text="Guadalupe St & Montezuma Ave, behind the market",
    beat="B4",
    in_catchment=True,
    incident_no="26-118842",
    would_be_charges=(
        ChargeRow(
            key="a", statute="30-16-20", description="Shoplifting", charge_class="petty_misdemeanor", diverted=True
        ),
        ChargeRow(
            key="b", statute="30-14-1", description="Criminal trespass", charge_class="misdemeanor", diverted=True
        ),
    ),
    other_charges=(ChargeRow(key="c", description="Failure to appear, municipal court", diverted=False),),
    amount_within_limit="na",
    criteria=(
        CriterionCheck(key="adult", result="ok"),
        CriterionCheck(key="no_violence", result="unknown"),
        CriterionCheck(key="in_area", result="override", reason="One block outside, but she stays inside the area"),
    ),
    criteria_version="2026-11",
    history_check="done_ok",
    victim_present="yes",
    victim_agrees="yes",
    no_contact_order_conflict="no",
    reasons=("poverty_survival", "no_stable_housing"),
    immediate_safety=("cold_heat", "pet"),
    person_agrees="yes",
    handoff_request="called_case_manager",
    handoff_called_at=datetime(2026, 11, 23, 21, 48, tzinfo=MOUNTAIN),
    officer_attestation=True,
    report_sent_to="da",
    report_sent_on=date(2026, 11, 24),
    wants_feedback=True,
)
COMMUNITY = Referral(
    referral_type="community",
    referred_at=datetime(2026, 11, 20, 15, 5, tzinfo=MOUNTAIN),
    referrer_role="business",
    referrer_name="Elena Roybal",
    aliases=("Güero",),
    approx_age=45,
    observation="He sleeps by our back door. Friendly, asked twice where he can charge a phone.\nHe limps on the left.",
    person_agrees="unable_to_ask",
    source="paper_keyed",
    paper_form_ref="C-0031",
    unanswered=(Unanswered(key="preferred_language", code="8"),),
)
PLAN = Plan(
    version=2,
    started_on=date(2026, 9, 14),
    language="en",
    statement="I want my own door with a key, and my kids to visit on Sundays.",
    agreed_how="spoken",
    agreed_on=date(2026, 11, 23),
    copy_given=True,
    look_together_on=date(2027, 2, 1),
)
HOME = PlanGoal(
    Goal(
        domain="shelter_housing",
        in_their_words="A room where Bruno can stay with me",
        kind="housing",
        why_it_matters="He is family. I will not go anywhere that says no dogs.",
        importance=10,
        confidence=6,
        stage="act",
        status="working_on_it",
        progress=1,
        set_on=date(2026, 9, 14),
        changed_on=date(2026, 11, 2),
    ),
    (
        Step(
            what="Get a copy of my birth certificate",
            who="together",
            by_when=date(2026, 12, 4),
            where="Vital Records, 1105 St. Francis Dr.",
            needs=("ride", "money"),
            status="doing",
        ),
        Step(
            what="Call the three places that take dogs", who="case_manager", status="done", done_on=date(2026, 11, 10)
        ),
        Step(what="Put my name on the list at Casa Alegre", who="participant", status="blocked", barrier="waitlist"),
        Step(what="Rabies shot for Bruno", who="partner", partner="Española Humane", by_when=date(2026, 12, 15)),
    ),
)
PAPERS = PlanGoal(
    Goal(
        domain="docs", in_their_words="My ID back", kind="basic_need", status="reached", reached_on=date(2026, 10, 30)
    ),
)
USE = PlanGoal(
    SudGoal(
        domain="safer_use",
        in_their_words="Not be alone when I use",
        kind="safer_use",
        why_it_matters="Tomás died alone.",
        importance=8,
        confidence=3,
        stage="con",
        status="hoping",
        progress=-1,
        set_on=date(2026, 11, 2),
    ),
    (SudStep(what="Keep naloxone in both bags", who="participant", status="done", done_on=date(2026, 11, 3)),),
)
SHEET = PlanSheet(PLAN, (HOME, PAPERS, USE), "Rosie Núñez", "MV-0147", include_sud=True)
CRITERIA: Mapping[str, Mapping[str, str]] = {
    "en": {"adult": "18 or older", "no_violence": "No violent charge today", "in_area": "Inside the area"},
    "es": {"adult": "Tiene 18 años o más", "no_violence": "Hoy sin cargo violento", "in_area": "Dentro del área"},
}


def printing(language: str) -> Printing:
    return Printing(language, AT, "case_manager")


def arrest(language: str) -> bytes:
    return referral_summary(ARREST, PROGRAMME, printing(language), CRITERIA[language])


def community(language: str) -> bytes:
    return referral_summary(COMMUNITY, PROGRAMME, printing(language))


def plan(language: str) -> bytes:
    return plan_copy(SHEET, PROGRAMME, printing(language))


def recovery(language: str) -> bytes:
    return recovery_sheet(CODE, "Outreach 3", language, AT)


def accounting(language: str) -> bytes:
    """The list of what was shared, with every kind of entry."""
    told = {"at": AT, "categories": ("needs_goals_summary", "housing_income")}
    entries = (
        Disclosure(what="plan", how="print", purpose="person", basis="own_copy", **told),
        Disclosure(what="share_card", how="card", purpose="partner", basis="consent", recipient="Mesa PD", **told),
        Disclosure(
            what="spoken", how="spoken", purpose="emergency", basis="emergency", recipient="St. Vincent",
            attention="Nurse Lee", why="Could not be woken up", **told,
        ),
    )  # fmt: skip
    sheet = AccountingSheet("Rosalía Núñez Baca", "MV-0147", entries, AT.date().replace(year=2023), AT.date())
    return accounting_list(sheet, printing(language))


def record(language: str) -> bytes:
    """A person's own record, with everything that can be in it."""
    rosalia = Person(
        legal_name=ARREST.person_name, aliases=("Rosie",), dob=date(1988, 2, 29), may_text=True, may_call=False,
        phones=(Phone(key="a", number="505-555-0177"),),
    )  # fmt: skip
    masks = GivenRow(key="rescue_mask", item="rescue_mask", count=2)
    sheet = RecordSheet(
        name="Rosalía Núñez Baca", number="MV-0147", program="", person=rosalia,
        plan=Plan(statement="A room where Bruno can stay with me"),
        goals=(PlanGoal(SudGoal(domain="safer_use", in_their_words="Never alone"), ()),),
        consents=(
            Consent(
                consent_type="part2_named", signed_at=AT,
                recipients=(Recipient(key="a", name="Mesa PD", categories=("participation_status",)),),
            ),
        ),
        contacts=(Contact(at=AT, kind="brief", mode="phone", place_kind="phone_only"),),
        services=(Service(service="state_id", how="warm_referral", requested_on=AT.date()),),
        supplies=(Supply(at=AT, whom="named", items=(masks,)),),
        shared=AccountingSheet("", "", (), AT.date().replace(year=2023), AT.date()),
    )  # fmt: skip
    return my_record(sheet, printing(language))


def blank(language: str) -> bytes:
    """An empty referral."""
    return blank_form(TITLES["referral"], sections("referral", language, AT.date()), language, AT)


ALL: Mapping[str, Callable[[str], bytes]] = {
    "arrest": arrest,
    "community": community,
    "plan": plan,
    "recovery": recovery,
    "accounting": accounting,
    "record": record,
    "blank": blank,
    "asked": partial(asked_sheet, at=AT),
}
