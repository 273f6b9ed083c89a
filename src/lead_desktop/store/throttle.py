"""Wrong tries at the unlock page: five in fifteen minutes lock, a hundred in a row disable (CJIS AC-7, rulings).

Waiting is measured by the boot clock alone, so that neither the wall clock nor a restart shortens it: after a
restart only the time since the restart counts. A lost or unreadable file locks everyone until released. Someone
who takes a copy of the files away is not held up by this; the cost of the key derivation is what holds him up.
"""

import hashlib
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lead_desktop.clock import Clock
from lead_desktop.store.faults import LockedUntilReleased, TooManyTries
from lead_desktop.store.files import read_small, replace_file
from lead_desktop.store.keyfile import Lockout
from lead_desktop.store.slots import Hex16, canonical

NAME: Final = "throttle.json"
TRIES: Final = 5
TRIES_IN_ALL: Final = 100
MINUTE_MS: Final = 60_000
WINDOW_MS: Final = 15 * MINUTE_MS
LONGEST_MS: Final = 24 * 60 * MINUTE_MS
_MAX_BYTES: Final = 256 * 1024
_MAX_NAMES: Final = 256

Ms = Annotated[int, Field(ge=0, le=1 << 53)]


class Tries(BaseModel):
    """What is known of one name. `ages_ms`: how long ago the recent wrong tries were, at boot time `seen_boot_ms`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    ages_ms: Annotated[tuple[Ms, ...], Field(strict=False, max_length=TRIES)] = ()
    in_all: Ms = 0
    locks: Ms = 0
    wait_ms: Ms = 0
    held: bool = False
    seen_boot_ms: Ms = 0

    def at(self, boot_ms: int) -> "Tries":
        """Return the same at a later moment: older tries, a shorter wait."""
        passed = boot_ms - self.seen_boot_ms if boot_ms >= self.seen_boot_ms else boot_ms
        ages = tuple(age + passed for age in self.ages_ms if age + passed < WINDOW_MS)
        update = {"ages_ms": ages, "wait_ms": max(0, self.wait_ms - passed), "seen_boot_ms": boot_ms}
        return self.model_copy(update=update)

    def and_one_more(self, lockout: Lockout) -> "Tries":
        """Return the same after one more wrong try."""
        ages, in_all = (*self.ages_ms, 0), self.in_all + 1
        if len(ages) < TRIES and in_all < TRIES_IN_ALL:
            return self.model_copy(update={"ages_ms": ages, "in_all": in_all})
        held = self.held or lockout == "cjis" or in_all >= TRIES_IN_ALL
        wait = min(WINDOW_MS << min(self.locks, 20), LONGEST_MS)
        update = {"ages_ms": (), "in_all": in_all, "locks": self.locks + 1, "wait_ms": wait, "held": held}
        return self.model_copy(update=update)

    def check(self) -> None:
        """Raise LockedUntilReleased or TooManyTries while the name is locked."""
        if self.held:
            raise LockedUntilReleased
        if self.wait_ms > 0:
            raise TooManyTries(minutes=-(-self.wait_ms // MINUTE_MS))


HELD: Final = Tries(held=True)


class _File(BaseModel):
    """The file: names by slot id; `lost` means that the file was lost once, so a name that is not in it is locked."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    version: Annotated[int, Field(ge=1, le=1)] = 1
    lost: bool
    names: dict[Hex16, Tries]


class Throttle:
    """The throttle file of one vault. Names without a slot are counted as well, so that they cannot be told apart."""

    def __init__(self, folder: Path, clock: Clock, lockout: Lockout) -> None:
        """Read the file; a lost or unreadable one locks everyone."""
        self._path = folder / NAME
        self._clock = clock
        self._lockout = lockout
        self._file = _load(self._path)

    @staticmethod
    def create(folder: Path) -> None:
        """Write the empty file of a new or restored vault."""
        replace_file(folder / NAME, _text(_File(lost=False, names={})))

    def begin(self, slot_id: str) -> Tries:
        """Count a try as wrong before it is made, so that a kill does not hide it; return what stood before.

        Raises LockedUntilReleased, TooManyTries; these tries are not counted.
        """
        before = self._tries(slot_id)
        before.check()
        self._put(slot_id, before.and_one_more(self._lockout))
        return before

    def undo(self, slot_id: str, before: Tries) -> None:
        """Take a counted try back: it was no guess (no memory, a disk error)."""
        self._put(slot_id, before)

    def forget(self, slot_id: str) -> None:
        """Start anew for a name: it was opened, released, or recovered."""
        self._put(slot_id, Tries(seen_boot_ms=self._clock.boot_ms()))

    def _tries(self, slot_id: str) -> Tries:
        known = self._file.names.get(slot_id)
        if known is None:
            known = HELD if self._file.lost else Tries()
        return known.at(self._clock.boot_ms())

    def _put(self, slot_id: str, tries: Tries) -> None:
        others = {name: known for name, known in self._file.names.items() if name != slot_id}
        while len(others) >= _MAX_NAMES:
            del others[min(others, key=lambda name: (others[name].held, others[name].in_all))]
        self._file = self._file.model_copy(update={"names": {**others, slot_id: tries}})
        replace_file(self._path, _text(self._file))


def _load(path: Path) -> _File:
    lost = _File(lost=True, names={})
    try:
        data = read_small(path, _MAX_BYTES)
    except FileNotFoundError:
        return lost
    if data is None or data.count(b"\n") != 2:
        return lost
    body, digest, _ = data.split(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return lost
    try:
        return _File.model_validate_json(body)
    except ValidationError:
        return lost


def _text(file: _File) -> bytes:
    body = canonical(file.model_dump(mode="json"))
    return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"
