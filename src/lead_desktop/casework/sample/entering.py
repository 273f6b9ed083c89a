"""Who enters the sample, and what has been entered so far."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from lead_desktop import resources
from lead_desktop.casework.desk import Desk, Worker
from lead_desktop.casework.sample.cast import Guest
from lead_desktop.casework.sample.clock import SampleClock
from lead_desktop.ids import UserId


@dataclass(slots=True)
class Entering:
    """The desk of the sample while it is filled. referrals, people: ids by the number of their guest."""

    desk: Desk
    clock: SampleClock
    staff: tuple[Worker, ...] = ()
    referrals: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=lambda: resources.data("demo/words.json"))

    def now(self) -> datetime:
        """Return the moment of the sample."""
        return self.clock.now()

    def case_manager(self, guest: Guest) -> Worker:
        """Return who works with a guest."""
        return self.staff[guest.number % len(self.staff)]

    @contextmanager
    def as_manager(self) -> Iterator[Desk]:
        """Work as the project manager for a moment."""
        with self._as(replace(self.desk.worker, role="project_manager")) as desk:
            yield desk

    @contextmanager
    def for_guest(self, guest: Guest) -> Iterator[Desk]:
        """Work as the case manager of a guest, with what that role may do and no more."""
        with self._as(self.case_manager(guest)) as desk:
            yield desk

    @contextmanager
    def _as(self, worker: Worker) -> Iterator[Desk]:
        """Let somebody else sit at the desk; what they save is signed by the sample's own user."""
        usual = self.desk.worker
        self.desk.worker = worker
        try:
            yield self.desk
        finally:
            self.desk.worker = usual

    def a_case_manager(self, rid: str, name: str) -> Worker:
        """Return a member of the sample's staff."""
        own = self.desk.worker
        return Worker(id=UserId(rid), name=name, role="case_manager", side=own.side, agency=own.agency)
