"""The long form of the proof: scripts/prove [--runs N] [--steps N] [--seed N] [--minutes M] [--every K].

Prints what was gone through and writes out/prove.json. A run that breaks the contract is printed with its seed, to
be repeated by `--runs 1 --seed N`, and the exit code is 1.
"""

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from lead_desktop.errors import LeadError
from tests.fakes.postgres import Server
from tests.sync.hub_process import BUG
from tests.sync.invariants import Broken
from tests.sync.mutants import MUTANTS
from tests.sync.running import cheap_keys, roll
from tests.sync.scenario import tell
from tests.sync.two_hubs import knocked_about

OUT = Path(__file__).parents[2] / "out" / "prove.json"


@dataclass
class Proof:
    """What was done so far. until: when to stop, by the monotonic clock."""

    server: Server
    until: float
    begun: float = field(default_factory=time.monotonic)
    tally: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    planted: int = 0
    caught: int = 0

    def try_one(self, name: str, act: Callable[[], object]) -> None:
        try:
            act()
        except (Broken, LeadError, AssertionError) as fault:
            told = "".join(traceback.format_exception(fault)[-3:])
            self.failures.append(name)
            sys.stdout.write(f"{name} breaks the contract:\n{told}\n")

    def over(self, share: float = 1.0) -> bool:
        """Tell whether a share of the time is used up."""
        return time.monotonic() > self.begun + share * (self.until - self.begun)

    def roll(self, first: int, runs: int, steps: int) -> None:
        for seed in range(first, first + runs):
            if self.over(0.7):
                return
            self.try_one(f"seed {seed}", lambda seed=seed: roll(self.server, self.tally, seed, steps))  # type: ignore[misc]

    def die_everywhere(self, every: int) -> None:
        """Let a process die at every k-th point of the story."""
        passed = tell(self.server, Counter())
        for who, most in passed.items():
            for point in range(0, most, every):
                if self.over():
                    return
                self.points[who] += 1
                self.try_one(f"{who} at {point}", lambda w=who, p=point: tell(self.server, Counter(), w, p))  # type: ignore[misc]

    def plant_in_two_hubs(self, seconds: float) -> None:
        """Let both hubs read heads before their turn: the bug that only shows when two write at once."""
        self.planted += 1
        try:
            knocked_about(self.server, seconds, kills=False, bug=BUG)
        except (Broken, LeadError, psycopg.Error):
            self.caught += 1
        else:
            self.failures.append(BUG)
            sys.stdout.write(f"nothing notices {BUG}\n")

    def plant(self) -> None:
        self.planted += len(MUTANTS)
        for mutant in MUTANTS:
            with mutant.in_place():
                try:
                    tell(self.server, Counter())
                except (Broken, LeadError):
                    self.caught += 1
                else:
                    self.failures.append(mutant.name)
                    sys.stdout.write(f"nothing notices that {mutant.name}\n")

    def figures(self) -> list[dict[str, object]]:
        """Return the figures in the shape of out/bench.json."""
        wanted = ("runs", "ops", "rounds", "desk crashes", "hub crashes", "conflicts", "role changes", "scans",
                  "hub restores", "laptop restores", "clones", "new incarnations", "clock jumps",
                  "replays")  # fmt: skip
        rows = [(name, self.tally[name], None, True) for name in wanted]
        rows.append(("points of death", sum(self.points.values()), None, True))
        rows += [(f"two hubs: {name}", count, None, True) for name, count in sorted(self.kills.items())]
        rows.append(("planted bugs caught", self.caught, self.planted, self.caught == self.planted))
        rows.append(("runs that break the contract", len(self.failures), 0, not self.failures))
        return [
            {"name": name, "size": self.tally["runs"], "value": value, "unit": "", "ratio": None, "target": target,
             "met": met}
            for name, value, target, met in rows
        ]  # fmt: skip


def main(given: Sequence[str] | None = None) -> int:
    """Run it; returns the exit code."""
    ask = argparse.ArgumentParser(prog="scripts/prove", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    ask.add_argument("--runs", type=int, default=500, help="random runs")
    ask.add_argument("--steps", type=int, default=60, help="steps in each")
    ask.add_argument("--seed", type=int, default=0, help="the first seed")
    ask.add_argument("--minutes", type=float, default=30, help="stop after about so long")
    ask.add_argument("--every", type=int, default=25, help="every how many points the story's processes die; 1: all")
    ask.add_argument("--seconds", type=float, default=20, help="how long two hubs are knocked about; 0: not at all")
    asked = ask.parse_args(given)
    server = Server()
    proof = Proof(server, time.monotonic() + asked.minutes * 60)
    try:
        with cheap_keys():
            proof.plant()
            if asked.seconds:
                proof.plant_in_two_hubs(max(20.0, asked.seconds))
                proof.try_one("two hubs", lambda: proof.kills.update(knocked_about(server, asked.seconds)))
            proof.roll(asked.seed, asked.runs, asked.steps)
            if asked.every:
                proof.die_everywhere(asked.every)
    finally:
        server.stop()
    return _report(proof)


def _report(proof: Proof) -> int:
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(proof.figures(), indent=1) + "\n", encoding="utf-8")
    for row in proof.figures():
        sys.stdout.write(f"{row['name']:32} {row['value']:>9}\n")
    sys.stdout.write("every run kept the contract\n" if not proof.failures else f"BROKEN: {proof.failures}\n")
    return 1 if proof.failures else 0


if __name__ == "__main__":
    sys.exit(main())
