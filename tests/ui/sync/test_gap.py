"""Much arrives while somebody works: the window goes on answering, for the work is done beside it."""

import time
import uuid
from itertools import pairwise

from PySide6.QtCore import QTimer

from lead_desktop.domain.base import notes
from lead_desktop.domain.person import Person
from lead_desktop.wire.messages import Entry
from tests.fakes.small_hub import Kept

COUNT = 600
STILL_S = 1.0
"""A window that stands still for as long is not at work beside; the bench measures how long it really does."""


def bring_people(hub, count):
    """Let the hub hold people whom a colleague brought in, one operation each."""
    fid = str(notes(Person)["name_used"].fid)
    for number in range(count):
        rid = str(uuid.UUID(int=(0x7 << 76) | (0b10 << 62) | number + 1))
        hub.seq += 1
        op = {"n": number + 1, "r": rid, "y": Person.TYPE, "s": f"{rid}/identity", "k": "new", "a": "somebody"}
        entry = Entry(
            seq=hub.seq, op=(3, number + 1), k="new", r=rid, y=Person.TYPE, s=op["s"], f=0,
            v={fid: f"Person {number}"}, h=(1_795_500_000_000 << 16) + number, w=1_795_500_000_000, a="somebody", sv=1,
        )  # fmt: skip
        hub.recs[rid] = (Person.TYPE, op["s"], hub.seq)
        hub.kept.append(Kept(hub.seq, 3, op, entry.h, entry, b""))


def test_the_window_answers_while_much_arrives_and_the_list_follows(mine, qtbot):
    mine.sync()
    bring_people(mine.hub, COUNT)
    mine.hub.page_entries = 100
    beats: list[float] = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    mine.go("people")
    timer.start()
    mine.runner.begin()
    qtbot.waitUntil(lambda: not mine.runner.running(), timeout=60_000)
    timer.stop()
    assert max(after - before for before, after in pairwise(beats)) < STILL_S
    assert mine.desk.reading.count(Person) == COUNT
    qtbot.waitUntil(lambda: mine.front().rows.rowCount() > 0, timeout=10_000)
