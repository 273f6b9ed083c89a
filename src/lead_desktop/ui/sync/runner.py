"""When the hub is asked: by schedule, after saves, on request, when a network is back; never on the screen's thread."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from lead_desktop.casework import opening, syncing
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.syncing import Standing
from lead_desktop.errors import LeadError
from lead_desktop.sync.told import Done, Told
from lead_desktop.ui.jobs import Job, Steps
from lead_desktop.ui.sync.link import Link
from lead_desktop.ui.tools import Tools

_SOON_MS = 3000
STOPPED_MS = 60_000
DAILY_MS = 24 * 60 * 60 * 1000
WIPED = "wiped"
MOST_ARRIVED = 200


class Schedule(Protocol):
    """When the next round is due; times are milliseconds from now."""

    def saved(self) -> None:
        """Note that something waits."""

    def online(self) -> None:
        """Note that there may be a network again."""

    def succeeded(self) -> None:
        """Note a round that went well."""

    def failed(self, retry_ms: int = 0) -> None:
        """Note one that did not, and how long the hub asked to wait."""

    def wait_ms(self) -> int:
        """Return how long to wait before the next one."""
        ...


class Runner(QObject):
    """One round at a time. What it says is for the frame and the pages; `standing` is read when it is asked for."""

    changed = Signal()  # something of the standing is different
    told = Signal(object)  # Told, while a round goes on
    arrived = Signal()  # records came to rest
    ended = Signal(object)  # Done, or the LeadError that broke a round off, or None when it was stopped
    wiped = Signal()
    _told_there = Signal(object)

    def __init__(self, tools: Tools, link: Link, schedule: Schedule, parent: QObject | None = None) -> None:
        """Take the way to the hub and when to use it; `begin_soon` starts."""
        super().__init__(parent)
        self.tools = tools
        self.link = link
        self.now: Told | None = None
        self.last: Done | None = None
        self.arrivals: list[str] = []
        self._schedule = schedule
        self._job: Job | None = None
        self._over = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._told_there.connect(self._on_told_there, Qt.ConnectionType.QueuedConnection)
        tools.jobs.answered.connect(self._on_jobs_answered)

    def standing(self) -> Standing:
        """Read where this laptop stands with its hub."""
        return syncing.standing(self.tools.desk)

    def running(self) -> bool:
        """Say whether a round is under way."""
        return self._job is not None

    def begin_soon(self) -> None:
        """Ask for the first time when the first page has had time to fill."""
        self._timer.start(_SOON_MS)

    def stop(self) -> None:
        """Ask no more; a round under way ends at its next safe place."""
        self._over = True
        self._timer.stop()
        self.cancel()

    @Slot()
    def look(self) -> None:
        """Begin a round when this laptop has a hub; one that waits to be let in keeps its leases meanwhile."""
        standing = self.standing()
        if standing.joined:
            self.begin()
        elif standing.hub and not self._over:
            self.tools.jobs.hub(_keep_leases, self.tools.desk)
            self._timer.start(DAILY_MS)

    @Slot()
    def begin(self) -> None:
        """Begin a round now, unless one is under way."""
        if self._job is not None or self._over:
            return
        self.follow(self.tools.jobs.hub(_round, self.link, self._told_there.emit))

    def follow(self, job: Job) -> None:
        """Show that a job does a round, whatever brought it about."""
        self._job = job
        self.now = Told("sending", 0, 0)
        job.finished.connect(self._on_job_finished)
        job.went_wrong.connect(self._on_job_went_wrong)
        job.ended.connect(self._on_job_ended)
        self.changed.emit()

    def teller(self) -> Callable[[Told], object]:
        """Return what a job of `follow` tells its progress to, from any thread."""
        return self._told_there.emit

    @Slot()
    def cancel(self) -> None:
        """Stop the round under way at its next safe place; what came to rest stays."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def on_online(self) -> None:
        """Try sooner: there may be a network."""
        self._schedule.online()
        self._wait()

    @Slot(object)
    def _on_jobs_answered(self, answer: object) -> None:
        if isinstance(answer, Saved):
            self._schedule.saved()
            self._wait()
            self.changed.emit()

    @Slot(object)
    def _on_told_there(self, told: Told) -> None:
        if self._job is None:
            return
        self.now = told
        self.arrivals = [*dict.fromkeys((*reversed(told.arrived), *self.arrivals))][:MOST_ARRIVED]
        self.told.emit(told)
        if told.rids:
            self.arrived.emit()

    @Slot(object)
    def _on_job_finished(self, done: Done) -> None:
        self.last = done
        self._schedule.succeeded()
        self._settle(done)

    @Slot(object)
    def _on_job_went_wrong(self, error: LeadError) -> None:
        self._schedule.failed(error.retry_ms)
        self._settle(error)
        if error.code == WIPED:
            self.wiped.emit()

    @Slot()
    def _on_job_ended(self) -> None:
        if self._job is not None:  # somebody stopped it: nothing begins again at once
            self._settle(None)
            self._wait(STOPPED_MS)

    def _settle(self, how: object) -> None:
        self._job = None
        self.now = None
        self.changed.emit()
        self.ended.emit(how)
        self._wait()

    def _wait(self, least: int = 0) -> None:
        if not self._over and self._job is None:
            self._timer.start(max(least, self._schedule.wait_ms()))


def _keep_leases(desk: Desk, _steps: Steps) -> None:
    opening.keep_leases(desk)


def _round(link: Link, tell: Callable[[Told], object], steps: Steps) -> Done:
    return link.round(tell, steps)
