"""Active participants whom nobody has met for the program's number of days are not reached lately (domain 1.7 B)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.standing import note_change
from lead_desktop.domain.clocks import SETTINGS, engagement_status
from lead_desktop.domain.contact import TWO_WAY, Contact
from lead_desktop.domain.engagement import Engagement

AT_ONCE = 500


def note_quiet(desk: Desk) -> Saved | None:
    """Write down, as one transaction, who became quiet by the calendar; None when nobody did.

    Only for people whose engagement the worker's role may edit; a role that edits none changes nothing and asks for
    nothing. One contact leads back to active (casework.contacts).
    """
    if not desk.may("edit", Engagement, own=True):
        return None
    found = tuple(_gone_quiet(desk))
    if not found:
        return None
    with desk.writing("engagement.quiet") as work:
        for held, since in found:
            after = held.record.with_(status="enrolled_quiet", status_at=since)
            work.edit(desk.reading.open(Engagement, held.rid), after)
            note_change(desk, work, held.record, after, "calendar")
    return work.saved


def _gone_quiet(desk: Desk) -> Iterator[tuple[Kept[Engagement], datetime]]:
    """Return who is recorded as active and is not by the calendar, and since when."""
    active = desk.reading.of_type(Engagement, "enrolled_active")
    days = desk.programme.active_contact_days or SETTINGS["active_contact_days"].default
    now = desk.clock.now()
    for first in range(0, len(active), AT_ONCE):
        some = active[first : first + AT_ONCE]
        met = _last_met(desk, [one.record.person or "" for one in some])
        for held in some:
            latest, record = met.get(held.record.person or ""), held.record
            status = engagement_status(
                "enrolled_active", latest, now.date(), active_days=days, enrolled_on=record.enrolled_on
            )
            if status == "enrolled_quiet" and desk.may("edit", Engagement, person=record.person or ""):
                yield held, _since(record, latest, days, now)


def _last_met(desk: Desk, people: Sequence[str]) -> dict[str, date]:
    """Return the day of each person's last contact in which they took part."""
    found = desk.reading.latest(Contact, people, "at", ("kind", TWO_WAY))
    return {person: datetime.fromisoformat(at).date() for person, at in found.items()}


def _since(record: Engagement, latest: date | None, days: int, now: datetime) -> datetime:
    """Return the beginning of the first day without enough contact, never before the status of now began."""
    last = max((one for one in (latest, record.enrolled_on) if one is not None), default=now.date())
    became = datetime.combine(last + timedelta(days=days + 1), time(), now.tzinfo)
    return min(now, max(became, record.status_at or became))
