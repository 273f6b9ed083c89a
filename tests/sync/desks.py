"""A simulated laptop: a real encrypted vault, somebody who types, forms that stay open, a disk that can be copied."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lead_desktop.domain.base import Record
from lead_desktop.store.audit import Event
from lead_desktop.store.drafts import Drafts
from lead_desktop.store.records import Opened, Reading
from lead_desktop.store.vault import Vault
from lead_desktop.wire.hub_api import HubApi
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import Side, opened
from tests.sync.faults import Died, Fuse, FusedFile
from tests.sync.history import OUTBOX, Journal, Screen
from tests.sync.kinds import BY_TYPE, KINDS, TYPES
from tests.sync.oracle import OpName, Place

_ON_SCREEN = (
    "SELECT fid, '', dev, dseq FROM head WHERE rid = ? AND hid = 0"
    " UNION ALL SELECT fid, ekey, dev, dseq FROM elem WHERE rid = ? AND hid = 0"
)


@dataclass
class Form:
    """A record open on the screen, and the heads that are shown."""

    opened: Opened[Record]
    screen: Screen


@dataclass
class Desk:
    """One laptop. out: the hub does not recognise it any more; wiped: by order.

    journal: what it saved, whatever its disk says.
    """

    name: str
    folder: Path
    clock: StandingClock
    side: Side
    dev: int
    uid: str
    role: str
    true_clock: StandingClock
    fuse: Fuse = field(default_factory=Fuse)
    journal: Journal = field(default_factory=Journal)
    forms: list[Form] = field(default_factory=list)
    ever_held: set[str] = field(default_factory=set)
    out: bool = False
    wiped: bool = False
    settled: bool = True
    copy: tuple[Path, int, set[str]] | None = None
    page_bytes: int = 64 * 1024

    def __post_init__(self) -> None:
        self._fuse_in()

    @property
    def vault(self) -> Vault:
        return self.side.vault

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.vault.reader.execute(sql, values).fetchall()

    def held(self) -> dict[str, str]:
        return dict(self.rows("SELECT scope, state FROM held"))

    def standing(self, *, gone: bool = False) -> list[tuple[str, int]]:
        """Return the records on the screen's lists, or the deleted ones, in the order in which they were made."""
        asked = ",".join(str(one) for one in BY_TYPE)
        return self.rows(
            f"SELECT rid, type FROM record WHERE gone = ? AND type IN ({asked}) ORDER BY created_ms, rid", int(gone)
        )

    # typing

    def create(self, kind: int, client: str, values: dict[str, Any]) -> str:
        made = KINDS[kind]
        record = made.record(**values, **({"person": client} if made.about_person else {}))
        return self.make(record, client if made.about_person else "")

    def make(self, record: Record, client: str) -> str:
        rids: list[str] = []
        self._save({}, lambda work: rids.append(work.create(record, client=client)))
        return rids[0]

    def open(self, rid: str, record_type: int, *, gone: bool = False) -> Form:
        form = Reading(self.vault.reader).open(TYPES[record_type], rid, gone=gone)
        screen: dict[Place, set[OpName]] = {}
        for fid, key, dev, dseq in self.rows(_ON_SCREEN, rid, rid):
            screen.setdefault((rid, fid, key), set()).add((dev, dseq))
        return Form(form, {place: frozenset(held) for place, held in screen.items()})

    def save(self, form: Form, values: dict[str, Any]) -> None:
        after = form.opened.record.with_(**values)
        self._save(form.screen, lambda work: work.edit(form.opened, after))

    def batch(self, changes: Sequence[tuple[str, int, dict[str, Any]]]) -> None:
        """Make several saves that reach the disk as one."""
        with self.side.writer.together():
            done = [self._one_of_batch(*change) for change in changes]
        for first, last, screen in done:
            self._note(first, last, screen)

    def _one_of_batch(self, rid: str, record_type: int, values: dict[str, Any]) -> tuple[int, int, Screen]:
        found = self.vault.writer.execute(_ON_SCREEN, (rid, rid)).fetchall()
        screen: dict[Place, set[OpName]] = {}
        for fid, key, dev, dseq in found:
            screen.setdefault((rid, fid, key), set()).add((dev, dseq))
        form = Reading(self.vault.writer).open(TYPES[record_type], rid)
        with self.side.writer.writing(self.side.author, Event("sim.batch", rid)) as work:
            work.edit(form, form.record.with_(**values))
        shown = {place: frozenset(held) for place, held in screen.items()}
        return (work.saved.first, work.saved.last, shown) if work.saved else (1, 0, shown)

    def remove(self, form: Form) -> None:
        self._save(form.screen, lambda work: work.remove(form.opened))

    def restore(self, form: Form) -> None:
        self._save(form.screen, lambda work: work.restore(form.opened))

    def keep_draft(self, scope: str, words: str) -> None:
        drafts = Drafts(self.vault.writer, self.vault.reader, self.clock)
        draft = drafts.new(self.side.author.user, "note", "", scope)
        drafts.keep(type(draft)(draft.id, draft.owner, draft.form, "", scope, words, {"text": words}, draft.updated_ms))

    def _save(self, screen: Screen, change: Any) -> None:
        with self.side.writer.writing(self.side.author, Event("sim.save")) as work:
            change(work)
        if work.saved:
            self._note(work.saved.first, work.saved.last, screen)

    def _note(self, first: int, last: int, screen: Screen) -> None:
        sql = f"SELECT {OUTBOX} FROM outbox WHERE dseq BETWEEN ? AND ? ORDER BY dseq"
        self.journal.saved(self.rows(sql, first, last), screen, self.true_clock.now())

    # meeting the hub, dying, coming back

    def sync(self, hub: HubApi) -> None:
        engine = self.side.engine(hub)
        engine._page_bytes = self.page_bytes
        engine.round(lambda _progress, _landed: None, lambda: False)

    def die(self, screen: Screen | None = None) -> None:
        """Lose the process: what was written to the files is there, and nothing else is done."""
        kept = {path: path.read_bytes() for path in self._live_files()}
        self._let_go()
        for path in self.folder.glob("vault.*.db*"):
            path.unlink()
        for path, data in kept.items():
            path.write_bytes(data)
            path.chmod(0o600)
        self.come_back(screen or {})

    def come_back(self, screen: Screen) -> None:
        """Unlock again; what a save that never returned left behind is noted now."""
        self.fuse.arm(None)
        self.forms = []
        self.side = opened(self.folder, self.clock, TYPES)
        self._fuse_in()
        after = self.journal.last
        sql = f"SELECT {OUTBOX} FROM outbox WHERE dseq > ? ORDER BY dseq"
        self.journal.saved(self.rows(sql, after), screen, self.true_clock.now())

    def reopen(self) -> None:
        """Close as a person does, and unlock again."""
        self.vault.close()
        self.come_back({})

    def keep_copy(self, place: Path) -> None:
        """Copy the disk, as a backup of the whole laptop does."""
        self.vault.close()
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder, place, ignore=shutil.ignore_patterns("ballast.bin"))
        self.come_back({})
        self.copy = (place, self.journal.last, set(self.ever_held))

    def go_back(self) -> int:
        """Put the disk back to the copy; returns the last number it had then."""
        assert self.copy is not None
        place, last, held = self.copy
        self.ever_held = set(held)
        self.vault.close()
        shutil.rmtree(self.folder)
        shutil.copytree(place, self.folder)
        self.journal.strike(n for n in list(self.journal.bodies) if n > last)
        self.come_back({})
        return last

    def close(self) -> None:
        with suppress(Died):
            self.fuse.arm(None)
            self.vault.close()

    def _live_files(self) -> list[Path]:
        return [path for path in self.folder.glob("vault.*.db*") if not path.name.endswith("-shm")]

    def _let_go(self) -> None:
        vault = self.vault
        for connection in (vault.reader, vault.writer):
            raw, connection._raw = connection._raw, None
            if raw is not None:
                raw.close()
        vault.mark.close()
        vault.hold.release()

    def _fuse_in(self) -> None:
        writer = self.vault.writer
        writer._raw = FusedFile(writer._raw, self.fuse)
