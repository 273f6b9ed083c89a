"""New numbers for what was not sent: when a laptop already in use joins a hub, and when it needs a new incarnation.

Rewrites numbers and links of the outbox, the heads and elements that stand for it, the bases and what each operation
had seen, in one transaction. What people signed is not touched: signatures cover content, not numbers (rulings). The
audit chain is not touched either; it gets a row that says what happened.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lead_desktop.store import numbers
from lead_desktop.store.audit import RENUMBERED, By, Event, read_audit_tail, record_event
from lead_desktop.store.cipher import Connection
from lead_desktop.store.ledger import Tail, link_at, note_tail, read_tail
from lead_desktop.store.mark import ChainEnd, MarkState
from lead_desktop.store.outgoing import OUTBOX, keep_aside, settle
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing, read_standing
from lead_desktop.wire.op import GENESIS, Op, OpId, chained


@dataclass(frozen=True, slots=True)
class Incarnation:
    """Who this installation is from now on: its device, the number the hub gave it, the hub's timeline."""

    device: Device
    dev: int
    epoch: str


def renumber(connection: Connection, new: Incarnation, user: str, now: datetime) -> int:
    """Take the place that a hub gave this laptop, in the caller's transaction; return how many operations wait.

    Operations that the hub has acknowledged, or put aside, keep the number they had. Participant numbers that were in
    store under a former number go: another copy of this vault has them too. `user`: who joined, for the audit row.
    """
    old = read_tail(connection)
    _keep_acknowledged(connection, old)
    keep_aside(connection, old.dev)
    rows = connection.execute(f"SELECT {OUTBOX} FROM outbox WHERE dseq > 0 ORDER BY dseq").fetchall()  # noqa: S608 - our own words
    places = {row[0]: place for place, row in enumerate(rows, start=1)}
    chain = _rewrite(connection, rows, places, (old.dev, new.dev))
    _move_heads(connection, rows, places, (old.dev, new.dev))
    tail = Tail(dev=new.dev, dseq=len(rows), tx=old.tx, chain=chain, hlc=old.hlc, offset_ms=old.offset_ms)
    note_tail(connection, tail)
    if old.dev:
        numbers.drop_blocks(connection)
    keep_device(connection, replace(new.device, state="active", code=""))
    known = read_standing(connection)  # leases run from the last contact, whichever number was spoken under
    keep_standing(connection, Standing(epoch=new.epoch, hub_now=known.hub_now, contact=known.contact))
    connection.execute("UPDATE held SET state = 'stale', fill = NULL")
    connection.execute("DELETE FROM fill")
    _say(connection, (old, tail), user, now)
    return len(rows)


def op_end(connection: Connection, marked: MarkState | None) -> ChainEnd:
    """Return the end of the chain of operations, to be compared with a mark that may be older than a renumbering."""
    row = connection.execute("SELECT v FROM meta WHERE k = 'renumbered'").fetchone()
    held = json.loads(row[0]) if row else None
    if held is not None and marked is not None and marked.audit_seq < held["event"]:
        return ChainEnd(held["dseq"], lambda number: bytes.fromhex(held["chain"]) if number == held["dseq"] else None)
    return ChainEnd(read_tail(connection).dseq, lambda number: link_at(connection, number))


def _keep_acknowledged(connection: Connection, old: Tail) -> None:
    rows = connection.execute("SELECT dseq, seq FROM outbox WHERE state = 'acked'").fetchall()
    settle(connection, old.dev, rows, read_standing(connection).hub_now)


def _rewrite(
    connection: Connection, rows: Sequence[Sequence[Any]], places: Mapping[int, int], devs: tuple[int, int]
) -> bytes:
    """Give the rows their new numbers, bases and links; return the last link."""
    chain, written = GENESIS, []
    order = sorted(places)
    for row in rows:
        base = tuple(_renamed((one[0], one[1]), places, devs) for one in json.loads(row[8]))
        cursor, own = json.loads(row[9])
        seen = (cursor, bisect_right(order, own))
        told = (places[row[0]], *row[1:7], json.loads(row[7]), base, seen, *row[10:14])
        op = Op(*told)
        chain = chained(chain, op.canonical())
        written.append((op.n, json.dumps(base), json.dumps(seen), chain, row[0]))
    connection.executemany(
        "UPDATE outbox SET dseq = ?, base = ?, ctx = ?, chain = ?, state = 'pending', seq = NULL, reason = NULL"
        " WHERE dseq = ?",
        written,
    )
    return chain


def _renamed(op: OpId, places: Mapping[int, int], devs: tuple[int, int]) -> OpId:
    old, new = devs
    return (new, places[op[1]]) if op[0] == old and op[1] in places else op


def _move_heads(
    connection: Connection, rows: Sequence[Sequence[Any]], places: Mapping[int, int], devs: tuple[int, int]
) -> None:
    old, new = devs
    moved = [(new, places[row[0]], row[3], old, row[0]) for row in rows]
    for table in ("head", "elem"):
        connection.executemany(
            f"UPDATE {table} SET dev = ?, dseq = ? WHERE rid = ? AND dev = ? AND dseq = ? AND seq IS NULL",  # noqa: S608 - our own words
            moved,
        )


def _say(connection: Connection, tails: tuple[Tail, Tail], user: str, now: datetime) -> None:
    """Write the audit row, and what the mark outside the database may still say."""
    old, new = tails
    same = (new.dseq, new.tx) == (old.dseq, old.tx)
    event = Event("device.join" if same else RENUMBERED, str(new.dev), reason=str(old.dev))
    ops = None if same or not new.dseq else (1, new.dseq)
    audit = record_event(connection, read_audit_tail(connection), event, By(user, new.dev, ops), now)
    told = json.dumps({"event": audit.seq, "dseq": old.dseq, "chain": old.chain.hex()})
    connection.execute(
        "INSERT INTO meta(k, v) VALUES('renumbered', ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (told,)
    )
