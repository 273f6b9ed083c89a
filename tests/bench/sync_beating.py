"""A process with the whole window that does one round, and says how long its event loop stood still.

Arguments: folder, passphrase. Prints the longest gap, the 99.9th percentile and the longest by this process's own
processor time, in ms; the seconds of the round on the wall and of the processor; and the records received.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import itertools

from PySide6.QtCore import QEventLoop, QTimer

from lead_desktop.casework.opening import enter
from lead_desktop.clock import SystemClock
from lead_desktop.sync.joining import Person
from lead_desktop.sync.link import over_https
from lead_desktop.sync.schedule import Schedule
from lead_desktop.sync.told import Done
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import Session
from lead_desktop.ui.start import process
from lead_desktop.ui.sync.runner import Runner
from tests.ui.start_parts import ChosenFiles

SETTLE_S = 2.0


def main() -> None:
    """Open the window, let it come to rest, begin a round, and feel its pulse until the round is over."""
    app = process.application()
    opened = enter(Path(sys.argv[1]), "bench", sys.argv[2], SystemClock())
    desk, jobs = opened.desk, Jobs()
    worker = desk.worker
    person = Person(worker.id, worker.name, worker.role, worker.side)
    link = over_https(desk.vault, desk.writer, desk.author, person, desk.clock)
    tools, appearance = tools_for(desk, jobs), Appearance(app, Path(sys.argv[1]))
    runner = Runner(tools, link, Schedule(desk.clock, lambda: 0.5))
    handles = Handles(appearance, ChosenFiles(), print, print, runner)
    session = Session(opened, tools, pages_for(tools, handles, sample=False), appearance, runner)
    session.start()
    session.window.go("people", None)
    rest = time.perf_counter() + SETTLE_S
    while time.perf_counter() < rest:
        app.processEvents()
    over: list[object] = []
    runner.ended.connect(over.append)
    beats: list[tuple[float, float]] = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: beats.append((time.perf_counter(), time.process_time())))
    loop = QEventLoop()
    runner.ended.connect(lambda _how: loop.quit())
    cpu, wall = time.process_time(), time.perf_counter()
    timer.start()
    if not runner.running():
        runner.begin()
    loop.exec()
    timer.stop()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    done = over[0]
    assert isinstance(done, Done), done
    gaps = sorted((b - a) * 1000 for (a, _), (b, _) in itertools.pairwise(beats))
    own = max((b - a) * 1000 for (_, a), (_, b) in itertools.pairwise(beats))
    print(gaps[-1], gaps[int(len(gaps) * 0.999)], own, wall, cpu, done.received, flush=True)
    os._exit(0)  # what follows is the end of a process, of which nothing is measured


if __name__ == "__main__":
    main()
