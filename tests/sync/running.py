"""Runs the state machine: so many runs of so many steps, by a seed or, in the suite, the same ones every time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from lead_desktop.store import doors, slots
from tests.fakes.postgres import Server
from tests.fakes.small_vaults import cheap_derive
from tests.sync.machine import Meeting

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


def run(server: Server, tally: Counter[str], runs: int, steps: int, seed: int | None = None, *, shrink: bool = False) -> None:
    """Do so many runs; raises what the first one that breaks the contract raises, shrunk when that is asked for."""
    machine = type("Meeting", (Meeting,), {"server": server, "tally": tally})
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    how = settings(
        max_examples=runs, stateful_step_count=steps, derandomize=seed is None, deadline=None, phases=phases,
        suppress_health_check=QUIET, database=None, print_blob=False, report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(hypothesis.seed(seed)(machine) if seed is not None else machine, settings=how)
