"""Contacts and where a participant stands: recording one leads back to active from any pause (domain 1.7 B, 2.7)."""

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.contact import Contact, Note, SudNote
from lead_desktop.domain.engagement import ENROLLED, INACTIVE, Engagement
from lead_desktop.domain.states import can
from lead_desktop.errors import StillOpen
from lead_desktop.store.writing import Writing

AnyNote = Note | SudNote


def record_contact(desk: Desk, person: str, contact: Contact, note: AnyNote | None = None, *, draft: str = "") -> Saved:
    """Record a contact with its note; one in which the person took part brings them back to active.

    No new intake, the same number, and no word about the time between (domain 1.7 B).
    """
    desk.allow("create", Contact)
    check(desk, contact)
    if note is not None:
        desk.allow("create", type(note))
        check(desk, note)
    with desk.writing("contact.record", person) as work:
        rid = work.create(contact.with_(person=person), client=person)
        if note is not None and note.text:
            work.create(note.with_(person=person, contact=rid), client=person)
        if contact.is_two_way():
            _back_to_active(desk, work, person)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def notes_of(desk: Desk, person: str) -> tuple[Kept[AnyNote], ...]:
    """Return a person's notes that the worker's role may read, newest first."""
    found: list[Kept[AnyNote]] = []
    if desk.may("read", Note, person=person):
        found += desk.reading.of_person(Note, person)
    if desk.may("read", SudNote, person=person):
        found += desk.reading.of_person(SudNote, person)
    return tuple(sorted(found, key=lambda one: one.created_ms, reverse=True))


def set_engagement(desk: Desk, person: str, after: Engagement) -> Saved | None:
    """Change where a participant stands, as the state machine allows; raises StillOpen, Incomplete."""
    desk.allow("edit", Engagement, person=person)
    held = desk.reading.of_person(Engagement, person)
    old = held[-1].record.status if held else None
    if not can("engagement", old, after.status or ""):
        raise StillOpen
    check(desk, after)
    with desk.writing("engagement.set", person) as work:
        if held:
            work.edit(desk.reading.open(Engagement, held[-1].rid), after.with_(person=person))
        else:
            work.create(after.with_(person=person), client=person)
    return work.saved


def _back_to_active(desk: Desk, work: Writing, person: str) -> None:
    for held in desk.reading.of_person(Engagement, person)[-1:]:
        enrolled = held.record.enrolled_on is not None
        if enrolled and held.record.status in (*INACTIVE, *ENROLLED) and held.record.status != "enrolled_active":
            opened = desk.reading.open(Engagement, held.rid)
            now = desk.clock.now()
            work.edit(opened, held.record.with_(status="enrolled_active", status_at=now, reason=None))
