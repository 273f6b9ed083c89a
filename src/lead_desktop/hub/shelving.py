"""What one push changed, written back in a handful of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from lead_desktop.hub.folding import in_dispute
from lead_desktop.hub.rows import put_rows
from lead_desktop.hub.shelf import Held, Shelf
from lead_desktop.wire.op import DELETED

_KEY = ("rid", "fid", "dev", "dseq")
_HEAD = (*_KEY, "v", "was", "hlc", "wall", "actor", "seq", "scope")
_ELEMENT_KEY = ("rid", "fid", "ekey", "dev", "dseq")
_ELEMENT = (*_ELEMENT_KEY, "v", "hlc", "wall", "actor", "seq", "scope")
_REC = ("rid", "type", "scope", "g", "created_seq", "last_seq")
_CHANGED_REC = ("rid", "g", "last_seq")
_DISPUTE = ("rid", "fid", "seq", "scope")

_DROP_HEADS = """
DELETE FROM head h USING json_to_recordset(%s::json) k(rid uuid, fid int, dev int, dseq bigint)
WHERE h.rid = k.rid AND h.fid = k.fid AND h.dev = k.dev AND h.dseq = k.dseq
"""
_ADD_HEADS = """
INSERT INTO head(rid, fid, dev, dseq, v, was, hlc, wall, actor, seq, scope)
SELECT * FROM json_to_recordset(%s::json) k(rid uuid, fid int, dev int, dseq bigint, v text, was text, hlc bigint,
  wall bigint, actor uuid, seq bigint, scope bigint)
"""
_DROP_ELEMENTS = """
DELETE FROM elem e USING json_to_recordset(%s::json) k(rid uuid, fid int, ekey text, dev int, dseq bigint)
WHERE e.rid = k.rid AND e.fid = k.fid AND e.dev = k.dev AND e.dseq = k.dseq AND e.ekey = k.ekey
"""
_ADD_ELEMENTS = """
INSERT INTO elem(rid, fid, ekey, dev, dseq, v, hlc, wall, actor, seq, scope)
SELECT * FROM json_to_recordset(%s::json) k(rid uuid, fid int, ekey text, dev int, dseq bigint, v text, hlc bigint,
  wall bigint, actor uuid, seq bigint, scope bigint)
"""
_RECS = """
INSERT INTO rec(rid, type, scope, g, created_seq, last_seq)
SELECT * FROM json_to_recordset(%s::json) k(rid uuid, type int, scope bigint, g smallint, created_seq bigint,
  last_seq bigint)
"""
_CHANGED_RECS = """
UPDATE rec r SET g = k.g, last_seq = k.last_seq
FROM json_to_recordset(%s::json) k(rid uuid, g smallint, last_seq bigint) WHERE r.rid = k.rid
"""
_OPEN = """
INSERT INTO conflict(rid, fid, opened_seq, scope) SELECT k.rid, k.fid, k.seq, k.scope
FROM json_to_recordset(%s::json) k(rid uuid, fid int, seq bigint, scope bigint)
WHERE NOT EXISTS (SELECT FROM conflict c WHERE c.rid = k.rid AND c.fid = k.fid AND c.closed_seq IS NULL)
"""
_CLOSE = """
UPDATE conflict c SET closed_seq = k.seq FROM json_to_recordset(%s::json) k(rid uuid, fid int, seq bigint)
WHERE c.rid = k.rid AND c.fid = k.fid AND c.closed_seq IS NULL
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Heads that go and heads that come, each with its key."""

    gone: list[tuple[Any, ...]]
    new: list[tuple[Any, ...]]


def write_shelf(connection: Connection, shelf: Shelf, scopes: Mapping[str, int]) -> None:
    """Write records, heads, elements and the list of conflicts; `scopes` numbers every scope by its name."""
    put_rows(connection, _RECS, _REC, [_rec_row(shelf, rid, scopes) for rid in shelf.touched - shelf.loaded_recs])
    changed = [(rid, int(shelf.recs[rid].g), shelf.recs[rid].last) for rid in shelf.touched & shelf.loaded_recs]
    put_rows(connection, _CHANGED_RECS, _CHANGED_REC, changed)
    heads = _changed(shelf, shelf.loaded_heads, shelf.heads, scopes)
    put_rows(connection, _DROP_HEADS, _KEY, heads.gone)
    put_rows(connection, _ADD_HEADS, _HEAD, heads.new)
    now = {**{key: held for key, held in shelf.adds.items() if held}, **{k: (o,) for k, o in shelf.emptied.items()}}
    elements = _changed(shelf, shelf.loaded_elements, now, scopes)
    put_rows(connection, _DROP_ELEMENTS, _ELEMENT_KEY, elements.gone)
    put_rows(connection, _ADD_ELEMENTS, _ELEMENT, [_element_row(one) for one in elements.new])
    _write_conflicts(connection, shelf, scopes)


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
    return (rid, rec.type, scopes[rec.scope], int(rec.g), rec.created, rec.last)


def _write_conflicts(connection: Connection, shelf: Shelf, scopes: Mapping[str, int]) -> None:
    """Open and close entries of the index of fields with more than one head, and of deletions in doubt."""
    opened: list[tuple[Any, ...]] = []
    closed: list[tuple[Any, ...]] = []
    for rid, fid in _worth_a_look(shelf):
        rec = shelf.recs[rid]
        disputed = rec.g == 2 if fid == DELETED else in_dispute(rec.type, fid, shelf.heads.get((rid, fid), ()))
        (opened if disputed else closed).append((rid, fid, rec.last, scopes[rec.scope]))
    put_rows(connection, _OPEN, _DISPUTE, opened)
    put_rows(connection, _CLOSE, _DISPUTE, closed)


def _worth_a_look(shelf: Shelf) -> Iterable[tuple[str, int]]:
    for key, heads in shelf.heads.items():
        if key[1] != DELETED and (len(heads) > 1 or len(shelf.loaded_heads.get(key, ())) > 1):
            yield key
    yield from ((rid, DELETED) for rid in shelf.touched if (rid, DELETED) in shelf.loaded_heads)
