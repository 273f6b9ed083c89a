"""What the hub last said of fields and elements, with this device's own unsent operations laid over it (sync L5).

A place is (record, field, element key); the key is empty for a field that is no set. What arrives is taken iff it is
newer than what is there (the field sequence guard of sync 3.6), so that a page that comes twice, or a part of a
first sync that comes after newer entries, does no harm.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lead_desktop.domain.base import Note, Record, notes_by_fid
from lead_desktop.store import clashes
from lead_desktop.store.cipher import Connection
from lead_desktop.store.heads import text
from lead_desktop.store.outgoing import op_of
from lead_desktop.wire import kinds
from lead_desktop.wire.merge import Head, overlaid, winner
from lead_desktop.wire.messages import HeadState
from lead_desktop.wire.op import DELETED, OpId

Place = tuple[str, int, str]


_HEAD = "dev, dseq, v, hlc, seq, actor, wall, was"


class Row(NamedTuple):
    """One head or add as it is stored; `seq` None is an own one that the hub has not taken yet."""

    op: OpId
    v: str
    hlc: int
    seq: int | None
    actor: str
    wall: int | None = None
    was: str | None = None
    hid: bool = False


class Own(NamedTuple):
    """One own operation that waits for its echo; n: its number in the outbox."""

    n: int
    kind: str
    fid: int
    value: Any
    base: tuple[OpId, ...]
    hlc: int
    wall: int
    actor: str
    seq: int | None
    aside: bool = False
    """The hub put it aside for a person to decide; it counts only while the hub has nothing of the record."""


@dataclass(slots=True)
class Rec:
    """What is known of a record as a whole; `created` None until its `new` has arrived."""

    type: int
    scope: str
    created: int | None = None
    g: int = 0
    g_seq: int = 0
    fresh: bool = True
    changed: bool = False


@dataclass(slots=True)
class Shadow:
    """The part of the store that one page touches, in memory; `write` puts back what changed."""

    connection: Connection
    dev: int
    types: Mapping[int, type[Record]]
    recs: dict[str, Rec] = field(default_factory=dict)
    own: dict[str, list[Own]] = field(default_factory=dict)
    hub: dict[Place, list[Row]] = field(default_factory=dict)
    gone: dict[Place, int] = field(default_factory=dict)
    touched: dict[Place, None] = field(default_factory=dict)
    results: dict[Place, list[Row]] = field(default_factory=dict)
    """What stands at the touched places after `write`."""

    def load(self, rids: Iterable[str]) -> None:
        """Read what is known of some records, and the own operations that wait for them."""
        asked = json.dumps(list(dict.fromkeys(rids)))
        rows = self.connection.execute(
            "SELECT rid, type, scope, created_seq, g, coalesce(g_seq, 0) FROM rec"
            " WHERE rid IN (SELECT value FROM json_each(?))",
            (asked,),
        )
        for rid, record_type, scope, created, g, g_seq in rows:
            self.recs[rid] = Rec(record_type, scope, created, g, g_seq, fresh=False)
        rows = self.connection.execute(
            "SELECT rid, dseq, kind, fid, v, base, hlc, wall, actor, seq, state = 'quarantined' FROM outbox"
            " WHERE rid IN (SELECT value FROM json_each(?)) ORDER BY dseq",
            (asked,),
        )
        for rid, n, kind, fid, v, base, *rest in rows:
            ids = tuple((one[0], one[1]) for one in json.loads(base))
            self.own.setdefault(rid, []).append(Own(n, kind, fid, json.loads(v), ids, *rest))

    def foresee(self, places: Iterable[Place]) -> None:
        """Read what the hub said of fields that will be asked for, in one go."""
        known = [place for place in dict.fromkeys(places) if not place[2] and not self._is_new(place[0])]
        self.hub |= {place: [] for place in known}
        rows = self.connection.execute(
            f"SELECT h.rid, h.fid, {_HEAD} FROM json_each(?) p"  # noqa: S608 - our own words
            " CROSS JOIN head h ON h.rid = p.value ->> 0 AND h.fid = p.value ->> 1 WHERE h.seq IS NOT NULL",
            (json.dumps([place[:2] for place in known]),),
        )
        for rid, fid, dev, dseq, *rest in rows.fetchall():
            self.hub[(rid, fid, "")].append(Row((dev, dseq), *rest))

    def counting(self, rid: str) -> list[Own]:
        """Return the own operations on a record that count, oldest first."""
        exists = self.recs[rid].created is not None
        return [one for one in self.own.get(rid, ()) if not (one.aside and exists)]

    def rows(self, place: Place) -> list[Row]:
        """Return what the hub said of a place, reading it when it is asked for the first time."""
        held = self.hub.get(place)
        if held is None:
            held = self.hub[place] = [] if self._is_new(place[0]) else self._read(place)
        return held

    def guard(self, place: Place) -> int:
        """Return the highest hub sequence known of a place."""
        newest = max((row.seq or 0 for row in self.rows(place)), default=0)
        return max(newest, self._gone(place) if place[2] else 0)

    def take(self, place: Place, heads: Sequence[Row], seq: int) -> bool:
        """Take the heads of a place after the operation with a hub sequence; False when it has newer ones."""
        if (place in self.hub or not self._is_new(place[0])) and seq <= self.guard(place):
            return False
        self.hub[place] = list(heads)
        if place[2]:
            self.gone[place] = 0 if heads else seq
        self.touched[place] = None
        return True

    def touch(self, place: Place) -> None:
        """Lay own operations over a place anew, though the hub said nothing new of it."""
        self.rows(place)
        self.touched[place] = None

    def laid(self, place: Place) -> list[Row]:
        """Return the rows of a place: the hub's, hidden where an own operation replaces them, and the own ones."""
        if place[0] not in self.own:
            return self.rows(place)
        hub, own, guard = self.rows(place), [], self.guard(place)
        for one in self.counting(place[0]):
            said = _said(one, place)
            if said is not None and (one.seq is None or one.aside or one.seq > guard):
                brought = [Row(op_of(self.dev, one.n), value, one.hlc, None, one.actor, one.wall) for value in said]
                own.append((brought[0] if brought else None, one.base))
        seen = overlaid(hub, own)
        shown_ops, from_hub = {row.op for row in seen}, {row.op for row in hub}
        return [
            *(row._replace(hid=row.op not in shown_ops) for row in hub),
            *(row for row in seen if row.op not in from_hub),
        ]

    def write(self) -> None:
        """Put records and touched places back; must run in a transaction."""
        self.connection.executemany(
            "INSERT INTO rec(rid, type, scope, created_seq, g, g_seq) VALUES(?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(rid) DO UPDATE SET created_seq = excluded.created_seq, g = excluded.g,"
            " g_seq = excluded.g_seq",
            [
                (rid, rec.type, rec.scope, rec.created, rec.g, rec.g_seq)
                for rid, rec in self.recs.items()
                if rec.fresh or rec.changed
            ],
        )
        known = [place for place in self.touched if not self._is_new(place[0])]
        self.connection.executemany("DELETE FROM head WHERE rid = ? AND fid = ?", [p[:2] for p in known if not p[2]])
        self.connection.executemany(
            "DELETE FROM elem WHERE rid = ? AND fid = ? AND ekey = ?", [place for place in known if place[2]]
        )
        self.results = {place: self.laid(place) for place in self.touched}
        self._write_heads({place: rows for place, rows in self.results.items() if not place[2]})
        self._write_elements({place: rows for place, rows in self.results.items() if place[2]})

    def _write_heads(self, laid: Mapping[Place, Sequence[Row]]) -> None:
        self.connection.executemany(
            "INSERT INTO head(rid, fid, dev, dseq, v, hlc, seq, actor, scope, wall, was, hid)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*place[:2], *row.op, *row[1:5], self.recs[place[0]].scope, *row[5:])
                for place, rows in laid.items()
                for row in rows
            ],
        )
        clashing = {(one.rid, one.fid) for one in clashes.read(self.connection)}
        for (rid, fid, _), rows in laid.items():
            if len(rows) > 1 or (rid, fid) in clashing:
                self._note_clash(rid, fid, [row.v for row in rows if not row.hid])

    def _note_clash(self, rid: str, fid: int, values: list[str]) -> None:
        rec = self.recs[rid]
        if fid != DELETED:
            about = field_note(self.types.get(rec.type), fid)
            clashes.note(self.connection, (rid, fid, rec.type, rec.scope), values, about)

    def _write_elements(self, laid: Mapping[Place, Sequence[Row]]) -> None:
        self.connection.executemany(
            "INSERT INTO elem(rid, fid, ekey, dev, dseq, v, hlc, seq, actor, scope, hid)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*place, *row.op, row.v, row.hlc, row.seq, row.actor, self.recs[place[0]].scope, row.hid)
                for place, rows in laid.items()
                for row in rows
            ],
        )
        known = [(place, seq) for place, seq in self.gone.items() if place in self.touched]
        self.connection.executemany(
            "DELETE FROM elem_gone WHERE rid = ? AND fid = ? AND ekey = ?", [place for place, seq in known if not seq]
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO elem_gone(rid, fid, ekey, seq, scope) VALUES(?, ?, ?, ?, ?)",
            [(*place, seq, self.recs[place[0]].scope) for place, seq in known if seq],
        )

    def _is_new(self, rid: str) -> bool:
        rec = self.recs.get(rid)
        return rec is None or rec.fresh

    def _read(self, place: Place) -> list[Row]:
        if place[2]:
            sql = (
                "SELECT dev, dseq, v, hlc, seq, actor FROM elem WHERE rid = ? AND fid = ? AND ekey = ?"
                " AND seq IS NOT NULL"
            )
            return [Row((dev, dseq), *rest) for dev, dseq, *rest in self.connection.execute(sql, place).fetchall()]
        sql = f"SELECT {_HEAD} FROM head WHERE rid = ? AND fid = ? AND seq IS NOT NULL"  # noqa: S608 - our own words
        return [Row((dev, dseq), *rest) for dev, dseq, *rest in self.connection.execute(sql, place[:2]).fetchall()]

    def _gone(self, place: Place) -> int:
        held = self.gone.get(place)
        if held is not None or self._is_new(place[0]):
            return held or 0
        sql = "SELECT seq FROM elem_gone WHERE rid = ? AND fid = ? AND ekey = ?"
        row = self.connection.execute(sql, place).fetchone()
        return int(row[0]) if row else 0


def stored(heads: Iterable[HeadState]) -> list[Row]:
    """Return the hub's heads as rows."""
    return [
        Row(one.op, text(one.v), one.h, one.q, one.a, one.w, None if one.was is None else text(one.was))
        for one in heads
    ]


def field_note(record_type: type[Record] | None, fid: int) -> Note | None:
    """Return what is known of a field; None for one that this version does not know."""
    return notes_by_fid(record_type).get(fid) if record_type else None


def shown(rows: Iterable[Row], about: Note | None) -> Row | None:
    """Return the row that is displayed; about: the field's note."""
    visible = {row.op: row for row in rows if not row.hid}
    if len(visible) < 2:
        return next(iter(visible.values()), None)
    heads = [Head(row.op, json.loads(row.v), row.hlc, row.actor) for row in visible.values()]
    best = kinds.shown(heads, about.merge, about.machine) if about else winner(heads)
    return visible[best.op] if best else None


def _said(one: Own, place: Place) -> tuple[str, ...] | None:
    """Return the values that an own operation puts at a place; None when it does not concern it."""
    _rid, fid, key = place
    if one.kind == "new":
        return _begun(one, fid, key)
    if one.fid != fid or (one.kind in ("add", "rem")) != bool(key) or (key and one.value["e"] != key):
        return None
    if one.kind == "rem":
        return ()
    if one.kind == "add":
        return (text(one.value["v"]),)
    return (text(one.kind == "del"),) if fid == DELETED else (text(one.value),)


def _begun(one: Own, fid: int, key: str) -> tuple[str, ...] | None:
    if fid == DELETED:
        return ("false",)
    value = one.value.get(str(fid))
    if key:
        return (text(value[key]),) if isinstance(value, dict) and key in value else None
    return (text(value),) if str(fid) in one.value else None
