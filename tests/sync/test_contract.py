"""The contract of sync holds, whatever happens: the short form of what scripts/prove runs for hours."""

from collections import Counter
from pathlib import Path

import pytest

from lead_desktop.errors import NotFound
from lead_desktop.hub import rules
from lead_desktop.store import schema
from tests.fakes.postgres import Server
from tests.sync.running import roll, run
from tests.sync.scenario import WHO, tell
from tests.sync.world import World

DICE = ((23, 40), (32, 40), (111, 60), (1001, 80))
"""Runs by dice that the suite repeats; each once found a bug (docs in the tests beside the code)."""
POINTS = {"a": (40, 900), "b": (300, 1500), "c": (120,), "hub": (60, 700)}


@pytest.mark.parametrize(("seed", "steps"), DICE)
def test_the_contract_holds_through_crashes_losses_clocks_roles_copies_and_restores(
    server: Server, seed: int, steps: int
) -> None:
    tally = Counter[str]()
    roll(server, tally, seed, steps)
    assert tally["rounds"] > 10
    assert tally["ops"] > 10


def test_the_contract_holds_for_whatever_hypothesis_thinks_of(server: Server) -> None:
    tally = Counter[str]()
    run(server, tally, runs=3, steps=12)
    assert tally["runs"] >= 3


def test_the_story_goes_through_everything_when_nobody_dies(server: Server) -> None:
    tally = Counter[str]()
    passed = tell(server, tally)
    assert set(passed) == set(WHO)
    assert all(passed.values())
    assert tally["conflicts"] >= 1
    assert tally["scans"] >= 1
    assert tally["hub restores"] == 1


@pytest.mark.parametrize(("who", "point"), [(who, point) for who, points in POINTS.items() for point in points])
def test_the_story_ends_well_wherever_a_process_dies(server: Server, who: str, point: int) -> None:
    tally = Counter[str]()
    tell(server, tally, who, point)
    assert tally["hub crashes" if who == "hub" else "desk crashes"] == 1


def test_a_form_whose_record_was_taken_away_meanwhile_is_refused_and_leaves_nothing(
    server: Server, tmp_path: Path
) -> None:
    world = World(server, tmp_path, Counter())
    a, b, _ = world.desks
    try:
        for kind in range(5):
            world.create(a, kind, 7)
        world.sync(a)
        world.sync(b)
        form = world.form(b, 2)
        assert form is not None
        world.change_role(b, "data_entry")
        world.sync(b)
        with pytest.raises(NotFound):
            b.save(form, {"text": "typed meanwhile"})
        with pytest.raises(NotFound):
            b.remove(form)
        assert b.rows("SELECT * FROM outbox") == []
        world.check()
    finally:
        world.close()


def test_the_hub_knows_the_schema_that_desks_write() -> None:
    assert rules.SCHEMA >= schema.WRITES
