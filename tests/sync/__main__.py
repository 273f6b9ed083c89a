"""The long form of the proof: scripts/prove [--runs N] [--steps N] [--seed N] [--minutes M] [--every K].

Prints what was gone through and writes out/prove.json. A run that breaks the contract is printed with its seed, to
be repeated by `--runs 1 --seed N`, and the exit code is 1. Half of the minutes are for random runs, each seed once
in the narrow and once in the wide world; the rest is for points of death: every one of the brief story, and, for as
long as there is time, points of the two long stories by dice.
"""

import argparse
import json
import random
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
from tests.sync.far_mutants import FAR_MUTANTS
from tests.sync.far_story import FarStory
from tests.sync.hub_process import BUG
from tests.sync.interleaved import LOOSE, overtaken
from tests.sync.invariants import Broken
from tests.sync.mutants import MUTANTS
from tests.sync.running import cheap_keys, roll
from tests.sync.scenario import Brief, Story, tell
from tests.sync.two_hubs import knocked_about

WANTED = (
    "runs", "ops", "rounds", "desk crashes", "hub crashes", "conflicts", "role changes", "revocations",
    "signed receipts", "scans", "consents signed", "consents taken back", "cards shared", "bundles written",
    "bundles taken in", "bundles read", "work let in", "work closed", "drains", "wipes", "old laptops", "older hubs",
    "updates asked for", "hub restores", "laptop restores", "clones", "new incarnations", "clock jumps", "replays",
)  # fmt: skip
OUT = Path(__file__).parents[2] / "out" / "prove.json"


@dataclass
class Proof:
    """What was done so far. begun, until: from when to when it goes on, by the monotonic clock."""

    server: Server
    begun: float = 0.0
    until: float = 0.0
    tally: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    there: int = 0
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

    def begin(self, minutes: float) -> None:
        """Let the time run from now on."""
        self.begun = time.monotonic()
        self.until = self.begun + minutes * 60

    def over(self, share: float = 1.0) -> bool:
        """Tell whether a share of the time is used up."""
        return time.monotonic() > self.begun + share * (self.until - self.begun)

    def roll(self, first: int, runs: int, steps: int) -> None:
        for seed in range(first, first + runs):
            for wide in (False, True):
                if self.over(0.5):
                    return
                name = f"{'wide ' if wide else ''}seed {seed}"
                self.try_one(name, lambda s=seed, w=wide: roll(self.server, self.tally, s, steps, wide=w))  # type: ignore[misc]

    def die_everywhere(self, every: int) -> None:
        """Let a process die at every k-th point of the brief story."""
        passed = tell(self.server, Counter(), story=Brief)
        self.there = sum(passed.values())
        for who, most in passed.items():
            for point in range(0, most, every):
                if self.over():
                    return
                self.die(Brief, who, point)

    def die_here_and_there(self, most: int, seed: int) -> None:
        """Let processes die at points of the long stories, by dice."""
        dice = random.Random(seed)
        passed = {story: tell(self.server, Counter(), story=story) for story in (Story, FarStory)}
        for _ in range(most):
            for story, by_who in passed.items():
                if self.over():
                    return
                who = dice.choice(sorted(by_who))
                self.die(story, who, dice.randrange(by_who[who]))

    def die(self, story: type[Story], who: str, point: int) -> None:
        """Tell a story in which one process dies at one point."""
        self.points[story.__name__] += 1
        name = f"{story.__name__}: {who} at {point}"
        self.try_one(name, lambda: tell(self.server, self.deaths, who, point, story))

    def plant_in_two_hubs(self, seconds: float) -> None:
        """Plant what only shows when two write at once: heads read before the turn, numbers from a sequence."""
        self.plant_one(BUG, lambda: knocked_about(self.server, seconds, kills=False, bug=BUG))
        self.plant_one(LOOSE, lambda: overtaken(self.server, loose=True))

    def plant(self) -> None:
        """Plant every bug of both stories."""
        for mutant in (*MUTANTS, *FAR_MUTANTS):
            with mutant.in_place():
                self.plant_one(mutant.name, lambda story=mutant.story: tell(self.server, Counter(), story=story))  # type: ignore[misc]

    def plant_one(self, name: str, act: Callable[[], object]) -> None:
        """See that a bug is noticed."""
        self.planted += 1
        try:
            act()
        except (Broken, LeadError, psycopg.Error):
            self.caught += 1
        else:
            self.failures.append(name)
            sys.stdout.write(f"nothing notices that {name}\n")

    def figures(self) -> list[dict[str, object]]:
        """Return the figures in the shape of out/bench.json."""
        rows: list[tuple[str, int, int | None, bool]] = [(name, self.tally[name], None, True) for name in WANTED]
        rows += [(f"points of death, {name}", count, None, True) for name, count in sorted(self.points.items())]
        rows.append(("points that the brief story has", self.there, None, True))
        rows.append(("deaths at these points", self.deaths["desk crashes"] + self.deaths["hub crashes"], None, True))
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
    ask.add_argument("--minutes", type=float, default=90, help="about so long, besides planting and hubs")
    ask.add_argument("--every", type=int, default=1, help="at every how many points of the brief story; 0: none")
    ask.add_argument("--points", type=int, default=200, help="at most so many points of each long story")
    ask.add_argument("--seconds", type=float, default=20, help="how long two hubs are knocked about; 0: not at all")
    asked = ask.parse_args(given)
    server = Server()
    proof = Proof(server)
    try:
        with cheap_keys():
            proof.plant()
            if asked.seconds:
                proof.plant_in_two_hubs(max(20.0, asked.seconds))
                proof.try_one("two hubs", lambda: proof.kills.update(knocked_about(server, asked.seconds)))
            proof.begin(asked.minutes)
            proof.roll(asked.seed, asked.runs, asked.steps)
            if asked.every:
                proof.die_everywhere(asked.every)
            proof.die_here_and_there(asked.points, asked.seed)
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
