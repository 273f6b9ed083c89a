"""Overdoses of participants, and looking in on them within 72 hours (domain 2.11)."""

from datetime import date

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Problem
from lead_desktop.domain.overdose import Overdose


def record_overdose(desk: Desk, person: str, overdose: Overdose, *, draft: str = "") -> Saved:
    """Record an overdose; looking in on the person within 72 hours stands on Today from then on."""
    desk.allow("create", Overdose, person=person)
    check(desk, overdose)
    with desk.writing("overdose.record", person) as work:
        work.create(overdose.with_(person=person), client=person)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def overdoses_of(desk: Desk, person: str) -> tuple[Kept[Overdose], ...]:
    """Return a person's overdoses that the worker may read, newest first."""
    if not desk.may("read", Overdose, person=person):
        return ()
    held = desk.reading.of_person(Overdose, person)
    if held:
        desk.note_view(Overdose, person)
    return tuple(sorted(held, key=lambda one: str(one.record.at), reverse=True))


def to_look_in(desk: Desk) -> tuple[tuple[str, date | None], ...]:
    """Return on whom somebody is to look in, with the day until when; of several of one person the first."""
    found: dict[str, date | None] = {}
    for one in desk.reading.of_type(Overdose):
        by, person = one.record.follow_up_by(), one.record.person or ""
        if by is not None and person and desk.may("read", Overdose, person=person):
            found[person] = min(by.date(), found.get(person) or by.date())
    return tuple(found.items())


def waiting(desk: Desk, person: str) -> Opened[Overdose] | None:
    """Open the newest overdose after which nobody looked in yet; None when there is none."""
    desk.allow("edit", Overdose, person=person)
    held = next((one for one in overdoses_of(desk, person) if one.record.follow_up_by()), None)
    return desk.reading.open(Overdose, held.rid) if held else None


def looked_in(desk: Desk, opened: Opened[Overdose], how: Overdose, *, draft: str = "") -> Saved | None:
    """Write how the person is; raises Incomplete without a word about it."""
    person = opened.record.person or ""
    desk.allow("edit", Overdose, person=person)
    if not how.follow_up:
        raise Incomplete([Problem("follow_up", "needed")])
    after = opened.record.with_(
        follow_up=how.follow_up, response=how.response, followed_up_at=desk.clock.now(), person=opened.record.person
    )
    check(desk, after)
    with desk.writing("overdose.look_in", person) as work:
        work.edit(opened, after)
        if draft:
            work.discard_draft(draft)
    return work.saved
