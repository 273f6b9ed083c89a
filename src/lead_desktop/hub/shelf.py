"""Records, heads and elements that one push touches: read after its turn came, folded in memory, written back whole.

Values stay canonical text: two of them are the same exactly when their texts are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from psycopg import Connection

from lead_desktop.hub.rows import listed
from lead_desktop.wire.merge import Head
from lead_desktop.wire.op import DELETED, Op, OpId

HeadKey = tuple[str, int]
"""Record, field."""
ElementKey = tuple[str, int, str]
"""Record, field, element key."""

_RECS = """
SELECT r.rid::text, r.type, s.name, r.g, r.created_seq, r.last_seq,
  r.destroyed_seq IS NOT NULL
FROM rec r JOIN scope s ON s.id = r.scope WHERE r.rid = ANY(string_to_array(%(rids)s, ',')::uuid[])
"""
_HEADS = """
WITH keys(rid, fid) AS MATERIALIZED (
  SELECT * FROM unnest(string_to_array(%(rids)s, ',')::uuid[], string_to_array(%(fids)s, ',')::int[])
)
SELECT h.rid::text, h.fid, NULL, h.dev, h.dseq, h.v, h.hlc, h.actor::text, h.seq, h.wall, h.was
FROM keys k JOIN head h ON h.rid = k.rid AND h.fid = k.fid
UNION ALL
SELECT e.rid::text, e.fid, e.ekey, e.dev, e.dseq, e.v, e.hlc, e.actor::text, e.seq, e.wall, ''
FROM keys k JOIN elem e ON e.rid = k.rid AND e.fid = k.fid
UNION ALL
SELECT h.rid::text, h.fid, NULL, h.dev, h.dseq, h.v, h.hlc, h.actor::text, h.seq, h.wall, h.was
FROM head h WHERE h.rid = ANY(string_to_array(%(whole)s, ',')::uuid[])
UNION ALL
SELECT e.rid::text, e.fid, e.ekey, e.dev, e.dseq, e.v, e.hlc, e.actor::text, e.seq, e.wall, ''
FROM elem e WHERE e.rid = ANY(string_to_array(%(whole)s, ',')::uuid[])
"""
_PAST = """
SELECT o.body::json -> 'v', o.kind FROM op_id i JOIN op o ON o.seq = i.seq
WHERE i.dev = %s AND i.dseq = %s AND o.rid = %s AND (o.kind = 'new' OR o.fid = %s)
"""


@dataclass(frozen=True, slots=True)
class Held(Head):
    """A head as the hub keeps it: its value is canonical text; `was` is what its author saw there before."""

    wall: int = 0
    was: str = "null"


@dataclass(slots=True)
class Rec:
    """A record's own row. g: 0 there, 1 deleted, 2 there although somebody deleted it."""

    type: int
    scope: str
    g: int
    created: int
    last: int
    destroyed: bool = False


@dataclass(slots=True)
class Shelf:
    """What is loaded and folded; `loaded_*` is how it stood, so that only what changed is written."""

    recs: dict[str, Rec] = field(default_factory=dict)
    heads: dict[HeadKey, tuple[Held, ...]] = field(default_factory=dict)
    adds: dict[ElementKey, tuple[Held, ...]] = field(default_factory=dict)
    emptied: dict[ElementKey, Held] = field(default_factory=dict)
    loaded_recs: frozenset[str] = frozenset()
    loaded_heads: dict[HeadKey, tuple[Held, ...]] = field(default_factory=dict)
    loaded_elements: dict[ElementKey, tuple[Held, ...]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def of_record(self, rid: str) -> Iterable[Held]:
        """Yield every head, add and removal of a record that was loaded whole."""
        for held in (self.heads, self.adds):
            for key, heads in held.items():
                if key[0] == rid:
                    yield from heads
        yield from (one for key, one in self.emptied.items() if key[0] == rid)


def read_shelf(connection: Connection, ops: Sequence[Op], entire: Collection[int] = ()) -> Shelf:
    """Read what operations touch; the turn must have been taken before (sync 3.5).

    entire: record types of which every field is read, whatever is touched.
    """
    shelf = Shelf()
    _read_recs(connection, shelf, {op.r for op in ops})
    whole = {op.r for op in ops if op.k == "del" or op.y in entire}
    keys = {(op.r, op.f) for op in ops if op.k != "new" and op.r not in whole}
    keys |= {(rid, DELETED) for rid, rec in shelf.recs.items() if rec.g and rid not in whole}
    _read_heads(connection, shelf, keys, whole)
    return shelf


def read_whole(connection: Connection, rids: Collection[str]) -> Shelf:
    """Read everything of some records; the turn must have been taken before."""
    shelf = Shelf()
    _read_recs(connection, shelf, rids)
    _read_heads(connection, shelf, (), rids)
    return shelf


def _read_recs(connection: Connection, shelf: Shelf, rids: Collection[str]) -> None:
    for rid, *row in connection.execute(_RECS, {"rids": listed(rids)}):
        shelf.recs[rid] = Rec(*row)


def _read_heads(connection: Connection, shelf: Shelf, keys: Collection[HeadKey], whole: Collection[str]) -> None:
    asked = {
        "rids": listed(rid for rid, _ in keys),
        "fids": listed(fid for _, fid in keys),
        "whole": listed(whole),
    }
    for rid, fid, ekey, dev, dseq, value, hlc, actor, seq, wall, was in connection.execute(_HEADS, asked):
        held = Held((dev, dseq), value, hlc, actor, seq, wall, was)
        if ekey is None:
            shelf.heads[rid, fid] = (*shelf.heads.get((rid, fid), ()), held)
        elif value is None:
            shelf.emptied[rid, fid, ekey] = held
        else:
            shelf.adds[rid, fid, ekey] = (*shelf.adds.get((rid, fid, ekey), ()), held)
    shelf.loaded_recs = frozenset(shelf.recs)
    shelf.loaded_heads = dict(shelf.heads)
    shelf.loaded_elements = {**shelf.adds, **{key: (one,) for key, one in shelf.emptied.items()}}


def past_value(connection: Connection, op: OpId, rid: str, fid: int) -> object:
    """Return what an operation that is no head any more had put into a field; None where it is not known.

    What an operation says it replaces is its sender's free choice: nothing but this record's field is looked up.
    """
    if fid == DELETED:
        return None
    row = connection.execute(_PAST, (*op, rid, fid)).fetchone()
    if row is None:
        return None
    value, kind = row
    return value.get(str(fid)) if kind == "new" else value


def author_of(connection: Connection, rid: str) -> str | None:
    """Return who made a record; None where there is none."""
    row = connection.execute(
        "SELECT o.actor::text FROM rec r JOIN op o ON o.seq = r.created_seq WHERE r.rid = %s", (rid,)
    ).fetchone()
    return row[0] if row else None
