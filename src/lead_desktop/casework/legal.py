"""Court matters and warrants of a participant, and hearings that come (domain 2.10)."""

from datetime import date, timedelta

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.legal import LegalMatter

REMIND = timedelta(days=7)
"""A hearing stands on Today from this long before it."""


def add_matter(desk: Desk, person: str, matter: LegalMatter, *, draft: str = "") -> Saved:
    """Add a matter. Raises NotAllowed, Incomplete."""
    desk.allow("create", LegalMatter, person=person)
    check(desk, matter)
    with desk.writing("legal_matter.add", person) as work:
        work.create(matter.with_(person=person), client=person)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def open_matter(desk: Desk, held: Kept[LegalMatter]) -> Opened[LegalMatter]:
    """Open a matter for a change."""
    desk.allow("edit", LegalMatter, person=held.record.person or "")
    return desk.reading.open(LegalMatter, held.rid)


def save_matter(desk: Desk, opened: Opened[LegalMatter], after: LegalMatter, *, draft: str = "") -> Saved | None:
    """Change a matter; None when nothing differs."""
    person = opened.record.person or ""
    desk.allow("edit", LegalMatter, person=person)
    check(desk, after)
    with desk.writing("legal_matter.edit", person) as work:
        work.edit(opened, after.with_(person=opened.record.person))
        if draft:
            work.discard_draft(draft)
    return work.saved


def matters_of(desk: Desk, person: str) -> tuple[Kept[LegalMatter], ...]:
    """Return a person's matters that the worker may read: open ones first, the next hearing first."""
    if not desk.may("read", LegalMatter, person=person):
        return ()
    held = desk.reading.of_person(LegalMatter, person)
    if held:
        desk.note_view(LegalMatter, person)
    return tuple(
        sorted(held, key=lambda one: (not one.record.is_open(), str(one.record.next_hearing or "9"), one.created_ms))
    )


def hearings(desk: Desk) -> tuple[tuple[str, date | None], ...]:
    """Return who has a hearing within a week, with its day; the first of each person."""
    today = desk.clock.now().date()
    found: dict[str, date | None] = {}
    for one in desk.reading.of_type(LegalMatter):
        person, at = one.record.person or "", one.record.next_hearing
        if at is None or not one.record.is_open() or not today <= at.date() <= today + REMIND:
            continue
        if desk.may("edit", LegalMatter, person=person):
            found[person] = min(at.date(), found.get(person) or at.date())
    return tuple(found.items())
