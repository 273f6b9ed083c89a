"""What to be careful about: seen at a contact, shown until somebody has written what was done (domain 2.7)."""

from datetime import date

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.domain.base import Problem
from lead_desktop.domain.contact import SafetyFlag


def unsettled(desk: Desk) -> tuple[tuple[str, date | None], ...]:
    """Return who has something open that the worker may see, with the day it was seen."""
    found = []
    for one in desk.reading.of_type(SafetyFlag):
        person = one.record.person or ""
        if is_open(one.record) and person and desk.may("read", SafetyFlag, person=person):
            found.append((person, one.record.seen_at.date() if one.record.seen_at else None))
    return tuple(dict(found).items())


def open_flags(desk: Desk, person: str) -> tuple[Kept[SafetyFlag], ...]:
    """Return what is open for somebody, newest first; none for who may not see it."""
    if not desk.may("read", SafetyFlag, person=person):
        return ()
    held = [one for one in desk.reading.of_person(SafetyFlag, person) if is_open(one.record)]
    if held:
        desk.note_view(SafetyFlag, person)
    return tuple(reversed(held))


def open_flag(desk: Desk, person: str) -> Opened[SafetyFlag] | None:
    """Open the newest of what is open for somebody, to write what was done; None when nothing is."""
    desk.allow("edit", SafetyFlag, person=person)
    held = open_flags(desk, person)
    return desk.reading.open(SafetyFlag, held[0].rid) if held else None


def settle(desk: Desk, opened: Opened[SafetyFlag], what_was_done: str, *, draft: str = "") -> Saved | None:
    """Write what was done; it is not shown as open any more. Raises Incomplete without a word about it."""
    desk.allow("edit", SafetyFlag, person=opened.record.person or "")
    after = opened.record.with_(what_was_done=what_was_done, settled_at=desk.clock.now())
    if not after.what_was_done:
        raise Incomplete([Problem("what_was_done", "needed")])
    check(desk, after)
    with desk.writing("safety_flag.settle", opened.record.person or "") as work:
        work.edit(opened, after)
        if draft:
            work.discard_draft(draft)
    return work.saved


def is_open(flag: SafetyFlag) -> bool:
    """Tell whether something is to be careful about, and nobody has written what was done."""
    return flag.settled_at is None and bool(set(flag.flags) - {"none"})
