"""Edits from one laptop to another over HTTPS and PostgreSQL: many, one, and a round with nothing new."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg

from lead_desktop.casework.desk import Desk
from lead_desktop.clock import SystemClock
from lead_desktop.domain.person import Person
from lead_desktop.store import cipher
from lead_desktop.store.kdf import FLOOR
from tests.bench.effort import Effort
from tests.bench.figures import Book, p50, p95
from tests.bench.people_made import desk_with
from tests.bench.sync_laptops import FarLaptop
from tests.bench.sync_place import BenchHub, bench_hub

PEOPLE = 1000
WORDS = "Plaza bus stop after nine, asks for Elena; has a new phone since Monday"
PUSHED = 500
"""Operations of one push, and so of one commit at the hub."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two laptops of a program whose people both hold, with nothing to say to the hub."""

    place: BenchHub
    a: FarLaptop
    b: FarLaptop
    people: tuple[str, ...]


def measure_edits(book: Book, folder: Path, count: int) -> None:
    """Measure all of it with `count` edits."""
    clock = SystemClock()
    with bench_hub() as place:
        a = FarLaptop(desk_with(folder / "a", PEOPLE, clock, FLOOR), place)
        b = FarLaptop(desk_with(folder / "b", 0, clock, FLOOR), place)
        for one in (a, b, a, b):
            one.sync_near()
            one.rest()
        place.vacuum()
        pair = Pair(place, a, b, person_ids(a.desk))
        raw = raw_commits(place, folder, count)
        for each in (10, 1):
            measure_many(book, pair, count, each, raw)
        measure_one(book, pair)
        measure_nothing(book, pair)
        for one in (a, b):
            one.close()


def measure_many(book: Book, pair: Pair, count: int, each: int, raw: tuple[float, float]) -> None:
    """Measure `count` one-field edits, `each` of them in one save that its author signs."""
    a, b, by = pair.a, pair.b, pair.place.processes
    saved = perf_counter()
    edit_many(a.desk, pair.people, count, each)
    saved = perf_counter() - saved
    ends: list[float] = []
    begun, before = perf_counter(), a.traffic()
    with Effort(by) as sending:
        a.sync(lambda progress, _landed: ends.append(perf_counter()) if progress.stage == "sending" else None)
    ended = ends[-1] if ends else begun + sending.wall
    echo = begun + sending.wall - ended
    push = ended - begun
    up = a.traffic()[1] - before[1]
    before = b.traffic()
    with Effort(by) as fetching:
        done = b.sync()
    down = b.traffic()[2] - before[2]
    assert done.received >= min(count, PEOPLE)
    size, name = f"{count:,}", f"{each} to a save" if each > 1 else "1 to a save"
    overall = count / (push + fetching.wall)
    book.add(f"edits saved, {name}", size, count / saved, "/s")
    book.add(f"edits A to hub to B, {name}", size, overall, "/s", target="at least 5,000 /s", met=overall >= 5000)
    book.add(f"  push, {name}", size, count / push, "/s", ratio=push / raw[0], target="raw COPY commits beside")
    book.add(f"  pull, {name}", size, count / fetching.wall, "/s", ratio=fetching.wall / raw[1],
             target="raw SQLCipher commits beside")  # fmt: skip
    book.add(f"  own echo down to A, {name}", size, count / echo, "/s")
    cpu = sending.total + fetching.total
    book.add(f"  CPU of all processes, {name}", size, cpu * 1e6 / count, "us/op", target=f"up {sending.words()}")
    book.add(f"  CPU of the way down, {name}", size, fetching.total * 1e6 / count, "us/op", target=fetching.words())
    floor = 64 * count / each / 1000
    target = f"under 300 KB; {floor:.0f} KB are signatures"
    book.add(f"bytes up, {name}", size, up / 1000, "KB", target=target, met=up < 300_000)
    book.add(f"bytes down, {name}", size, down / 1000, "KB", target="under 300 KB", met=down < 300_000)


def person_ids(desk: Desk) -> tuple[str, ...]:
    """Return the ids of all people of a desk."""
    rows = desk.vault.reader.execute("SELECT rid FROM rec WHERE type = ?", (Person.TYPE,))
    return tuple(rid for (rid,) in rows)


def edit_many(desk: Desk, people: tuple[str, ...], count: int, each: int) -> None:
    """Change one field of one person after the other."""
    for first in range(0, count, each):
        with desk.writing("bench.edit") as work:
            for number in range(first, min(first + each, count)):
                rid = people[number % len(people)]
                opened = desk.reading.open(Person, rid)
                work.edit(opened, opened.record.with_(name_used=f"{WORDS[: number % len(WORDS)]} {number} {each}"))


def measure_one(book: Book, pair: Pair, times: int = 60) -> None:
    """Measure one edit: from the save until the hub has it, and until it can be read on the other laptop.

    The wait until a laptop asks next is no part of it; the laptop that sent is not waited for while it fetches.
    """
    a, b = pair.a, pair.b
    acked, seen = [], []
    for number in range(times):
        rid, words = pair.people[number], f"Seen {number}"
        begun = perf_counter()
        opened = a.desk.reading.open(Person, rid)
        with a.desk.writing("bench.edit", rid) as work:
            work.edit(opened, opened.record.with_(name_used=words))
        sent = until(a, "sending") - begun
        again = perf_counter()
        arrived = until(b, "receiving") - again
        assert b.desk.reading.get(Person, rid).record.name_used == words
        acked.append(sent * 1000)
        seen.append((sent + arrived) * 1000)
    book.add("one edit, save to the hub's word", "", p50(acked), "ms")
    book.add("one edit, save to visible elsewhere, p50", "", p50(seen), "ms", target="under 40 ms", met=p50(seen) < 40)
    book.add("one edit, save to visible elsewhere, p95", "", p95(seen), "ms")


def until(laptop: FarLaptop, stage: str) -> float:
    """Do a round; return when it first told of a stage."""
    told: list[float] = []
    laptop.sync(lambda progress, _landed: told.append(perf_counter()) if progress.stage == stage else None)
    return told[0]


def measure_nothing(book: Book, pair: Pair, times: int = 30) -> None:
    """Measure rounds when there is nothing to say: requests, bytes both ways, time."""
    b = pair.b
    b.sync()
    before, spent = b.traffic(), []
    for _ in range(times):
        begun = perf_counter()
        b.sync()
        spent.append((perf_counter() - begun) * 1000)
    asked, up, down = (now - then for now, then in zip(b.traffic(), before, strict=True))
    book.add("nothing new: requests of a round", "", asked / times, "", target="1", met=asked == times)
    size = (up + down) / times
    book.add("nothing new: bytes of a round, both ways", "", size, "B", target="under 2,000 B", met=size < 2000)
    book.add("nothing new: a round", "", p50(spent), "ms")
    fresh = b.connect()
    old, b.hub = b.hub, fresh
    b.sync()
    told = b.traffic()
    b.hub = old
    fresh.close()
    book.add("nothing new, first of a session: requests", "", told[0], "", target="one more asks for a nonce")
    book.add("nothing new, first of a session: bytes", "", told[1] + told[2], "B", target="TLS handshake included")


def raw_commits(place: BenchHub, folder: Path, count: int) -> tuple[float, float]:
    """Return the seconds of bare durable commits of as many rows: COPY into PostgreSQL, inserts into SQLCipher."""
    rows = [(number, os.urandom(16).hex(), WORDS * 6) for number in range(count)]
    with psycopg.connect(place.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE raw(a bigint PRIMARY KEY, b text, c text)")

        def copied(part: list[tuple[int, str, str]]) -> None:
            with connection.transaction(), connection.cursor().copy("COPY raw FROM STDIN") as into:
                for row in part:
                    into.write_row(row)

        first = _timed(copied, rows)
        connection.execute("DROP TABLE raw")
    held = cipher.create(folder / "raw.db", os.urandom(32))
    held.execute("CREATE TABLE raw(a INTEGER PRIMARY KEY, b, c)")

    def inserted(part: list[tuple[int, str, str]]) -> None:
        with held.transaction():
            held.executemany("INSERT INTO raw VALUES(?, ?, ?)", part)

    second = _timed(inserted, rows)
    held.close()
    (folder / "raw.db").unlink()
    return first, second


def _timed(act: Callable[[list[tuple[int, str, str]]], None], rows: list[tuple[int, str, str]]) -> float:
    begun = perf_counter()
    for start in range(0, len(rows), PUSHED):
        act(rows[start : start + PUSHED])
    return perf_counter() - begun
