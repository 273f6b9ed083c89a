"""The only threads: slow work goes to a queue, its answer comes back on the screen's thread."""

import logging
import queue
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from lead_desktop.errors import LeadError

_log = logging.getLogger(__name__)
_LOOK_S = 0.02


class Job(QObject):
    """One piece of work on its way; connect before returning to the event loop, and no answer is missed."""

    finished = Signal(object)  # what the function returned
    went_wrong = Signal(object)  # a LeadError
    progressed = Signal(int, int)  # done, total
    ended = Signal()  # after any of finished, went_wrong, or a cancelled job

    def __init__(self, parent: QObject | None = None) -> None:
        """Start uncancelled."""
        super().__init__(parent)
        self._cancelled = threading.Event()
        self.outside = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; a job still waiting is skipped, and nothing but `ended` is heard of it."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Say whether somebody asked to stop; safe to ask from the working thread."""
        return self._cancelled.is_set()


class Steps:
    """What long work is given: it tells how far it is and asks whether to go on."""

    def __init__(
        self, report: Callable[[int, int], None], cancelled: Callable[[], bool], away: threading.Event
    ) -> None:
        """Take where to report to, where to ask, and what is set while the work waits outside."""
        self._report = report
        self._cancelled = cancelled
        self._away = away

    def __call__(self, done: int, total: int) -> None:
        """Report progress in units of the work's own."""
        self._report(done, total)

    def stopped(self) -> bool:
        """Say whether to stop at the next safe place."""
        return self._cancelled()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Wait inside for an answer from outside, as of a network: the end of the session is not held up by it.

        After it the work must ask `stopped` before it touches anything of ours.
        """
        self._away.set()
        try:
            yield
        finally:
            self._away.clear()


class _Lane:
    """One thread and its queue."""

    def __init__(self, name: str, answer: Callable[[Job, str, object], None]) -> None:
        self._waiting: queue.SimpleQueue[tuple[Job, Callable[[], object]] | None] = queue.SimpleQueue()
        self._answer = answer
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job, work: Callable[[], object]) -> None:
        self._waiting.put((job, work))

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def leave(self, away: Callable[[], bool]) -> None:
        """End the thread, or let it alone where it waits for an answer from outside: then it does nothing after it."""
        self._waiting.put(None)
        while self._thread.is_alive() and not away():
            self._thread.join(_LOOK_S)

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            job, work = item
            del item
            if job.cancelled():
                self._answer(job, "ended", None)
                continue
            self._answer(job, *_outcome(work))


def _outcome(work: Callable[[], object]) -> tuple[str, object]:
    """Return how a piece of work ended: with its answer, with a LeadError of its own, or with our general one."""
    try:
        return "finished", work()
    except LeadError as error:
        return "went_wrong", error
    except Exception as error:  # noqa: BLE001 - whatever a job raises, the window must live on
        _log.error("unexpected %s at %s", type(error).__name__, where(error))
        return "went_wrong", LeadError()


def _any_outside(jobs: set[Job]) -> bool:
    return any(job.outside.is_set() for job in jobs)


def where(error: BaseException) -> str:
    """Return the lines of code an error passed, without its words and without what the lines worked on."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


class Jobs(QObject):
    """Four threads: `run` keeps order and may write; `aside` and `behind` write no record.

    `aside` is for what somebody waits for (keys, searches), `behind` for checks that take as long as they take,
    `hub` for what speaks with the hub and brings in what arrived, in short transactions between those of `run`.
    """

    answered = Signal(object)  # what any job returned
    _came_back = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the threads; `close` ends them."""
        super().__init__(parent)
        self._open = True
        self._under_way: set[Job] = set()
        self._long: set[Job] = set()
        self._came_back.connect(self._on_came_back, Qt.ConnectionType.QueuedConnection)
        self._desk = _Lane("desk", self._came_back.emit)
        self._aside = _Lane("aside", self._came_back.emit)
        self._behind = _Lane("behind", self._came_back.emit)
        self._hub = _Lane("hub", self._came_back.emit)

    def run(self, function: Callable[..., object], *args: Any) -> Job:  # noqa: ANN401 - whatever the function takes
        """Call a function on the writing thread, after everything asked for earlier."""
        return self._send(self._desk, partial(function, *args))

    def aside(self, function: Callable[..., object], *args: Any) -> Job:  # noqa: ANN401 - as in `run`
        """Call a function on the other thread, beside the writing one."""
        job = Job(self)
        self._long.add(job)
        return self._send(self._aside, partial(function, *args), job)

    def run_in_steps(self, function: Callable[..., object], *args: Any) -> Job:  # noqa: ANN401 - as in `run`
        """Call a function on the writing thread with a `Steps` as its last argument."""
        return self._send_in_steps(self._desk, partial(function, *args))

    def behind(self, function: Callable[..., object], *args: Any) -> Job:  # noqa: ANN401 - as in `run`
        """Call a function on the last thread with a `Steps` as its last argument, in nobody's way."""
        return self._send_in_steps(self._behind, partial(function, *args))

    def hub(self, function: Callable[..., object], *args: Any) -> Job:  # noqa: ANN401 - as in `run`
        """Call a function that speaks with the hub on a thread of its own, with a `Steps` as its last argument."""
        return self._send_in_steps(self._hub, partial(function, *args))

    def busy(self) -> bool:
        """Say whether any work is waiting or being done."""
        return bool(self._under_way)

    def close(self) -> None:
        """Finish every write that was asked for, stop long work, end the threads; nobody hears answers still due."""
        if not self._open:
            return
        self._open = False
        long = self._long & self._under_way
        for job in long:
            job.cancel()
        self._hub.leave(partial(_any_outside, long))
        self._desk.close()
        self._aside.close()
        self._behind.close()
        self._under_way.clear()

    def _send_in_steps(self, lane: _Lane, work: Callable[..., object]) -> Job:
        job = Job(self)
        self._long.add(job)
        return self._send(lane, partial(work, Steps(partial(self._report, job), job.cancelled, job.outside)), job)

    def _send(self, lane: _Lane, work: Callable[[], object], job: Job | None = None) -> Job:
        job = job or Job(self)
        if not self._open:
            raise RuntimeError("closed")
        self._under_way.add(job)
        lane.put(job, work)
        return job

    def _report(self, job: Job, done: int, total: int) -> None:
        self._came_back.emit(job, "progressed", (done, total))

    @Slot(object, str, object)
    def _on_came_back(self, job: Job, how: str, answer: object) -> None:
        if not self._open or job not in self._under_way:
            return
        if how == "progressed" and isinstance(answer, tuple):
            job.progressed.emit(*answer)
            return
        self._under_way.discard(job)
        self._long.discard(job)
        if how == "finished" and not job.cancelled():
            self.answered.emit(answer)
            job.finished.emit(answer)
        elif how == "went_wrong" and not job.cancelled():
            job.went_wrong.emit(answer)
        job.ended.emit()
        job.deleteLater()
