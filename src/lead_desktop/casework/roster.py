"""The on-call roster: who comes now, who comes next, under which number; read without a network (domain 1.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.programme import User
from lead_desktop.domain.roster import RosterShift

SHOWN_AHEAD = timedelta(days=28)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OnCall:
    """One shift as people read it: name, number, from and to, first or backup, area.

    `here`: whether the worker still works here; a shift of somebody who left is shown, so that it can be mended.
    """

    rid: str
    worker: str
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    place: str
    area: str
    here: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom to call now, first before backup; where nobody is on call, the next shift and the team's phone."""

    now: tuple[OnCall, ...]
    next: OnCall | None
    team_phone: str


def roster(desk: Desk) -> tuple[OnCall, ...]:
    """Return the shifts that are not over, for four weeks ahead, by their beginning."""
    desk.allow("read", RosterShift)
    now = desk.clock.now()
    found = (one for one in _shifts(desk) if one.ends_at > now and one.starts_at < now + SHOWN_AHEAD)
    return tuple(sorted(found, key=_place))


def whom_to_call(desk: Desk) -> Reach:
    """Return whom an officer calls now."""
    desk.allow("read", RosterShift)
    now = desk.clock.now()
    here = [one for one in _shifts(desk) if one.here]
    on = sorted((one for one in here if one.starts_at <= now < one.ends_at), key=_first)
    coming = sorted((one for one in here if one.starts_at > now), key=_place)
    return Reach(tuple(on), coming[0] if coming else None, desk.programme.outreach_phone or "")


def add_shift(desk: Desk, shift: RosterShift, *, draft: str = "") -> Saved:
    """Plan a shift; raises NotAllowed, Incomplete."""
    desk.allow("create", RosterShift)
    check(desk, shift)
    with desk.writing("roster.add") as work:
        work.create(shift, client="programme")
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def open_shift(desk: Desk, rid: str) -> Opened[RosterShift]:
    """Open a shift for a change."""
    desk.allow("edit", RosterShift)
    return desk.reading.open(RosterShift, rid)


def change_shift(desk: Desk, opened: Opened[RosterShift], after: RosterShift, *, draft: str = "") -> Saved | None:
    """Change a shift; None when nothing differs."""
    desk.allow("edit", RosterShift)
    check(desk, after)
    with desk.writing("roster.change", opened.rid) as work:
        work.edit(opened, after)
        if draft:
            work.discard_draft(draft)
    return work.saved


def remove_shift(desk: Desk, rid: str) -> Saved:
    """Take a shift off the roster."""
    desk.allow("remove", RosterShift)
    with desk.writing("roster.remove", rid) as work:
        work.remove(desk.reading.open(RosterShift, rid))
    return done(work.saved)


def repeat_week(desk: Desk) -> Saved | None:
    """Plan the seven days that begin today once more, a week later; None when there is nothing to repeat.

    A shift that stands there already for the same worker is not made twice, and nobody who has left is planned.
    """
    desk.allow("create", RosterShift)
    today = desk.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    held = desk.reading.of_type(RosterShift)
    planned = {(one.record.worker, one.record.starts_at) for one in held}
    wanted = [_later(one) for one in held if _within(one, today) and _is_here(desk, one.record.worker)]
    fresh = [one for one in wanted if (one.worker, one.starts_at) not in planned]
    if not fresh:
        return None
    with desk.writing("roster.repeat") as work:
        for one in fresh:
            work.create(one, client="programme")
    return work.saved


def _shifts(desk: Desk) -> Iterable[OnCall]:
    users = {str(one.rid): one.record for one in desk.reading.of_type(User)}
    for held in desk.reading.of_type(RosterShift):
        shift = held.record
        user = users.get(shift.worker or "", User())
        if shift.starts_at is not None and shift.ends_at is not None:
            yield OnCall(
                held.rid, shift.worker or "", user.name or "", shift.phone or user.phone or "", shift.starts_at,
                shift.ends_at, shift.place or "first", shift.area or "", here=user.active is not False,
            )  # fmt: skip


def _place(one: OnCall) -> tuple[datetime, bool, str]:
    return one.starts_at, one.place != "first", one.name.casefold()


def _first(one: OnCall) -> tuple[bool, datetime]:
    return one.place != "first", one.starts_at


def _within(one: Kept[RosterShift], today: datetime) -> bool:
    return one.record.starts_at is not None and today <= one.record.starts_at < today + WEEK


def _is_here(desk: Desk, worker: str | None) -> bool:
    return any(one.rid == worker and one.record.active is not False for one in desk.reading.of_type(User))


def _later(one: Kept[RosterShift]) -> RosterShift:
    starts, ends = one.record.starts_at, one.record.ends_at
    return one.record.with_(starts_at=starts and starts + WEEK, ends_at=ends and ends + WEEK)
