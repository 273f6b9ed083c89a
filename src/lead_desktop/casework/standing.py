"""The history of where a participant stands: whatever changes it notes it here, in the same transaction."""

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.standing import StandingChange
from lead_desktop.domain.states import can
from lead_desktop.store.writing import Writing

BEFORE_SCREENING = ("referred", "outreach")


def note_change(desk: Desk, work: Writing, before: Engagement | None, after: Engagement, how: str) -> None:
    """Note a change of status, where there is one. how: a code of `standing_how`."""
    old = before.status if before is not None else None
    if after.status is None or after.status == old:
        return
    change = StandingChange(
        person=after.person, before=old, status=after.status, at=after.status_at or desk.clock.now(),
        reason=after.reason, how=how, by=desk.worker.id if how != "calendar" else None,
    )  # fmt: skip
    work.create(change, client=after.person or "")


def note_screened(desk: Desk, work: Writing, person: str) -> None:
    """Say of somebody who was only referred or sought that the brief screening is done: they were met in person."""
    for held in desk.reading.of_person(Engagement, person)[-1:]:
        if held.record.status in BEFORE_SCREENING and can("engagement", held.record.status, "screened"):
            after = held.record.with_(status="screened", status_at=desk.clock.now())
            work.edit(desk.reading.open(Engagement, held.rid), after)
            note_change(desk, work, held.record, after, "handoff")


def standing_of(desk: Desk, person: str) -> tuple[Kept[StandingChange], ...]:
    """Return the changes of a participant's status that the worker may read, oldest first."""
    if not desk.may("read", StandingChange, person=person):
        return ()
    return desk.reading.of_person(StandingChange, person)
