"""Devices and people join, change and leave: each change of who may have what has its number in the order (sync 3.11).

Every function here runs in a transaction of the hub itself (`Database.owning`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from psycopg import Connection

from lead_desktop.domain.audiences import Worker, audiences_of
from lead_desktop.hub.sequencer import note_event, take_turn

State = Literal["active", "draining", "suspended", "revoked", "wiped"]

_PERSON = """
INSERT INTO person(user_id, name, role, side, agency, sign_pk, seal_pk)
VALUES (%(user)s, %(name)s, %(role)s, %(side)s, %(agency)s, %(sign)s, %(seal)s)
ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, role = excluded.role, side = excluded.side,
  agency = excluded.agency, sign_pk = excluded.sign_pk, seal_pk = excluded.seal_pk, active = true, ended_at = NULL
"""
_DEVICE = """
WITH next AS (
  UPDATE device_head SET last = greatest(last, (SELECT coalesce(max(dev), 0) FROM device)) + 1 RETURNING last
)
INSERT INTO device(dev, uid, side, sign_pk, seal_pk, state) SELECT last, %s, %s, %s, %s, 'active' FROM next
RETURNING dev
"""
_WORKERS = """
SELECT p.user_id::text, p.role, p.agency FROM device_person d JOIN person p USING (user_id)
WHERE d.dev = %s AND p.active
"""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody as an administrator entered them, with the raw public keys that their laptop brought."""

    user: str
    name: str
    role: str
    side: str
    agency: str
    sign: bytes
    seal: bytes


@dataclass(frozen=True, slots=True)
class NewDevice:
    """An installation that was let in, with its raw public keys and the people who work on it."""

    uid: str
    side: str
    sign: bytes
    seal: bytes
    people: tuple[NewPerson, ...]


def add_device(connection: Connection, new: NewDevice, now_ms: int) -> int:
    """Let an installation in; return its number, which is never used again."""
    take_turn(connection)
    row = connection.execute(_DEVICE, (new.uid, new.side, new.sign, new.seal)).fetchone()
    dev = int(row[0]) if row else 0
    add_people(connection, dev, new.people, now_ms)
    return dev


def add_people(connection: Connection, dev: int, people: Iterable[NewPerson], now_ms: int) -> None:
    """Let people work on a device, or change what is known of them."""
    take_turn(connection)
    for one in people:
        connection.execute(
            _PERSON,
            {"user": one.user, "name": one.name, "role": one.role, "side": one.side, "agency": one.agency,
             "sign": one.sign, "seal": one.seal},
        )  # fmt: skip
        connection.execute("INSERT INTO device_person VALUES (%s, %s) ON CONFLICT DO NOTHING", (dev, one.user))
    settle_audiences(connection, dev, now_ms)


def close_person(connection: Connection, user: str, now_ms: int) -> None:
    """Let somebody work no more, on any device; what only they held is removed from it.

    What they did until this moment and what is still on its way here counts.
    """
    take_turn(connection)
    connection.execute("UPDATE person SET active = false, ended_at = %s WHERE user_id = %s", (now_ms, user))
    for (dev,) in connection.execute("SELECT dev FROM device_person WHERE user_id = %s", (user,)).fetchall():
        settle_audiences(connection, dev, now_ms)


def change_state(connection: Connection, dev: int, state: State, now_ms: int) -> None:
    """Change what a device may do. One that is being retired, revoked or wiped stands in no audience any more."""
    connection.execute("UPDATE device SET state = %s WHERE dev = %s", (state, dev))
    settle_audiences(connection, dev, now_ms)


def settle_audiences(connection: Connection, dev: int, now_ms: int) -> None:
    """Open and close audiences until the device stands in those of the people who work on it, and no others."""
    take_turn(connection)
    open_now = {
        row[0] for row in connection.execute("SELECT aud FROM device_aud WHERE dev = %s AND until IS NULL", (dev,))
    }
    wanted = _wanted(connection, dev)
    if open_now == wanted:
        return
    facts = {"dev": dev, "opened": sorted(wanted - open_now), "closed": sorted(open_now - wanted)}
    seq = note_event(connection, "audience", facts, now_ms)
    connection.execute(
        "UPDATE device_aud SET until = %s WHERE dev = %s AND until IS NULL AND aud = ANY(%s)",
        (seq, dev, facts["closed"]),
    )
    connection.execute(
        "INSERT INTO device_aud(dev, aud, since) SELECT %s, unnest(%s::text[]), %s", (dev, facts["opened"], seq)
    )


def _wanted(connection: Connection, dev: int) -> set[str]:
    row = connection.execute("SELECT state FROM device WHERE dev = %s", (dev,)).fetchone()
    if row is None or row[0] in ("draining", "revoked", "wiped"):
        return set()
    return {aud for one in connection.execute(_WORKERS, (dev,)) for aud in audiences_of(Worker(*one))}
