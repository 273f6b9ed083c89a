"""People: the list, the search, a person's file, and changes to who they are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Line, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.casework.standing import note_change
from lead_desktop.domain.base import Problem, Record
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.household import Strengths
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.permissions import may
from lead_desktop.domain.person import Person, sort_text
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.programme import User
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.errors import NotAllowed
from lead_desktop.ids import RecordId
from lead_desktop.store.listing import Only

R = TypeVar("R", bound=Record)
_US_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people: codes, not words; the screen has the words."""

    rid: RecordId
    name: str
    number: str
    status: str
    case_manager: str
    last_contact: date | None
    language: str
    deadline: date | None
    line: Line


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What a person's page opens with: only what the worker's role may read; notes are read when they are shown."""

    person: Kept[Person]
    engagement: Kept[Engagement] | None
    intake: Kept[Intake] | None
    charges: tuple[Kept[DivertedCharge], ...]
    tracks: tuple[Kept[ReferralTrack], ...]
    contacts: tuple[Kept[Contact], ...]
    plans: tuple[Kept[Plan], ...] = ()
    strengths: Kept[Strengths] | None = None

    def deadline(self, today: date) -> date | None:
        """Return the last day for the intake while a held charge waits for it, as it stands today."""
        waiting = [one.record for one in self.charges if one.record.status == "held_pending_intake"]
        return min((due for one in waiting if (due := one.due_on(today))), default=None)


def people(desk: Desk, *, status: str = "", after: PersonRow | None = None, limit: int = 50) -> tuple[PersonRow, ...]:
    """Return the people after a row of the list, by name; all, or those with an engagement status."""
    desk.allow("read", Person, own=True)
    lines = desk.reading.page(Person, after=after.line if after else None, limit=limit, only=_only(desk, status))
    return _rows(desk, lines)


def find_people(desk: Desk, text: str, *, status: str = "", limit: int = 50) -> tuple[PersonRow, ...]:
    """Return the people that a typed name, other name, number, birth date or phone leads to."""
    desk.allow("read", Person, own=True)
    return _rows(desk, desk.reading.search(Person, as_indexed(text), limit=limit, only=_only(desk, status)))


def as_indexed(text: str) -> str:
    """Return typed text with its dates written as the index has them: 3/2/1987 and 1987-3-2 as 19870302.

    Where the first number cannot be a month it is the day.
    """
    text = _ISO_DATE.sub(lambda hit: f"{hit[1]}{int(hit[2]):02}{int(hit[3]):02}", text)
    return _US_DATE.sub(lambda hit: _run_together(int(hit[1]), int(hit[2]), hit[3]), text)


def note_search(desk: Desk) -> None:
    """Write that people were searched: the kind, never the text (rulings)."""
    desk.note("person.search")


def count_people(desk: Desk, *, status: str = "") -> int:
    """Return how many people the worker may see here, all or with an engagement status."""
    desk.allow("read", Person, own=True)
    return desk.reading.count_listed(Person, _only(desk, status))


def may_look_up(desk: Desk) -> bool:
    """Tell whether the worker may ask for somebody outside the own caseload by exact name, with a reason."""
    return not desk.may_find() and may(desk.worker.role, "find_exact", "find_person", own=False)


def look_up(desk: Desk, name: str, reason: str) -> tuple[PersonRow, ...]:
    """Return whoever is called exactly so, or has exactly this number, wherever they are cared for (domain 3.7).

    The reason is written to the audit chain, the name is not. Rows say name, number, status and case manager only.
    Raises NotAllowed, Incomplete when name or reason is blank.
    """
    if not may_look_up(desk):
        desk.note("person.look_up", outcome="denied")
        raise NotAllowed
    blank = [Problem(field, "needed") for field, text in (("name", name), ("reason", reason)) if not text.strip()]
    if blank:
        raise Incomplete(blank)
    desk.note("person.look_up", reason=reason.strip())
    wanted = " ".join(sort_text(name).split())
    found = [line for line in desk.reading.search(Person, name, limit=200) if wanted in _exact(desk, line)]
    status = {one.record.person: one.record for one in _about(desk, Engagement, found)}
    return tuple(
        PersonRow(
            rid=line.rid, name=line.title, number=line.number, status=status.get(line.rid, Engagement()).status or "",
            case_manager=status.get(line.rid, Engagement()).case_manager or "", last_contact=None, language="",
            deadline=None, line=line,
        )
        for line in found
    )  # fmt: skip


def alike(desk: Desk, person: Person, *, limit: int = 5) -> tuple[PersonRow, ...]:
    """Return people who may be the same as somebody about to be added: same name, other name or birth date.

    Nobody is ever joined by this; a person chooses.
    """
    if not desk.may("read", Person, own=True):
        return ()
    found = {one.rid: one for text in _traces(person) for one in find_people(desk, text, limit=limit)}
    return tuple(found.values())[:limit]


def open_file(desk: Desk, person: str) -> PersonFile:
    """Open a person's file; the reading is written to the audit chain. Raises NotFound."""
    desk.allow("read", Person, person=person)
    held = desk.reading.get(Person, person)
    desk.note_view(Person, person)
    engagements, intakes = _readable(desk, Engagement, person), _readable(desk, Intake, person)
    strengths = _readable(desk, Strengths, person)
    return PersonFile(
        person=held,
        engagement=engagements[-1] if engagements else None,
        intake=intakes[-1] if intakes else None,
        charges=_readable(desk, DivertedCharge, person),
        tracks=_readable(desk, ReferralTrack, person),
        contacts=tuple(sorted(_readable(desk, Contact, person), key=_when, reverse=True)),
        plans=_readable(desk, Plan, person),
        strengths=strengths[-1] if strengths else None,
    )


def open_person(desk: Desk, person: str) -> Opened[Person]:
    """Open who a person is for editing."""
    desk.allow("edit", Person, person=person)
    return desk.reading.open(Person, person)


def add_person(desk: Desk, person: Person, *, draft: str = "") -> Saved:
    """Add a person with the next number of this laptop and the engagement state `outreach`.

    Whoever has a caseload and adds somebody has them on it. Raises Incomplete while there is no name at all.
    """
    desk.allow("create", Person)
    if not person.shown_name():
        raise Incomplete([Problem("legal_name", "needed")])
    check(desk, person)
    now = desk.clock.now()
    mine = desk.worker.id if desk.worker.role == "case_manager" else None
    with desk.writing("person.add") as work:
        number = work.take_number(desk.programme.number_prefix or "P")
        rid = work.create(person.with_(participant_number=number))
        stands = Engagement(person=rid, status="outreach", status_at=now, case_manager=mine)
        work.create(stands, client=rid)
        note_change(desk, work, None, stands, "added")
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def save_person(desk: Desk, opened: Opened[Person], after: Person, *, draft: str = "") -> Saved | None:
    """Change who a person is; None when nothing differs."""
    desk.allow("edit", Person, person=opened.rid)
    check(desk, after)
    with desk.writing("person.edit", opened.rid) as work:
        work.edit(opened, after)
        if draft:
            work.discard_draft(draft)
    return work.saved


def workers(desk: Desk) -> Mapping[str, str]:
    """Return the names of the people who work here, by user id."""
    return {one.rid: one.record.name or "" for one in desk.reading.of_type(User)}


def _only(desk: Desk, status: str) -> Only | None:
    """Narrow a list to a status, and to the own caseload for a role that may not look through everybody."""
    worker = "" if desk.may_find() else desk.worker.id
    if not status and not worker:
        return None
    return Only(Engagement, status, worker, holder="case_manager", helpers="peers")


def _run_together(first: int, second: int, year: str) -> str:
    month, day = (first, second) if first <= 12 else (second, first)
    return f"{year}{month:02}{day:02}"


def _exact(desk: Desk, line: Line) -> tuple[str, ...]:
    """Return everything that somebody is exactly called, folded, and their number."""
    person = desk.reading.get(Person, line.rid).record
    legal = person.legal_name
    short = f"{legal.first or ''} {legal.last or ''}" if legal else ""
    every = (person.name_used, legal.full() if legal else "", short, *person.aliases, line.number)
    return tuple(" ".join(sort_text(one).split()) for one in every if one)


def _traces(person: Person) -> Iterable[str]:
    legal = person.legal_name
    names = [person.name_used or "", *person.aliases]
    if legal is not None:
        names.append(" ".join(one for one in (legal.first, legal.last) if one))
    yield from (one for one in names if one.strip())
    if person.dob is not None:
        yield f"{person.dob:%Y%m%d}"


def _readable(desk: Desk, kind: type[R], person: str) -> tuple[Kept[R], ...]:
    return desk.reading.of_person(kind, person) if desk.may("read", kind, person=person) else ()


def _about(desk: Desk, kind: type[R], lines: Sequence[Line]) -> tuple[Kept[R], ...]:
    return desk.reading.of_people(kind, [one.rid for one in lines])


def _rows(desk: Desk, lines: Sequence[Line]) -> tuple[PersonRow, ...]:
    """Read what a page of the list shows in a few queries, whatever its length; only what the role may read."""
    if not lines:
        return ()
    rids = [one.rid for one in lines]
    states = {one.record.person or "": one.record for one in _about(desk, Engagement, lines)}
    seen = [rid for rid in rids if _may_see(desk, Contact, states.get(rid))]
    held = [one for one in lines if _may_see(desk, DivertedCharge, states.get(one.rid))]
    last = desk.reading.latest(Contact, seen, "at")
    languages = desk.reading.values(Person, rids, "preferred_language")
    deadlines = _deadlines(desk, held)
    found = []
    for line in lines:
        state = states.get(line.rid) if _may_see(desk, Engagement, states.get(line.rid)) else None
        at = last.get(line.rid)
        found.append(
            PersonRow(
                rid=line.rid, name=line.title, number=line.number, status=(state and state.status) or "",
                case_manager=(state and state.case_manager) or "",
                last_contact=datetime.fromisoformat(at).date() if at else None,
                language=languages.get(line.rid) or "", deadline=deadlines.get(line.rid), line=line,
            )
        )  # fmt: skip
    return tuple(found)


def _deadlines(desk: Desk, lines: Sequence[Line]) -> Mapping[str, date]:
    today = desk.clock.now().date()
    found: dict[str, date] = {}
    for one in _about(desk, DivertedCharge, lines):
        person, due = one.record.person or "", one.record.due_on(today)
        if one.record.status == "held_pending_intake" and due and due <= found.get(person, due):
            found[person] = due
    return found


def _may_see(desk: Desk, kind: type[Record], state: Engagement | None) -> bool:
    mine = state is None or state.case_manager in (None, desk.worker.id) or desk.worker.id in state.peers
    return desk.may("read", kind, own=mine)


def _when(contact: Kept[Contact]) -> datetime:
    return contact.record.at or datetime.fromtimestamp(contact.created_ms / 1000, UTC)
