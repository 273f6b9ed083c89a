"""What waits for the hub: batches of unsent operations, what became of them, and the log of what was sent (sync L2)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lead_desktop.store.cipher import Connection
from lead_desktop.store.ledger import link_at, note_tail, noted_tail, read_tail
from lead_desktop.wire.messages import MAX_BATCH_BYTES, MAX_OPS, Decided, Result
from lead_desktop.wire.op import GENESIS, OpId

OUTBOX = "dseq, tx, kind, rid, type, scope, fid, v, base, ctx, hlc, wall, actor, sv, chain, sig"
"""The columns that outbox and sent log share."""
BLANK = "kind = '', rid = '', type = 0, scope = '', fid = 0, v = NULL, base = '[]', ctx = '[]', actor = '', sig = NULL"
"""What is set of a sent operation that must go: its number and link stay, for the chain."""
KEPT_MS = 35 * 24 * 60 * 60 * 1000
"""How long sent operations are kept, for a hub that is restored from a backup: sync asks for 30 days or more."""


_FORMER = 1 << 40


class Gap(Exception):
    """The operation before the first unsent one is not kept: a new incarnation must number them anew."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Unsent operations in order: JSON objects, people's signatures by transaction, links before and at the end."""

    first: int
    last: int
    before: bytes
    after: bytes
    ops: tuple[dict[str, Any], ...]
    people: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One operation that the hub keeps aside until a person there decides; `reason` is a code."""

    n: int
    kind: str
    rid: str
    type: int
    scope: str
    fid: int
    value: Any
    wall: int
    actor: str
    reason: str


def number_of(dev: int, op: OpId) -> int:
    """Return the number under which the outbox of a device holds an own operation.

    What the hub put aside under a number that this laptop had before stays known by it, as a number below zero: the
    hub has it, so it is not sent again, and what a person decides there speaks of it by that number.
    """
    return op[1] if op[0] == dev else -(op[0] * _FORMER + op[1])


def op_of(dev: int, number: int) -> OpId:
    """Return the id of an operation in the outbox of a device; see `number_of`."""
    return (dev, number) if number > 0 else divmod(-number, _FORMER)


def keep_aside(connection: Connection, dev: int) -> None:
    """Keep what the hub put aside by the number it was sent under, as a former one; in a transaction."""
    sql = "UPDATE outbox SET dseq = -(? * ? + dseq) WHERE state = 'quarantined' AND dseq > 0"
    connection.execute(sql, (dev, _FORMER))


def next_batch(connection: Connection, after: int = 0) -> Batch | None:
    """Return the oldest unsent operations numbered above `after`, never splitting a transaction; None without any."""
    sql = f"SELECT {OUTBOX} FROM outbox WHERE state = 'pending' AND dseq > ? ORDER BY dseq LIMIT ?"  # noqa: S608 - our own words
    rows = connection.execute(sql, (after, MAX_OPS + 1)).fetchall()
    if len(rows) > MAX_OPS and rows[0][1] == rows[-1][1]:
        sql = f"SELECT {OUTBOX} FROM outbox WHERE state = 'pending' AND dseq > ? AND tx = ? ORDER BY dseq"  # noqa: S608 - as above
        taken = connection.execute(sql, (after, rows[0][1])).fetchall()
    else:
        taken = _whole(rows, MAX_OPS, MAX_BATCH_BYTES)
    if not taken:
        return None
    return Batch(
        first=taken[0][0],
        last=taken[-1][0],
        before=_link_before(connection, taken[0][0]),
        after=taken[-1][14],
        ops=tuple(_objects(taken)),
        people=tuple((row[1], row[15]) for row in taken if row[15]),
    )


def own_base(connection: Connection, op: OpId) -> tuple[OpId, ...]:
    """Return what an operation of this device replaced; nothing when it is another's, or not kept here any more."""
    dev = read_tail(connection).dev
    row = connection.execute(
        "SELECT base FROM outbox WHERE ?1 = ?3 AND dseq = ?2 UNION ALL"
        " SELECT base FROM sent_log WHERE dev = ?1 AND dev = ?3 AND dseq = ?2",
        (*op, dev),
    ).fetchone()
    return tuple((one[0], one[1]) for one in json.loads(row[0])) if row else ()


def waiting(connection: Connection) -> int:
    """Count the operations that the hub has not acknowledged."""
    return int(connection.execute("SELECT count(*) FROM outbox WHERE state = 'pending'").fetchone()[0])


def waiting_among(connection: Connection, records: Sequence[str]) -> frozenset[str]:
    """Return those of some records of which something has not been acknowledged."""
    sql = "SELECT DISTINCT rid FROM outbox WHERE state = 'pending' AND rid IN (SELECT value FROM json_each(?))"
    return frozenset(rid for (rid,) in connection.execute(sql, (json.dumps(list(records)),)).fetchall())


def acknowledge(connection: Connection, results: Sequence[Result]) -> bool:
    """Note what the hub said of operations; must run in a transaction. Returns whether any was put aside.

    An operation stays in the outbox until its own echo; one that was put aside stays with its reason.
    """
    connection.executemany(
        "UPDATE outbox SET state = 'acked', seq = ? WHERE dseq = ? AND state = 'pending'",
        [(one.seq, one.n) for one in results if one.outcome != "quarantined"],
    )
    aside = [(one.seq, one.code, one.n) for one in results if one.outcome == "quarantined"]
    connection.executemany(
        "UPDATE outbox SET state = 'quarantined', seq = ?, reason = ? WHERE dseq = ? AND state <> 'quarantined'", aside
    )
    return bool(aside)


def decide(connection: Connection, decided: Sequence[Decided]) -> None:
    """Note what a person at the hub decided about operations that were put aside; must run in a transaction.

    What was let in waits for its echo like any other. What was refused stays, and says so.
    """
    connection.executemany(
        "UPDATE outbox SET state = 'acked', seq = ?, reason = NULL WHERE dseq = ? AND state = 'quarantined'",
        [(one.seq, one.n) for one in decided if not one.code],
    )
    connection.executemany(
        "UPDATE outbox SET reason = ? WHERE dseq = ? AND state = 'quarantined'",
        [(one.code, one.n) for one in decided if one.code],
    )


def settle(connection: Connection, dev: int, echoed: Iterable[tuple[int, int]], sent_ms: int) -> None:
    """Move operations whose echo arrived, (number, hub sequence), to the log of what was sent.

    Of what belongs to a purged scope only number and link are kept.
    """
    asked = json.dumps([list(one) for one in echoed])
    if asked == "[]":
        return
    note_tail(connection, read_tail(connection))
    connection.execute(
        f"INSERT OR REPLACE INTO sent_log(dev, {OUTBOX}, seq, sent_ms)"  # noqa: S608 - our own words
        f" SELECT ?, {OUTBOX}, e.at, ? FROM outbox"
        " JOIN (SELECT value ->> 0 AS n, value ->> 1 AS at FROM json_each(?)) e ON dseq = e.n AND dseq > 0",
        (dev, sent_ms, asked),
    )
    lost = "scope NOT IN (SELECT scope FROM held) AND rid NOT IN (SELECT rid FROM rec)"
    connection.execute(
        f"UPDATE sent_log SET {BLANK} WHERE dev = ? AND {lost} AND dseq IN (SELECT value ->> 0 FROM json_each(?))",  # noqa: S608 - our own words
        (dev, asked),
    )
    connection.execute("DELETE FROM outbox WHERE dseq IN (SELECT value ->> 0 FROM json_each(?))", (asked,))


def settle_covered(connection: Connection, dev: int, cursor: int, sent_ms: int) -> None:
    """Move what the hub took and a first sync covers, up to the cursor, to the log: no echo comes for it."""
    rows = connection.execute("SELECT dseq, seq FROM outbox WHERE state = 'acked' AND seq <= ?", (cursor,))
    settle(connection, dev, rows.fetchall(), sent_ms)


def forget_old(connection: Connection, now_ms: int) -> None:
    """Delete what was sent long ago; must run in a transaction. now_ms: by the hub's clock, as `sent_ms` is.

    A laptop's own clock may jump by a year, and what is forgotten too early cannot be sent again (sync 3.12).
    """
    connection.execute("DELETE FROM sent_log WHERE sent_ms < ?", (now_ms - KEPT_MS,))


def send_again(connection: Connection, dev: int, acked: int) -> int:
    """Move what the hub lost, everything after its `acked`, back to the outbox (sync 3.12); return how many.

    Must run in a transaction. Raises Gap when some of it is not kept any more; see `gather`.
    """
    rows = connection.execute(
        "SELECT dseq, kind FROM sent_log WHERE dev = ? AND dseq > ? ORDER BY dseq", (dev, acked)
    ).fetchall()
    connection.execute(
        "UPDATE outbox SET state = 'pending', seq = NULL, reason = NULL WHERE dseq > ? AND state <> 'pending'", (acked,)
    )
    numbers = {number for number, _ in rows}
    numbers |= {number for (number,) in connection.execute("SELECT dseq FROM outbox WHERE dseq > ?", (acked,))}
    last = read_tail(connection).dseq
    if any(not kind for _, kind in rows) or numbers != set(range(acked + 1, last + 1)):
        raise Gap
    connection.execute(
        f"INSERT INTO outbox({OUTBOX}, state) SELECT {OUTBOX}, 'pending' FROM sent_log WHERE dev = ? AND dseq > ?",  # noqa: S608 - our own words
        (dev, acked),
    )
    connection.execute("DELETE FROM sent_log WHERE dev = ? AND dseq > ?", (dev, acked))
    return len(rows)


def gather(connection: Connection, dev: int, acked: int) -> None:
    """Move what is kept of what the hub lost back to the outbox, though not all is: to be numbered anew."""
    connection.execute("UPDATE outbox SET state = 'pending', seq = NULL, reason = NULL WHERE dseq > ?", (acked,))
    rest = "dev = ? AND dseq > ? AND kind <> ''"
    connection.execute(
        f"INSERT INTO outbox({OUTBOX}, state) SELECT {OUTBOX}, 'pending' FROM sent_log WHERE {rest}",  # noqa: S608 - our own words
        (dev, acked),
    )
    connection.execute(f"DELETE FROM sent_log WHERE {rest}", (dev, acked))  # noqa: S608 - as above


def put_aside(connection: Connection) -> tuple[Held, ...]:
    """Return the operations that wait at the hub for a person's decision, oldest first."""
    rows = connection.execute(
        "SELECT dseq, kind, rid, type, scope, fid, v, wall, actor, reason FROM outbox WHERE state = 'quarantined'"
        " ORDER BY dseq"
    )
    return tuple(
        Held(n, kind, rid, type_, scope, fid, json.loads(v), wall, actor, reason or "")
        for n, kind, rid, type_, scope, fid, v, wall, actor, reason in rows.fetchall()
    )


def _whole(rows: Sequence[tuple[Any, ...]], most: int, size: int) -> list[tuple[Any, ...]]:
    """Return as many whole transactions as fit, and the first one in any case."""
    taken: list[tuple[Any, ...]] = []
    spent, end = 0, 0
    for place, row in enumerate(rows[:most]):
        spent += len(row[7]) + len(row[8]) + 200
        if spent > size and end:
            break
        taken.append(row)
        if place + 1 == len(rows) or rows[place + 1][1] != row[1]:
            end = place + 1
    return taken[:end] if end else taken


def _link_before(connection: Connection, first: int) -> bytes:
    """Return the link of the operation before a number: where it waits, was sent, or was noted; raises Gap."""
    if first == 1:
        return GENESIS
    link = link_at(connection, first - 1)
    if link is None:
        noted = noted_tail(connection)
        if noted.dseq != first - 1:
            raise Gap
        link = noted.chain
    return link


def _objects(rows: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield operations as the JSON objects that are chained; letters are those of sync 3.3.

    What is stored as JSON is read for all of them at once: many small readings cost most of a batch.
    """
    held = iter(json.loads(f"[{','.join(text for row in rows for text in row[7:10])}]"))
    for n, t, kind, rid, type_, scope, fid, _v, _base, _ctx, hlc, wall, actor, sv, *_ in rows:
        v, base, ctx = next(held), next(held), next(held)
        yield {
            "n": n, "t": t, "k": kind, "r": rid, "y": type_, "s": scope, "f": fid, "v": v,
            "b": base, "c": ctx, "h": hlc, "w": wall, "a": actor, "sv": sv,
        }  # fmt: skip
