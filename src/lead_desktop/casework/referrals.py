"""Referrals: sent as the referrer typed them, screened by a person, accepted into care (domain 1.1 to 1.3, 2.1, 2.2).

The referral stays exactly as it was typed. Care copies what it needs into records of its own, and nothing flows
back but that it was received.
"""

from dataclasses import dataclass
from datetime import datetime

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.clocks import intake_deadline
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Person, Phone, Whereabouts
from lead_desktop.domain.referral import ChargeRow, Referral, ReferralTrack
from lead_desktop.domain.screening import ACCEPTED, Screening
from lead_desktop.domain.states import can
from lead_desktop.errors import StillOpen
from lead_desktop.ids import RecordId, new_id
from lead_desktop.store.writing import Writing

OPEN = ("submitted", "screening", "presumptively_ineligible", "overridden", "not_accepted_capacity")
"""States in which a referral waits for a person's decision."""
SETTLED_BY = {
    "accepted": "accepted", "accepted_override": "accepted", "not_eligible": "not_eligible",
    "not_accepted_capacity": "not_accepted_capacity", "redirected": "not_eligible",
    "duplicate_of_existing": "accepted", "already_enrolled": "accepted",
}  # fmt: skip
"""Where a screening decision leads the referral (domain 1.7 A, 2.2)."""


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

    A person who said no is recorded as declined and never held against. Raises NotAllowed, Incomplete.
    """
    desk.allow("create", Referral)
    check(desk, referral, complete=True)
    now = desk.clock.now()
    with desk.writing("referral.submit") as work:
        rid = work.create(referral)
        if desk.worker.side == "care":
            status = "declined" if referral.person_agrees == "no" else "submitted"
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


def decide(desk: Desk, referral: str, screening: Screening, *, person: str = "") -> Saved:
    """Record a screening decision; an accepted referral brings its person into care in the same transaction.

    `person` names somebody who is here already; without it an accepted referral adds a person with a number, the
    held charges with their deadline, and an intake that waits. Raises NotAllowed, Incomplete, StillOpen.
    """
    desk.allow("create", Screening)
    screening = screening.with_(referral=referral)
    check(desk, screening, complete=True)
    held, track = desk.reading.get(Referral, referral).record, track_of(desk, referral)
    if track is None:
        raise StillOpen
    target = SETTLED_BY[screening.decision or ""]
    if not can("referral", track.record.status, "screening") and not can("referral", track.record.status, target):
        raise StillOpen
    now = desk.clock.now()
    with desk.writing("referral.decide", referral) as work:
        client = person
        if screening.decision in ACCEPTED:
            client = person or _bring_in(desk, work, (referral, held), screening.assigned_to)
            _hold_charges(desk, work, referral, held, client)
        opened = desk.reading.open(ReferralTrack, track.rid)
        after = track.record.with_(
            status=target, status_at=now, person=client or None, assigned_to=screening.assigned_to, assigned_at=now
        )
        work.edit(opened, after)
        work.create(screening.with_(person=client or None), client=referral)
    return done(work.saved)


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


def _bring_in(desk: Desk, work: Writing, source: tuple[str, Referral], case_manager: str | None) -> RecordId:
    """Copy what care needs of a referral into a person of its own."""
    referral, held = source
    now = desk.clock.now()
    phones = () if not held.phone else (Phone(key=new_id(desk.clock), number=held.phone),)
    person = work.create(
        Person(
            participant_number=work.take_number(desk.programme.number_prefix or "P"),
            legal_name=held.person_name,
            aliases=held.aliases,
            name_quality=held.name_quality,
            dob=held.dob,
            approx_age=held.approx_age,
            dob_quality=held.dob_quality,
            preferred_language=held.preferred_language,
            interpreter_needed=held.interpreter_needed,
            phones=phones,
            may_text=held.safe_to_text,
            may_voicemail=held.safe_to_leave_message,
        )
    )
    work.create(Engagement(person=person, status="referred", status_at=now, case_manager=case_manager), client=person)
    work.create(Intake(person=person, referral=referral, started_at=now), client=person)
    if held.best_place_time or held.description_for_finding:
        work.create(
            Whereabouts(
                person=person,
                noted_at=now,
                noted_by=desk.worker.id,
                usual_places=held.best_place_time,
                description=held.description_for_finding,
                from_referral=referral,
            ),
            client=person,
        )
    return person


def _hold_charges(desk: Desk, work: Writing, referral: str, held: Referral, person: str) -> None:
    """Hold each diverted charge until the intake is done or its time is over (domain 1.2 step 5)."""
    days = desk.programme.intake_window_days or 30
    since = held.referred_at or desk.clock.now()
    for row in held.would_be_charges:
        if row.diverted:
            work.create(_held_charge(row, held, referral, (person, since, days)), client=person)


def _held_charge(row: ChargeRow, held: Referral, referral: str, terms: tuple[str, datetime, int]) -> DivertedCharge:
    person, since, days = terms
    return DivertedCharge(
        person=person, referral=referral, statute=row.statute, statute_other=row.statute_other,
        description=row.description, charge_class=row.charge_class, incident_no=held.incident_no, status_at=since,
        held_since=since, window_days=days, deadline=intake_deadline(since, days, today=since.date()),
    )  # fmt: skip
