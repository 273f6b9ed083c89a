"""Asking for people beside the screen: the newest question counts, answers to older ones are let go."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from lead_desktop.casework import people
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.people import PersonRow
from lead_desktop.ui.jobs import Job
from lead_desktop.ui.tools import Tools

PAGE = 60
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: typed text and a status, either may be blank; how many rows; after which row."""

    text: str = ""
    status: str = ""
    rows: int = PAGE
    after: PersonRow | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: rows, whether more follow, how many there are in all, the workers' names."""

    wish: Wish
    rows: tuple[PersonRow, ...]
    more: bool
    count: int
    workers: Mapping[str, str]


def ask(desk: Desk, wish: Wish) -> Found:
    """Answer a wish; a search is written to the audit chain by kind, never by text."""
    if wish.text.strip():
        rows = people.find_people(desk, wish.text, status=wish.status, limit=MOST_FOUND + 1)
        found, more = rows[:MOST_FOUND], False
        count = len(rows)
    else:
        found = people.people(desk, status=wish.status, after=wish.after, limit=wish.rows)
        more = len(found) == wish.rows
        count = people.count_people(desk, status=wish.status) if wish.after is None else 0
    return Found(wish, found, more, count, people.workers(desk))


class Asker(QObject):
    """Sends wishes to the thread beside; `answered` comes only for the newest."""

    answered = Signal(object)  # Found
    went_wrong = Signal(object)  # a LeadError

    def __init__(self, tools: Tools, parent: QObject) -> None:
        """Ask at one desk."""
        super().__init__(parent)
        self._tools = tools
        self._newest = 0
        self._job: Job | None = None

    def ask(self, wish: Wish) -> None:
        """Ask; whatever was asked before is not waited for any more."""
        self._newest += 1
        if self._job is not None:
            self._job.cancel()
        self._job = job = self._tools.jobs.aside(ask, self._tools.desk, wish)
        job.finished.connect(partial(self._on_job_finished, self._newest))
        job.went_wrong.connect(partial(self._on_job_went_wrong, self._newest))
        job.ended.connect(partial(self._on_job_ended, self._newest))

    def _on_job_finished(self, number: int, found: object) -> None:
        if number == self._newest:
            self.answered.emit(found)

    def _on_job_went_wrong(self, number: int, error: object) -> None:
        if number == self._newest:
            self.went_wrong.emit(error)

    def _on_job_ended(self, number: int) -> None:
        if number == self._newest:
            self._job = None
