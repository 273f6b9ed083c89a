"""Lessons that were read: noted by whoever read them; looked through by themselves and by who answers for training."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.people import workers
from lead_desktop.casework.plans import done
from lead_desktop.domain.lesson import PRINCIPLES, teaching
from lead_desktop.domain.training import Training
from lead_desktop.errors import NotFound


@dataclass(frozen=True, slots=True)
class Read:
    """One line of the training log."""

    rid: str
    worker: str
    name: str
    lesson: str
    at: datetime
    current: bool
    """Whether the lesson that was read is still the one that ships."""


def version_of(key: str) -> str:
    """Return the version of a lesson, or of the principles; raises NotFound."""
    if key == PRINCIPLES:
        return teaching().version
    found = next((one.version for one in teaching().lessons if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def note_read(desk: Desk, key: str, language: str) -> Saved:
    """Note that the worker has read a lesson now; raises NotAllowed, NotFound."""
    desk.allow("create", Training)
    record = Training(
        worker=desk.worker.id, lesson=key, version=version_of(key), read_at=desk.clock.now(), read_in=language
    )
    check(desk, record)
    with desk.writing("training.read", desk.worker.id) as work:
        work.create(record, client="programme")
    return done(work.saved)


def training_log(desk: Desk) -> tuple[Read, ...]:
    """Return who read what, newest first: everybody's for a role that may read them, otherwise one's own."""
    everybody = desk.may("read", Training)
    names = workers(desk)
    found = [
        _line(one.rid, one.record, names)
        for one in desk.reading.of_type(Training)
        if everybody or one.record.worker == desk.worker.id
    ]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.at, one.rid), reverse=True))


def read_by_me(desk: Desk) -> dict[str, datetime]:
    """Return when the worker read each lesson last, by its key; a lesson that changed since counts as not read."""
    found: dict[str, datetime] = {}
    for one in training_log(desk):
        if one.worker == desk.worker.id and one.current:
            found.setdefault(one.lesson, one.at)
    return found


def _line(rid: str, record: Training, names: Mapping[str, str]) -> Read | None:
    if record.worker is None or record.lesson is None or record.read_at is None:
        return None
    try:
        current = version_of(record.lesson) == record.version
    except NotFound:
        current = False  # a lesson of another version of the program
    return Read(rid, record.worker, names.get(record.worker, ""), record.lesson, record.read_at, current)
