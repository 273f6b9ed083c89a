"""Runs the state machine: so many runs of so many steps, by a seed or, in the suite, the same ones every time."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from lead_desktop.store import doors, slots
from tests.fakes.postgres import Server
from tests.fakes.small_vaults import cheap_derive
from tests.sync.machine import FAULTS, PAGES, RARE, SELDOM, STICKS, TYPING, Meeting

QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let vaults open at once: nothing here is about passphrases."""
    held = slots.derive, doors.derive
    slots.derive = doors.derive = cheap_derive
    try:
        yield
    finally:
        slots.derive, doors.derive = held


def roll(server: Server, tally: Counter[str], seed: int, steps: int, *, wide: bool = False) -> None:
    """Do one run of the same machine by dice: denser than what hypothesis chooses, and repeatable by its seed.

    wide: with sticks, consents, decisions, other versions and laptops that leave; without, seeds mean what they did.
    """
    dice = random.Random(seed)
    machine = type("Meeting", (Meeting,), {"server": server, "tally": tally})()
    try:
        machine.begin(number=dice.randrange(1000))
        for _ in range(steps):
            _step(machine, _widely(machine, dice) if wide else _chosen(machine, dice))
        machine.world.come_to_rest()
    finally:
        machine.leave()


def _step(machine: Meeting, chosen: tuple[str, dict[str, Any]]) -> None:
    name, given = chosen
    machine.done.append((name, given))
    getattr(machine, name)(**given)


def _chosen(machine: Meeting, dice: random.Random) -> tuple[str, dict[str, Any]]:
    desk, number = dice.randrange(3), dice.randrange(1000)
    point = dice.randrange(160) if dice.random() < 0.25 else None
    chance = dice.random()
    if chance < 0.5:
        which = dice.randrange(1000)
        return "somebody_types", {"desk": desk, "what": dice.choice(TYPING), "which": which, "number": number,
                                  "point": point}  # fmt: skip
    if chance < 0.57:
        return "sync_in_peace", {"desk": desk}
    if chance < 0.64:
        other = dice.randrange(3)
        return "sync_while_another_works", {"desk": desk, "other": other, "number": number, "page": dice.choice(PAGES)}
    if chance < 0.85:
        faults = [dice.choice(FAULTS) for _ in range(dice.randrange(4))]
        at_hub = dice.randrange(120) if dice.random() < 0.25 else None
        return "sync", {"desk": desk, "faults": faults, "point": point, "at_hub": at_hub, "page": dice.choice(PAGES)}
    if chance < 0.97 or len(machine.world.desks) < 4:
        return "now_and_then", {"desk": desk, "number": number, "rare": dice.choice(RARE)}
    return "clone_works", {"number": number}


def _widely(machine: Meeting, dice: random.Random) -> tuple[str, dict[str, Any]]:
    if dice.random() < 0.6:
        return _chosen(machine, dice)
    desk, number = dice.randrange(3), dice.randrange(1000)
    point = dice.randrange(160) if dice.random() < 0.2 else None
    if dice.random() < 0.5:
        at_hub = dice.randrange(120) if dice.random() < 0.2 else None
        return "stick", {"desk": desk, "number": number, "what": dice.choice(STICKS), "point": point, "at_hub": at_hub}
    return "once_in_a_while", {"desk": desk, "number": number, "seldom": dice.choice(SELDOM), "point": point}


def run(
    server: Server, tally: Counter[str], runs: int, steps: int, seed: int | None = None, *, shrink: bool = False
) -> None:
    """Do so many runs; raises what the first one that breaks the contract raises, shrunk when that is asked for."""
    machine = type("Meeting", (Meeting,), {"server": server, "tally": tally})
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    how = settings(
        max_examples=runs, stateful_step_count=steps, derandomize=seed is None, deadline=None, phases=phases,
        suppress_health_check=QUIET, database=None, print_blob=False, report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(hypothesis.seed(seed)(machine) if seed is not None else machine, settings=how)
