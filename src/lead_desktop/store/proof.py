"""Proof that what is stored is what people saved: both chains, the signatures, and every record against its operations.

Nothing is mended here. Before there is a hub the outbox holds every operation ever made, so each record can be
computed anew from it and compared with what the file says of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lead_desktop.domain.base import Record, notes
from lead_desktop.store.audit import first_broken, first_unlogged
from lead_desktop.store.cipher import Connection
from lead_desktop.store.fields import copied, element_key, set_fids
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.listing import folded
from lead_desktop.store.outgoing import OUTBOX
from lead_desktop.store.standing import read_standing
from lead_desktop.store.writing import Types
from lead_desktop.wire import signing
from lead_desktop.wire.kinds import shown
from lead_desktop.wire.merge import Head, elements, fold, removed, winner
from lead_desktop.wire.op import DELETED, GENESIS, Op, chained

Each = Callable[[], object]
"""Called once for every row looked at; may raise to stop."""
Keys = Mapping[str, Ed25519PublicKey]
"""Public keys by user id."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was saved: the first bad number of a chain or signature, or a record's id."""

    kind: Literal["audit", "operation", "signature", "unlogged", "mark", "record", "page"]
    what: str = ""


@dataclass(slots=True)
class Replayed:
    """A record as its operations make it: heads by field, adds by field and element, who and when."""

    kind: int
    scope: str
    created: tuple[int, str]
    updated: tuple[int, str]
    heads: dict[int, tuple[Head, ...]] = field(default_factory=dict)
    adds: dict[int, dict[str, tuple[Head, ...]]] = field(default_factory=dict)

    @property
    def gone(self) -> bool:
        """Whether the record is deleted."""
        best = winner(self.heads.get(DELETED, ()))
        return bool(best and best.value)

    def values(self, record_type: type[Record]) -> dict[str, Any]:
        """Return what each field holds, by name, as JSON values."""
        sets = set_fids(record_type)
        found = {}
        for name, note in notes(record_type).items():
            fid = note.fid
            best = shown(self.heads.get(fid, ()), note.merge, note.machine)
            found[name] = list(elements(self.adds.get(fid, {}))) if fid in sets else best.value if best else None
        return found


def audit_fault(connection: Connection, each: Each) -> Iterator[Fault]:
    """Yield the first row of the audit chain that does not follow from the one before."""
    broken = first_broken(connection, each)
    if broken is not None:
        yield Fault("audit", str(broken))


def operation_faults(connection: Connection, keys: Keys, each: Each) -> Iterator[Fault]:
    """Yield the first broken link, the first bad signature, and the first operation that no audit row speaks of.

    Operations are those that wait and those that were sent and are kept; of what was sent long ago, or went with a
    purge, only the links can be followed. A transaction of somebody whose key is not known here is passed over.
    """
    tail, linked, signed = read_tail(connection), True, True
    stored = connection.execute(
        f"SELECT {OUTBOX} FROM sent_log WHERE dev = ? UNION ALL"  # noqa: S608 - our own words
        f" SELECT {OUTBOX} FROM outbox WHERE dseq > 0 ORDER BY dseq",
        (tail.dev,),
    )
    previous, expected = GENESIS, 1
    for _tx, rows in groupby(stored, key=lambda row: row[1]):
        ops: list[Op | None] = []
        signatures: list[bytes | None] = []
        for row in rows:
            each()
            if expected == 1 < row[0] <= read_standing(connection).acked + 1:
                previous, expected = b"", row[0]
            whole = bool(row[2])
            ops.append(_op(row) if whole else None)
            signatures.append(row[15])
            own = row[14]
            follows = _follows(ops[-1], previous, expected, own) if whole and previous else row[0] == expected
            if linked and not follows:
                yield Fault("operation", str(expected))
                linked = False
            previous, expected = own, expected + 1
        if signed and any(ops) and not _signature_holds(ops, signatures, keys):
            yield Fault("signature", str(expected - len(ops)))
            signed = False
    unlogged = first_unlogged(connection, tail.dseq)
    if unlogged is not None:
        yield Fault("unlogged", str(unlogged))


def record_faults(connection: Connection, types: Types, each: Each) -> Iterator[Fault]:
    """Yield every record that is not what its operations make of it, and every one that has none."""
    places = connection.execute("SELECT rid, dseq FROM outbox ORDER BY rid, dseq")
    for rid, numbers in groupby(places, key=lambda row: row[0]):
        each()
        replayed = _replay([_op(_by_number(connection, number)) for _rid, number in numbers], types)
        if replayed is None or not _stored_as(connection, rid, replayed, types[replayed.kind]):
            yield Fault("record", rid)
    for table in ("record", "head", "elem", "rec", "listed"):
        sql = f"SELECT DISTINCT rid FROM {table} WHERE rid NOT IN (SELECT rid FROM outbox)"  # noqa: S608 - our own names
        for (rid,) in connection.execute(sql):
            yield Fault("record", rid)


def _by_number(connection: Connection, number: int) -> Any:  # noqa: ANN401 - a row
    sql = f"SELECT {OUTBOX} FROM outbox WHERE dseq = ?"  # noqa: S608 - our own words
    return connection.execute(sql, (number,)).fetchone()


def _op(row: Any) -> Op | None:  # noqa: ANN401 - a row
    """Return the operation of a row; None when the row is not one any more."""
    try:
        base = tuple((one[0], one[1]) for one in json.loads(row[8]))
        seen = json.loads(row[9])
        told = (*row[:7], json.loads(row[7]), base, (seen[0], seen[1]), *row[10:14])
        return Op(*told)
    except (ValueError, TypeError, LookupError):
        return None


def _follows(op: Op | None, previous: bytes, expected: int, link: bytes) -> bool:
    """Tell whether an operation has the next number, and the link that follows from the one before."""
    try:
        return op is not None and op.n == expected and chained(previous, op.canonical()) == link
    except (ValueError, TypeError):
        return False


def _signature_holds(ops: Sequence[Op | None], signatures: Sequence[bytes | None], keys: Keys) -> bool:
    """Tell whether a transaction is signed by its author; the signature stands with its last operation only."""
    whole = [op for op in ops if op is not None]
    *others, signature = signatures
    if len(whole) != len(ops) or signature is None or any(others) or len({op.a for op in whole}) != 1:
        return False
    key = keys.get(whole[0].a)
    if key is None:
        return True
    try:
        key.verify(signature, signing.transaction(whole))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _replay(ops: Sequence[Op | None], types: Types) -> Replayed | None:
    """Make a record from its operations; None when they do not begin with its creation or make no sense."""
    whole = [op for op in ops if op is not None]
    if len(whole) != len(ops) or whole[0].k != "new" or whole[0].y not in types:
        return None
    first, last = whole[0], whole[-1]
    made = Replayed(first.y, first.s, (first.w, first.a), (last.w, last.a))
    sets = set_fids(types[first.y])
    try:
        for op in whole:
            _fold_in(made, op, sets)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    return made


def _fold_in(made: Replayed, op: Op, sets: frozenset[int]) -> None:
    if op.k == "new":
        made.heads[DELETED] = (_head(op, value=False),)
        for key, value in op.v.items():
            if int(key) in sets:
                made.adds[int(key)] = {name: (_head(op, value=one),) for name, one in value.items()}
            else:
                made.heads[int(key)] = (_head(op, value=value),)
    elif op.k in ("add", "rem"):
        by_key = made.adds.setdefault(op.f, {})
        kept = removed(by_key.get(op.v["e"], ()), op.b)
        by_key[op.v["e"]] = (*kept, _head(op, value=op.v["v"])) if op.k == "add" else kept
    else:
        value = op.k == "del" if op.f == DELETED else op.v
        made.heads[op.f] = fold(made.heads.get(op.f, ()), _head(op, value=value), op.b)


def _head(op: Op, *, value: Any) -> Head:  # noqa: ANN401 - any JSON value
    return Head((0, op.n), value, op.h, op.a)


def _stored_as(connection: Connection, rid: str, made: Replayed, record_type: type[Record]) -> bool:
    """Tell whether heads, elements, readable row and list line are those of the replayed record."""
    try:
        return (
            _heads_of(connection, rid, made.scope) == made.heads
            and _adds_of(connection, rid, made.scope) == {fid: held for fid, held in _held(made.adds).items() if held}
            and _row_agrees(connection, rid, made, record_type)
        )
    except (ValueError, TypeError, LookupError):
        return False


def _held(adds: Mapping[int, Mapping[str, tuple[Head, ...]]]) -> dict[int, dict[str, tuple[Head, ...]]]:
    return {fid: {key: heads for key, heads in by_key.items() if heads} for fid, by_key in adds.items()}


def _heads_of(connection: Connection, rid: str, scope: str) -> dict[int, tuple[Head, ...]]:
    found: dict[int, tuple[Head, ...]] = {}
    rows = connection.execute(
        "SELECT fid, dev, dseq, v, hlc, actor FROM head WHERE rid = ? AND scope = ? ORDER BY dseq", (rid, scope)
    )
    for fid, dev, dseq, value, hlc, actor in rows:
        found[fid] = (*found.get(fid, ()), Head((dev, dseq), json.loads(value), hlc, actor))
    return found


def _adds_of(connection: Connection, rid: str, scope: str) -> dict[int, dict[str, tuple[Head, ...]]]:
    found: dict[int, dict[str, tuple[Head, ...]]] = {}
    rows = connection.execute(
        "SELECT fid, ekey, dev, dseq, v, hlc, actor FROM elem WHERE rid = ? AND scope = ? ORDER BY dseq", (rid, scope)
    )
    for fid, key, dev, dseq, value, hlc, actor in rows:
        by_key = found.setdefault(fid, {})
        by_key[key] = (*by_key.get(key, ()), Head((dev, dseq), json.loads(value), hlc, actor))
    return found


def _row_agrees(connection: Connection, rid: str, made: Replayed, record_type: type[Record]) -> bool:
    row = connection.execute(
        "SELECT r.type, r.scope, r.gone, r.created_ms, r.created_by, r.updated_ms, r.updated_by, r.person, r.parent,"
        " r.status, r.body, c.type, c.scope FROM record r JOIN rec c ON c.rid = r.rid WHERE r.rid = ?",
        (rid,),
    ).fetchone()
    if row is None:
        return False
    *about, person, parent, status, body, own_type, own_scope = row
    record = record_type.from_json(body)
    shown = record.model_dump(mode="json")
    agreed = (
        tuple(about) == (made.kind, made.scope, int(made.gone), *made.created, *made.updated)
        and (own_type, own_scope) == (made.kind, made.scope)
        and tuple(copied(shown).values()) == (person, parent, status)
        and _same(shown, made.values(record_type), record_type)
    )
    return agreed and line_agrees(connection, (rid, made.kind, made.scope, int(made.gone)), record)


def _same(shown: Mapping[str, Any], told: Mapping[str, Any], record_type: type[Record]) -> bool:
    """Compare fields; one that no operation speaks of may stand at the default of this version."""
    said = {name: value for name, value in told.items() if value not in (None, [])}
    whole = record_type.from_json(json.dumps(said)).model_dump(mode="json")
    return all(
        ordered(shown[name]) == ordered(whole[name]) or (name not in said and shown[name] in (None, []))
        for name in told
    )


def ordered(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value as it is compared: of a set the order does not matter."""
    return sorted(value, key=element_key) if isinstance(value, list) else value


def line_agrees(connection: Connection, about: tuple[str, int, str, int], record: Record) -> bool:
    """Tell whether the list line of a record, by id, type, scope and whether it is gone, is what its fields say."""
    rid, kind, scope, gone = about
    line = connection.execute("SELECT type, scope, sort, title, number FROM listed WHERE rid = ?", (rid,)).fetchone()
    heading = record.heading()
    if gone or heading is None:
        return line is None
    return bool(line == (kind, scope, folded(heading.sort), heading.title, heading.number))
