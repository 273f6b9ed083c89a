"""What each laptop is known to have saved, and what its person had on the screen: kept apart from every vault."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.sync.oracle import OpName, Place, canon

Screen = dict[Place, frozenset[OpName]]
OUTBOX = "dseq, tx, kind, rid, type, scope, fid, v, base, ctx, hlc, wall, actor, sv"


def body_of(row: tuple[Any, ...]) -> str:
    """Write an operation as its author's object, from a row of the outbox, by other code than the product's."""
    n, t, kind, rid, type_, scope, fid, v, base, ctx, hlc, wall, actor, sv = row
    return canon(
        {"n": n, "t": t, "k": kind, "r": rid, "y": type_, "s": scope, "f": fid, "v": json.loads(v or "null"),
         "b": json.loads(base), "c": json.loads(ctx), "h": hlc, "w": wall, "a": actor, "sv": sv}
    )  # fmt: skip


@dataclass
class Journal:
    """Of one installation (device number): operations by number, and what was on screen when each was written."""

    bodies: dict[int, str] = field(default_factory=dict)
    screens: dict[int, Screen] = field(default_factory=dict)
    times: dict[int, datetime] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return max(self.bodies, default=0)

    def saved(self, rows: Sequence[tuple[Any, ...]], screen: Screen, at: datetime) -> None:
        """Note operations that are durable, with what stood on the screen of the form that made them."""
        for row in rows:
            self.times[row[0]] = at
            self.bodies[row[0]] = body_of(row)
            self.screens[row[0]] = screen

    def part(self, numbers: Iterable[int]) -> "Journal":
        """Return what is noted of some operations."""
        some = set(numbers)
        return Journal(
            {n: body for n, body in self.bodies.items() if n in some},
            {n: screen for n, screen in self.screens.items() if n in some},
            {n: at for n, at in self.times.items() if n in some},
        )

    def strike(self, numbers: Iterable[int]) -> None:
        """Forget operations: they exist nowhere any more, or under other numbers."""
        for n in list(numbers):
            self.bodies.pop(n, None)
            self.screens.pop(n, None)
            self.times.pop(n, None)


def renamed(screen: Screen, names: Mapping[OpName, OpName]) -> Screen:
    """Return what was on a screen, by the names that operations were given later."""
    return {place: frozenset(names.get(one, one) for one in held) for place, held in screen.items()}


@dataclass
class Planted:
    """Words that stand in one scope only."""

    words: dict[str, str] = field(default_factory=dict)

    def of(self, scope: str) -> set[str]:
        return {word for word, where in self.words.items() if where == scope}
