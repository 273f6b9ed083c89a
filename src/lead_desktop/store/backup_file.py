"""The shape of a backup file: the database, then a manifest, then the manifest's length and a mark of ours."""

import hashlib
import hmac
import os
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from lead_desktop.store import cipher, keyfile, mark
from lead_desktop.store.faults import BackupDamaged, MadeByNewer
from lead_desktop.store.files import disk_faults, open_plain, read_all, write_all
from lead_desktop.store.keyfile import Side
from lead_desktop.store.slots import Hex16, Hex32, canonical, subkey

_TAIL: Final = b"LEADBK01"
_TAIL_BYTES: Final = len(_TAIL) + 8
_MAX_MANIFEST: Final = 1024 * 1024
VERSION: Final = 1


class _Versioned(BaseModel):
    """What every version of a manifest says."""

    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True)

    version: int


class Manifest(BaseModel):
    """What follows the database in a backup; `mac` is over everything else, by the data key."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    version: Annotated[int, Field(ge=VERSION, le=VERSION)]
    vault_id: Hex16
    epoch: Annotated[int, Field(ge=0)]
    side: Side
    made_at: Annotated[str, StringConstraints(max_length=40)]
    database_bytes: Annotated[int, Field(ge=cipher.MIN_BYTES)]
    database_sha256: Hex32
    key_file: Annotated[str, StringConstraints(max_length=keyfile.MAX_BYTES)]
    mark: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]*$", max_length=2 * mark.SIZE)]
    mac: Hex32

    def mac_with(self, data_key: bytes) -> str:
        """Return the HMAC that the data key gives."""
        body = canonical(self.model_dump(mode="json", exclude={"mac"}))
        return hmac.new(subkey(data_key, "lead/backup-mac/v1"), body, hashlib.sha256).hexdigest()


def append(part: Path, manifest: Manifest) -> None:
    """Write the manifest behind the database, durably."""
    body = canonical(manifest.model_dump(mode="json"))
    handle = open_plain(part, os.O_WRONLY | os.O_APPEND, ours=False)
    try:
        with disk_faults():
            write_all(handle, body + len(body).to_bytes(8, "big") + _TAIL)
            os.fsync(handle)
    finally:
        os.close(handle)


def read_manifest(source: Path) -> Manifest:
    """Read what a backup says of itself; raises BackupDamaged, MadeByNewer, FileNotFoundError, UnsafePlace."""
    handle = open_plain(source, os.O_RDONLY, ours=False)
    try:
        with disk_faults():
            raw, before = _raw_manifest(handle)
    finally:
        os.close(handle)
    try:
        if _Versioned.model_validate_json(raw).version > VERSION:
            raise MadeByNewer
        manifest = Manifest.model_validate_json(raw)
    except ValidationError:
        raise BackupDamaged from None
    if manifest.database_bytes != before:
        raise BackupDamaged
    return manifest


def _raw_manifest(handle: int) -> tuple[bytes, int]:
    size = os.fstat(handle).st_size
    if size < _TAIL_BYTES:
        raise BackupDamaged
    os.lseek(handle, size - _TAIL_BYTES, os.SEEK_SET)
    tail = read_all(handle, _TAIL_BYTES)
    length = int.from_bytes(tail[:8], "big")
    before = size - _TAIL_BYTES - length
    if tail[8:] != _TAIL or length > _MAX_MANIFEST or before < 0:
        raise BackupDamaged
    os.lseek(handle, before, os.SEEK_SET)
    return read_all(handle, length), before
