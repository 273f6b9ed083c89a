"""Referrals: sent as the referrer typed them, screened by a person, accepted into care (domain 1.1 to 1.3, 2.1, 2.2).

The referral stays exactly as it was typed. Care copies what it needs into records of its own, and nothing flows
back but that it was received.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lead_desktop.casework.caseload import check_room
from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.people import PersonRow, find_people
from lead_desktop.casework.plans import done
from lead_desktop.casework.taking_in import take_in
from lead_desktop.domain.handoff import INTRODUCED, Handoff
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import Referral, ReferralStatus, ReferralTrack
from lead_desktop.domain.screening import ACCEPTED, Screening
from lead_desktop.domain.states import can
from lead_desktop.errors import LeadError, StillOpen
from lead_desktop.i18n import N_
from lead_desktop.ids import RecordId
from lead_desktop.store.writing import Writing

OPEN = ("submitted", "screening", "presumptively_ineligible", "overridden", "not_accepted_capacity")
"""States in which a referral waits for a person's decision."""
SETTLED_BY = {
    "accepted": "accepted", "accepted_override": "accepted", "not_eligible": "not_eligible",
    "not_accepted_capacity": "not_accepted_capacity", "redirected": "not_eligible",
    "duplicate_of_existing": "accepted", "already_enrolled": "accepted",
}  # fmt: skip
"""Where a screening decision leads the referral (domain 1.7 A, 2.2)."""
THERE_ALREADY = ("duplicate_of_existing", "already_enrolled")
"""Decisions that name a person who is here already."""


class WhichPerson(LeadError):
    """A decision says that the person is here already, but names nobody."""

    code = "which_person"
    message = N_("Choose the person this referral is about, then decide again.")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One referral in a list: the name as typed, kind, time, and where it stands on the care side."""

    rid: RecordId
    name: str
    kind: str
    at: datetime | None
    status: str
    agrees: str
    person: str
    mine: bool


def submit_referral(desk: Desk, referral: Referral, *, draft: str = "") -> Saved:
    """Send a referral: it is complete, signed by its author, and on the disk when this returns.

    A person who said no is recorded as declined and never held against; nothing more is asked about them then.
    Raises NotAllowed, Incomplete.
    """
    desk.allow("create", Referral)
    said_no = referral.person_agrees == "no"
    check(desk, referral, complete=not said_no)
    now = desk.clock.now()
    with desk.writing("referral.submit") as work:
        rid = work.create(referral)
        if desk.worker.side == "care":
            status = "declined" if said_no else "submitted"
            work.create(ReferralTrack(referral=rid, status=status, status_at=now), client=rid)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def referral_list(desk: Desk) -> tuple[QueueRow, ...]:
    """Return the referrals this worker may see, newest first; an officer sees only their own."""
    own_only = not desk.may("read", Referral)
    desk.allow("read", Referral, own=own_only)
    tracks = {one.record.referral: one.record for one in desk.reading.of_type(ReferralTrack)}
    rows = []
    for held in desk.reading.of_type(Referral):
        if own_only and held.created_by != desk.worker.id:
            continue
        track = tracks.get(held.rid, ReferralTrack())
        name = held.record.heading().title
        rows.append(
            QueueRow(
                held.rid,
                name,
                held.record.referral_type or "",
                held.record.referred_at,
                track.status or "",
                held.record.person_agrees or "",
                track.person or "",
                held.created_by == desk.worker.id,
            )
        )
    return tuple(sorted(rows, key=lambda one: one.at.timestamp() if one.at else 0, reverse=True))


def open_referral(desk: Desk, rid: str) -> Kept[Referral]:
    """Open a referral; an officer only their own. The reading is written to the audit chain."""
    held = desk.reading.get(Referral, rid)
    desk.allow("read", Referral, own=held.created_by == desk.worker.id)
    desk.note_view(Referral, rid)
    return held


def track_of(desk: Desk, rid: str) -> Kept[ReferralTrack] | None:
    """Return where a referral stands on the care side, or None on a laptop that does not hold it."""
    held = desk.reading.under(ReferralTrack, rid)
    return held[0] if held else None


def note_print(desk: Desk, rid: str, how: str) -> None:
    """Write that a referral left on paper or as a file; `how` names the way and the print, never a name."""
    desk.note("referral.print", rid, reason=how)


def same_people(desk: Desk, referral: Referral) -> tuple[PersonRow, ...]:
    """Return people who may be the one a referral is about: by name, other names, birth date or phone.

    Nobody is ever joined by this; a person chooses. Empty for a role that may not look for people.
    """
    if not desk.may("read", Person, own=True):
        return ()
    found = {one.rid: one for text in _traces(referral) for one in find_people(desk, text, limit=10)}
    return tuple(found.values())[:10]


def _traces(referral: Referral) -> Iterator[str]:
    name = referral.person_name
    if name is not None:
        yield name.full()
        yield " ".join(one for one in (name.first, name.last) if one)
    yield from referral.aliases
    if referral.dob is not None:
        yield f"{referral.dob:%Y%m%d}"
    if referral.phone:
        yield referral.phone


def decide(desk: Desk, referral: str, screening: Screening, *, person: str = "", draft: str = "") -> Saved:
    """Record a screening decision; an accepted referral brings its person into care in the same transaction.

    `person` names somebody who is here already; without it an accepted referral adds a person with a number. Held
    charges get their deadline, and an intake waits. A `draft` by its id goes in the same transaction. Raises
    NotAllowed, NotFound, Incomplete, WhichPerson, StillOpen; CaseloadFull, NotTakingPeople for whom a new person is
    assigned to.
    """
    desk.allow("create", Screening)
    check(desk, screening.with_(referral=referral), complete=True)
    held, track = desk.reading.get(Referral, referral).record, track_of(desk, referral)
    decision = screening.decision or ""
    _check_way(track.record.status if track else None, decision)
    if person:
        desk.reading.get(Person, person)
    elif decision in THERE_ALREADY:
        raise WhichPerson
    elif decision in ACCEPTED:
        check_room(desk, screening.assigned_to or "", screening.over_limit)
    screening = _told(desk, screening)
    with desk.writing("referral.decide", referral) as work:
        client = person
        if decision in ACCEPTED:
            client = take_in(desk, work, (referral, held), screening, person)
        after = _settled(desk, screening, client, track.record if track else ReferralTrack(referral=referral))
        if track is None:
            work.create(after, client=referral)
        else:
            work.edit(desk.reading.open(ReferralTrack, track.rid), after)
        work.create(screening.with_(referral=referral, person=client or None), client=referral)
        _say_received(desk, work, referral)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def _told(desk: Desk, screening: Screening) -> Screening:
    """Note when the referrer was told that it arrived, and since when it is assigned, where that is said at all."""
    now = desk.clock.now()
    return screening.with_(
        notified_at=(screening.notified_at or now) if screening.notified_how else None,
        assigned_at=(screening.assigned_at or now) if screening.assigned_to else None,
    )


def _say_received(desk: Desk, work: Writing, referral: str) -> None:
    """Let whoever referred from another laptop know that it was received, once, and nothing else (rulings)."""
    if desk.reading.get(Referral, referral).created_by != desk.worker.id and not desk.reading.under(
        ReferralStatus, referral
    ):
        work.create(ReferralStatus(referral=referral, received_at=desk.clock.now()), client=referral)


def _check_way(status: str | None, decision: str) -> None:
    """Raise StillOpen unless the machine leads from a status to where a decision goes, by at most one step between."""
    target = SETTLED_BY[decision]
    between = "overridden" if decision == "accepted_override" else "screening"
    direct = can("referral", status, target)
    if status == target or not (direct or (can("referral", status, between) and can("referral", between, target))):
        raise StillOpen


def _settled(desk: Desk, screening: Screening, client: str, track: ReferralTrack) -> ReferralTrack:
    return track.with_(
        status=_where(desk, screening.decision or "", track.referral or ""), status_at=desk.clock.now(),
        person=client or None,
        assigned_to=screening.assigned_to, assigned_at=screening.assigned_at,
    )  # fmt: skip


def _where(desk: Desk, decision: str, referral: str) -> str:
    """Return where a decision leads; somebody who was introduced in person before it stands there at once."""
    met = any(one.record.result == INTRODUCED for one in desk.reading.under(Handoff, referral))
    return "handoff_done" if met and decision in ACCEPTED else SETTLED_BY[decision]


def move_track(desk: Desk, referral: str, status: str) -> Saved | None:
    """Move a referral to another state of its machine; raises StillOpen when the machine has no such way."""
    desk.allow("edit", ReferralTrack)
    track = track_of(desk, referral)
    if track is None or not can("referral", track.record.status, status):
        raise StillOpen
    with desk.writing("referral.move", referral) as work:
        opened = desk.reading.open(ReferralTrack, track.rid)
        work.edit(opened, track.record.with_(status=status, status_at=desk.clock.now()))
    return work.saved
