"""Figures: timing, ratios, the table that is printed and the file that is written."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured operation. value in `unit`; ratio to the limit or peer of the same run; target in words."""

    name: str
    size: str
    value: float
    unit: str
    ratio: float | None
    target: str
    met: bool | None


@dataclass
class Book:
    """The figures of a run."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, name: str, size: str, value: float, unit: str, **about: object) -> None:
        """Add a figure and print it; `about` may hold ratio, target and met."""
        figure = Figure(name, size, round(value, 4), unit, *(about.get(one) for one in ("ratio", "target", "met")))  # type: ignore[arg-type]
        self.figures.append(figure)
        ratio = f"{figure.ratio:8.2f}x" if figure.ratio is not None else " " * 9
        met = {True: "met", False: "NOT MET", None: ""}[figure.met]
        print(f"{name:<44} {size:>9} {value:>11.3f} {unit:<5} {ratio}  {figure.target or '':<34} {met}", flush=True)

    def write(self, path: Path) -> None:
        """Write all figures as JSON."""
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps([asdict(one) for one in self.figures], indent=1))


def times_ms(
    act: Callable[[int], object],
    count: int,
    prepare: Callable[[int], object] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Run an act `count` times; return milliseconds of each. `prepare` runs before each, untimed.

    clock: time.thread_time counts what this thread computed, without what it waited for.
    """
    found = []
    for number in range(count):
        if prepare:
            prepare(number)
        start = clock()
        act(number)
        found.append((clock() - start) * 1000)
    return found


def p50(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]
