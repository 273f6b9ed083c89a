"""Telling police of an incident at the program: the limited fields, and their entry in the list of what was shared."""

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.incident import Incident
from lead_desktop.ids import new_id


def report_incident(desk: Desk, incident: Incident, *, draft: str = "") -> Saved:
    """Write down what police were told of an incident, and that they were. Raises NotAllowed, Incomplete."""
    desk.allow("create", Incident)
    desk.allow("create", Disclosure)
    check(desk, incident)
    told = Disclosure(
        person=incident.person, at=incident.told_at, what="incident", how="spoken", purpose="law",
        basis="crime_on_premises", recipient=incident.told_to, attention=incident.officer,
        categories=_categories(incident), why=incident.circumstances,
    )  # fmt: skip
    check(desk, told)
    rid = new_id(desk.clock)
    with desk.writing("incident.report", incident.person or rid) as work:
        work.create(incident, client=incident.person or rid, rid=rid)
        work.create(told, client=incident.person or rid)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def _categories(incident: Incident) -> tuple[str, ...]:
    """Return what the fields that are filled in speak of."""
    known = incident.name or incident.address or incident.last_seen
    found = ("identity_contact",) if known else ()
    return (*found, "participation_status") if incident.takes_part else found
