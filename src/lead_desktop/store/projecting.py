"""The readable row, list line and search words of records that arrived, renewed from what is known of their fields."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from lead_desktop.domain.base import Record, names_by_fid, notes
from lead_desktop.store import listing
from lead_desktop.store.cipher import Connection
from lead_desktop.store.fields import copied, empty_names, set_fids
from lead_desktop.store.heads import set_value
from lead_desktop.store.shadow import Rec, Row, Shadow, field_note, shown
from lead_desktop.store.writing import Types
from lead_desktop.wire.merge import Head, elements
from lead_desktop.wire.op import DELETED

Laid = Mapping[int, Mapping[str, list[Row]]]
"""Rows of one record by field and element."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changed a record last, and when by their clock (ms UTC); `seq` orders the stamps of one record."""

    seq: int
    wall: int
    actor: str
    made: tuple[int, str] | None = None


def project(connection: Connection, shadow: Shadow, types: Types, stamps: Mapping[str, Stamp]) -> list[str]:
    """Renew the rows of the records that a page touched; return the ids of those a person can see change.

    A record whose beginning has not arrived, or of a type this version does not know, stays out (sync 3.14).
    """
    by_rid: dict[str, dict[int, dict[str, list[Row]]]] = {rid: {} for rid in stamps}
    for (rid, fid, key), rows in shadow.results.items():
        by_rid.setdefault(rid, {}).setdefault(fid, {})[key] = rows
    bodies = _bodies(connection, by_rid)
    work = _Work(connection, shadow, types)
    seen = []
    for rid, laid in by_rid.items():
        record_type = types.get(shadow.recs[rid].type)
        if record_type is not None and _is_there(shadow, rid):
            work.renew(rid, record_type, laid, bodies.get(rid), stamps.get(rid))
            seen.append(rid)
    work.write()
    return seen


def rebuild(connection: Connection, rid: str, record_type: type[Record]) -> dict[str, Any]:
    """Compute what the fields of a record hold, by name, from its heads and elements; nothing is written."""
    found: dict[str, Any] = {}
    by_fid: dict[int, list[Row]] = {}
    rows = connection.execute("SELECT fid, dev, dseq, v, hlc, actor FROM head WHERE rid = ? AND hid = 0", (rid,))
    for fid, dev, dseq, v, hlc, actor in rows:
        by_fid.setdefault(fid, []).append(Row((dev, dseq), v, hlc, None, actor))
    for fid, name in names_by_fid(record_type).items():
        if fid in set_fids(record_type):
            found[name] = list(set_value(connection, rid, fid))
        elif (best := shown(by_fid.get(fid, ()), field_note(record_type, fid))) is not None:
            found[name] = json.loads(best.v)
    return found


def fitting(record_type: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that this version of the record type takes; the others stay in the heads, unseen."""
    held = dict(values)
    while True:
        try:
            record_type.from_json(json.dumps(held))
        except ValidationError as error:
            odd = {str(one["loc"][0]) for one in error.errors(include_url=False, include_input=False) if one["loc"]}
            if not odd & held.keys():
                return {}
            held = {name: value for name, value in held.items() if name not in odd}
        else:
            return held


class _Work:
    """Collects the rows of many records, so that each statement runs for all of them."""

    def __init__(self, connection: Connection, shadow: Shadow, types: Types) -> None:
        self._connection, self._shadow, self._types = connection, shadow, types
        self._new: list[tuple[Any, ...]] = []
        self._changed: list[tuple[Any, ...]] = []
        self._stamped: list[tuple[Any, ...]] = []
        self._lines: list[tuple[str, str, Record]] = []
        self._renewed: list[tuple[str, Record]] = []
        self._place = int(connection.execute("SELECT coalesce(max(id), 0) FROM listed").fetchone()[0])

    def renew(
        self, rid: str, record_type: type[Record], laid: Laid, before: tuple[str, int] | None, stamp: Stamp | None
    ) -> None:
        rec = self._shadow.recs[rid]
        gone = _gone(self._shadow, rid)
        if before is None:
            self._begin(rid, rec, record_type, laid, (gone, stamp))
            return
        names = names_by_fid(record_type)
        changed = {names[fid]: self._value(rid, fid, rows) for fid, rows in laid.items() if fid in names}
        told, record = _merged(record_type, json.loads(before[0]), changed)
        self._changed.append((told, gone, *_copies(record), rid))
        if stamp is not None and not self._shadow.counting(rid):
            self._stamped.append((stamp.wall, stamp.actor, rid))
        self._renew_line(rid, record, changed, (before[1], gone))

    def write(self) -> None:
        self._connection.executemany(
            "UPDATE record SET body = ?, gone = ?, person = ?, parent = ?, status = ? WHERE rid = ?", self._changed
        )
        sql = "UPDATE record SET updated_ms = ?, updated_by = ? WHERE rid = ?"
        self._connection.executemany(sql, self._stamped)
        self._connection.executemany(
            "INSERT INTO record(rid, type, scope, body, gone, created_ms, created_by, updated_ms, updated_by, person,"
            " parent, status) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._new,
        )
        there = listing.renew(self._connection, self._renewed)
        self._lines += [
            (rid, self._shadow.recs[rid].scope, record) for rid, record in self._renewed if rid not in there
        ]
        lines, words = [], []
        for rid, scope, record in self._lines:
            heading = record.heading()
            if heading is not None:
                self._place += 1
                sort = listing.folded(heading.sort)
                lines.append((self._place, rid, record.TYPE, scope, sort, heading.title, heading.number))
                words.append((self._place, listing.index_words(record)))
        self._connection.executemany(
            "INSERT INTO listed(id, rid, type, scope, sort, title, number) VALUES(?, ?, ?, ?, ?, ?, ?)", lines
        )
        self._connection.executemany("INSERT INTO listed_fts(rowid, words) VALUES(?, ?)", words)

    def _begin(
        self, rid: str, rec: Rec, record_type: type[Record], laid: Laid, about: tuple[int, Stamp | None]
    ) -> None:
        gone, stamp = about
        told = self._told(rid, record_type, laid) if rec.fresh else ""
        try:
            record = record_type.from_json(told)
        except ValidationError:
            values = self._values(rid, record_type, laid)
            told = json.dumps(_filled(record_type, fitting(record_type, values)), ensure_ascii=False)
            record = record_type.from_json(told)
        made = (stamp.made if stamp else None) or _made(laid)
        changed = (stamp.wall, stamp.actor) if stamp else made
        self._new.append((rid, rec.type, rec.scope, told, gone, *made, *changed, *_copies(record)))
        if not gone:
            self._lines.append((rid, rec.scope, record))

    def _values(self, rid: str, record_type: type[Record], laid: Laid) -> dict[str, Any]:
        """Return what the fields of a record hold, from this page when all of it is there, else from its heads."""
        if not self._shadow.recs[rid].fresh:
            return rebuild(self._connection, rid, record_type)
        names = names_by_fid(record_type)
        return {names[fid]: self._value(rid, fid, rows) for fid, rows in laid.items() if fid in names}

    def _told(self, rid: str, record_type: type[Record], laid: Laid) -> str:
        """Return the JSON of a record that is all in this page; values that stand alone are passed on as they came."""
        names, empty = names_by_fid(record_type), empty_names(record_type)
        found = []
        for fid, rows in laid.items():
            name = names.get(fid)
            if name is None:
                continue
            alone = rows.get("")
            if alone is not None and len(alone) == 1 and not alone[0].hid:
                told = alone[0].v
            else:
                told = json.dumps(self._value(rid, fid, rows), ensure_ascii=False)
            if name not in empty or told not in ("null", "[]"):
                found.append(f'"{name}":{told}')
        return f"{{{','.join(found)}}}"

    def _value(self, rid: str, fid: int, rows: Mapping[str, list[Row]]) -> Any:  # noqa: ANN401 - any JSON value
        if "" in rows:
            best = shown(rows[""], field_note(self._types.get(self._shadow.recs[rid].type), fid))
            return json.loads(best.v) if best else None
        if self._shadow.recs[rid].fresh:
            return list(elements({key: _heads(held) for key, held in rows.items()}))
        return list(set_value(self._connection, rid, fid))

    def _renew_line(self, rid: str, record: Record, changed: Iterable[str], gone: tuple[int, int]) -> None:
        before, now = gone
        searched = any(notes(type(record))[name].search for name in changed)
        if now:
            listing.remove(self._connection, rid)
        elif searched or before:
            self._renewed.append((rid, record))


def _merged(record_type: type[Record], held: Mapping[str, Any], changed: Mapping[str, Any]) -> tuple[str, Record]:
    """Return a record with what changed in it, as JSON and read; what this version does not take is left out."""
    kept = {name: value for name, value in held.items() if name not in changed}
    try:
        told = json.dumps(kept | _filled(record_type, changed), ensure_ascii=False)
        return told, record_type.from_json(told)
    except ValidationError:
        told = json.dumps(kept | _filled(record_type, fitting(record_type, changed)), ensure_ascii=False)
        return told, record_type.from_json(told)


def _made(laid: Laid) -> tuple[int, str]:
    """Return when and by whom a record was begun, as its oldest head says."""
    rows = [row for by_key in laid.values() for held in by_key.values() for row in held]
    first = min(rows, key=lambda row: (row.hlc, row.op), default=None)
    return (first.hlc >> 16 if first.wall is None else first.wall, first.actor) if first else (0, "")


def _is_there(shadow: Shadow, rid: str) -> bool:
    return shadow.recs[rid].created is not None or any(one.kind == "new" for one in shadow.counting(rid))


def _gone(shadow: Shadow, rid: str) -> int:
    """Tell whether a record is deleted: as the hub says, unless this device deleted or restored it since."""
    for one in reversed(shadow.counting(rid)):
        if one.fid == DELETED and one.kind != "new":
            return int(one.kind == "del")
    return int(shadow.recs[rid].g == 1)


def _heads(rows: Iterable[Row]) -> Iterator[Head]:
    return (Head(row.op, json.loads(row.v), row.hlc, row.actor) for row in rows if not row.hid)


def _filled(record_type: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    empty = empty_names(record_type)
    return {name: value for name, value in values.items() if name not in empty or value not in (None, [])}


def _copies(record: Record) -> tuple[Any, ...]:
    return tuple(copied(vars(record)).values())


def _bodies(connection: Connection, rids: Iterable[str]) -> dict[str, tuple[str, int]]:
    rows = connection.execute(
        "SELECT rid, body, gone FROM record WHERE rid IN (SELECT value FROM json_each(?))", (json.dumps(list(rids)),)
    )
    return {rid: (body, gone) for rid, body, gone in rows}
