"""How much processor time processes took: on a busy computer it says more than the clock on the wall."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Self

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_s(roots: Iterable[int], named: Collection[int] = ()) -> float:
    """Return the seconds of processor time of processes, their living children and the children that ended.

    named: children that are counted by themselves.
    """
    wanted, found = set(roots), 0
    told = [_stat(folder) for folder in Path("/proc").iterdir() if folder.name.isdecimal()]
    for number, parent, ticks in told:
        found += ticks if number in wanted or (parent in wanted and number not in named) else 0
    return found / _TICK


def _stat(folder: Path) -> tuple[int, int, int]:
    """Return number, parent and ticks of a process: zeros when it has just ended."""
    try:
        words = (folder / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0, 0
    return int(folder.name), int(words[1]), sum(int(one) for one in words[11:15])


@dataclass
class Effort:
    """Seconds on the wall and of processors while something was done, by the names of those who did it."""

    by: dict[str, int]
    wall: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Begin to count."""
        self.cpu = {name: -cpu_s([root], self.by.values()) for name, root in self.by.items()}
        self.wall = -perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop counting."""
        self.wall += perf_counter()
        self.cpu = {name: held + cpu_s([self.by[name]], self.by.values()) for name, held in self.cpu.items()}

    @property
    def total(self) -> float:
        """Return the processor seconds of all of them."""
        return sum(self.cpu.values())

    def words(self) -> str:
        """Say who took how much."""
        return "CPU s: " + ", ".join(f"{name} {one:.2f}" for name, one in self.cpu.items())
