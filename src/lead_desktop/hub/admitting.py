"""Laptops as an administrator handles them: let in, listed, drained, stopped, let in again."""

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.errors import LeadError
from lead_desktop.hub.enrolment import Enrolment, decide, members_of
from lead_desktop.hub.joining import NewDevice, NewPerson, State, add_device, add_people, change_state, close_person
from lead_desktop.hub.people import Member, end_member, link
from lead_desktop.hub.receipts import OWED
from lead_desktop.i18n import N_
from lead_desktop.wire.letters import to_bytes

_FROM: Mapping[str, tuple[str, ...]] = {
    "draining": ("active", "suspended"),
    "revoked": ("active", "suspended", "draining"),
    "wiped": ("revoked",),
    "active": ("suspended",),
}
"""From which states a laptop can come into each: nothing brings a revoked one back, it enrols anew."""
_LISTED = f"""
SELECT d.dev, d.side, d.state, coalesce(array_agg(p.name ORDER BY p.name) FILTER (WHERE p.name IS NOT NULL), '{{}}'),
  d.last_seen, d.acked, (SELECT count(*) FROM revocation r WHERE r.dev = d.dev AND {OWED})
FROM device d LEFT JOIN device_person m ON m.dev = d.dev LEFT JOIN person p ON p.user_id = m.user_id
WHERE d.dev > 0 GROUP BY d.dev ORDER BY d.dev
"""  # noqa: S608 - our own words


class PeopleEnded(LeadError):
    """Somebody for whom a laptop was to come in is no longer expected here."""

    code = "hub_people_ended"
    message = N_("Somebody who is to work on this laptop is no longer expected here. Refuse it, then make a new slip.")


class NoSuchDevice(LeadError):
    """No device has this number, or its state does not allow what was asked."""

    code = "hub_no_such_device"
    message = N_("There is no such laptop, or this cannot be done with it any more. `lead-hub devices` lists them.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A laptop as an administrator sees it.

    seen: its last contact, ms UTC, 0 for never. unattested: scopes it was told to remove and has not said it did.
    """

    dev: int
    side: str
    state: str
    people: tuple[str, ...]
    seen: int
    acked: int
    unattested: int


def activate(connection: Connection, held: Enrolment, clock: Clock) -> int:
    """Give a laptop its number and its people; one that is in already gets the people that are new on it.

    Raises PeopleEnded.
    """
    now = utc_ms(clock.now())
    found = members_of(connection, held)
    if not found:
        raise PeopleEnded
    people = tuple(
        NewPerson(
            keys.user, member.name, member.role, member.side, member.agency, to_bytes(keys.sign), to_bytes(keys.seal)
        )
        for keys, member in found
    )
    row = connection.execute("SELECT dev FROM device WHERE uid = %s", (held.uid,)).fetchone()
    if row is None:
        dev = add_device(connection, NewDevice(held.uid, held.side, held.sign, held.seal, people), now)
    else:
        dev = int(row[0])
        add_people(connection, dev, people, now)
    link(connection, [(keys.user, member) for keys, member in found])
    decide(connection, held, dev, clock)
    return dev


def move(connection: Connection, dev: int, state: State, clock: Clock) -> None:
    """Bring a laptop into another state; raises NoSuchDevice where it cannot come into it."""
    row = connection.execute("SELECT state FROM device WHERE dev = %s AND dev > 0", (dev,)).fetchone()
    if row is None or row[0] not in _FROM[state]:
        raise NoSuchDevice
    change_state(connection, dev, state, utc_ms(clock.now()))


def readmit(connection: Connection, dev: int, clock: Clock) -> State:
    """Let a laptop go on that was stopped as a copy; returns its state. Raises NoSuchDevice.

    One that was being retired before it was stopped goes on being retired.
    """
    row = connection.execute("SELECT 1 FROM hub_order WHERE dev = %s AND kind = 'drain' LIMIT 1", (dev,)).fetchone()
    state: State = "draining" if row else "active"
    move(connection, dev, state, clock)
    return state


def stop(connection: Connection, dev: int, clock: Clock) -> None:
    """Let a laptop in no more, whatever its state; raises NoSuchDevice where there is none."""
    row = connection.execute("SELECT state FROM device WHERE dev = %s AND dev > 0", (dev,)).fetchone()
    if row is None:
        raise NoSuchDevice
    if row[0] not in ("revoked", "wiped"):
        move(connection, dev, "revoked", clock)


def part_with(connection: Connection, member: Member, clock: Clock) -> None:
    """End somebody's time: what only they may hold leaves every laptop that they work on."""
    for user in end_member(connection, member):
        close_person(connection, user, utc_ms(clock.now()))


def listed(connection: Connection) -> tuple[Listed, ...]:
    """Return every laptop, by number."""
    rows = connection.execute(_LISTED)
    return tuple(Listed(dev, side, state, tuple(names), *rest) for dev, side, state, names, *rest in rows)
