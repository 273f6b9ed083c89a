"""Taking a transaction back with new operations; nothing is erased from history."""

import json
from collections.abc import Iterable, Set as AbstractSet
from typing import Any

from lead_desktop.domain.base import Record, notes
from lead_desktop.errors import ChosenMeanwhile
from lead_desktop.store.fields import element_key, set_fids
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.records import Opened, Reading
from lead_desktop.store.writing import Before, Saved, Types, Writing
from lead_desktop.wire.op import DELETED, OpId


def take_back(work: Writing, reading: Reading, saved: Saved, types: Types) -> None:
    """Undo a transaction with new operations: what was created goes, what was changed gets its old values.

    What arrived after it was seen by nobody who undoes and is not written over (I9): raises ChosenMeanwhile when a
    touched field holds anything but what the transaction wrote, NotFound when a record is not here any more.
    """
    dev = read_tail(work.vault.writer).dev
    own = frozenset((dev, number) for number in range(saved.first, saved.last + 1))
    for before in reversed(saved.befores):
        record_type = types[before.type]
        opened = reading.open(record_type, before.rid, gone=before.removed)
        if before.removed:
            _must_be_own(opened.base.all_heads(DELETED), own)
            work.restore(opened)
        elif before.values is None:
            _must_be_own(_everything(opened), own)
            work.remove(opened)
        else:
            held = opened.record.model_dump(mode="json")
            old = {name: _old(opened, before, name, held[name], own) for name in before.values}
            work.edit(opened, record_type.from_json(json.dumps({**held, **old})))


def _must_be_own(found: Iterable[OpId], own: AbstractSet[OpId]) -> None:
    ops = set(found)
    if not ops or ops - own:
        raise ChosenMeanwhile


def _everything(opened: Opened[Record]) -> Iterable[OpId]:
    base = opened.base
    for fid in base.heads:
        yield from base.all_heads(fid)
    for by_key in base.adds.values():
        for ops in by_key.values():
            yield from ops


def _old(opened: Opened[Record], before: Before, name: str, held: Any, own: AbstractSet[OpId]) -> Any:  # noqa: ANN401 - JSON
    """Return what a field is to hold again; of a set only the elements that the transaction touched go back."""
    fid, was = notes(type(opened.record))[name].fid, (before.values or {})[name]
    if fid not in set_fids(type(opened.record)):
        _must_be_own(opened.base.all_heads(fid), own)
        return was
    old, new = _by_key(was), _by_key(before.after[name])
    touched = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    adds = opened.base.adds.get(fid, {})
    for key in touched:
        if key in new or key in adds:
            _must_be_own(adds.get(key, ()), own)
    return [one for key, one in _by_key(held).items() if key not in touched] + [
        one for key, one in old.items() if key in touched
    ]


def _by_key(elements: Iterable[Any]) -> dict[str, Any]:
    return {element_key(one): one for one in elements}
