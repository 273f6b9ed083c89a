"""Run the measurements: `scripts/bench [--people 1000,10000,100000] [--only sync-edits,...]`. Writes out/bench.json."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from lead_desktop.clock import SystemClock
from lead_desktop.store.kdf import FLOOR, KdfParams, derive
from tests.bench.figures import Book, p50, times_ms
from tests.bench.growth import measure_growth
from tests.bench.people_made import desk_with
from tests.bench.saves import measure_saves
from tests.bench.sync_edits import measure_edits
from tests.bench.sync_first import measure_first
from tests.bench.sync_pull import measure_pull
from tests.bench.sync_window import measure_window

FEWEST_OPS = 50_000
"""Operations among which a pull can be 20,000 behind and further."""


def measure_start(book: Book) -> None:
    """Measure the time from the start of the process to the first paint of its window."""
    # Modules are compiled and kept, as on every start of a person's after the first.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["QT_QPA_PLATFORM"] = "offscreen"

    def start(folder: Path) -> float:
        command = [sys.executable, "-m", "lead_desktop", "--folder", str(folder), "--time-first-paint"]
        found = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        return float(found.stdout.split()[-2] if found.stdout.strip().endswith("ms") else found.stdout.split()[-1])

    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder) / "profile")
        first = p50([start(Path(folder) / "profile") for _ in range(7)])
    book.add("first paint", "", first, "ms", target="under 400 ms", met=first < 400)


def measure_kdf(book: Book) -> None:
    """Measure the two passphrase derivations that policy names."""
    for params in (FLOOR, KdfParams(memory_kib=256 * 1024, passes=3, lanes=4)):
        found = p50(times_ms(lambda _, params=params: derive("orchard lantern bicycle", b"0" * 16, params), 3))
        book.add("Argon2id", f"{params.memory_kib // 1024} MiB", found, "ms")


def measure_desk(book: Book, folder: Path) -> None:
    """Measure the saves of one desk of a thousand people."""
    desk = desk_with(folder / "saves", 1000, SystemClock(), FLOOR)
    measure_saves(book, desk, folder)
    desk.close()


def parts(given: argparse.Namespace) -> dict[str, Callable[[Book, Path], None]]:
    """Return what can be measured, by name, in the order in which it is."""

    def growth(book: Book, folder: Path) -> None:
        for count in given.people.split(","):
            measure_growth(book, folder, int(count))

    return {
        "start": lambda book, _folder: measure_start(book),
        "kdf": lambda book, _folder: measure_kdf(book),
        "saves": measure_desk,
        "growth": growth,
        "sync-edits": lambda book, folder: measure_edits(book, folder, given.edits),
        "sync-first": lambda book, folder: measure_first(book, folder, given.records),
        "sync-pull": lambda book, _folder: measure_pull(book, given.ops),
        "sync-window": lambda book, folder: measure_window(book, folder, given.entries),
    }


def arguments() -> argparse.ArgumentParser:
    """Return what may be said on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="1000,10000,100000", help="sizes of a desk")
    parser.add_argument("--only", default="", help="parts to measure, by name, with commas")
    parser.add_argument("--edits", type=int, default=10_000, help="edits from one laptop to another")
    parser.add_argument("--records", type=int, default=20_000, help="records of a first sync; the target is for 100000")
    parser.add_argument("--ops", type=int, default=200_000, help="operations at the hub; the target is for 2000000")
    parser.add_argument("--entries", type=int, default=50_000, help="entries that arrive beside a window")
    return parser


def main() -> None:
    """Run everything, or what was asked for."""
    parser = arguments()
    given = parser.parse_args()
    known = parts(given)
    wanted = given.only.split(",") if given.only else list(known)
    if unknown := set(wanted) - known.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    if given.ops < FEWEST_OPS:
        parser.error(f"--ops: {FEWEST_OPS:,} or more, or no laptop is far behind")
    book = Book()
    print(f"{'operation':<44} {'size':>9} {'value':>11} {'unit':<5} {'ratio':>9}  {'target':<34}")
    here = Path("out")
    here.mkdir(exist_ok=True)
    for name in wanted:
        with tempfile.TemporaryDirectory(dir=here) as folder:
            known[name](book, Path(folder))
        book.write(here / "bench.json")  # what was measured stays, also when a later part breaks off


if __name__ == "__main__":
    main()
