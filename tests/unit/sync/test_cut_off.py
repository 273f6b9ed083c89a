"""Broken off at any statement of a round, by a fault or by the end of the process: the next round makes it whole."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lead_desktop.errors import LeadError
from lead_desktop.store.proof import operation_faults
from lead_desktop.store.proof_held import held_faults
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import Side, laptop
from tests.fakes.records import TYPES, FullName, a_thing
from tests.fakes.small_hub import SmallHub
from tests.unit.sync.test_engine import SETS, same_as_hub


class Broken(LeadError):
    """The fault that is put in."""

    code = "broken"


class World:
    def __init__(self, folder: Path) -> None:
        self.hub = SmallHub(sets=SETS)
        clock = StandingClock()
        self.a, self.b = laptop(folder / "a", clock, 1), laptop(folder / "b", clock, 2)
        self.rids = [self.a.create(a_thing(count=one, tags=("a", "b"))) for one in range(4)]
        self.a.sync(self.hub.at(1))
        self.b.sync(self.hub.at(2))

    def news(self, turn: int) -> None:
        """Let something of every kind wait on both sides."""
        self.hub.may = lambda dev, scope: dev != 2 or not scope.startswith(self.rids[turn % 3])
        self.a.change(self.rids[3], count=turn % 30, tags=("b", str(turn)), name=FullName(first=f"N{turn}", last="L"))
        self.a.create(a_thing(count=turn % 30))
        self.a.sync(self.hub.at(1))
        self.b.change(self.rids[3], phone=f"505{turn:07}", tags=("a", f"x{turn}"))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.a.vault.close()
    made.b.vault.close()


def broken_at(side: Side, number: int) -> Callable[[], bool]:
    """Let the `number`th statement of the writing connection fail; tells whether that many were run, and mends it."""
    writer, seen = side.vault.writer, [0]
    raw = type(writer).run.__get__(writer)

    def run(sql: str, call: Callable[..., Any], *given: object) -> Any:
        seen[0] += sql not in ("fetch", "ROLLBACK")
        if seen[0] == number:
            raise Broken
        return raw(sql, call, *given)

    writer.run = run  # type: ignore[method-assign]

    def mended() -> bool:
        del writer.run
        return seen[0] >= number

    return mended


@pytest.mark.survives(82)
def test_a_fault_at_any_statement_of_a_round_leaves_no_half_record_and_no_double(world: World) -> None:
    reached, number = True, 0
    while reached:
        number += 3
        world.news(number)
        mended = broken_at(world.b, number)
        with suppress(Broken):
            world.b.sync(world.hub.at(2))
        reached = mended()
        assert list(held_faults(world.b.vault.reader, TYPES, lambda: None)) == [], number
        assert list(operation_faults(world.b.vault.reader, {}, lambda: None)) == [], number
        world.b.sync(world.hub.at(2))
        world.b.sync(world.hub.at(2))
        same_as_hub(world.b, world.hub, 2)
        held = {scope for (scope,) in world.b.rows("SELECT scope FROM held")}
        assert held == {scope for scope in world.hub.scopes if world.hub.may(2, scope)}
    assert number > 100
    numbers = [one.op["n"] for one in world.hub.kept if one.dev == 2]
    assert numbers == sorted(set(numbers)), "each operation once"
