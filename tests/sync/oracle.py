"""What must be true, worked out from the bare operations: no line of this is shared with the merge of the product.

An operation is the JSON object its author wrote, with the number of its device. Heads are the operations that put
something into a place, minus those that some operation at this place names as replaced (invariant I2).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lead_desktop.domain.base import Merge, notes
from lead_desktop.domain.catalogue import RECORD_TYPES

Place = tuple[str, int, str]
OpName = tuple[int, int]
SETS = {
    one.TYPE: {note.fid for note in notes(one).values() if note.merge is Merge.SET} for one in RECORD_TYPES.values()
}


@dataclass(frozen=True)
class Said:
    """One applied operation: its author's object, its device, its number in the order and its clamped clock."""

    body: Mapping[str, Any]
    dev: int
    seq: int
    hlc: int
    scope: str

    @property
    def name(self) -> OpName:
        return self.dev, self.body["n"]

    def saw(self, other: "Said") -> bool:
        """Tell whether the author knew of another operation that stood when this one came.

        What a person let in later than it was written did not stand for what its own laptop did in between.
        """
        own = other.dev == self.dev and other.body["n"] <= self.body["c"][1] and other.seq < self.seq
        return other.seq <= self.body["c"][0] or own


@dataclass(frozen=True)
class Kept:
    """One head: what it says, where it stands in the order, its clock."""

    value: str
    seq: int
    hlc: int


def canon(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def puts(op: Said) -> Iterator[tuple[Place, str]]:
    """Yield what an operation puts where."""
    body = op.body
    rid, kind = body["r"], body["k"]
    if kind == "new":
        yield (rid, 0, ""), "false"
        for text, value in body["v"].items():
            fid = int(text)
            if fid in SETS[body["y"]]:
                for key, element in value.items():
                    yield (rid, fid, key), canon(element)
            else:
                yield (rid, fid, ""), canon(value)
    elif kind in ("del", "undel"):
        yield (rid, 0, ""), canon(kind == "del")
    elif kind == "set":
        yield (rid, body["f"], ""), canon(body["v"])
    elif kind == "add":
        yield (rid, body["f"], body["v"]["e"]), canon(body["v"]["v"])


def at(op: Said) -> Place:
    """Return the one place at which an operation replaces others."""
    body = op.body
    return body["r"], body["f"], body["v"]["e"] if body["k"] in ("add", "rem") else ""


def heads(ops: Iterable[Said]) -> dict[Place, dict[OpName, Kept]]:
    """Return the heads of every place at which anything was ever put, in whatever order operations came."""
    there: dict[Place, dict[OpName, Kept]] = {}
    named: set[tuple[Place, OpName]] = set()
    for op in ops:
        for place, value in puts(op):
            there.setdefault(place, {})[op.name] = Kept(value, op.seq, op.hlc)
        for one in op.body["b"]:
            named.add((at(op), (one[0], one[1])))
    return {
        place: {name: one for name, one in held.items() if (place, name) not in named} for place, held in there.items()
    }


def life(ops: Iterable[Said]) -> dict[str, int]:
    """Return of each record whether it is there (0), deleted (1), or kept although somebody deleted it (2)."""
    by_record: dict[str, list[Said]] = {}
    for op in ops:
        by_record.setdefault(op.body["r"], []).append(op)
    return {rid: _life(rid, held) for rid, held in by_record.items()}


def _life(rid: str, ops: list[Said]) -> int:
    standing = heads(ops)[rid, 0, ""]
    by_name = {op.name: op for op in ops}
    gone = [by_name[name] for name, one in standing.items() if one.value == "true"]
    if not gone:
        return 0
    unseen = [
        op
        for op in ops
        if op.body["k"] not in ("del", "undel")
        and any(not one.saw(op) and not op.saw(one) for one in gone if op.name != one.name)
    ]
    return 2 if unseen or len(gone) < len(standing) else 1


def shown(held: Mapping[OpName, Kept]) -> str | None:
    """Return the value that is displayed: the highest clock, then device and number."""
    if not held:
        return None
    return max((one.hlc, name, one.value) for name, one in held.items())[2]


def moments(ops: Iterable[Said]) -> dict[Place, list[tuple[int, frozenset[OpName]]]]:
    """Return how the heads of each place stood after each operation that touched it, oldest first."""
    standing: dict[Place, set[OpName]] = {}
    named: dict[Place, set[OpName]] = {}
    found: dict[Place, list[tuple[int, frozenset[OpName]]]] = {}
    for op in sorted(ops, key=lambda one: one.seq):
        replaced = {(one[0], one[1]) for one in op.body["b"]}
        places = [place for place, _ in puts(op)] or [at(op)]
        for place in places:
            now, gone = standing.setdefault(place, set()), named.setdefault(place, set())
            if place == at(op):
                gone |= replaced
            if op.body["k"] != "rem":
                now.add(op.name)
            now -= gone
            found.setdefault(place, []).append((op.seq, frozenset(now)))
    return found
