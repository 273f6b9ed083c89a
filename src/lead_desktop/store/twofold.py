"""The values between which a person chooses: each with its author, time, device and what was there before."""

import json
from dataclasses import dataclass
from typing import Any

from lead_desktop.store import clashes
from lead_desktop.store.cipher import Connection
from lead_desktop.store.clashes import Clash
from lead_desktop.wire.op import DELETED, OpId

_HEADS = "SELECT dev, dseq, v, hlc, seq, actor, wall, was FROM head WHERE rid = ? AND fid = ? AND hid = 0"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field; wall: ms UTC by its author's clock. was: what stood there before, when that is known."""

    op: OpId
    value: Any
    wall: int
    actor: str
    sent: bool
    was: Any = None


def values(connection: Connection, rid: str, fid: int) -> tuple[Value, ...]:
    """Return the values of a field, the one that is displayed first."""
    rows = connection.execute(_HEADS, (rid, fid)).fetchall()
    rows.sort(key=lambda row: (row[3], row[0], row[1]), reverse=True)
    return tuple(
        Value(
            (dev, dseq), json.loads(v), hlc >> 16 if wall is None else wall, actor, seq is not None,
            None if was is None else json.loads(was),
        )
        for dev, dseq, v, hlc, seq, actor, wall, was in rows
    )  # fmt: skip


def last_change(connection: Connection, rid: str, besides: OpId) -> tuple[Value, tuple[int, ...]] | None:
    """Return the newest change of a record's fields, and the fields that its author changed after a deletion."""
    sql = (
        "SELECT dev, dseq, hlc, seq, actor, wall, fid FROM head WHERE rid = ?1 AND fid <> ?2 AND hid = 0 UNION ALL"
        " SELECT dev, dseq, hlc, seq, actor, NULL, fid FROM elem WHERE rid = ?1 AND hid = 0 ORDER BY hlc DESC"
    )
    rows = connection.execute(sql, (rid, DELETED)).fetchall()
    if not rows:
        return None
    dev, dseq, hlc, seq, actor, wall, _fid = rows[0]
    fids = dict.fromkeys(row[6] for row in rows if row[4] == actor and row[0] == dev and (row[0], row[1]) != besides)
    newest = Value((dev, dseq), None, hlc >> 16 if wall is None else wall, actor, seq is not None)
    return newest, tuple(fids)


def deleted_and_changed(connection: Connection) -> tuple[Clash, ...]:
    """Return the records that somebody deleted while somebody else changed them, and that nobody decided about."""
    rows = connection.execute(
        "SELECT rid, type, scope FROM rec WHERE g = 2 AND NOT EXISTS"
        " (SELECT 1 FROM head h WHERE h.rid = rec.rid AND h.fid = ? AND h.seq IS NULL) ORDER BY rid",
        (DELETED,),
    )
    return tuple(Clash(rid, DELETED, record_type, scope) for rid, record_type, scope in rows.fetchall())


def fields_of(connection: Connection, rid: str) -> tuple[tuple[int, int], ...]:
    """Return record type and number of the fields of a record that have two values."""
    rows = connection.execute("SELECT type, fid FROM clash WHERE rid = ? AND fid <> ?", (rid, DELETED))
    return tuple((record_type, fid) for record_type, fid in rows.fetchall())


def all_of(connection: Connection) -> tuple[Clash, ...]:
    """Return every field with two values and every record that was deleted and changed, by record."""
    held = (*clashes.read(connection), *deleted_and_changed(connection))
    return tuple(sorted(held, key=lambda one: (one.rid, one.fid)))
