"""Notes: their author may change one for a day; after that it stays, and is added to (domain 2.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.contact import AnyNote, CounsellingNote, Note, SudNote
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

OPEN_FOR = timedelta(hours=24)
"""For how long the author may change a note instead of adding to it (domain 2.7: append-only after 24 hours)."""
OWN_NOTES = ("outreach", "peer")
"""Roles that read the notes they wrote themselves, and no others (domain 3.7)."""


class NoteStays(LeadError):
    """A note is somebody else's, or older than a day: it is added to, not changed."""

    code = "note_stays"
    message = N_("This note stays as it is. Add a correction instead; both are shown together.")


@dataclass(frozen=True, slots=True)
class Written:
    """A note, and when it was written by the clock of this place."""

    note: Kept[AnyNote]
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteThread:
    """A note and what was added to it, oldest first; `open`: the worker may still change the note itself."""

    first: Written
    added: tuple[Written, ...]
    open: bool


def notes_of(desk: Desk, person: str) -> tuple[Kept[AnyNote], ...]:
    """Return a person's notes that the worker may read, newest first; a role with own notes only gets those.

    Of sealed ones only those that the worker wrote.
    """
    found: list[Kept[AnyNote]] = []
    if desk.may("read", Note, person=person):
        found += desk.reading.of_person(Note, person)
    if desk.may("read", SudNote, person=person):
        found += desk.reading.of_person(SudNote, person)
    if desk.worker.role in OWN_NOTES:
        found = [one for one in found if one.created_by == desk.worker.id]
    if found:
        desk.note_view(Note, person)
    sealed = _sealed(desk, person)
    return tuple(sorted([*found, *sealed], key=lambda one: one.created_ms, reverse=True))


def threads(desk: Desk, notes: Sequence[Kept[AnyNote]]) -> tuple[NoteThread, ...]:
    """Return notes, newest first, each with what was added to it."""
    by_id: Mapping[str, Kept[AnyNote]] = {one.rid: one for one in notes}
    added: dict[str, list[Written]] = {}
    first: list[Written] = []
    for one in sorted(notes, key=lambda each: (each.created_ms, each.rid)):
        root, written = _root(by_id, one), Written(one, _at(desk, one))
        if root.rid == one.rid:
            first.append(written)
        else:
            added.setdefault(root.rid, []).append(written)
    return tuple(NoteThread(one, tuple(added.get(one.note.rid, ())), _open(desk, one.note)) for one in reversed(first))


def open_note(desk: Desk, held: Kept[AnyNote]) -> Opened[AnyNote]:
    """Open a note to change it. Raises NoteStays after a day and for everybody but its author."""
    desk.allow("edit", type(held.record), own=True)
    if not _open(desk, held):
        raise NoteStays
    return desk.reading.open(type(held.record), held.rid)


def save_note(desk: Desk, opened: Opened[AnyNote], after: AnyNote, *, draft: str = "") -> Saved | None:
    """Change the text of a note within its day. Raises NoteStays, Incomplete."""
    held = open_note(desk, desk.reading.get(type(opened.record), opened.rid))
    check(desk, after)
    with desk.writing(f"{after.NAME}.edit", held.record.person or "") as work:
        work.edit(opened, opened.record.with_(text=after.text))
        if draft:
            work.discard_draft(draft)
    return work.saved


def add_to(desk: Desk, held: Kept[AnyNote], after: AnyNote, *, draft: str = "") -> Saved:
    """Add a correction to a note: a new one that names the old and is shown with it. Raises Incomplete."""
    desk.allow("create", type(held.record))
    record = held.record.with_(text=after.text, amends=held.rid)
    check(desk, record)
    return _write(desk, record, draft)


def write_sealed(desk: Desk, person: str, note: CounsellingNote, *, draft: str = "") -> Saved:
    """Write a counselling note, sealed from the first moment."""
    desk.allow("create", CounsellingNote)
    check(desk, note)
    return _write(desk, note.with_(person=person), draft)


def _write(desk: Desk, record: AnyNote, draft: str) -> Saved:
    sealed = isinstance(record, CounsellingNote)
    with desk.writing(f"{record.NAME}.write", record.person or "") as work:
        work.create(record, client="" if sealed else record.person or "")
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def _sealed(desk: Desk, person: str) -> list[Kept[CounsellingNote]]:
    if not desk.may("read", CounsellingNote, own=True):
        return []
    mine = [one for one in desk.reading.of_person(CounsellingNote, person) if one.created_by == desk.worker.id]
    if mine:
        desk.note_view(CounsellingNote, person)
    return mine


def _open(desk: Desk, held: Kept[AnyNote]) -> bool:
    fresh = timedelta() <= desk.clock.now() - _at(desk, held) < OPEN_FOR
    return fresh and held.created_by == desk.worker.id


def _at(desk: Desk, held: Kept[AnyNote]) -> datetime:
    return datetime.fromtimestamp(held.created_ms / 1000, desk.clock.now().tzinfo)


def _root(by_id: Mapping[str, Kept[AnyNote]], one: Kept[AnyNote]) -> Kept[AnyNote]:
    """Return the first note of a thread; one whose first is not here stands by itself, and a circle ends."""
    seen = set()
    while one.record.amends in by_id and one.rid not in seen:
        seen.add(one.rid)
        one = by_id[str(one.record.amends)]
    return one
