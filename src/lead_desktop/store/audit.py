"""The audit chain: who did and saw what, one row per event, in the same transaction as the change (security 3.8).

A row holds codes and ids, never a name and never typed text. Each row is linked to the one before by SHA-256.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from lead_desktop.store.cipher import Connection
from lead_desktop.wire.op import GENESIS, encoded

DOMAIN = b"lead/audit/v1|"
RENUMBERED = "device.renumber"
"""Operations begin with 1 again from this row on: the laptop became a new incarnation (store.restamp)."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: an action code, the record or thing it was done to, its outcome and a reason code."""

    action: str
    object: str = ""
    outcome: str = "ok"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """Who did it, on which device, and the first and last operation it covers, if any."""

    user: str
    device: int
    ops: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class AuditTail:
    """Where the audit chain ends: last number, last link, and the latest time any row has seen."""

    seq: int = 0
    hash: bytes = GENESIS
    latest: str = ""


class AuditRow(NamedTuple):
    """One row as it is stored."""

    seq: int
    ts: str
    clock_suspect: int
    user: str
    device: int
    action: str
    object: str
    outcome: str
    reason: str
    first_op: int | None
    last_op: int | None


def read_audit_tail(connection: Connection) -> AuditTail:
    """Read where the audit chain ends."""
    row = connection.execute(
        "SELECT seq, hash, (SELECT max(ts) FROM audit WHERE seq > a.seq - 1000) FROM audit a ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return AuditTail(row[0], row[1], row[2]) if row else AuditTail()


def audit_hash_at(connection: Connection, number: int) -> bytes | None:
    """Return the hash of the row with a number, or None when there is no such row."""
    row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (number,)).fetchone()
    return row[0] if row else None


def stamp(moment: datetime) -> str:
    """Write a moment as UTC to hundredths of a second (AU-8)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:22] + "Z"


def link(previous: bytes, row: AuditRow) -> bytes:
    """Return the hash of a row that follows `previous`."""
    return hashlib.sha256(DOMAIN + previous + encoded(row)).digest()


def record_event(connection: Connection, tail: AuditTail, event: Event, by: By, now: datetime) -> AuditTail:
    """Append one row in the caller's transaction; return the new tail."""
    ts = stamp(now)
    suspect = int(ts < tail.latest)
    first, last = by.ops or (None, None)
    row = AuditRow(
        seq=tail.seq + 1, ts=ts, clock_suspect=suspect, user=by.user, device=by.device, action=event.action,
        object=event.object, outcome=event.outcome, reason=event.reason, first_op=first, last_op=last,
    )  # fmt: skip
    own = link(tail.hash, row)
    connection.execute(
        "INSERT INTO audit(seq, ts, clock_suspect, user, device, action, object, outcome, reason, first_op, last_op,"
        " prev, hash) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, tail.hash, own),
    )
    return AuditTail(row.seq, own, max(ts, tail.latest))


def first_broken(connection: Connection, each: Callable[[], object] = lambda: None) -> int | None:
    """Return the number of the first row that does not follow from the one before, or None; calls `each` by row."""
    previous, expected = GENESIS, 1
    cursor = connection.execute(
        "SELECT seq, ts, clock_suspect, user, device, action, object, outcome, reason, first_op, last_op, prev, hash"
        " FROM audit ORDER BY seq"
    )
    for *held, before, own in cursor:
        each()
        row = AuditRow(*held)
        if row.seq != expected or before != previous or link(previous, row) != own:
            return expected
        previous, expected = own, expected + 1
    return None


def first_unlogged(connection: Connection, last: int) -> int | None:
    """Return the first of the operations 1 to `last` that no audit row, or more than one, says was made; or None."""
    expected = 1
    sql = "SELECT action, first_op, last_op FROM audit WHERE first_op IS NOT NULL OR action = ? ORDER BY seq"
    for action, first, end in connection.execute(sql, (RENUMBERED,)):
        expected = 1 if action == RENUMBERED else expected
        if first is None:
            continue
        if first != expected or end < first:
            return expected
        expected = end + 1
    return None if expected == last + 1 else min(expected, last + 1)


def last_good(connection: Connection, action: str, reason: str) -> str:
    """Return when an action with a reason last ended well, as its row has it; empty when it never did."""
    sql = "SELECT ts FROM audit WHERE action = ? AND reason = ? AND outcome = 'ok' ORDER BY seq DESC LIMIT 1"
    row = connection.execute(sql, (action, reason)).fetchone()
    return str(row[0]) if row else ""
