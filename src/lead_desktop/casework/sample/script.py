"""What happens to each guest of the sample, and when: the acts of a script in the order of time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lead_desktop.casework.sample import assessing, care, referring
from lead_desktop.casework.sample.cast import Guest
from lead_desktop.casework.sample.clock import SEEN
from lead_desktop.casework.sample.entering import Entering

_MINUTES, _DAY = timedelta(minutes=40), timedelta(days=1)
QUIET_AFTER = 95 * _DAY
WINDOW = 7
ACTIVE = 90
"""Days: below the last meeting of everybody who stands as active, and above the time until others are quiet."""
_PLANS_SINCE = datetime(2015, 12, 23, tzinfo=SEEN.tzinfo)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is entered at a moment of the sample."""

    at: datetime
    guest: Guest
    run: Callable[[Entering, Guest], None]


def script(guests: Sequence[Guest]) -> tuple[Act, ...]:
    """Return everything that is entered, earliest first."""
    found = [act for guest in guests for act in _PARTS[guest.outcome](guest)]
    return tuple(sorted(found, key=lambda one: one.at))


def _enrolled(guest: Guest) -> Iterator[Act]:
    yield Act(guest.referred_at, guest, referring.send)
    accepted = guest.referred_at + _MINUTES + _wait(guest)
    yield Act(accepted, guest, referring.accept)
    if guest.persona == "twin":
        yield Act(accepted + _MINUTES, guest, referring.send_twin)
    begun = accepted + guest.chance("begun").randint(1, 3) * _DAY
    if guest.door != referring.ARREST and guest.charges:
        stopped = accepted + guest.chance("stopped").randint(5, 20) * _DAY
        yield Act(stopped, guest, referring.send_and_accept_again)
        begun = stopped + _DAY
    yield Act(begun, guest, assessing.begin)
    enrolled = begun + guest.chance("enrolled").randint(1, 2) * _DAY
    yield Act(enrolled, guest, assessing.finish)
    yield from _in_care(guest, enrolled)


def _wait(guest: Guest) -> timedelta:
    """Return how long the decision takes: an arrest waits for nobody; Ana comes back after three months."""
    if guest.persona == "ana":
        return 82 * _DAY
    return timedelta() if guest.door == referring.ARREST else _DAY


def _in_care(guest: Guest, enrolled: datetime) -> Iterator[Act]:
    met = care.last_met(guest, enrolled)
    between = met - enrolled
    if met > _PLANS_SINCE and between > 3 * _DAY:
        yield Act(enrolled + 2 * _DAY, guest, care.plan)
        if guest.standing == "active":
            yield Act(met + _MINUTES, guest, care.look_together)
    for part in (1, 2) if between > 60 * _DAY else ():
        yield Act(enrolled + between * part / 3, guest, care.meet)
    if guest.persona == "ana":
        yield Act(enrolled + between / 2, guest, care.pause)
    yield Act(met, guest, care.meet)
    if guest.persona == "jim":
        yield Act(met + 2 * _MINUTES, guest, care.tell)
    if guest.standing != "active":
        yield Act(met + QUIET_AFTER - _DAY, guest, care.try_to_reach)
        yield Act(met + QUIET_AFTER, guest, care.settle)


def _in_intake(guest: Guest) -> Iterator[Act]:
    yield Act(guest.referred_at, guest, referring.send)
    yield Act(guest.referred_at + _MINUTES, guest, referring.accept)
    yield Act(guest.referred_at + _DAY, guest, assessing.begin)
    if guest.persona == "marco":
        hospital = guest.referred_at + 4 * _DAY
        yield Act(hospital - _DAY, guest, care.try_to_reach)
        yield Act(hospital, guest, assessing.pause_for_hospital)
        yield Act(hospital + _MINUTES, guest, care.tell)
    if guest.persona == "rosa":
        yield Act(guest.referred_at + _DAY + _MINUTES, guest, care.tell)


def _ineligible(guest: Guest) -> Iterator[Act]:
    yield Act(guest.referred_at, guest, referring.send)
    yield Act(guest.referred_at + _DAY, guest, referring.not_eligible)


def _declined(guest: Guest) -> Iterator[Act]:
    yield Act(guest.referred_at, guest, referring.send)


def _lapsed(guest: Guest) -> Iterator[Act]:
    yield Act(guest.referred_at, guest, referring.send)
    yield Act(guest.referred_at + _MINUTES, guest, referring.accept)
    yield Act(guest.referred_at + _DAY, guest, referring.reach_out)
    yield Act(guest.referred_at + 3 * _DAY, guest, care.try_to_reach)
    yield Act(guest.referred_at + (WINDOW + 1) * _DAY, guest, referring.let_window_pass)


_PARTS: dict[str, Callable[[Guest], Iterator[Act]]] = {
    "enrolled": _enrolled, "intake": _in_intake, "ineligible": _ineligible, "declined": _declined, "lapsed": _lapsed,
}  # fmt: skip
