"""A save beside the raw commit that no save can beat: three rows, same file settings, same disk, same run."""

import os
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


def raw_commit_ms(folder: Path) -> float:
    """Return the median of a durable commit of three rows on an encrypted file set up as the vault's is."""
    path = folder / "raw.db"
    connection = cipher.create(path, os.urandom(32))
    connection.execute("CREATE TABLE raw(a, b, c)")

    def commit(number: int) -> None:
        with connection.transaction():
            for row in range(3):
                connection.execute("INSERT INTO raw VALUES(?, ?, ?)", (number, row, "x" * 100))

    found = p50(times_ms(commit, ROUNDS))
    connection.close()
    path.unlink()
    return found


def measure_saves(book: Book, desk: Desk, folder: Path) -> None:
    """Measure one changed field, a first save of all fields, the mark, and the raw commit between them."""
    clock = SystemClock()
    size = f"{len(notes(Referral))} f."
    before = raw_commit_ms(folder)

    def first_save(number: int) -> None:
        record = Referral.model_validate(full_referral(clock, number))
        problems(record, now=clock.now(), complete=True)
        with desk.writing("bench.create") as work:
            work.create(record)

    created = p50(times_ms(first_save, ROUNDS // 4))
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

    changed = p50(times_ms(one_field, ROUNDS, reopen))
    mark = p50(times_ms(lambda _: desk.vault.mark.write(1, bytes(32), 1, bytes(32)), ROUNDS))
    after_all = raw_commit_ms(folder)
    raw = (before + after_all) / 2
    book.add("raw durable commit of 3 rows", "", raw, "ms", ratio=1.0, target="the limit")
    book.add("mark outside the database", "", mark, "ms", ratio=mark / raw, target="one write and one fdatasync")
    save = changed - mark
    book.add("save of one changed field, without the mark", size, save, "ms", ratio=save / raw, target="at most 3x raw",
             met=save <= 3 * raw)  # fmt: skip
    first = created - mark
    book.add("first save of all fields, without the mark", size, first, "ms", ratio=first / raw,
             target="at most 10x raw", met=first <= 10 * raw)  # fmt: skip
