"""What happened with a person, newest first: referrals, intake, contacts, versions of the plan, where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.people import PersonFile
from lead_desktop.casework.standing import standing_of
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import NotFound


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline. `kind` is referral, intake_started, intake_done, contact, plan, enrolled or status.

    `code` is what a screen puts into words: a kind of referral or contact, a state, a version; `detail` why, where
    that was said. `worker` is who it was with. `opens` is the record behind it. A day without a time has `timed` off.
    """

    kind: str
    at: datetime
    code: str = ""
    worker: str = ""
    opens: str = ""
    timed: bool = True
    detail: str = ""


def timeline(desk: Desk, file: PersonFile) -> tuple[Happening, ...]:
    """Return what the file holds of the worker's to read, newest first."""
    found = [*_referrals(desk, file), *_intake(file), *_contacts(file), *_plans(desk, file), *_standing(desk, file)]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _referrals(desk: Desk, file: PersonFile) -> Iterator[Happening]:
    for track in file.tracks:
        if not desk.may("read", Referral):
            continue
        try:
            held = desk.reading.get(Referral, track.record.referral or "")
        except NotFound:
            continue
        if held.record.referred_at:
            yield Happening("referral", held.record.referred_at, held.record.referral_type or "", opens=held.rid)


def _intake(file: PersonFile) -> Iterator[Happening]:
    if file.intake is None:
        return
    record = file.intake.record
    if record.started_at:
        yield Happening("intake_started", record.started_at, worker=record.worker or "", opens=file.intake.rid)
    if record.completed_at:
        yield Happening("intake_done", record.completed_at, worker=record.worker or "", opens=file.intake.rid)


def _contacts(file: PersonFile) -> Iterator[Happening]:
    for one in file.contacts:
        if one.record.at:
            staff = one.record.staff[0] if one.record.staff else one.created_by
            yield Happening("contact", one.record.at, one.record.kind or "", staff, one.rid)


def _plans(desk: Desk, file: PersonFile) -> Iterator[Happening]:
    for one in file.plans:
        if one.record.started_on:
            code = str(one.record.version or 1)
            yield Happening("plan", _at(desk, one.record.started_on), code, one.created_by, one.rid, timed=False)


def _standing(desk: Desk, file: PersonFile) -> Iterator[Happening]:
    if file.engagement is None:
        return
    record = file.engagement.record
    done = file.intake.record.completed_at if file.intake is not None else None
    told = done is not None
    if record.enrolled_on and not told:
        yield Happening("enrolled", _at(desk, record.enrolled_on), opens=file.engagement.rid, timed=False)
    changes = [one.record for one in standing_of(desk, record.person or "")]
    for one in changes:
        if one.at is not None and not (one.status == "enrolled_active" and one.at == done):
            yield Happening("status", one.at, one.status or "", one.by or "", detail=one.reason or "")
    noted = any(one.status == record.status and one.at == record.status_at for one in changes)
    if not noted and record.status_at and record.status and not (told and record.status == "enrolled_active"):
        yield Happening("status", record.status_at, record.status, opens=file.engagement.rid)


def _at(desk: Desk, day: date) -> Moment:
    """Return the end of a day here, so that what has no time stands above what happened on that day."""
    return datetime.combine(day, time(23, 59), desk.clock.now().tzinfo)
