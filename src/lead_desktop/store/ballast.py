"""Sixteen MiB kept in reserve, given back when the disk is full, so that there is room to save and to delete."""

import os
import shutil
from pathlib import Path
from typing import Final

from lead_desktop.store.faults import DiskFull, DiskTrouble, ReadOnly
from lead_desktop.store.files import disk_faults, open_plain, write_all

NAME: Final = "ballast.bin"
SIZE: Final = 16 * 1024 * 1024
ROOM_NEEDED: Final = 500 * 1024 * 1024


def put_in(folder: Path) -> bool:
    """Lay the reserve where there is room for it (500 MB free) and none yet; tell whether it is there."""
    path = folder / NAME
    if path.is_file() and path.stat().st_size == SIZE:
        return True
    free(folder)
    if shutil.disk_usage(folder).free < ROOM_NEEDED:
        return False
    try:
        _fill(path)
    except (DiskFull, DiskTrouble, ReadOnly):
        free(folder)
        return False
    return True


def free(folder: Path) -> None:
    """Give the reserve back; a folder that cannot be written keeps it."""
    try:
        (folder / NAME).unlink(missing_ok=True)
    except OSError:
        return


def _fill(path: Path) -> None:
    handle = open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with disk_faults():
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(handle, 0, SIZE)
            else:
                for _ in range(SIZE >> 20):
                    write_all(handle, bytes(1 << 20))
    finally:
        os.close(handle)
