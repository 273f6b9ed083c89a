"""How a record came about: each field, who changed it, when, from what to what (domain 2.7; issue 4).

What this laptop knows: everything done here, and the newest that others did.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.base import Merge, Note, Record, names_by_fid, notes
from lead_desktop.store.tracing import Trace, traces
from lead_desktop.wire.op import DELETED

_OURS = 899
"""From this number on fields belong to the envelope: how it was entered, whose it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field. before, after: as the record holds them, None for nothing; who: a worker's id.

    field: its name; blank for a record that was taken off (after True) or brought back (after False).
    """

    field: str
    who: str
    when: datetime
    before: Any
    after: Any


def history(desk: Desk, record_type: type[Record], rid: str, *, person: str, own: bool = False) -> tuple[Change, ...]:
    """Return the changes of a record, newest first; the reading is written to the audit chain. Raises NotAllowed.

    Fields that are masked until somebody asks are left out.
    """
    desk.allow("read", record_type, own=own, person=person)
    desk.note(f"{record_type.NAME}.history", rid)
    found: list[Change] = []
    held: dict[str, Any] = {}
    for trace in traces(desk.vault.reader, rid):
        for name, value in _values(record_type, trace, held):
            if held.get(name) != value:
                when = datetime.fromtimestamp(trace.wall / 1000, UTC).astimezone(desk.clock.now().tzinfo)
                before, after = (_read(record_type, name, one) for one in (held.get(name), value))
                found.append(Change(name, trace.actor, when, before, after))
                held[name] = value
    return tuple(reversed(found))


def _values(record_type: type[Record], trace: Trace, held: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each field that an operation touched with the JSON value it then had."""
    if trace.fid == DELETED and trace.kind in ("set", "del", "undel"):
        gone = trace.kind == "del" or (trace.kind == "set" and bool(trace.value))
        if gone or held.get(""):
            yield "", gone
        return
    if trace.kind == "new":
        for fid, value in trace.value.items():
            yield from _field(record_type, int(fid), list(value.values()) if _is_set(record_type, int(fid)) else value)
        return
    name = names_by_fid(record_type).get(trace.fid)
    if name is None:
        return
    if trace.kind == "set":
        yield from _field(record_type, trace.fid, trace.value)
    else:
        yield from _field(record_type, trace.fid, _elements(trace, held.get(name) or []))


def _elements(trace: Trace, before: list[Any]) -> list[Any]:
    """Return the elements of a set after one of them was put in or taken out."""
    element = trace.value.get("v")
    key = str(trace.value.get("e", _key(element)))
    others = [one for one in before if _key(one) != key]
    return others if trace.kind == "rem" else [*others, element]


def _key(element: Any) -> str:  # noqa: ANN401 - any JSON value
    return str(element["key"]) if isinstance(element, dict) else str(element)


def _is_set(record_type: type[Record], fid: int) -> bool:
    note = _note(record_type, fid)
    return note is not None and note.merge is Merge.SET


def _note(record_type: type[Record], fid: int) -> Note | None:
    name = names_by_fid(record_type).get(fid)
    return notes(record_type)[name] if name else None


def _field(record_type: type[Record], fid: int, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON value
    note = _note(record_type, fid)
    if note is not None and not note.masked and not note.ref and fid < _OURS:
        yield names_by_fid(record_type)[fid], value


def _read(record_type: type[Record], name: str, value: Any) -> Any:  # noqa: ANN401 - as the record holds it
    """Return a JSON value as the record holds it; None for nothing and for what this version cannot read."""
    if not name:
        return bool(value)
    if value in (None, []):
        return None
    try:
        return getattr(record_type.from_json(json.dumps({name: value})), name)
    except ValidationError:
        return None
