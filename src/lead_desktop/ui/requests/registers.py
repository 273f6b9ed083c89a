"""The registers as data: what each is called, its fields, and how an entry reads in one line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.incident import Incident
from lead_desktop.domain.registers import Breach, Complaint
from lead_desktop.domain.requests import RecordRequest
from lead_desktop.i18n import N_, gettext as _, show_date
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.people.words import code_words

_WHO = (Row("came_at", "answer_by"), Row("asker", "asked_by"), Row("organization", "reach"))
_WHAT = (Row("paper"), Row("wanted"))

REQUEST: Layout = (
    Section(N_("Who asked"), _WHO),
    Section(N_("What they ask for"), _WHAT),
    Section(N_("About whom, if it is somebody here"), (Row("person"),), text=N_("Nothing of this is said to them.")),
)
REQUEST_ON: Layout = (
    Section(N_("What was answered"), (Row("answer", "answered_at"), Row("answer_words"))),
    Section(N_("Who asked"), _WHO),
    Section(N_("What they ask for"), _WHAT),
)
COMPLAINT: Layout = (Section(N_("Complaint"), (Row("came_on", "by"), Row("about"), Row("what"))),)
COMPLAINT_ON: Layout = (
    Section(N_("What was done and answered"), (Row("answer"), Row("answered_on"))),
    *COMPLAINT,
)
BREACH: Layout = (Section(N_("What happened"), (Row("found_on", "happened_on"), Row("what"), Row("people"))),)
BREACH_ON: Layout = (
    *BREACH,
    Section(
        N_("Four questions"),
        (Row("kind_of_data"), Row("who_got_it"), Row("was_seen"), Row("made_good"), Row("risk")),
        text=N_("They decide together whether anything became known (45 CFR 164.402)."),
    ),
    Section(N_("Who was told"), (Row("people_told_on", "office_told_on"), Row("press_told_on", "state_told_on"))),
    Section(N_("What changes because of it"), (Row("learned"),)),
)
INCIDENT: Layout = (
    Section(N_("Who was told"), (Row("told_at"), Row("told_to", "officer"))),
    Section(
        N_("The incident"), (Row("happened_at"), Row("circumstances")),
        text=N_("A crime here, or against somebody who works here. Police may be told this, and no more."),
    ),
    Section(
        N_("What was told of the person"),
        (Row("name", "takes_part"), Row("address"), Row("last_seen")),
    ),
    Section(N_("About whom, if it is somebody here"), (Row("person"),)),
)  # fmt: skip
RESTRICTION: Layout = (
    Section("", (Row("asked_on"), Row("recipient"), Row("categories"), Row("words"))),
    Section(N_("Answer"), (Row("answer"), Row("reason", "answered_on"))),
)


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its key and words, its kind of entry, the form of a new entry and of one that goes on.

    said, state, due: how an entry reads in the list, each asked with the entry and today; tone: that of its state.
    """

    key: str
    label: str
    write: str
    kind: type[AboutPerson]
    fresh: Layout
    going_on: Layout
    day: Callable[[AboutPerson], date | None]
    said: Callable[[AboutPerson], str]
    state: Callable[[AboutPerson], tuple[str, str]]
    due: Callable[[AboutPerson], date | None]


def _request_day(one: AboutPerson) -> date | None:
    return one.came_at.date() if isinstance(one, RecordRequest) and one.came_at else None


def _request_said(one: AboutPerson) -> str:
    if not isinstance(one, RecordRequest):
        return ""
    return " · ".join(part for part in (code_words("request_asker", one.asker), one.organization, one.wanted) if part)


def _request_state(one: AboutPerson) -> tuple[str, str]:
    if not isinstance(one, RecordRequest) or one.answer is None:
        return _("Waits for an answer"), "warn"
    return code_words("request_answer", one.answer), "neutral"


def _request_due(one: AboutPerson) -> date | None:
    return one.answer_by if isinstance(one, RecordRequest) and one.answer is None else None


def _complaint_day(one: AboutPerson) -> date | None:
    return one.came_on if isinstance(one, Complaint) else None


def _complaint_said(one: AboutPerson) -> str:
    if not isinstance(one, Complaint):
        return ""
    return " · ".join(part for part in (code_words("complaint_about", one.about), one.by, one.what) if part)


def _complaint_state(one: AboutPerson) -> tuple[str, str]:
    answered = isinstance(one, Complaint) and one.answered_on is not None
    return (_("Answered"), "neutral") if answered else (_("Waits for an answer"), "warn")


def _none(_one: AboutPerson) -> date | None:
    return None


def _breach_day(one: AboutPerson) -> date | None:
    return one.found_on if isinstance(one, Breach) else None


def _breach_said(one: AboutPerson) -> str:
    return (one.what or "") if isinstance(one, Breach) else ""


def _breach_state(one: AboutPerson) -> tuple[str, str]:
    if not isinstance(one, Breach) or one.risk is None:
        return _("Not judged yet"), "warn"
    if one.is_open():
        return _("People are still to be told"), "warn"
    return code_words("breach_risk", one.risk) if one.risk == "low" else _("People told"), "neutral"


def _breach_due(one: AboutPerson) -> date | None:
    return one.tell_people_by() if isinstance(one, Breach) and one.is_open() else None


def _incident_day(one: AboutPerson) -> date | None:
    return one.told_at.date() if isinstance(one, Incident) and one.told_at else None


def _incident_said(one: AboutPerson) -> str:
    if not isinstance(one, Incident):
        return ""
    return " · ".join(part for part in (one.told_to, one.circumstances) if part)


def _incident_state(_one: AboutPerson) -> tuple[str, str]:
    return _("Told"), "neutral"


REGISTERS: tuple[Register, ...] = (
    Register(
        "requests", N_("Requests for records"), N_("Write a request down"), RecordRequest, REQUEST, REQUEST_ON,
        _request_day, _request_said, _request_state, _request_due,
    ),
    Register(
        "complaints", N_("Complaints"), N_("Write a complaint down"), Complaint, COMPLAINT, COMPLAINT_ON,
        _complaint_day, _complaint_said, _complaint_state, _none,
    ),
    Register(
        "breaches", N_("Data gone astray"), N_("Write down what happened"), Breach, BREACH, BREACH_ON,
        _breach_day, _breach_said, _breach_state, _breach_due,
    ),
    Register(
        "incidents", N_("Incidents told to police"), N_("Write an incident down"), Incident, INCIDENT, INCIDENT,
        _incident_day, _incident_said, _incident_state, _none,
    ),
)  # fmt: skip


def day_words(day: date | None) -> str:
    """Write a day, or nothing."""
    return show_date(day) if day else ""
