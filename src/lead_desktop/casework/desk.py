"""The desk: an unlocked vault, the person who works at it, and the clock. Every act takes it as its first argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lead_desktop.clock import Clock
from lead_desktop.domain.base import Record
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.permissions import may
from lead_desktop.domain.programme import Programme
from lead_desktop.errors import NotAllowed
from lead_desktop.ids import UserId
from lead_desktop.store.audit import Event
from lead_desktop.store.drafts import Drafts
from lead_desktop.store.ledger import Author
from lead_desktop.store.records import Reading
from lead_desktop.store.undoing import take_back
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Saved, Types, Writer, Writing

VIEW_EVERY_MS = 5 * 60 * 1000
TYPES: Types = {one.TYPE: one for one in RECORD_TYPES.values()}


@dataclass(frozen=True, slots=True)
class Worker:
    """The person at the desk, as their own user record says."""

    id: UserId
    name: str
    role: str
    side: str
    agency: str = ""
    badge: str = ""
    phone: str = ""
    unit: str = ""
    supervisor: str = ""


class Desk:
    """What acts need: records to read, transactions to write, drafts, permissions, the worker and the clock."""

    def __init__(self, vault: Vault, clock: Clock, worker: Worker) -> None:
        """Work on an unlocked `vault` as `worker`."""
        self.vault = vault
        self.clock = clock
        self.worker = worker
        self.reading = Reading(vault.reader)
        self.drafts = Drafts(vault.writer, vault.reader, clock)
        self._writer = Writer(vault, clock, TYPES)
        self._author = Author(worker.id, vault.person.sign.sign)
        self._viewed: dict[str, int] = {}

    @property
    def writer(self) -> Writer:
        """What runs transactions one at a time; what arrives from a hub comes to rest between people's acts."""
        return self._writer

    @property
    def author(self) -> Author:
        """Return who signs."""
        return self._author

    @property
    def programme(self) -> Programme:
        """Return the programme's settings; defaults when nobody has changed them."""
        held = self.reading.foremost(Programme)
        return held.record if held else Programme()

    def may(self, act: str, record_type: type[Record], *, own: bool = False, person: str = "") -> bool:
        """Tell whether the worker's role includes an act on a record type (resources/permissions.toml).

        `own`: the record is the worker's own. `person`: whose record it is; it counts as own when that person is on
        the worker's caseload, or on nobody's yet.
        """
        mine = own or (bool(person) and self.owns(person))
        return may(self.worker.role, act, record_type.NAME, own=mine)

    def may_find(self) -> bool:
        """Tell whether the worker's role may look through everybody this laptop holds (domain 3.7)."""
        return may(self.worker.role, "read", "find_person", own=False)

    def owns(self, person: str) -> bool:
        """Tell whether a person is on the worker's caseload, or on nobody's yet."""
        held = self.reading.of_person(Engagement, person)
        if not held:
            return True
        engagement = held[-1].record
        return engagement.case_manager in (None, self.worker.id) or self.worker.id in engagement.peers

    def allow(self, act: str, record_type: type[Record], *, own: bool = False, person: str = "") -> None:
        """Raise NotAllowed, and write it to the audit chain, unless the worker's role includes the act."""
        if not self.may(act, record_type, own=own, person=person):
            self._writer.note(self._author, Event(f"{record_type.NAME}.{act}", outcome="denied"))
            raise NotAllowed

    @contextmanager
    def writing(self, action: str, about: str = "", reason: str = "") -> Iterator[Writing]:
        """Run one durable transaction with its audit row; `action` is a code such as `referral.submit`."""
        with self._writer.writing(self._author, Event(action, about, reason=reason)) as work:
            yield work

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let the acts inside reach the disk as one durable transaction; reading sees them before.

        For filling in bulk what can be made again. All of them are undone when anything is raised.
        """
        usual = self.reading
        self.reading = Reading(self.vault.writer)
        try:
            with self._writer.together():
                yield
        finally:
            self.reading = usual

    def note(self, action: str, about: str = "", reason: str = "", outcome: str = "ok") -> None:
        """Write an event that changes no record."""
        self._writer.note(self._author, Event(action, about, outcome, reason))

    def note_view(self, record_type: type[Record], rid: str) -> None:
        """Write that a record was read, at most once in five minutes for each (security 3.8)."""
        now = self.clock.boot_ms()
        if now - self._viewed.get(rid, -VIEW_EVERY_MS) >= VIEW_EVERY_MS:
            self._viewed[rid] = now
            self.note(f"{record_type.NAME}.view", rid)

    def undo(self, saved: Saved) -> Saved | None:
        """Take a transaction back with new operations; nothing is erased from history."""
        with self.writing("undo", saved.rids[0]) as work:
            take_back(work, self.reading, saved, TYPES)
        return work.saved

    def close(self) -> None:
        """Checkpoint and close the vault."""
        self.vault.close()
