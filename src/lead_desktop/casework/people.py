"""People: the list, the search, a person's file, and changes to who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Line, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Record
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import User
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.ids import RecordId

R = TypeVar("R", bound=Record)


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
    """What a person's page opens with; sections are read when they are shown."""

    person: Kept[Person]
    engagement: Kept[Engagement] | None
    intake: Kept[Intake] | None
    charges: tuple[Kept[DivertedCharge], ...]
    tracks: tuple[Kept[ReferralTrack], ...]
    contacts: tuple[Kept[Contact], ...]


def people(desk: Desk, *, status: str = "", after: PersonRow | None = None, limit: int = 50) -> tuple[PersonRow, ...]:
    """Return the people after a row of the list, by name; all, or those with an engagement status."""
    desk.allow("read", Person, own=True)
    last = after.line if after else None
    found: list[Line] = []
    while len(found) < limit:
        page = _page(desk, status, last, limit)
        found += [one for one in page if desk.may_find() or desk.owns(one.rid)]
        if len(page) < limit:
            break
        last = page[-1]
    return _rows(desk, tuple(found[:limit]))


def find_people(desk: Desk, text: str, *, limit: int = 50) -> tuple[PersonRow, ...]:
    """Return the people that a typed name, other name, number, birth date or phone leads to."""
    desk.allow("read", Person, own=True)
    found = desk.reading.search(Person, text, limit=limit)
    return _rows(desk, tuple(one for one in found if desk.may_find() or desk.owns(one.rid)))


def note_search(desk: Desk) -> None:
    """Write that people were searched: the kind, never the text (rulings)."""
    desk.note("person.search")


def count_people(desk: Desk) -> int:
    """Return how many people this laptop holds."""
    desk.allow("read", Person, own=True)
    return desk.reading.count(Person)


def open_file(desk: Desk, person: str) -> PersonFile:
    """Open a person's file; the reading is written to the audit chain. Raises NotFound."""
    desk.allow("read", Person, person=person)
    held = desk.reading.get(Person, person)
    desk.note_view(Person, person)
    engagements, intakes = _readable(desk, Engagement, person), _readable(desk, Intake, person)
    return PersonFile(
        person=held,
        engagement=engagements[-1] if engagements else None,
        intake=intakes[-1] if intakes else None,
        charges=_readable(desk, DivertedCharge, person),
        tracks=_readable(desk, ReferralTrack, person),
        contacts=tuple(sorted(_readable(desk, Contact, person), key=_when, reverse=True)),
    )


def open_person(desk: Desk, person: str) -> Opened[Person]:
    """Open who a person is for editing."""
    desk.allow("edit", Person, person=person)
    return desk.reading.open(Person, person)


def add_person(desk: Desk, person: Person, *, draft: str = "") -> Saved:
    """Add a person with the next number of this laptop and the engagement state `outreach`."""
    desk.allow("create", Person)
    check(desk, person)
    now = desk.clock.now()
    with desk.writing("person.add") as work:
        number = work.take_number(desk.programme.number_prefix or "P")
        rid = work.create(person.with_(participant_number=number))
        work.create(Engagement(person=rid, status="outreach", status_at=now), client=rid)
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


def _page(desk: Desk, status: str, after: Line | None, limit: int) -> tuple[Line, ...]:
    if status:
        return desk.reading.page_with(Person, (Engagement, status), after, limit)
    return desk.reading.page(Person, after=after, limit=limit)


def _readable(desk: Desk, kind: type[R], person: str) -> tuple[Kept[R], ...]:
    return desk.reading.of_person(kind, person) if desk.may("read", kind, person=person) else ()


def _rows(desk: Desk, lines: tuple[Line, ...]) -> tuple[PersonRow, ...]:
    return tuple(_row(desk, line) for line in lines)


def _row(desk: Desk, line: Line) -> PersonRow:
    person = desk.reading.get(Person, line.rid).record
    engagements = desk.reading.of_person(Engagement, line.rid)
    engagement = engagements[-1].record if engagements else Engagement()
    held = [one.record for one in desk.reading.of_person(DivertedCharge, line.rid)]
    waiting = [one.deadline for one in held if one.status == "held_pending_intake" and one.deadline]
    last = max((one.record.at for one in desk.reading.of_person(Contact, line.rid) if one.record.at), default=None)
    return PersonRow(
        rid=line.rid, name=line.title, number=line.number, status=engagement.status or "",
        case_manager=engagement.case_manager or "", last_contact=last.date() if last else None,
        language=person.preferred_language or "", deadline=min(waiting, default=None), line=line,
    )  # fmt: skip


def _when(contact: Kept[Contact]) -> datetime:
    return contact.record.at or datetime.fromtimestamp(contact.created_ms / 1000, UTC)
