"""Referrals that wait for a person's decision: the soonest deadline first, then the oldest (domain 2.2)."""

from dataclasses import dataclass
from datetime import date, datetime

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.referral_start import site_criteria
from lead_desktop.casework.referrals import OPEN
from lead_desktop.domain.clocks import intake_deadline
from lead_desktop.domain.referral import ARREST, Referral, ReferralTrack
from lead_desktop.ids import RecordId

NO_PLACE = "not_accepted_capacity"
"""Where a referral stands that waits for a free place: it comes last, and nobody has to decide about it today."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One referral that waits. `deadline` is the last day for the intake where a charge is held, None elsewhere.

    fits, unfit, unknown: how many criteria the referrer found so. other_version: they were other criteria than the
    site has now.
    """

    rid: RecordId
    name: str
    kind: str
    at: datetime | None
    deadline: date | None
    days: int
    status: str
    fits: int
    unfit: int
    unknown: int
    other_version: bool


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return every referral that waits, also those that came from other laptops and were not looked at yet.

    A person who said no is not asked about again. First the held charges by deadline, then the others by age, then
    who waits for a free place.
    """
    desk.allow("read", Referral)
    desk.allow("read", ReferralTrack)
    tracks = {one.record.referral: one.record.status or "" for one in desk.reading.of_type(ReferralTrack)}
    version = site_criteria(desk.programme).version_name()
    found = []
    for held in desk.reading.of_type(Referral):
        status = tracks.get(held.rid, "" if held.record.person_agrees != "no" else "declined")
        if not status or status in OPEN:
            found.append(_waiting(desk, held, status, version))
    return tuple(sorted(found, key=_place))


def _waiting(desk: Desk, held: Kept[Referral], status: str, version: str) -> Waiting:
    referral, today = held.record, desk.clock.now().date()
    at, results = referral.referred_at, [one.result for one in referral.criteria]
    deadline = None
    if at is not None and referral.referral_type in ARREST:
        deadline = intake_deadline(at, desk.programme.intake_window_days or 30)
    return Waiting(
        held.rid, referral.shown_name(), referral.referral_type or "", at, deadline,
        days=max((today - at.date()).days, 0) if at else 0, status=status,
        fits=results.count("ok") + results.count("override"), unfit=results.count("not_ok"),
        unknown=results.count("unknown"), other_version=referral.criteria_version not in (None, version),
    )  # fmt: skip


def _place(one: Waiting) -> tuple[bool, bool, date, float]:
    return (
        one.status == NO_PLACE, one.deadline is None, one.deadline or date.max,
        one.at.timestamp() if one.at else 0.0,
    )  # fmt: skip
