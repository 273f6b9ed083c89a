"""The ends of consents: those near, for the worker's day, and all of somebody's who leaves the program."""

from datetime import date, timedelta

from lead_desktop.casework.consents import state_of
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.states import can


def end_all(desk: Desk, person: str) -> None:
    """Take back every consent that somebody gave, as they leave the program (domain 1.7 B).

    An act of its own before the leaving is written down: undoing that brings no consent back into force.
    """
    now = desk.clock.now()
    standing = [one for one in desk.reading.of_person(Consent, person) if one.record.revoked_at is None]
    over = {"status": "revoked", "revoked_at": now, "revoked_by": "self", "revoked_how": "left_program"}
    with desk.writing("consent.revoke", person) as work:
        for kept in standing:
            if can("consent", kept.record.status, "revoked"):
                after = kept.record.with_(**over, revocation_recorded_by=desk.worker.id)
                work.edit(desk.reading.open(Consent, kept.rid), after)


def ending(desk: Desk) -> tuple[tuple[str, date], ...]:
    """Return the people of whom a consent in force ends soon, each with its last day; those the worker may read."""
    now = desk.clock.now()
    until = now.date() + timedelta(days=desk.programme.consent_reminder_days or 30)
    soonest: dict[str, date] = {}
    for kept in desk.reading.of_type(Consent, "active"):
        consent, person = kept.record, kept.record.person or ""
        on = consent.expires_on
        if on is None or on > until or state_of(consent, now) != "active":
            continue
        if desk.may("edit", Consent, person=person):
            soonest[person] = min(on, soonest.get(person, on))
    return tuple(soonest.items())
