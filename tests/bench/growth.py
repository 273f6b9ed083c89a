"""What a person waits for, at a thousand, ten thousand and a hundred thousand people: flat, or nearly."""

import random
import subprocess
import sys
import time
from pathlib import Path

from lead_desktop.casework.opening import enter
from lead_desktop.casework.people import find_people, open_file, people
from lead_desktop.clock import SystemClock
from lead_desktop.domain.person import Person
from lead_desktop.store import slots
from lead_desktop.store.kdf import FLOOR, KdfParams, derive
from lead_desktop.store.listing import query_of
from tests.bench.figures import Book, p50, p95, times_ms
from tests.bench.people_made import PASSPHRASE, desk_with, surname, with_events


def measure_growth(book: Book, folder: Path, count: int) -> None:
    """Fill a laptop with `count` people, then measure unlock, list, search, a person's file, and memory."""
    clock, size = SystemClock(), f"{count:,}"
    start = time.perf_counter()
    desk = desk_with(folder / size, count, clock, FLOOR)
    busy = with_events(desk, clock)
    filled = time.perf_counter() - start
    book.add("records written while filling", size, (2 * count + 502) / filled, "/s")
    desk.close()
    unlock = p50([unlock_ms(folder / size, clock) for _ in range(5)])
    desk = enter(folder / size, "bench", PASSPHRASE, clock).desk
    book.add("unlock after the KDF, to first list", size, unlock, "ms", target="under 150 ms", met=unlock < 150)
    lists = times_ms(lambda _: people(desk), 100)
    book.add("first page of the list", size, p50(lists), "ms")
    seventh = people(desk, limit=300)[-1]
    later = times_ms(lambda _: people(desk, after=seventh), 50)
    book.add("a later page of the list", size, p50(later), "ms")
    files = times_ms(lambda _: open_file(desk, busy), 50)
    book.add("a person's whole file, 500 events", size, p50(files), "ms", target="under 15 ms", met=p50(files) < 15)
    chance = random.Random(5)
    typed = [name[:length] for name in (surname(chance) for _ in range(60)) for length in range(2, len(name) + 1)]
    searches = times_ms(lambda number: find_people(desk, typed[number]), len(typed))
    raw = times_ms(
        lambda number: desk.vault.reader.execute(
            "SELECT rowid FROM listed_fts WHERE listed_fts MATCH ? LIMIT 50", (query_of(typed[number]),)
        ).fetchall(),
        len(typed),
    )
    book.add("raw FTS5 prefix query", size, p50(raw), "ms", ratio=1.0, target="the peer")
    book.add("search, each key, p50", size, p50(searches), "ms", ratio=p50(searches) / p50(raw))
    book.add("search, each key, p95", size, p95(searches), "ms")
    spent = p95(times_ms(lambda number: find_people(desk, typed[number]), len(typed), clock=time.thread_time))
    book.add("search, each key, CPU p95", size, spent, "ms", target="under 10 ms", met=spent < 10)
    assert desk.reading.count(Person) == count + 1
    desk.close()
    memory = memory_mib(folder / size)
    book.add("memory of a desk with its first list", size, memory, "MiB", target="under 200 MiB", met=memory < 200)


def unlock_ms(folder: Path, clock: SystemClock) -> float:
    """Open a laptop and read its first list; return how long that took beside the derivation of the key, in ms."""
    derived: list[float] = []

    def timed(passphrase: str, salt: bytes, params: KdfParams) -> bytes:
        begun = time.perf_counter()
        try:
            return derive(passphrase, salt, params)
        finally:
            derived.append(time.perf_counter() - begun)

    slots.derive = timed
    try:
        begun = time.perf_counter()
        desk = enter(folder, "bench", PASSPHRASE, clock).desk
        people(desk)
        spent = time.perf_counter() - begun - sum(derived)
    finally:
        slots.derive = derive
    desk.close()
    return spent * 1000


def memory_mib(folder: Path) -> float:
    """Return the resident memory of a fresh process with the window, an open desk and a list read to its end."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.bench.resident", str(folder), PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(found.stdout.strip().splitlines()[-1])
