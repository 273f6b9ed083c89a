"""Whether a record is there: deletion against edits that did not know of it, and the other way round (sync 3.9).

Each operation carries its causal past in two numbers, `c`: the hub sequence its author had received, and the
author's own last number. From these alone is told who knew of what, never from clocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from lead_desktop.wire.merge import Head
from lead_desktop.wire.op import OpId


class Life(IntEnum):
    """How a record stands; the numbers travel as `g`."""

    THERE = 0
    GONE = 1
    KEPT = 2
    """There, although somebody deleted it: a person has to choose."""


@dataclass(frozen=True, slots=True)
class Past:
    """The causal past of an operation: its device, and its `c`."""

    dev: int
    seen: tuple[int, int]

    def holds(self, op: OpId, seq: int | None) -> bool:
        """Tell whether an operation, with the hub sequence it has if it has one, stands in this past."""
        return (seq is not None and seq <= self.seen[0]) or (op[0] == self.dev and op[1] <= self.seen[1])

    def holds_all(self, heads: Iterable[Head]) -> bool:
        """Tell whether every head stands in this past."""
        return all(self.holds(one.op, one.seq) for one in heads)


def existed(before: Life, after: Iterable[Head], *, unseen: bool) -> Life:
    """Return how a record stands after a `del` or `undel`.

    after: the heads of its existence then, each True for a deletion. unseen: whether it is a deletion whose past
    lacks an operation on the record itself. What a person has to choose about stays so until an operation names
    every head. Records that belong to this one are no part of it (docs/decisions/007).
    """
    said = [bool(one.value) for one in after]
    if unseen or len(set(said)) > 1:
        return Life.KEPT
    if not said[0]:
        return Life.THERE
    return Life.KEPT if before is Life.KEPT and len(said) > 1 else Life.GONE


def edited(before: Life, deletions: Iterable[Head], past: Past) -> Life:
    """Return how a record stands after another operation on it; `deletions` are the heads of its existence."""
    if before is Life.GONE and not past.holds_all(deletions):
        return Life.KEPT
    return before
