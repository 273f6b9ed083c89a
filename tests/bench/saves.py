"""A save beside the raw commit that no save can beat: three rows, same file settings, same disk, turn by turn.

A disk that has just written answers at once; after a millisecond without work it takes about twice as long. A
person's save never comes on the heels of another, so saves and raw commits take turns, each after the same reading.
"""

import os
from collections.abc import Callable
from pathlib import Path

from lead_desktop.casework.desk import Desk
from lead_desktop.clock import SystemClock
from lead_desktop.domain.base import notes
from lead_desktop.domain.checks import problems
from lead_desktop.domain.referral import Referral
from lead_desktop.store import cipher
from tests.bench.figures import Book, p50, times_ms
from tests.bench.full_referral import full_referral

ROUNDS = 400


class RawFile:
    """An encrypted file set up as the vault's is, and nothing around it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "raw.db"
        self._connection = cipher.create(self._path, os.urandom(32))
        self._connection.execute("CREATE TABLE raw(a, b, c)")

    def commit(self, number: int) -> None:
        """Write three rows durably."""
        with self._connection.transaction():
            for row in range(3):
                self._connection.execute("INSERT INTO raw VALUES(?, ?, ?)", (number, row, "x" * 100))

    def close(self) -> None:
        """Leave nothing behind."""
        self._connection.close()
        self._path.unlink()


def in_turn(acts: list[Callable[[int], object]], count: int, prepare: Callable[[int], object]) -> list[float]:
    """Return the median of each act in milliseconds; they take turns, each after the same preparation, untimed."""
    found: list[list[float]] = [[] for _ in acts]
    for number in range(count):
        for act, times in zip(acts, found, strict=True):
            prepare(number)
            times.extend(times_ms(lambda _, act=act, number=number: act(number), 1))
    return [p50(one) for one in found]


def measure_saves(book: Book, desk: Desk, folder: Path) -> None:
    """Measure one changed field and a first save of all fields beside the raw commit, and the mark by itself."""
    clock = SystemClock()
    size = f"{len(notes(Referral))} f."
    raw_file = RawFile(folder)

    def first_save(number: int) -> None:
        record = Referral.model_validate(full_referral(clock, number))
        problems(record, now=clock.now(), complete=True)
        with desk.writing("bench.create") as work:
            work.create(record)

    with desk.writing("bench.create") as work:
        rid = work.create(Referral.model_validate(full_referral(clock, 0)))
    opened = [desk.reading.open(Referral, rid)]

    def reopen(_: int) -> None:
        opened[0] = desk.reading.open(Referral, rid)

    def one_field(number: int) -> None:
        after = opened[0].record.with_(location_text=f"Plaza {number}")
        problems(after, now=clock.now(), complete=True)
        with desk.writing("bench.edit", rid) as work:
            work.edit(opened[0], after)

    def mark(_: int) -> None:
        desk.vault.mark.write(1, bytes(32), 1, bytes(32))

    raw, changed, created = in_turn([raw_file.commit, one_field, first_save], ROUNDS // 2, reopen)
    marked = p50(times_ms(mark, ROUNDS, raw_file.commit))  # as in a save: right after a commit
    hot = p50(times_ms(raw_file.commit, ROUNDS))
    raw_file.close()
    book.add("raw durable commit of 3 rows", "", raw, "ms", ratio=1.0, target="the limit")
    book.add("the same right after another", "", hot, "ms", ratio=hot / raw)
    book.add("mark outside the database", "", marked, "ms", ratio=marked / raw, target="one write and one fdatasync")
    save = changed - marked
    book.add("save of one changed field, without the mark", size, save, "ms", ratio=save / raw, target="at most 3x raw",
             met=save <= 3 * raw)  # fmt: skip
    first = created - marked
    book.add("first save of all fields, without the mark", size, first, "ms", ratio=first / raw,
             target="at most 10x raw", met=first <= 10 * raw)  # fmt: skip
