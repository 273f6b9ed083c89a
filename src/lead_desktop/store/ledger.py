"""The outbox: numbering, chaining, clocking and signing of operations, inside the caller's transaction.

Before a hub exists the device is number 0 (rulings). Every local transaction carries one signature by the
person who made it, over what was changed and not over numbers that enrolment restamps.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from lead_desktop.clock import utc_ms
from lead_desktop.ids import UserId
from lead_desktop.store.cipher import Connection
from lead_desktop.store.schema import WRITES
from lead_desktop.wire import signing
from lead_desktop.wire.op import GENESIS, Kind, Op, OpId, chained


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: an id for the operations and the person's own Ed25519 signature."""

    user: UserId
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the chain of operations ends: last number, last transaction, last link, last clock.

    cursor: hub sequence up to which this device has what it may have. offset_ms: hub clock minus own clock.
    """

    dev: int = 0
    dseq: int = 0
    tx: int = 0
    chain: bytes = GENESIS
    hlc: int = 0
    cursor: int = 0
    offset_ms: int = 0


@dataclass(frozen=True, slots=True)
class Intent:
    """An operation before it has a number; see wire.op.Op for the letters."""

    kind: Kind
    rid: str
    type: int
    scope: str
    fid: int
    value: Any
    base: tuple[OpId, ...] = ()
    seen: tuple[int, int] | None = None


def read_tail(connection: Connection) -> Tail:
    """Read where the chain ends: in the last row of the outbox, or where the last acknowledged one was noted."""
    noted = noted_tail(connection)
    last = connection.execute("SELECT dseq, tx, chain, hlc FROM outbox ORDER BY dseq DESC LIMIT 1").fetchone()
    if last is None or last[0] <= noted.dseq:
        return noted
    return replace(noted, dseq=last[0], tx=last[1], chain=last[2], hlc=max(last[3], noted.hlc))


def noted_tail(connection: Connection) -> Tail:
    """Read where the chain ended when that was noted last."""
    row = connection.execute("SELECT v FROM meta WHERE k = 'tail'").fetchone()
    if row is None:
        return Tail()
    held = json.loads(row[0])
    return Tail(**{**held, "chain": bytes.fromhex(held["chain"])})


def note_tail(connection: Connection, tail: Tail) -> None:
    """Note where the chain ends, for when its last row has left the outbox; must run in a transaction."""
    held = {**asdict(tail), "chain": tail.chain.hex()}
    connection.execute(
        "INSERT INTO meta(k, v) VALUES('tail', ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (json.dumps(held),)
    )


def link_at(connection: Connection, number: int) -> bytes | None:
    """Return the link of this device's operation with a number, or None when it is no longer kept here."""
    row = connection.execute("SELECT chain FROM outbox WHERE dseq = ?", (number,)).fetchone()
    if row is None:
        sql = "SELECT chain FROM sent_log WHERE dev = ? AND dseq = ?"
        row = connection.execute(sql, (read_tail(connection).dev, number)).fetchone()
    return row[0] if row else None


def append(
    connection: Connection, tail: Tail, intents: Sequence[Intent], author: Author, now: datetime
) -> tuple[Tail, tuple[Op, ...]]:
    """Number, chain, sign and store operations; return the new tail and the operations.

    Must run inside the transaction that also changes the projection (sync L1).
    """
    wall = utc_ms(now)
    chain, ops, rows = tail.chain, [], []
    for place, intent in enumerate(intents, start=1):
        op = Op(
            n=tail.dseq + place,
            t=tail.tx + 1,
            k=intent.kind,
            r=intent.rid,
            y=intent.type,
            s=intent.scope,
            f=intent.fid,
            v=intent.value,
            b=intent.base,
            c=intent.seen or (tail.cursor, tail.dseq),
            h=max((wall + tail.offset_ms) << 16, tail.hlc + 1) + place - 1,
            w=wall,
            a=author.user,
            sv=WRITES,
        )
        chain = chained(chain, op.canonical())
        ops.append(op)
        rows.append(_row(op, chain))
    rows[-1] = (*rows[-1][:-1], author.sign(signing.transaction(ops)))
    connection.executemany(
        "INSERT INTO outbox(dseq, tx, kind, rid, type, scope, fid, v, base, ctx, hlc, wall, actor, sv, chain, sig)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return replace(tail, dseq=ops[-1].n, tx=tail.tx + 1, chain=chain, hlc=ops[-1].h), tuple(ops)


def _row(op: Op, chain: bytes) -> tuple[Any, ...]:
    return (
        op.n, op.t, op.k, op.r, op.y, op.s, op.f, _text(op.v), _text(op.b), _text(op.c), op.h, op.w, op.a, op.sv, chain,
        None,
    )  # fmt: skip


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return to_json(value).decode()
