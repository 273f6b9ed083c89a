"""What one push changed, written back in a handful of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from lead_desktop.hub.folding import in_dispute
from lead_desktop.hub.shelf import Held, Shelf
from lead_desktop.wire.op import DELETED

_DROP_HEADS = """
DELETE FROM head h USING unnest(%s::uuid[], %s::int[], %s::int[], %s::bigint[]) k(rid, fid, dev, dseq)
WHERE h.rid = k.rid AND h.fid = k.fid AND h.dev = k.dev AND h.dseq = k.dseq
"""
_ADD_HEADS = """
INSERT INTO head(rid, fid, dev, dseq, v, was, hlc, wall, actor, seq, scope)
SELECT * FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[],
  %s::bigint[], %s::uuid[], %s::bigint[], %s::bigint[])
"""
_DROP_ELEMENTS = """
DELETE FROM elem e USING unnest(%s::uuid[], %s::int[], %s::text[], %s::int[], %s::bigint[]) k(rid, fid, ekey, dev, dseq)
WHERE e.rid = k.rid AND e.fid = k.fid AND e.dev = k.dev AND e.dseq = k.dseq AND e.ekey = k.ekey
"""
_ADD_ELEMENTS = """
INSERT INTO elem(rid, fid, ekey, dev, dseq, v, hlc, wall, actor, seq, scope)
SELECT * FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::int[], %s::bigint[], %s::text[], %s::bigint[],
  %s::bigint[], %s::uuid[], %s::bigint[], %s::bigint[])
"""
_RECS = """
INSERT INTO rec(rid, type, scope, g, created_seq, last_seq, deleted_seq, deleted_dev, deleted_dseq)
SELECT * FROM unnest(%s::uuid[], %s::int[], %s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[], %s::bigint[],
  %s::int[], %s::bigint[])
ON CONFLICT (rid) DO UPDATE SET g = excluded.g, last_seq = excluded.last_seq, deleted_seq = excluded.deleted_seq,
  deleted_dev = excluded.deleted_dev, deleted_dseq = excluded.deleted_dseq
"""
_OPEN = """
INSERT INTO conflict(rid, fid, opened_seq, scope) SELECT k.rid, k.fid, k.seq, k.scope
FROM unnest(%s::uuid[], %s::int[], %s::bigint[], %s::bigint[]) k(rid, fid, seq, scope)
WHERE NOT EXISTS (SELECT FROM conflict c WHERE c.rid = k.rid AND c.fid = k.fid AND c.closed_seq IS NULL)
"""
_CLOSE = """
UPDATE conflict c SET closed_seq = k.seq FROM unnest(%s::uuid[], %s::int[], %s::bigint[]) k(rid, fid, seq)
WHERE c.rid = k.rid AND c.fid = k.fid AND c.closed_seq IS NULL
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Heads that go and heads that come, each with its key."""

    gone: list[tuple[Any, ...]]
    new: list[tuple[Any, ...]]


def write_shelf(connection: Connection, shelf: Shelf, scopes: Mapping[str, int]) -> None:
    """Write records, heads, elements and the list of conflicts; `scopes` numbers every scope by its name."""
    _write(connection, _RECS, [_rec_row(shelf, rid, scopes) for rid in shelf.touched])
    heads = _changed(shelf, shelf.loaded_heads, shelf.heads, scopes)
    _write(connection, _DROP_HEADS, heads.gone)
    _write(connection, _ADD_HEADS, heads.new)
    now = {**{key: held for key, held in shelf.adds.items() if held}, **{k: (o,) for k, o in shelf.emptied.items()}}
    elements = _changed(shelf, shelf.loaded_elements, now, scopes)
    _write(connection, _DROP_ELEMENTS, elements.gone)
    _write(connection, _ADD_ELEMENTS, [_element_row(one) for one in elements.new])
    _write_conflicts(connection, shelf, scopes)


def _write(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        connection.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def _changed(
    shelf: Shelf,
    before: Mapping[Any, tuple[Held, ...]],
    after: Mapping[Any, tuple[Held, ...]],
    scopes: Mapping[str, int],
) -> Change:
    change = Change([], [])
    for key, heads in after.items():
        had = before.get(key, ())
        if had is heads:
            continue
        change.gone.extend((*key, *one.op) for one in had if one not in heads)
        scope = scopes[shelf.recs[key[0]].scope]
        change.new.extend(
            (*key, *one.op, one.value, one.was, one.hlc, one.wall, one.actor, one.seq, scope)
            for one in heads
            if one not in had
        )
    change.gone.extend((*key, *one.op) for key, heads in before.items() if key not in after for one in heads)
    return change


def _element_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out what only heads have; an emptied element has no value."""
    return (*row[:5], row[5] or None, *row[7:])


def _rec_row(shelf: Shelf, rid: str, scopes: Mapping[str, int]) -> tuple[Any, ...]:
    rec = shelf.recs[rid]
    by = rec.deleted_by or (None, None)
    return (rid, rec.type, scopes[rec.scope], rec.g, rec.created, rec.last, rec.deleted, *by)


def _write_conflicts(connection: Connection, shelf: Shelf, scopes: Mapping[str, int]) -> None:
    """Open and close entries of the index of fields with more than one head, and of deletions in doubt."""
    opened, closed = [], []
    for rid, fid in _worth_a_look(shelf):
        rec = shelf.recs[rid]
        disputed = rec.g == 2 if fid == DELETED else in_dispute(rec.type, fid, shelf.heads.get((rid, fid), ()))
        if disputed:
            opened.append((rid, fid, rec.last, scopes[rec.scope]))
        else:
            closed.append((rid, fid, rec.last))
    _write(connection, _OPEN, opened)
    _write(connection, _CLOSE, closed)


def _worth_a_look(shelf: Shelf) -> Iterable[tuple[str, int]]:
    for key, heads in shelf.heads.items():
        if key[0] in shelf.touched and (len(heads) > 1 or len(shelf.loaded_heads.get(key, ())) > 1):
            yield key
    for rid in shelf.touched:
        if shelf.recs[rid].deleted is not None and len(shelf.heads.get((rid, DELETED), ())) <= 1:
            yield rid, DELETED
