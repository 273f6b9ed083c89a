"""The contract of sync holds, whatever happens: the short form of what scripts/prove runs for hours."""

import random
from collections import Counter
from pathlib import Path

import pytest

from lead_desktop.errors import NotFound
from lead_desktop.hub import rules
from lead_desktop.store import schema
from tests.fakes.postgres import Server
from tests.sync.far_story import FarStory
from tests.sync.running import roll, run
from tests.sync.scenario import WHO, Brief, Story, tell
from tests.sync.world import World

DICE = ((23, 40), (245, 60))
"""Runs by dice that the suite repeats; each once found a bug (docs in the tests beside the code)."""
WIDE = ((13, 60), (45, 60))
"""The same in a wider world: sticks, consents, decisions, other versions, laptops that leave."""
POINTS = {Story: (("a", 900), ("b", 1500), ("hub", 700)), FarStory: (("b", 1100), ("c", 1400), ("hub", 1900))}
"""Points of death in the two long stories; scripts/prove tries many more."""
BRIEF = 2
"""At how many points of the brief story each process dies here; scripts/prove tries all of them."""


@pytest.mark.survives(63)
@pytest.mark.survives(65)
@pytest.mark.survives(80)
@pytest.mark.parametrize(("seed", "steps"), DICE)
def test_the_contract_holds_through_crashes_losses_clocks_roles_copies_and_restores(
    server: Server, seed: int, steps: int
) -> None:
    tally = Counter[str]()
    roll(server, tally, seed, steps)
    assert tally["rounds"] > 10
    assert tally["ops"] > 10


@pytest.mark.survives(64)
@pytest.mark.survives(69)
@pytest.mark.survives(81)
@pytest.mark.parametrize(("seed", "steps"), WIDE)
def test_the_contract_holds_with_sticks_consents_other_versions_and_laptops_that_leave(
    server: Server, seed: int, steps: int
) -> None:
    tally = Counter[str]()
    roll(server, tally, seed, steps, wide=True)
    assert tally["bundles written"]


def test_the_contract_holds_for_whatever_hypothesis_thinks_of(server: Server) -> None:
    tally = Counter[str]()
    run(server, tally, runs=2, steps=12)
    assert tally["runs"] >= 2


def test_the_story_goes_through_everything_when_nobody_dies(server: Server) -> None:
    tally = Counter[str]()
    passed = tell(server, tally)
    assert set(passed) == set(WHO)
    assert all(passed.values())
    assert tally["conflicts"] >= 1
    assert tally["scans"] >= 1
    assert tally["hub restores"] == 1


def test_the_far_story_goes_through_everything_when_nobody_dies(server: Server) -> None:
    tally = Counter[str]()
    passed = tell(server, tally, story=FarStory)
    assert set(passed) == set(WHO)
    told = ("old laptops", "bundles taken in", "bundles read", "consents taken back", "work let in", "drains", "wipes")
    assert all(tally[one] for one in told), tally
    assert tally["cards shared"] == 1


@pytest.mark.parametrize(
    ("story", "who", "point"), [(story, *one) for story, several in POINTS.items() for one in several]
)
def test_the_story_ends_well_wherever_a_process_dies(server: Server, story: type[Story], who: str, point: int) -> None:
    tally = Counter[str]()
    tell(server, tally, who, point, story)
    assert tally["hub crashes" if who == "hub" else "desk crashes"] == 1


def test_the_brief_story_ends_well_wherever_a_process_dies(server: Server) -> None:
    """Of all points that scripts/prove tries, some."""
    passed, dice, tally = tell(server, Counter(), story=Brief), random.Random(5), Counter[str]()
    for who, most in passed.items():
        for point in dice.sample(range(most // 2), BRIEF):
            tell(server, tally, who, point, Brief)
    assert tally["hub crashes"] + tally["desk crashes"] == BRIEF * len(passed)


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
