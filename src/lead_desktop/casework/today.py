"""What is due: intake windows counting down, referrals to look at, drafts, plans to look at together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lead_desktop.casework.consent_ends import ending
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Draft, Kept
from lead_desktop.casework.legal import hearings
from lead_desktop.casework.overdoses import to_look_in
from lead_desktop.casework.safety import unsettled
from lead_desktop.casework.screening_queue import NO_PLACE, waiting
from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Record
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import ENROLLED, Engagement
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.referral import Referral, ReferralTrack


@dataclass(frozen=True, slots=True)
class Due:
    """Something due: `kind` is intake_window, plan_review, next_contact, consent_ends, safety or referral.

    `open` is what it is about.
    """

    kind: str
    name: str
    number: str
    on: date | None
    open: str


@dataclass(frozen=True, slots=True)
class Today:
    """The worker's day."""

    windows: tuple[Due, ...]
    referrals: tuple[Due, ...]
    contacts: tuple[Due, ...]
    reviews: tuple[Due, ...]
    drafts: tuple[Draft, ...]
    active: int | None
    own_referrals: int
    safety: tuple[Due, ...] = ()
    look_in: tuple[Due, ...] = ()
    hearings: tuple[Due, ...] = ()
    consents: tuple[Due, ...] = ()


def today(desk: Desk) -> Today:
    """Return what is due for the worker, most pressing first; only what the role may read."""
    own = [one for one in desk.reading.of_type(Referral) if one.created_by == desk.worker.id]
    drafts = tuple(one for one in desk.drafts.of(desk.worker.id) if not one.form.startswith("_"))
    if not desk.may("read", Engagement, own=True):
        return Today((), (), (), (), drafts, None, len(own))
    enrolled = [one for one in desk.reading.of_type(Engagement, *ENROLLED) if _mine(desk, Engagement, one)]
    return Today(
        windows=_windows(desk), referrals=_referrals(desk), contacts=_contacts(desk), reviews=_reviews(desk),
        drafts=drafts, active=sum(one.record.status == "enrolled_active" for one in enrolled), own_referrals=len(own),
        safety=_dues(desk, "safety", unsettled(desk)), look_in=_dues(desk, "look_in", to_look_in(desk)),
        hearings=_dues(desk, "hearing", hearings(desk)),
        consents=_sorted(_due(desk, "consent_ends", person, on) for person, on in ending(desk)),
    )  # fmt: skip


def _dues(desk: Desk, kind: str, found: Iterable[tuple[str, date | None]]) -> tuple[Due, ...]:
    return _sorted(_due(desk, kind, person, on) for person, on in found)


def _windows(desk: Desk) -> tuple[Due, ...]:
    if not desk.may("read", DivertedCharge, own=True):
        return ()
    soonest: dict[str, date | None] = {}
    day = desk.clock.now().date()
    for held in desk.reading.of_type(DivertedCharge, "held_pending_intake"):
        person, deadline = held.record.person or "", held.record.due_on(day)
        if not _mine(desk, DivertedCharge, held):
            continue
        if deadline and (soonest.get(person) is None or deadline < (soonest[person] or deadline)):
            soonest[person] = deadline
    return _sorted(_due(desk, "intake_window", person, on) for person, on in soonest.items())


def _referrals(desk: Desk) -> tuple[Due, ...]:
    if not desk.may("read", Referral) or not desk.may("read", ReferralTrack):
        return ()
    return tuple(
        Due("referral", one.name, "", one.at.date() if one.at else None, one.rid)
        for one in waiting(desk)
        if one.status != NO_PLACE
    )


def _contacts(desk: Desk) -> tuple[Due, ...]:
    if not desk.may("read", Contact, own=True):
        return ()
    latest: dict[str, Contact] = {}
    for held in desk.reading.of_type(Contact):
        person, at = held.record.person or "", held.record.at
        if not _mine(desk, Contact, held):
            continue
        known = latest.get(person)
        if at and (known is None or known.at is None or at > known.at):
            latest[person] = held.record
    limit = desk.clock.now().date() + timedelta(days=7)
    return _sorted(
        _due(desk, "next_contact", person, one.next_at.date())
        for person, one in latest.items()
        if one.next_at and one.next_at.date() <= limit
    )


def _reviews(desk: Desk) -> tuple[Due, ...]:
    latest: dict[str, Plan] = {}
    for held in desk.reading.of_type(Plan):
        person = held.record.person or ""
        if not _mine(desk, Plan, held):
            continue
        if person not in latest or (held.record.version or 1) > (latest[person].version or 1):
            latest[person] = held.record
    limit = desk.clock.now().date() + timedelta(days=14)
    return _sorted(
        _due(desk, "plan_review", person, one.look_together_on)
        for person, one in latest.items()
        if one.look_together_on and one.look_together_on <= limit
    )


def _mine(desk: Desk, kind: type[Record], held: Kept[AboutPerson]) -> bool:
    return desk.may("read", kind, person=held.record.person or "")


def _due(desk: Desk, kind: str, person: str, on: date | None) -> Due:
    held = desk.reading.get(Person, person).record
    return Due(kind, held.shown_name(), held.participant_number or "", on, person)


def _sorted(found: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(found, key=lambda one: one.on or date.max))
