"""Orders of the hub to one laptop, signed, with a counter that only rises: wipe, drain, resync (number 81)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.errors import LeadError
from lead_desktop.hub.admitting import NoSuchDevice, stop
from lead_desktop.hub.devices import take_devices
from lead_desktop.hub.notices import tell
from lead_desktop.hub.people import Member
from lead_desktop.i18n import N_
from lead_desktop.wire import signing
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import Order

ALONE = 3
"""Laptops that one administrator may have wiped within a day; more need a second one and a day's wait."""
NOTICE_MS = 24 * 3_600_000


class NeedsSecond(LeadError):
    """The one who asked for a wipe cannot approve it, nor can anybody who is no administrator."""

    code = "hub_needs_second"
    message = N_("A wipe of many laptops needs a second administrator with an approval code of their own.")


@dataclass(frozen=True, slots=True)
class Orders:
    """Makes orders: the key that signs them, and the clock."""

    key: Ed25519PrivateKey
    clock: Clock

    def give(self, connection: Connection, dev: int, kind: Literal["wipe", "drain", "resync"]) -> Order:
        """Order one laptop something; the counter is above every one before, also after a restored backup."""
        row = connection.execute(
            "SELECT d.uid::text, greatest(d.counter, coalesce(max(o.counter), 0)) FROM device d"
            " LEFT JOIN hub_order o ON o.dev = d.dev WHERE d.dev = %s GROUP BY d.uid, d.counter",
            (dev,),
        ).fetchone()
        uid, last = row or ("", 0)
        now = utc_ms(self.clock.now())
        bare = Order(kind=kind, counter=max(last + 1, now), at=now, sig="")
        made = bare.model_copy(update={"sig": to_text(self.key.sign(signing.order(uid, bare)))})
        connection.execute(
            "INSERT INTO hub_order(dev, counter, kind, at, scopes, sig) VALUES (%s, %s, %s, %s, %s, %s)",
            (dev, made.counter, made.kind, made.at, json.dumps(made.scopes), made.sig),
        )
        return made

    def wipe(self, connection: Connection, devices: Sequence[int]) -> None:
        """Stop laptops and order them to wipe themselves; the order is in whatever they are answered from now on.

        Raises NoSuchDevice, and then none is ordered anything.
        """
        _check_known(connection, devices)
        for dev in sorted(set(devices)):
            stop(connection, dev, self.clock)
            self.give(connection, dev, "wipe")
            tell(connection, self.clock, "wipe_ordered", dev)

    def resync(self, connection: Connection, dev: int) -> None:
        """Order a laptop to fetch anew whatever it holds. Raises NoSuchDevice unless it is in use."""
        row = connection.execute("SELECT 1 FROM device WHERE dev = %s AND dev > 0 AND state = 'active'", (dev,))
        if row.fetchone() is None:
            raise NoSuchDevice
        self.give(connection, dev, "resync")

    def carry_out_due(self, connection: Connection) -> None:
        """Order the wipes whose day of notice is over; a laptop that is not there any more stops no other's."""
        due = connection.execute(
            "UPDATE wipe_request SET state = 'done' WHERE state = 'approved' AND approved_at <= %s RETURNING devs",
            (utc_ms(self.clock.now()) - NOTICE_MS,),
        ).fetchall()
        asked = {dev for (devices,) in due for dev in devices}
        found = take_devices(connection, asked)
        for dev in sorted(asked - found):
            tell(connection, self.clock, "wipe_unknown", dev)
        self.wipe(connection, sorted(found))


def waiting(connection: Connection, dev: int, counter: int) -> tuple[Order, ...]:
    """Return the orders that a laptop has not carried out or refused; counter: the highest that it has."""
    rows = connection.execute(
        "SELECT kind, counter, at, scopes, sig FROM hub_order WHERE dev = %s AND counter > %s ORDER BY counter",
        (dev, counter),
    )
    return tuple(
        Order(kind=kind, counter=number, at=at, scopes=tuple(json.loads(scopes)), sig=sig)
        for kind, number, at, scopes, sig in rows
    )


def wipe_of(connection: Connection, dev: int) -> Order | None:
    """Return the newest order to a laptop to wipe itself."""
    return next((one for one in reversed(waiting(connection, dev, 0)) if one.kind == "wipe"), None)


def needs_second(connection: Connection, devices: Sequence[int], clock: Clock) -> bool:
    """Tell whether so many wipes within a day need two administrators; they are counted together."""
    row = connection.execute(
        "SELECT count(DISTINCT dev) FROM hub_order WHERE kind = 'wipe' AND at > %s AND dev <> ALL(%s)",
        (utc_ms(clock.now()) - NOTICE_MS, list(devices)),
    ).fetchone()
    return len(set(devices)) + (row[0] if row else 0) > ALONE


def ask_wipe(connection: Connection, devices: Sequence[int], by: Member, clock: Clock) -> int:
    """Write down that an administrator asks for a wipe of many laptops; returns the request's number.

    Raises NoSuchDevice.
    """
    _check_known(connection, devices)
    row = connection.execute(
        "INSERT INTO wipe_request(devs, asked_by, asked_at) VALUES (%s, %s, %s) RETURNING id",
        (sorted(set(devices)), by.id, utc_ms(clock.now())),
    ).fetchone()
    tell(connection, clock, "wipe_asked")
    return int(row[0]) if row else 0


def approve_wipe(connection: Connection, number: int, by: Member, clock: Clock) -> None:
    """Approve a wipe that another administrator asked for; it begins a day later. Raises NeedsSecond."""
    row = connection.execute(
        "UPDATE wipe_request SET state = 'approved', approved_by = %s, approved_at = %s"
        " WHERE id = %s AND state = 'asked' AND asked_by <> %s RETURNING id",
        (by.id, utc_ms(clock.now()), number, by.id),
    ).fetchone()
    if row is None:
        raise NeedsSecond
    tell(connection, clock, "wipe_approved")


def withdraw_wipe(connection: Connection, number: int, clock: Clock) -> bool:
    """Take back a wipe that was not carried out yet; anybody who administers may. Tells whether there was one."""
    row = connection.execute(
        "UPDATE wipe_request SET state = 'withdrawn' WHERE id = %s AND state IN ('asked', 'approved') RETURNING id",
        (number,),
    ).fetchone()
    if row is not None:
        tell(connection, clock, "wipe_withdrawn")
    return row is not None


def _check_known(connection: Connection, devices: Sequence[int]) -> None:
    """Lock laptops; raises NoSuchDevice when one of them is not there."""
    if take_devices(connection, devices) != set(devices):
        raise NoSuchDevice
