"""The registers: requests for records, orders that were read, restrictions, complaints, data gone astray."""

from typing import TypeVar

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.programme import User
from lead_desktop.domain.registers import Breach, Complaint
from lead_desktop.domain.requests import OrderCheck, RecordRequest, Restriction, covers
from lead_desktop.errors import NotFound
from lead_desktop.ids import new_id

E = TypeVar("E", bound=AboutPerson)


def write(desk: Desk, entry: AboutPerson, *, draft: str = "") -> Saved:
    """Write an entry into the register of its kind. Raises NotAllowed, Incomplete."""
    desk.allow("create", type(entry))
    check(desk, entry)
    rid = new_id(desk.clock)
    with desk.writing(f"{entry.NAME}.write", entry.person or rid) as work:
        work.create(entry, client=entry.person or rid, rid=rid)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def open_entry(desk: Desk, kind: type[E], rid: str) -> Opened[E]:
    """Open an entry to go on with it. Raises NotFound, NotAllowed."""
    opened = desk.reading.open(kind, rid)
    desk.allow("edit", kind, person=opened.record.person or "")
    desk.note_view(kind, rid)
    return opened


def change(desk: Desk, opened: Opened[E], after: E, *, draft: str = "") -> Saved | None:
    """Go on with an entry; None when nothing differs. Whom it is about stays. Raises NotAllowed, Incomplete."""
    desk.allow("edit", type(after), person=opened.record.person or "")
    whole = after.with_(person=opened.record.person)
    check(desk, whole)
    with desk.writing(f"{after.NAME}.change", opened.rid) as work:
        work.edit(opened, whole)
        if draft:
            work.discard_draft(draft)
    return work.saved


def entries(desk: Desk, kind: type[E]) -> tuple[Kept[E], ...]:
    """Return a register, what came last first: all of it, or for some roles what they wrote themselves."""
    every = desk.may("read", kind)
    if not every and not desk.may("read", kind, own=True):
        return ()
    held = desk.reading.of_type(kind)
    if held:
        desk.note(f"{kind.NAME}.list")
    mine = [one for one in held if every or one.created_by == desk.worker.id]
    return tuple(sorted(mine, key=lambda one: (one.created_ms, one.rid), reverse=True))


def restrictions_of(desk: Desk, person: str) -> tuple[Kept[Restriction], ...]:
    """Return what somebody asked not to be shared, newest first; what has ended too."""
    if not person or not desk.may("read", Restriction, person=person):
        return ()
    return tuple(reversed(desk.reading.of_person(Restriction, person)))


def orders_for(desk: Desk, person: str, categories: tuple[str, ...]) -> tuple[Kept[OrderCheck], ...]:
    """Return the orders under which a paper about somebody may go to whom each names, today.

    Only one that somebody who answers for privacy has read counts, whatever a record says of itself.
    """
    if not person or not desk.may("read", OrderCheck, person=person):
        return ()
    today = desk.clock.now().date()
    held = desk.reading.of_person(OrderCheck, person)
    return tuple(
        one
        for one in held
        if covers(one.record, one.record.recipient or "", categories, today) and _answers_for_privacy(desk, one)
    )


def may_see_registers(desk: Desk) -> bool:
    """Tell whether any of the registers holds something for the worker."""
    return any(desk.may("read", one, own=True) for one in (RecordRequest, Complaint, Breach))


def _answers_for_privacy(desk: Desk, one: Kept[OrderCheck]) -> bool:
    try:
        who = desk.reading.get(User, one.created_by).record
    except NotFound:
        return False
    return who.role == "privacy_officer"
