"""Intakes of the sample: over two sittings, section by section, as the pages of the intake save them."""

from collections.abc import Callable

from lead_desktop.casework import intake, pauses
from lead_desktop.casework.sample.cast import Guest
from lead_desktop.casework.sample.entering import Entering
from lead_desktop.domain.base import Record
from lead_desktop.domain.household import IncomeRow
from lead_desktop.domain.intake import Need, Pause
from lead_desktop.domain.substance_use import SubstanceRow
from lead_desktop.ids import new_id

FIRST_SITTING = ("identity", "strengths", "housing", "income", "household")
SECOND_SITTING = ("health", "law", "demographics", "safer_use", "substance_use", "treatment", "protected", "summary")
_CHANCE_OF_CHILD_AT_HOME = 0.4


def begin(entering: Entering, guest: Guest) -> None:
    """Take the first sitting of a guest's intake; those who are still in it go no further than two sections."""
    sections = FIRST_SITTING if guest.outcome == "enrolled" else FIRST_SITTING[:2]
    _take(entering, guest, sections)


def finish(entering: Entering, guest: Guest) -> None:
    """Take the second sitting, and complete the intake."""
    _take(entering, guest, SECOND_SITTING)
    with entering.for_guest(guest) as desk:
        intake.complete_intake(desk, intake.start_intake(desk, entering.people[guest.number]))


def pause_for_hospital(entering: Entering, guest: Guest) -> None:
    """Pause the time for the intake while somebody is in hospital, as agreed with the prosecutor."""
    with entering.for_guest(guest) as desk:
        file = intake.start_intake(desk, entering.people[guest.number])
        pause = Pause(key=new_id(desk.clock), since=entering.now().date(), reason="hospital")
        pauses.pause_deadline(desk, file, pause)


def _take(entering: Entering, guest: Guest, sections: tuple[str, ...]) -> None:
    with entering.for_guest(guest) as desk:
        file = intake.start_intake(desk, entering.people[guest.number])
        for section in sections:
            opened = intake.open_section(desk, file, section)
            blank = opened.record if opened else intake.fresh_section(file, section)
            answered = _ANSWERS[section](entering, guest, blank)
            intake.save_section(desk, file, section, (opened, answered, "done"))


def _identity(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("identity")
    return blank.with_(
        literacy_help=chance.random() < 0.1, may_call=True, may_text=chance.random() < 0.7, may_voicemail=False,
        may_mail=chance.random() < 0.5, may_visit=True, may_social_media=False, pronouns="she" if guest.woman else "he",
    )  # fmt: skip


def _strengths(entering: Entering, guest: Guest, blank: Record) -> Record:
    chance, words = guest.chance("strengths"), entering.words
    goal = chance.choice(words["goals"][:5])
    return blank.with_(
        good_day=chance.choice(words["good_days"]), proud_of=chance.choice(words["proud_of"]),
        skills=chance.choice(words["skills"]), wish_1=goal["words_es"] if guest.spanish else goal["words"],
    )  # fmt: skip


def _housing(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("housing")
    if guest.has("permanent_housing"):
        return blank.with_(slept_last_night=chance.choice(("410", "435", "411")), safe_there=True, eviction_risk=False)
    night = chance.choice(("116", "116", "101", "335", "336", "314", "302"))
    return blank.with_(
        slept_last_night=night, safe_there=night in {"335", "302"}, on_housing_list=chance.random() < 0.5
    )


def _income(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("income")
    work = next((one for one in ("full_time", "part_time") if guest.has(one)), "")
    if not work:
        work = chance.choice(("looking", "looking", "unable", "not_looking")) if guest.has("unemployed") else "training"
    grade = chance.choice(("3", "4", "4", "4"))
    if guest.has("high_school"):
        grade = chance.choice(("5", "5", "7"))
    elif guest.has("some_college"):
        grade = "10"
    paid = work in {"full_time", "part_time"}
    rows = (IncomeRow(key="1", source="earned", monthly=1500 if work == "full_time" else 700),) if paid else ()
    return blank.with_(
        has_income="1" if paid else "0", sources=rows, benefits=("snap",) if chance.random() < 0.6 else ("none",),
        insurance=("medicaid",) if guest.has("medicaid") else ("none",), work=(work,), last_grade=grade,
        why_not_insured=None if guest.has("medicaid") else "3",
    )  # fmt: skip


def _household(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("household")
    children = chance.randint(1, 3) if guest.has("child") else 0
    at_home = chance.random() < _CHANCE_OF_CHILD_AT_HOME
    return blank.with_(
        veteran="0", children_under_18=children, pets=chance.choice((0, 0, 0, 1)),
        children_live=() if not children else ("with_person",) if at_home else ("relative",),
    )  # fmt: skip


def _health(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("health")
    return blank.with_(
        self_rated=str(chance.randint(2, 5)), wellbeing=chance.randint(2, 7), primary_care=chance.random() < 0.4,
        mental_health="1" if guest.has("co_occurring") else "0", emergency_visits=chance.choice((0, 0, 1, 2)),
    )  # fmt: skip


def _law(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("law")
    supervision = chance.choice(("none", "none", "probation", "pretrial"))
    return blank.with_(
        warrant_help=chance.random() < 0.2, supervision=(supervision,), nights_jail_30=chance.choice((0, 0, 1, 4))
    )


def _demographics(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("demographics")
    race = chance.choice((("HispanicLatinaeo",), ("HispanicLatinaeo",), ("White",), ("AmIndAKNative",)))
    return blank.with_(race_ethnicity=race, sex="0" if guest.woman else "1")


def _safer_use(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("safer_use")
    return blank.with_(
        overdoses_ever=chance.choice((0, 0, 1, 2)), has_naloxone=chance.random() < 0.5, knows_naloxone=True,
        practices=chance.choice((("not_alone",), ("own_equipment", "carries_naloxone"), ("none",))),
    )  # fmt: skip


def _substance_use(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("substance_use")
    row = SubstanceRow(
        key="1", substance=chance.choice(("heroin", "heroin", "rx_opioid")), continuum=str(chance.randint(3, 7)),
        wants=chance.choice(("stop", "cut_down", "use_safer", "not_sure")), days_30=chance.randint(0, 30),
    )  # fmt: skip
    return blank.with_(substances=(row,))


def _treatment(_entering: Entering, guest: Guest, blank: Record) -> Record:
    chance = guest.chance("treatment")
    return blank.with_(
        moud=chance.choice(("none", "none", "methadone", "buprenorphine")), disorder=chance.choice(("2", "3")),
        wants_referral=chance.random() < 0.5,
    )  # fmt: skip


def _protected(_entering: Entering, guest: Guest, blank: Record) -> Record:
    positive = guest.has("hepatitis_c")
    return blank.with_(hcv_tested="1", hcv_positive="1" if positive else "0")


def _summary(entering: Entering, guest: Guest, blank: Record) -> Record:
    chance, urgency = guest.chance("summary"), 0 if guest.has("permanent_housing") else 2
    return blank.with_(
        needs=(Need(key="shelter_housing", domain="shelter_housing", urgency=urgency),),
        mode="1", minutes=chance.randint(45, 110), present=("participant", "worker"), interpreter_used=guest.spanish,
        immediate_actions=chance.choice(entering.words["notes"]),
    )  # fmt: skip


_ANSWERS: dict[str, Callable[[Entering, Guest, Record], Record]] = {
    "identity": _identity, "strengths": _strengths, "housing": _housing, "income": _income, "household": _household,
    "health": _health, "law": _law, "demographics": _demographics, "safer_use": _safer_use,
    "substance_use": _substance_use, "treatment": _treatment, "protected": _protected, "summary": _summary,
}  # fmt: skip
