"""Services and resources provided to a participant (domain 2.8)."""

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.service import SERVICES, AnyService


def record_service(desk: Desk, person: str, service: AnyService, *, draft: str = "") -> Saved:
    """Record a service for somebody. Raises NotAllowed, Incomplete."""
    desk.allow("create", type(service))
    check(desk, service)
    with desk.writing("service.record", person) as work:
        work.create(service.with_(person=person), client=person)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def save_service(desk: Desk, opened: Opened[AnyService], after: AnyService, *, draft: str = "") -> Saved | None:
    """Change what is known of a service, as when it turned out; None when nothing differs."""
    held = desk.reading.get(type(after), opened.rid)
    desk.allow("edit", type(after), own=held.created_by == desk.worker.id, person=held.record.person or "")
    check(desk, after)
    with desk.writing("service.edit", opened.record.person or "") as work:
        work.edit(opened, after.with_(person=opened.record.person))
        if draft:
            work.discard_draft(draft)
    return work.saved


def open_service(desk: Desk, held: Kept[AnyService]) -> Opened[AnyService]:
    """Open a service for a change."""
    kind = type(held.record)
    desk.allow("edit", kind, own=held.created_by == desk.worker.id, person=held.record.person or "")
    return desk.reading.open(kind, held.rid)


def services_of(desk: Desk, person: str) -> tuple[Kept[AnyService], ...]:
    """Return a person's services that the worker may read, newest first."""
    found: list[Kept[AnyService]] = []
    for kind in SERVICES.values():
        if desk.may("read", kind, person=person):
            held = desk.reading.of_person(kind, person)
            found += held
            if held:
                desk.note_view(kind, person)
    return tuple(sorted(found, key=lambda one: (str(one.record.requested_on or ""), one.created_ms), reverse=True))


def kinds_of(desk: Desk) -> tuple[str, ...]:
    """Return the kinds of service that the worker's role may record."""
    return tuple(name for name, kind in SERVICES.items() if desk.may("create", kind))
