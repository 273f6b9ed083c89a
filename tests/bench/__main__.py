"""Run the measurements: `scripts/bench [--people 1000,10000,100000]`. Writes out/bench.json."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from lead_desktop.clock import SystemClock
from lead_desktop.store.kdf import FLOOR, KdfParams, derive
from tests.bench.figures import Book, p50, times_ms
from tests.bench.growth import measure_growth
from tests.bench.people_made import desk_with
from tests.bench.saves import measure_saves


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


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="1000,10000,100000")
    wanted = [int(one) for one in parser.parse_args().people.split(",")]
    book = Book()
    print(f"{'operation':<44} {'size':>9} {'value':>11} {'unit':<5} {'ratio':>9}  {'target':<34}")
    measure_start(book)
    measure_kdf(book)
    here = Path("out")
    here.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=here) as folder:
        clock = SystemClock()
        desk = desk_with(Path(folder) / "saves", 1000, clock, FLOOR)
        measure_saves(book, desk, Path(folder))
        desk.close()
        for count in wanted:
            measure_growth(book, Path(folder), count)
    book.write(here / "bench.json")


if __name__ == "__main__":
    main()
