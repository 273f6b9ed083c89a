"""What was done to one record, as far as this laptop knows: its own operations, and the newest of everybody else's."""

import json
from dataclasses import dataclass
from typing import Any

from lead_desktop.store.cipher import Connection
from lead_desktop.store.ledger import read_tail
from lead_desktop.wire.op import OpId

_OWN = "SELECT dseq, kind, fid, v, wall, actor, hlc FROM outbox WHERE rid = ?"
_SENT = "SELECT dev, dseq, kind, fid, v, wall, actor, hlc FROM sent_log WHERE rid = ?"
_HEADS = "SELECT dev, dseq, fid, v, coalesce(wall, hlc >> 16), actor, hlc FROM head WHERE rid = ?"
_ELEMENTS = "SELECT dev, dseq, fid, v, hlc >> 16, actor, hlc FROM elem WHERE rid = ?"


@dataclass(frozen=True, slots=True)
class Trace:
    """One operation. kind: new, set, add, rem, del or undel; value as JSON; wall: ms UTC by its author's clock."""

    op: OpId
    kind: str
    fid: int
    value: Any
    wall: int
    actor: str


def traces(connection: Connection, rid: str) -> tuple[Trace, ...]:
    """Return what was done to a record, oldest first by the clock that orders operations."""
    dev = read_tail(connection).dev
    found: dict[OpId, tuple[int, Trace]] = {}
    for dseq, kind, fid, v, wall, actor, hlc in connection.execute(_OWN, (rid,)):
        found[(dev, dseq)] = (hlc, Trace((dev, dseq), kind, fid, _value(v), wall, actor))
    for its_dev, dseq, kind, fid, v, wall, actor, hlc in connection.execute(_SENT, (rid,)):
        found.setdefault((its_dev, dseq), (hlc, Trace((its_dev, dseq), kind, fid, _value(v), wall, actor)))
    known = set(found)
    for sql, kind in ((_HEADS, "set"), (_ELEMENTS, "add")):
        for its_dev, dseq, fid, v, wall, actor, hlc in connection.execute(sql, (rid,)):
            op = (its_dev, dseq)
            if op not in known:
                value = _value(v) if kind == "set" else {"v": _value(v)}
                found[(its_dev, dseq * 1_000_000 + fid)] = (hlc, Trace(op, kind, fid, value, wall, actor))
    return tuple(one for _hlc, one in sorted(found.values(), key=lambda each: (each[0], each[1].op)))


def _value(text: str | None) -> Any:  # noqa: ANN401 - any JSON value
    return None if text is None else json.loads(text)
