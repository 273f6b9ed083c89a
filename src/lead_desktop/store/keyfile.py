"""The key file `vault.json`: one canonical spelling, a checksum line, an HMAC, a spare copy (security 3.4)."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lead_desktop.store.faults import KeyFileDamaged, KeyFileMissing, KeyFileRefused, MadeByNewer, SlotsFull
from lead_desktop.store.files import read_small, replace_file
from lead_desktop.store.slots import Hex16, Hex32, Place, Slot, canonical, subkey

NAME: Final = "vault.json"
SPARE: Final = "vault.json.prev"
MAX_BYTES: Final = 256 * 1024
MAX_SLOTS: Final = 64
VERSION: Final = 1
_NO_MAC: Final = "0" * 64

Side = Literal["care", "law", "program"]
Lockout = Literal["standard", "cjis"]


class KeyFile(BaseModel):
    """The content of vault.json. `lockout` is the throttle's profile, `generation` counts the rewrites."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    version: Annotated[int, Field(ge=VERSION, le=VERSION)]
    vault_id: Hex16
    epoch: Annotated[int, Field(ge=0, le=1_000_000)]
    generation: Annotated[int, Field(ge=0, le=1_000_000_000)]
    side: Side
    lockout: Lockout
    slots: Annotated[tuple[Slot, ...], Field(strict=False, min_length=1, max_length=MAX_SLOTS)]
    mac: Hex32

    def place(self, user_name: str) -> Place:
        """Return what the slots of a name are bound to."""
        return Place(self.vault_id, self.side, user_name)

    def slot(self, slot_id: str) -> Slot | None:
        """Return the slot of an id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def database(self, folder: Path) -> Path:
        """Return where the database of this epoch is."""
        return folder / f"vault.{self.epoch}.db"

    def with_slots(self, *fresh: Slot) -> "KeyFile":
        """Return the next generation with slots put in or replaced by id; raises SlotsFull."""
        ids = {slot.id for slot in fresh}
        slots = (*(slot for slot in self.slots if slot.id not in ids), *fresh)
        if len(slots) > MAX_SLOTS:
            raise SlotsFull
        return self.model_copy(update={"slots": slots, "generation": self.generation + 1})

    def sealed(self, data_key: bytes) -> "KeyFile":
        """Return the key file with its HMAC set."""
        return self.model_copy(update={"mac": self._mac(data_key)})

    def check_mac(self, data_key: bytes) -> None:
        """Raise KeyFileDamaged when anything in the file is not as a holder of the data key left it."""
        if not hmac.compare_digest(self._mac(data_key), self.mac):
            raise KeyFileDamaged

    def _mac(self, data_key: bytes) -> str:
        body = canonical(self.model_copy(update={"mac": _NO_MAC}).model_dump(mode="json"))
        return hmac.new(subkey(data_key, "lead/vault-header-mac/v1"), body, hashlib.sha256).hexdigest()

    def text(self) -> bytes:
        """Return the bytes of the file: canonical JSON, a line feed, SHA-256 in hex, a line feed."""
        body = canonical(self.model_dump(mode="json"))
        return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"


def new_key_file(side: Side, lockout: Lockout) -> tuple[KeyFile, bytes]:
    """Make a key file without slots for a new vault, and the data key; the caller adds slots, seals and saves."""
    blank = KeyFile.model_construct(
        version=VERSION,
        vault_id=secrets.token_hex(16),
        epoch=0,
        generation=0,
        side=side,
        lockout=lockout,
        slots=(),
        mac=_NO_MAC,
    )
    return blank, secrets.token_bytes(32)


def parse(data: bytes) -> KeyFile:
    """Read and check everything that can be checked before any key is derived.

    Raises KeyFileDamaged, MadeByNewer, KeyFileRefused (a key derivation out of bounds).
    """
    raw = _plain(data)
    version = raw.get("version")
    if type(version) is int and version > VERSION:
        raise MadeByNewer
    try:
        key_file = KeyFile.model_validate(raw)
    except ValidationError as error:
        raise _kind(error) from None
    if key_file.text() != data or len({slot.id for slot in key_file.slots}) != len(key_file.slots):
        raise KeyFileDamaged
    _check_slots(key_file)
    return key_file


def _plain(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES or data.count(b"\n") != 2 or not data.endswith(b"\n"):
        raise KeyFileDamaged
    body, digest = data[:-1].split(b"\n")
    if not hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), digest):
        raise KeyFileDamaged
    try:
        raw = json.loads(body.decode("ascii"), object_pairs_hook=_no_twins)
    except (ValueError, RecursionError):
        raise KeyFileDamaged from None
    if not isinstance(raw, dict):
        raise KeyFileDamaged
    return raw


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _kind(error: ValidationError) -> KeyFileDamaged | KeyFileRefused:
    in_kdf = all("kdf" in fault["loc"] for fault in error.errors(include_input=False, include_url=False))
    return KeyFileRefused() if in_kdf else KeyFileDamaged()


def _check_slots(key_file: KeyFile) -> None:
    if all(slot.kdf is None for slot in key_file.slots):
        raise KeyFileDamaged
    for slot in key_file.slots:
        if (slot.kdf is None) != (slot.kind == "recovery"):
            raise KeyFileDamaged
        if slot.kdf is not None:
            slot.kdf.check()


def load(folder: Path) -> KeyFile:
    """Read vault.json; raises KeyFileMissing, KeyFileDamaged (both say whether a spare is good), and as parse."""
    try:
        return _read(folder / NAME)
    except FileNotFoundError:
        raise KeyFileMissing(spare=spare_is_good(folder)) from None
    except KeyFileDamaged:
        raise KeyFileDamaged(spare=spare_is_good(folder)) from None


def spare_is_good(folder: Path) -> bool:
    """Tell whether vault.json.prev can be read."""
    try:
        _read(folder / SPARE)
    except (FileNotFoundError, KeyFileDamaged, KeyFileRefused, MadeByNewer):
        return False
    return True


def use_spare(folder: Path) -> None:
    """Put the spare copy in the place of a missing or damaged vault.json, which is kept beside it.

    Raises KeyFileMissing or KeyFileDamaged when the spare is no better.
    """
    try:
        spare = _read(folder / SPARE)
    except FileNotFoundError:
        raise KeyFileMissing(spare=False) from None
    damaged = folder / NAME
    if damaged.exists():
        damaged.replace(folder / f"{NAME}.{secrets.token_hex(4)}.damaged")
    replace_file(damaged, spare.text())


def save(folder: Path, key_file: KeyFile, test: Callable[[KeyFile], object]) -> None:
    """Write vault.json so that at every moment the old or the new one is whole; then bring the spare up to date.

    The new file is read back from the disk and handed to `test` before it takes the name; what `test` raises
    leaves the old one. Raises DiskFull, ReadOnly, FileHeld, DiskTrouble.
    """
    data = key_file.text()
    replace_file(folder / NAME, data, check=lambda fresh: test(_read(fresh)))
    replace_file(folder / SPARE, data)


def refresh_spare(folder: Path, key_file: KeyFile) -> None:
    """Bring the spare up to date after a stop between the two writes, so that no dropped slot lives on in it."""
    try:
        same = read_small(folder / SPARE, MAX_BYTES) == key_file.text()
    except FileNotFoundError:
        same = False
    if not same:
        replace_file(folder / SPARE, key_file.text())


def _read(path: Path) -> KeyFile:
    data = read_small(path, MAX_BYTES)
    if data is None:
        raise KeyFileDamaged
    return parse(data)
