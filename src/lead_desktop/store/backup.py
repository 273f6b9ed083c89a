"""A backup is one encrypted file: the database as it is at one moment, then key file and mark, then how long those are.

Nothing is ever written in plain: pages are copied from one encrypted file into another (security 3.14). A restored
device must take a new device id before it sends anything.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lead_desktop.clock import Clock
from lead_desktop.store import cipher, doors, keyfile, mark
from lead_desktop.store.aside import move_aside
from lead_desktop.store.backup_file import VERSION, Manifest, append, read_manifest
from lead_desktop.store.faults import BackupDamaged, DiskTrouble, KeyFileDamaged, Stopped
from lead_desktop.store.files import (
    disk_faults,
    move_over,
    open_plain,
    private_folder,
    replace_file,
    sync_folder,
    write_all,
)
from lead_desktop.store.hold import CLEAN, Hold
from lead_desktop.store.keyfile import KeyFile, Side
from lead_desktop.store.slots import Bundle
from lead_desktop.store.throttle import NAME as THROTTLE, Throttle
from lead_desktop.store.vault import Vault

_CHUNK: Final = 1 << 20
Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class BackupInfo:
    """What a backup says of itself; `size` in bytes. Not proved before `restore_backup` opens it."""

    vault_id: str
    side: Side
    made_at: datetime
    size: int


@dataclass(frozen=True)
class Restored:
    """A restore that succeeded: what came back, and where the files that were there are now (None: none were)."""

    info: BackupInfo
    aside: Path | None


def never() -> bool:
    """Nobody asks to stop."""
    return False


def no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


def write_backup(
    vault: Vault, target: Path, clock: Clock, progress: Progress = no_progress, cancelled: Cancelled = never
) -> BackupInfo:
    """Write one encrypted file that holds everything, check it, and only then give it its name.

    Work may go on meanwhile: the copy is of one moment. progress(done, total) counts steps of equal weight.
    Raises Stopped, DiskFull, ReadOnly, DiskTrouble, FileHeld; then nothing of it is left at the target.
    """
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    marked = mark.file_bytes(vault.folder)
    key = vault.bundle.data_key
    try:
        _copy_database(vault, part, _steps(progress, cancelled))
        with disk_faults():
            size = part.stat().st_size
        manifest = Manifest(
            version=VERSION,
            vault_id=vault.vault_id,
            epoch=vault.epoch,
            side=vault.side,
            made_at=clock.now().isoformat(),
            database_bytes=size,
            database_sha256=_digest(part, size),
            key_file=vault.key_file.text().decode("ascii"),
            mark=marked.hex(),
            mac="0" * 64,
        )
        manifest = manifest.model_copy(update={"mac": manifest.mac_with(key)})
        append(part, manifest)
        move_over(part, target)
    except FileNotFoundError:
        raise DiskTrouble from None
    finally:
        _remove(part)
    return _info(manifest, target)


def look_into(source: Path) -> BackupInfo:
    """Say what a backup is, before a passphrase is asked for; raises BackupDamaged, MadeByNewer, FileNotFoundError."""
    return _info(read_manifest(source), source)


def restore_backup(  # noqa: PLR0913 - where from, where to, whose, and the watching
    source: Path,
    folder: Path,
    user_name: str,
    passphrase: str,
    clock: Clock,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Restored:
    """Put a backup into a folder once it is proved whole and opened by the passphrase; then `unlock` opens it.

    What was there is kept aside below quarantine/. The vault must be closed. Raises BackupDamaged, MadeByNewer,
    WrongPassphrase, Stopped, InUse, and what a write raises; until the last moment the old files are in place.
    """
    manifest = read_manifest(source)
    key_file, bundle = _prove(manifest, user_name, passphrase)
    private_folder(folder)
    hold = Hold(folder)
    fresh = folder / f"restored.{secrets.token_hex(4)}.new"
    try:
        _extract(source, fresh, manifest, _steps(progress, cancelled))
        _check_copy(fresh, bundle.data_key)
        present = [folder / keyfile.NAME, folder / keyfile.SPARE, folder / mark.NAME, folder / THROTTLE]
        aside = move_aside(folder, [*present, *folder.glob("vault.*.db*")], clock)
        move_over(fresh, key_file.database(folder))
        if manifest.mark:
            replace_file(folder / mark.NAME, bytes.fromhex(manifest.mark))
        Throttle.create(folder)
        hold.note(CLEAN)
        doors.save(folder, key_file, bundle)
        sync_folder(folder)
    finally:
        _remove(fresh)
        hold.release()
    return Restored(_info(manifest, source), aside)


def _steps(progress: Progress, cancelled: Cancelled) -> Progress:
    def step(done: int, total: int) -> None:
        if cancelled():
            raise Stopped
        progress(done, total)

    return step


def _copy_database(vault: Vault, part: Path, step: Progress) -> None:
    key = vault.bundle.data_key
    source = cipher.open_existing(vault.database, key, read_only=True, cache_mib=16)
    try:
        target = cipher.create_copy(part, key)
        try:
            source.copy_into(target, lambda left, total: step(total - left, total))
        finally:
            target.close()
    finally:
        source.close()
    _check_copy(part, key)


def _check_copy(path: Path, key: bytes) -> None:
    copy = cipher.open_existing(path, key, cache_mib=16)
    try:
        cipher.check_whole(copy)
    finally:
        copy.close()


def _prove(manifest: Manifest, user_name: str, passphrase: str) -> tuple[KeyFile, Bundle]:
    try:
        key_file = keyfile.parse(manifest.key_file.encode())
        bundle = doors.open_bundle(key_file, user_name, passphrase)
        key_file.check_mac(bundle.data_key)
    except KeyFileDamaged:
        raise BackupDamaged from None
    if not hmac.compare_digest(manifest.mac_with(bundle.data_key), manifest.mac):
        raise BackupDamaged
    return key_file, bundle


def _extract(source: Path, fresh: Path, manifest: Manifest, step: Progress) -> None:
    digest, left = hashlib.sha256(), manifest.database_bytes
    from_handle = open_plain(source, os.O_RDONLY, ours=False)
    try:
        to_handle = open_plain(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            with disk_faults():
                while left and (chunk := os.read(from_handle, min(left, _CHUNK))):
                    digest.update(chunk)
                    write_all(to_handle, chunk)
                    left -= len(chunk)
                    step(manifest.database_bytes - left, manifest.database_bytes)
                os.fsync(to_handle)
        finally:
            os.close(to_handle)
    finally:
        os.close(from_handle)
    if digest.hexdigest() != manifest.database_sha256:
        raise BackupDamaged


def _digest(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    handle = open_plain(path, os.O_RDONLY, ours=False)
    try:
        with disk_faults():
            while size > 0 and (chunk := os.read(handle, min(size, _CHUNK))):
                digest.update(chunk)
                size -= len(chunk)
    finally:
        os.close(handle)
    return digest.hexdigest()


def _info(manifest: Manifest, path: Path) -> BackupInfo:
    try:
        made_at = datetime.fromisoformat(manifest.made_at)
    except ValueError:
        raise BackupDamaged from None
    return BackupInfo(manifest.vault_id, manifest.side, made_at, path.stat().st_size)


def _remove(part: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            part.with_name(part.name + end).unlink(missing_ok=True)
