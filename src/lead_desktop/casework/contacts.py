"""Contacts and where a participant stands: recording one leads back to active from any pause (domain 1.7 B, 2.7)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from lead_desktop.casework.checks import check
from lead_desktop.casework.consent_ends import end_all
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.casework.standing import note_change
from lead_desktop.domain.base import notes
from lead_desktop.domain.checks import applies
from lead_desktop.domain.clocks import after_contact
from lead_desktop.domain.contact import Contact, Note, SafetyFlag, SudNote
from lead_desktop.domain.engagement import INACTIVE, Engagement
from lead_desktop.domain.permissions import may
from lead_desktop.domain.states import can
from lead_desktop.errors import NotAllowed, StillOpen
from lead_desktop.store.writing import Writing

_RECENT, _LOOKED_AT = 20, 300
"""How many of the worker's newest contacts say what is usual, and among how many of everybody's they are looked for."""
_USUAL = {"kind": "brief", "mode": "in_person", "place_kind": "street", "minutes": 5}
WITHDREW = "withdrew"
"""Whoever asks to leave takes every consent back by it (domain 1.7 B)."""
CLOSED = "closed_program"
"""The one state that is an exception: only who may close by program sets it (resources/permissions.toml)."""


def record_contact(
    desk: Desk, person: str, contact: Contact, *beside: Note | SudNote | SafetyFlag | None, draft: str = ""
) -> Saved:
    """Record a contact with its note and what to be careful about; one in which the person took part brings them back.

    No new intake, the same number, and no word about the time between (domain 1.7 B).
    """
    desk.allow("create", Contact)
    check(desk, contact)
    kept = [one for one in beside if one is not None and _says_something(one)]
    for one in kept:
        desk.allow("create", type(one))
        check(desk, one)
    with desk.writing("contact.record", person) as work:
        rid = work.create(contact.with_(person=person), client=person)
        for one in kept:
            work.create(one.with_(person=person, contact=rid), client=person)
        if contact.is_two_way():
            _after_two_way(desk, work, person, contact.at)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def usual(desk: Desk) -> Contact:
    """Return the kind, way, place and minutes that the worker records most often, to begin a new contact with.

    Of the last ones that they recorded themselves; somebody who has recorded none begins with a short visit.
    """
    mine = [one.record for one in desk.reading.of_type(Contact, limit=_LOOKED_AT) if one.created_by == desk.worker.id]
    found = {name: _most_often(getattr(one, name) for one in mine[:_RECENT]) for name in _USUAL}
    return Contact().with_(**{name: value if found[name] is None else found[name] for name, value in _USUAL.items()})


def _most_often(values: Iterable[object]) -> object:
    counted = Counter(one for one in values if one is not None)
    return counted.most_common(1)[0][0] if counted else None


def _says_something(one: Note | SudNote | SafetyFlag) -> bool:
    return bool(set(one.flags) - {"none"}) if isinstance(one, SafetyFlag) else bool(one.text)


def welcome_back(desk: Desk, person: str, mode: str = "in_person") -> Saved:
    """Record, in one step, that the person is here again: a brief contact, which leads back to active."""
    place = "phone_only" if mode == "phone" else "office"
    contact = Contact(at=desk.clock.now(), minutes=5, kind="brief", mode=mode, place_kind=place)
    return record_contact(desk, person, contact.with_(direction="they_reached_out", staff=(desk.worker.id,)))


def may_close(desk: Desk) -> bool:
    """Tell whether the worker may end somebody's participation by decision of the program: an exception."""
    return may(desk.worker.role, "create", "closing", own=False)


def open_engagement(desk: Desk, person: str) -> Opened[Engagement] | None:
    """Open where a participant stands for a change; None while nothing was recorded."""
    desk.allow("edit", Engagement, person=person)
    held = desk.reading.of_person(Engagement, person)
    return desk.reading.open(Engagement, held[-1].rid) if held else None


def set_engagement(
    desk: Desk, person: str, after: Engagement, *, opened: Opened[Engagement] | None = None, draft: str = ""
) -> Saved | None:
    """Change where a participant stands, as the state machine allows; raises NotAllowed, StillOpen, Incomplete.

    `opened` is what the page showed; without it the record as it stands now. What belongs to the state that was
    left, such as the reason for a pause, goes with it; the history keeps it.
    """
    desk.allow("edit", Engagement, person=person)
    before = opened or open_engagement(desk, person)
    old = before.record.status if before else None
    if not can("engagement", old, after.status or ""):
        raise StillOpen
    if after.status == CLOSED and old != CLOSED:
        if not may_close(desk):
            desk.note("engagement.close", person, outcome="denied")
            raise NotAllowed
        after = after.with_(closed_by=desk.worker.id)
    after = _fitting(after)
    check(desk, after)
    if after.status == WITHDREW and old != WITHDREW:
        end_all(desk, person)
    with desk.writing("engagement.set", person) as work:
        if before is not None:
            work.edit(before, after.with_(person=person))
        else:
            work.create(after.with_(person=person), client=person)
        note_change(desk, work, before.record if before else None, after.with_(person=person), "said")
        if draft:
            work.discard_draft(draft)
    return work.saved


def _after_two_way(desk: Desk, work: Writing, person: str, at: datetime | None) -> None:
    """Move somebody to active, or to outreach when there was no intake yet; a contact keyed late moves nobody."""
    now = desk.clock.now()
    for held in desk.reading.of_person(Engagement, person)[-1:]:
        old = held.record.status or ""
        days = desk.programme.active_contact_days or 90
        status = after_contact(old, (at or now).date(), now.date(), active_days=days)
        if held.record.enrolled_on is None and old in INACTIVE and status != old:
            status = "outreach" if can("engagement", old, "outreach") else old
        if status != old:
            after = _fitting(held.record.with_(status=status, status_at=now))
            work.edit(desk.reading.open(Engagement, held.rid), after)
            note_change(desk, work, held.record, after, "contact")


def _fitting(engagement: Engagement) -> Engagement:
    """Return it without what does not belong to its state, such as the reason for a pause that is over."""
    gone = {
        name: Engagement.model_fields[name].default
        for name, note in notes(Engagement).items()
        if note.when is not None and not applies(engagement, name)
    }
    return engagement.with_(**gone)
