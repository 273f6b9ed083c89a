"""The short way for records that were never here: most of a first sync, written without looking for what is known.

Whatever is not plain (two values of a field, an element that is gone, an own operation that waits, a value that this
version does not take) is left to the usual way.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pydantic import ValidationError

from lead_desktop.domain.base import Record, names_by_fid
from lead_desktop.store import listing
from lead_desktop.store.cipher import Connection
from lead_desktop.store.fields import copied, empty_names, set_fids
from lead_desktop.store.heads import text
from lead_desktop.store.writing import Types
from lead_desktop.wire.messages import MAX_VALUE_BYTES, HeadState, RecordState
from lead_desktop.wire.op import DELETED

_HEAD_COLUMNS = "rid, fid, dev, dseq, v, hlc, seq, actor, scope, wall, was"
_HEAD = f"INSERT INTO head({_HEAD_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ELEMENT = "INSERT INTO elem(rid, fid, ekey, dev, dseq, v, hlc, seq, actor, scope) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REC = "INSERT INTO rec(rid, type, scope, created_seq, g, g_seq) VALUES(?, ?, ?, ?, ?, ?)"
_RECORD = (
    "INSERT INTO record(rid, type, scope, body, gone, created_ms, created_by, updated_ms, updated_by, person, parent,"
    " status) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_LINE = "INSERT INTO listed(id, rid, type, scope, sort, title, number) VALUES(?, ?, ?, ?, ?, ?, ?)"
_WORDS = "INSERT INTO listed_fts(rowid, words) VALUES(?, ?)"


class _NotPlain(Exception):
    """This record goes the usual way."""


@dataclass(slots=True)
class _Rows:
    """What is written, by table."""

    place: int
    recs: list[tuple[Any, ...]] = field(default_factory=list)
    heads: list[tuple[Any, ...]] = field(default_factory=list)
    elements: list[tuple[Any, ...]] = field(default_factory=list)
    records: list[tuple[Any, ...]] = field(default_factory=list)
    lines: list[tuple[Any, ...]] = field(default_factory=list)
    words: list[tuple[Any, ...]] = field(default_factory=list)
    highest: int = 0


def fill_plain(
    connection: Connection, records: Sequence[RecordState], types: Types
) -> tuple[list[str], list[RecordState], int]:
    """Write the plain ones of some records, in the caller's transaction.

    Returns the ids of those a person can see, the records that are left, and the highest clock among the written.
    """
    known = _known(connection, records)
    rows = _Rows(int(connection.execute("SELECT coalesce(max(id), 0) FROM listed").fetchone()[0]))
    seen, rest = [], []
    for one in records:
        try:
            if one.r in known:
                raise _NotPlain
            if _add(rows, one, types.get(one.y)):
                seen.append(one.r)
        except _NotPlain:
            rest.append(one)
        known.add(one.r)
    tables = ((_REC, rows.recs), (_HEAD, rows.heads), (_ELEMENT, rows.elements), (_RECORD, rows.records))
    for sql, values in (*tables, (_LINE, rows.lines), (_WORDS, rows.words)):
        connection.executemany(sql, values)
    return seen, rest, rows.highest


def _known(connection: Connection, records: Sequence[RecordState]) -> set[str]:
    asked = json.dumps([one.r for one in records])
    found = connection.execute(
        "SELECT rid FROM rec WHERE rid IN (SELECT value FROM json_each(?1)) UNION"
        " SELECT rid FROM outbox WHERE rid IN (SELECT value FROM json_each(?1))",
        (asked,),
    )
    return {rid for (rid,) in found.fetchall()}


def _add(rows: _Rows, one: RecordState, record_type: type[Record] | None) -> bool:
    """Add the rows of one record, or none of them and raise _NotPlain; return whether it has a readable row."""
    heads = [(one.r, _number(fid), *_plain(held, one.s)) for fid, held in one.heads.items()]
    elements = [
        (one.r, _number(fid), key, *_plain(held, one.s)[:-2])
        for fid, by_key in one.adds.items()
        for key, held in by_key.items()
    ]
    if str(DELETED) not in one.heads:
        raise _NotPlain
    newest = max((held[0] for held in one.heads.values()), key=_seq)
    if record_type is not None:
        first = one.heads[str(DELETED)][0]
        _add_readable(rows, one, record_type, _body(record_type, heads, elements), (first, newest))
    rows.recs.append((one.r, one.y, one.s, one.created, one.g, one.last))
    rows.heads += heads
    rows.elements += elements
    rows.highest = max(rows.highest, newest.h)
    return record_type is not None


_seq = attrgetter("q")


def _plain(held: Sequence[HeadState], scope: str) -> tuple[Any, ...]:
    """Return the columns of the only head of a field: dev, dseq, v, hlc, seq, actor, scope, wall, was."""
    if len(held) != 1:
        raise _NotPlain
    state = held[0]
    told = text(state.v)
    if len(told) > MAX_VALUE_BYTES:
        raise _NotPlain
    return (*state.op, told, state.h, state.q, state.a, scope, state.w, None)


@lru_cache(maxsize=4096)
def _number(fid: str) -> int:
    if not (fid.isascii() and fid.isdecimal()):
        raise _NotPlain
    return int(fid)


def _body(record_type: type[Record], heads: Iterable[tuple[Any, ...]], elements: Sequence[tuple[Any, ...]]) -> str:
    """Return the JSON of a record; values are passed on as they came, elements in the order they were added in."""
    names, empty = names_by_fid(record_type), empty_names(record_type)
    found = [(names[fid], told) for _rid, fid, _dev, _dseq, told, *_ in heads if fid in names]
    if elements:
        found += _sets(names, elements, set_fids(record_type))
    return "{" + ",".join(f'"{name}":{told}' for name, told in found if name not in empty or told not in _NOTHING) + "}"


_NOTHING = ("null", "[]")


def _sets(names: Mapping[int, str], elements: Sequence[tuple[Any, ...]], sets: frozenset[int]) -> list[tuple[str, str]]:
    by_field: dict[int, list[tuple[Any, ...]]] = {}
    for _rid, fid, key, dev, dseq, told, hlc, *_ in elements:
        if fid in sets:
            by_field.setdefault(fid, []).append((hlc, (dev, dseq), key, told))
    return [(names[fid], f"[{','.join(row[3] for row in sorted(held))}]") for fid, held in by_field.items()]


def _add_readable(
    rows: _Rows, one: RecordState, record_type: type[Record], body: str, ends: tuple[HeadState, HeadState]
) -> None:
    try:
        record = record_type.from_json(body)
    except ValidationError:
        raise _NotPlain from None
    first, newest = ends
    gone = int(one.g == 1)
    copies = copied(vars(record)).values()
    rows.records.append((one.r, one.y, one.s, body, gone, first.w, first.a, newest.w, newest.a, *copies))
    heading = None if gone else record.heading()
    if heading is not None:
        rows.place += 1
        sort = listing.folded(heading.sort)
        rows.lines.append((rows.place, one.r, one.y, one.s, sort, heading.title, heading.number))
        rows.words.append((rows.place, listing.index_words(record)))
