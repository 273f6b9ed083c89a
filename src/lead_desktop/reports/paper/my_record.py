"""A person's record on paper: a cover that tells nothing, then the parts that its owner chose, in their language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lead_desktop.domain.consent import Consent
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan, SudGoal
from lead_desktop.domain.service import AnyService, Service
from lead_desktop.domain.supply import Supply
from lead_desktop.domain.vocabulary import label
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.accounting import AccountingSheet, shared_part
from lead_desktop.reports.paper.plan import PlanGoal
from lead_desktop.reports.paper.sheet import Printing, frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

_COVER = N_("Personal papers")
_FOR = N_("For")
_FROM = N_("From")
_HEADING = N_("My record")
_ABOUT = N_(
    "This is what is kept about you, as you chose it. If something is not right, please say so, and we look at it "
    "together. You may see it again at any time."
)
_NOTES = N_("Notes of workers are not in it. You can ask for them as well.")
_IDENTITY = ("legal_name", "name_used", "pronouns", "aliases", "dob", "preferred_language", "mailing_address")
_MAY = ("may_call", "may_text", "may_voicemail", "may_mail", "may_visit")
_CONTACT = ("kind", "mode", "place_kind")
_SERVICE = ("how", "provider", "outcome")
_NOTHING = N_("Nothing is written down here.")
_TITLES = (
    N_("Who I am and how to reach me"), N_("My plan"), N_("Consents in force"), N_("Contacts"), N_("Services"),
    N_("Supplies"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A record as it is handed over. None: a part that was not chosen. program: its name on the cover, or blank."""

    name: str
    number: str
    program: str = ""
    person: Person | None = None
    plan: Plan | None = None
    goals: Sequence[PlanGoal] | None = None
    consents: Sequence[Consent] | None = None
    contacts: Sequence[Contact] | None = None
    services: Sequence[AnyService] | None = None
    supplies: Sequence[Supply] | None = None
    shared: AccountingSheet | None = None

    def holds_sud(self) -> bool:
        """Tell whether substance use information goes on paper, so that the notice of 42 CFR 2.32 must stand there."""
        apart = any(isinstance(one.goal, SudGoal) for one in self.goals or ())
        return bool(self.supplies) or apart or any(type(one) is not Service for one in self.services or ())


def my_record(sheet: RecordSheet, printing: Printing) -> bytes:
    """Return the record as a PDF for the participant."""
    words = printing.words()
    data = {
        **frame(printing, sud=sheet.holds_sud()),
        "cover": {
            "title": words.say(_COVER), "for": words.say(_FOR), "name": sheet.name, "from": words.say(_FROM),
            "program": sheet.program, "day": words.day(printing.at.date()),
        },
        "heading": words.say(_HEADING),
        "name": sheet.name,
        "number": sheet.number,
        "about": [words.say(_ABOUT), words.say(_NOTES)],
        "sections": list(_sections(sheet, words)),
        "shared": shared_part(sheet.shared, words) if sheet.shared else None,
    }  # fmt: skip
    return typeset("my_record", data, printing.at)


def _sections(sheet: RecordSheet, words: Words) -> Iterator[Mapping[str, object]]:
    """Yield the parts that were chosen: a title, and entries that each have a head, lines, and pairs of words."""
    plan = list(_statement(sheet.plan, words))
    goals = None if sheet.goals is None else [*plan, *(_goal(one, words) for one in sheet.goals)]
    found = (
        None if sheet.person is None else [_identity(sheet.person, words)],
        goals,
        None if sheet.consents is None else [_consent(one, words) for one in sheet.consents],
        None if sheet.contacts is None else [_contact(one, words) for one in sheet.contacts],
        None if sheet.services is None else [_service(one, words) for one in sheet.services],
        None if sheet.supplies is None else [_supply(one, words) for one in sheet.supplies],
    )
    for title, entries in zip(_TITLES, found, strict=True):
        if entries is not None:
            nothing = "" if entries else words.say(_NOTHING)
            yield {"title": words.say(title), "entries": entries, "nothing": nothing}


def _entry(head: str, lines: Sequence[str] = (), pairs: Sequence[Mapping[str, str]] = ()) -> Mapping[str, object]:
    return {"head": head, "lines": [one for one in lines if one], "pairs": list(pairs)}


def _pairs(record: Person, names: Sequence[str], words: Words) -> list[Mapping[str, str]]:
    return [
        {"label": words.label(record, name), "answer": answer}
        for name in names
        if (answer := words.value(record, name) or words.unanswered(record, name))
    ]


def _identity(person: Person, words: Words) -> Mapping[str, object]:
    pairs = _pairs(person, _IDENTITY, words)
    phones = ", ".join(one.number for one in person.phones if one.number)
    if phones:
        pairs.append({"label": words.label(person, "phones"), "answer": phones})
    return _entry("", pairs=[*pairs, *_pairs(person, _MAY, words)])


def _statement(plan: Plan | None, words: Words) -> Iterator[Mapping[str, object]]:
    if plan is not None and plan.statement:
        yield _entry(plan.statement, [words.label(plan, "statement")])


def _goal(one: PlanGoal, words: Words) -> Mapping[str, object]:
    goal = one.goal
    steps = [" · ".join(part for part in (step.what or "", words.value(step, "status")) if part) for step in one.steps]
    lines = [" · ".join(part for part in (words.value(goal, "domain"), words.value(goal, "status")) if part)]
    return _entry(goal.in_their_words or words.value(goal, "domain"), [*lines, *steps])


def _consent(consent: Consent, words: Words) -> Mapping[str, object]:
    told = [f"{one.name}: {words.value(one, 'categories')}" for one in consent.recipients]
    pairs = [
        {"label": words.label(consent, name), "answer": answer}
        for name in ("signed_at", "expires_on", "expires_event")
        if (answer := words.value(consent, name))
    ]
    return _entry(words.value(consent, "consent_type"), told, pairs)


def _contact(contact: Contact, words: Words) -> Mapping[str, object]:
    what = " · ".join(part for part in (words.value(contact, name) for name in _CONTACT) if part)
    return _entry(words.moment(contact.at) if contact.at else "", [what])


def _service(service: AnyService, words: Words) -> Mapping[str, object]:
    more = " · ".join(part for part in (words.value(service, name) for name in _SERVICE) if part)
    day = words.value(service, "requested_on")
    return _entry(words.value(service, "service"), [" · ".join(part for part in (day, more) if part)])


def _supply(supply: Supply, words: Words) -> Mapping[str, object]:
    items = [f"{one.count} × {label('supply_item', one.item, words.language)}" for one in supply.items if one.item]
    return _entry(words.moment(supply.at) if supply.at else "", [", ".join(items)])
