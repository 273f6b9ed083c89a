"""The longest gap in the event loop of the whole window while tens of thousands of entries arrive beside it."""

import subprocess
import sys
from pathlib import Path

from lead_desktop.clock import SystemClock
from lead_desktop.store.kdf import FLOOR
from tests.bench.figures import Book
from tests.bench.people_made import PASSPHRASE, desk_with
from tests.bench.sync_edits import edit_many, person_ids
from tests.bench.sync_laptops import FarLaptop
from tests.bench.sync_place import bench_hub

PEOPLE = 1000


def measure_window(book: Book, folder: Path, entries: int) -> None:
    """Let `entries` edits of a colleague arrive at a window that stands on its list of people."""
    clock, size = SystemClock(), f"{entries:,}"
    with bench_hub() as place:
        a = FarLaptop(desk_with(folder / "a", PEOPLE, clock, FLOOR), place)
        b = FarLaptop(desk_with(folder / "b", 0, clock, FLOOR), place)
        for one in (a, b):
            one.sync_near()
            one.rest()
        edit_many(a.desk, person_ids(a.desk), entries, 100)
        a.sync_near()
        a.close()
        b.close()
        command = [sys.executable, "-m", "tests.bench.sync_beating", str(folder / "b"), PASSPHRASE]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    longest, late, own, wall, cpu, arrived = (float(one) for one in found[-6:])
    assert arrived >= PEOPLE
    book.add("window: longest gap while entries arrive", size, longest, "ms", target="under 50 ms", met=longest < 50)
    book.add("window: longest gap by own CPU time", size, own, "ms", target="under 50 ms; others not counted",
             met=own < 50)  # fmt: skip
    book.add("window: 99.9 % of gaps", size, late, "ms")
    book.add("window: entries arrive", size, entries / wall, "/s", target=f"CPU {cpu:.1f} s of {wall:.1f} s")
