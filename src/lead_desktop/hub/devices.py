"""Devices: the row that serialises a laptop's pushes, its states, and the audiences it stands in."""

from collections.abc import Collection
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import Refusal

_ROW = """
SELECT dev, uid::text, side, sign_pk, state, acked, chain, last_hlc, cursor, scur, page, resumed FROM device
"""
_ERRORS: dict[str, Refusal] = {
    "revoked": Refusal(err="revoked"),
    "wiped": Refusal(err="wiped"),
    "suspended": Refusal(err="fork"),
}


@dataclass(frozen=True, slots=True)
class Device:
    """One installation as the hub knows it. scur, page: the last list of scopes it has applied.

    resumed: the last operation it had made when it came over to a new timeline; 0 when it never did.
    """

    dev: int
    uid: str
    side: str
    sign: bytes
    state: str
    acked: int
    chain: bytes
    last_hlc: int
    cursor: int
    scur: int
    page: int
    resumed: int = 0


def find_device(connection: Connection, uid: str) -> Device | None:
    """Return the device with an id, in whatever state; None when there is none."""
    row = connection.execute(_ROW + " WHERE uid::text = %s", (uid,)).fetchone()
    return Device(*row) if row else None


def device_numbered(connection: Connection, dev: int) -> Device:
    """Return a device as it stands; raises Refused when there is none or its state allows no request."""
    return _allowed(connection.execute(_ROW + " WHERE dev = %s", (dev,)).fetchone())


def take_device(connection: Connection, dev: int, *, late: bool = False) -> Device:
    """Lock a device's row to the end of the transaction; raises Refused as `device_numbered`.

    late: what a device had sealed before it was wiped is brought by an administrator, so its state does not matter.
    """
    row = connection.execute(_ROW + " WHERE dev = %s FOR UPDATE", (dev,)).fetchone()
    return Device(*row) if late and row else _allowed(row)


def lock_device(connection: Connection, dev: int) -> Device | None:
    """Lock a device's row for the hub itself, whatever the device's state; None when there is none."""
    row = connection.execute(_ROW + " WHERE dev = %s AND dev > 0 FOR UPDATE", (dev,)).fetchone()
    return Device(*row) if row else None


def take_devices(connection: Connection, devs: Collection[int]) -> frozenset[int]:
    """Lock the rows of several devices by number, which is the order everybody locks them in; return those there are.

    Whoever changes several in one transaction takes them all before the turn in the order (hub.sequencer).
    """
    rows = connection.execute(
        "SELECT dev FROM device WHERE dev > 0 AND dev = ANY(%s) ORDER BY dev FOR UPDATE", (list(devs),)
    )
    return frozenset(dev for (dev,) in rows)


def _allowed(row: tuple[object, ...] | None) -> Device:
    if row is None:
        raise Refused(Refusal(err="unknown"))
    device = Device(*row)  # type: ignore[arg-type]
    if device.state in _ERRORS:
        raise Refused(_ERRORS[device.state].model_copy(update={"acked": device.acked}))
    return device


def note_resumed(connection: Connection, dev: int, last: int) -> None:
    """Write down up to which operation a device may send again what a former timeline had."""
    connection.execute("UPDATE device SET resumed = %s WHERE dev = %s", (last, dev))


def suspend_device(connection: Connection, dev: int) -> int:
    """Let a device do nothing more until an administrator has looked; return the last number the hub holds of it."""
    row = connection.execute("UPDATE device SET state = 'suspended' WHERE dev = %s RETURNING acked", (dev,)).fetchone()
    return int(row[0]) if row else 0
