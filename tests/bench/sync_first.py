"""The first sync of a new laptop: everything that the program has, over HTTPS, into an empty vault."""

from pathlib import Path
from time import perf_counter

from lead_desktop.clock import SystemClock
from lead_desktop.store.kdf import FLOOR
from tests.bench.effort import Effort
from tests.bench.figures import Book
from tests.bench.people_made import desk_with
from tests.bench.sync_laptops import CountedHub, FarLaptop
from tests.bench.sync_place import bench_hub


class TimedHub:
    """A hub whose answers are waited for on a clock of their own."""

    def __init__(self, hub: CountedHub) -> None:
        """Count from zero."""
        self._hub, self.waited = hub, 0.0

    def __getattr__(self, name: str) -> object:
        """Return a question that counts how long it took."""
        ask = getattr(self._hub, name)

        def timed(*given: object) -> object:
            begun = perf_counter()
            try:
                return ask(*given)
            finally:
                self.waited += perf_counter() - begun

        return timed


def measure_first(book: Book, folder: Path, records: int) -> None:
    """Measure a first sync of `records` records: two for each person."""
    clock, size = SystemClock(), f"{records:,}"
    with bench_hub() as place:
        a = FarLaptop(desk_with(folder / "a", records // 2, clock, FLOOR), place)
        begun = perf_counter()
        sent = a.sync_near().sent
        book.add("operations up before a first sync", size, sent / (perf_counter() - begun), "/s")
        a.close()
        place.vacuum()
        b = FarLaptop(desk_with(folder / "b", 0, clock, FLOOR), place)
        b.rest()
        counted = b.hub
        timed = TimedHub(counted)
        b.hub = timed  # type: ignore[assignment] # it answers as the other does
        with Effort(place.processes) as effort:
            done = b.sync()
        b.hub = counted
        assert done.received >= records
        applied = effort.wall - timed.waited
        limit = records / 100_000
        down = b.traffic()[2] / 1e6
        book.add("first sync, to complete", size, effort.wall, "s", target=effort.words())
        book.add("first sync, applied at the laptop", size, applied, "s",
                 target=f"under {10 * limit:g} s (10 s per 100,000)", met=applied < 10 * limit)  # fmt: skip
        book.add("first sync, bytes down", size, down, "MB", target=f"under {20 * limit:g} MB (20 MB per 100,000)",
                 met=down < 20 * limit)  # fmt: skip
        book.add("first sync, requests", size, b.traffic()[0], "")
        b.close()
