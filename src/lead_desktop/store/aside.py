"""Nothing is thrown away in trouble: a WAL of an unclean end, and files that a restore replaces, are kept aside."""

import shutil
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Final

from lead_desktop.clock import Clock
from lead_desktop.store.files import disk_faults, private_folder, sync_folder

QUARANTINE: Final = "quarantine"
_KEPT: Final = 20


def keep_wal(folder: Path, database: Path, clock: Clock) -> Path | None:
    """Copy the WAL beside a database before opening destroys it; None when there is none worth keeping."""
    wal = wal_of(database)
    if not has_wal(database):
        return None
    place = folder / QUARANTINE
    private_folder(place)
    kept = _free_name(place, f"{_stamp(clock)}.wal")
    with disk_faults():
        shutil.copyfile(wal, kept)
        kept.chmod(0o600)
        sync_folder(place)
    for old in sorted(place.glob("*.wal"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return kept


def forget_wals(folder: Path) -> None:
    """Remove every WAL that was kept aside: after a purge none may hold what is gone from the database."""
    with disk_faults():
        for kept in (folder / QUARANTINE).glob("*.wal"):
            kept.unlink(missing_ok=True)


def set_aside(folder: Path) -> tuple[Path, ...]:
    """Return the folders into which restores moved what they replaced."""
    return tuple(path for path in sorted((folder / QUARANTINE).glob("*")) if path.is_dir() and not path.is_symlink())


def forget_all(folder: Path) -> None:
    """Remove everything that was kept aside: logs, and whole vaults that a restore replaced."""
    forget_wals(folder)
    with disk_faults():
        for place in set_aside(folder):
            shutil.rmtree(place)


def has_wal(database: Path) -> bool:
    """Tell whether a WAL with anything in it lies beside a database."""
    wal = wal_of(database)
    return wal.is_file() and wal.stat().st_size > 0


def wal_of(database: Path) -> Path:
    """Return the name of the WAL of a database."""
    return database.with_name(database.name + "-wal")


def move_aside(folder: Path, files: Iterable[Path], clock: Clock) -> Path | None:
    """Move files into a folder of their own below quarantine/; None when there is nothing to move."""
    present = [path for path in files if path.is_file()]
    if not present:
        return None
    private_folder(folder / QUARANTINE)
    place = _free_name(folder / QUARANTINE, _stamp(clock))
    private_folder(place)
    with disk_faults():
        for path in present:
            path.replace(place / path.name)
        sync_folder(place)
        sync_folder(folder)
    return place


def _stamp(clock: Clock) -> str:
    return clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _free_name(place: Path, name: str) -> Path:
    stem, dot, end = name.partition(".")
    count = 0
    while (free := place / f"{stem}-{count:03d}{dot}{end}").exists():
        count += 1
    return free
