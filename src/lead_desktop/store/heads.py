"""Heads and set elements of records: the truth that the readable row is computed from (sync 3.2)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from lead_desktop.domain.base import Note, Record, notes_by_fid
from lead_desktop.store import clashes
from lead_desktop.store.cipher import Connection
from lead_desktop.wire import kinds
from lead_desktop.wire.merge import Head, elements, fold, removed, winner
from lead_desktop.wire.op import DELETED, Op, OpId

_HEAD = "rid = ? AND fid = ? AND dev = ? AND dseq = ?"
_ELEMENT = "rid = ? AND fid = ? AND ekey = ? AND dev = ? AND dseq = ?"
_HEAD_GOES, _HEAD_HIDES = f"DELETE FROM head WHERE {_HEAD}", f"UPDATE head SET hid = 1 WHERE {_HEAD}"  # noqa: S608 - our own words
_ELEMENT_GOES, _ELEMENT_HIDES = f"DELETE FROM elem WHERE {_ELEMENT}", f"UPDATE elem SET hid = 1 WHERE {_ELEMENT}"  # noqa: S608 - our own words
"""What an operation replaces: an own one goes, one of the hub is hidden until the hub has taken the operation."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a form showed when it opened: heads by field, adds by field and element, and the causal past.

    others: heads of a field that say something else than the form shows; only who saw them replaces them (I9).
    """

    heads: Mapping[int, tuple[OpId, ...]] = field(default_factory=dict)
    adds: Mapping[int, Mapping[str, tuple[OpId, ...]]] = field(default_factory=dict)
    seen: tuple[int, int] = (0, 0)
    others: Mapping[int, tuple[OpId, ...]] = field(default_factory=dict)

    def all_heads(self, fid: int) -> tuple[OpId, ...]:
        """Return every head of a field, for who decides between them."""
        return (*self.heads.get(fid, ()), *self.others.get(fid, ()))


def read_base(connection: Connection, rid: str, record_type: type[Record], seen: tuple[int, int]) -> Base:
    """Read the heads and adds of a record as they stand now."""
    heads: dict[int, list[OpId]] = {}
    for fid, dev, dseq in connection.execute("SELECT fid, dev, dseq FROM head WHERE rid = ? AND hid = 0", (rid,)):
        heads.setdefault(fid, []).append((dev, dseq))
    about = notes_by_fid(record_type)
    twofold = {fid: _sides(connection, rid, fid, about.get(fid)) for fid, ops in heads.items() if len(ops) > 1}
    adds: dict[int, dict[str, list[OpId]]] = {}
    held = connection.execute("SELECT fid, ekey, dev, dseq FROM elem WHERE rid = ? AND hid = 0", (rid,))
    for fid, ekey, dev, dseq in held:
        adds.setdefault(fid, {}).setdefault(ekey, []).append((dev, dseq))
    return Base(
        {fid: twofold[fid][0] if fid in twofold else tuple(ops) for fid, ops in heads.items()},
        {fid: {key: tuple(ops) for key, ops in by_key.items()} for fid, by_key in adds.items()},
        seen,
        {fid: others for fid, (_shown, others) in twofold.items()},
    )


def _sides(connection: Connection, rid: str, fid: int, about: Note | None) -> tuple[tuple[OpId, ...], tuple[OpId, ...]]:
    """Return the heads of a field that say what is displayed, and those that say something else.

    Heads between which nobody has to choose are all replaced by the next edit.
    """
    held = field_heads(connection, rid, fid)
    if about and not kinds.disputed([one.value for one in held], about.merge, about.machine):
        return tuple(one.op for one in held), ()
    best = kinds.shown(held, about.merge, about.machine) if about else winner(held)
    shown = tuple(one.op for one in held if best and kinds.same([one.value, best.value]))
    return shown, tuple(one.op for one in held if one.op not in shown)


def field_heads(connection: Connection, rid: str, fid: int) -> tuple[Head, ...]:
    """Read the heads of one field, without those of the hub that an unsent operation replaces."""
    rows = connection.execute(
        "SELECT dev, dseq, v, hlc, actor, seq FROM head WHERE rid = ? AND fid = ? AND hid = 0", (rid, fid)
    )
    return tuple(Head((dev, dseq), json.loads(v), hlc, actor, seq) for dev, dseq, v, hlc, actor, seq in rows)


def field_adds(connection: Connection, rid: str, fid: int) -> dict[str, tuple[Head, ...]]:
    """Read the adds of one set field, by element key."""
    rows = connection.execute(
        "SELECT ekey, dev, dseq, v, hlc, actor, seq FROM elem WHERE rid = ? AND fid = ? AND hid = 0", (rid, fid)
    )
    found: dict[str, list[Head]] = {}
    for ekey, dev, dseq, v, hlc, actor, seq in rows:
        found.setdefault(ekey, []).append(Head((dev, dseq), json.loads(v), hlc, actor, seq))
    return {key: tuple(heads) for key, heads in found.items()}


def insert_new(connection: Connection, op: Op, dev: int, sets: frozenset[int]) -> None:
    """Store the heads and elements that a `new` operation brings; nothing of the record was there before."""
    scalars, adds = [(op.r, DELETED, dev, op.n, "false", op.h, op.a, op.s)], []
    for key, value in op.v.items():
        fid = int(key)
        if fid in sets:
            adds += [(op.r, fid, ekey, dev, op.n, text(one), op.h, op.a, op.s) for ekey, one in value.items()]
        else:
            scalars.append((op.r, fid, dev, op.n, text(value), op.h, op.a, op.s))
    connection.executemany(
        "INSERT INTO head(rid, fid, dev, dseq, v, hlc, actor, scope) VALUES(?, ?, ?, ?, ?, ?, ?, ?)", scalars
    )
    if adds:
        connection.executemany(
            "INSERT INTO elem(rid, fid, ekey, dev, dseq, v, hlc, actor, scope) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", adds
        )


def apply_set(connection: Connection, op: Op, dev: int, note: Note | None = None) -> Any:  # noqa: ANN401 - any JSON value
    """Fold a `set`, `del` or `undel` into its field's heads; return the value that is now displayed.

    note: what is known of the field; None for a record's existence.
    """
    value = op.k == "del" if op.f == DELETED else op.v
    new = Head((dev, op.n), value, op.h, op.a)
    before = field_heads(connection, op.r, op.f)
    after = fold(before, new, op.b)
    for one in before:
        if one not in after:
            connection.execute(_HEAD_GOES if one.seq is None else _HEAD_HIDES, (op.r, op.f, *one.op))
    connection.execute(
        "INSERT OR IGNORE INTO head(rid, fid, dev, dseq, v, hlc, actor, scope) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (op.r, op.f, dev, op.n, text(value), op.h, op.a, op.s),
    )
    if len(before) > 1 or len(after) > 1:
        clashes.note(connection, (op.r, op.f, op.y, op.s), [text(one.value) for one in after], note)
    best = kinds.shown(after, note.merge, note.machine) if note else winner(after)
    return best.value if best else None


def apply_element(connection: Connection, op: Op, dev: int) -> None:
    """Fold an `add` or a `rem` into a set; an add that the removal did not see stays."""
    key = op.v["e"]
    before = field_adds(connection, op.r, op.f).get(key, ())
    after = removed(before, op.b)
    for one in before:
        if one not in after:
            connection.execute(_ELEMENT_GOES if one.seq is None else _ELEMENT_HIDES, (op.r, op.f, key, *one.op))
    if op.k == "add":
        connection.execute(
            "INSERT OR IGNORE INTO elem(rid, fid, ekey, dev, dseq, v, hlc, actor, scope)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (op.r, op.f, key, dev, op.n, text(op.v["v"]), op.h, op.a, op.s),
        )


def set_value(connection: Connection, rid: str, fid: int) -> tuple[Any, ...]:
    """Return the elements of a set field as they are displayed."""
    return elements(field_adds(connection, rid, fid))


def text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a value as JSON, as it stands in columns."""
    return to_json(value).decode()
