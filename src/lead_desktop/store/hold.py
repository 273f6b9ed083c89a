"""One process per vault: a lock on `vault.lock`, whose content tells how the last process ended."""

import os
import sys
import time
from pathlib import Path
from typing import Final

from lead_desktop.store.faults import InUse, MustReopen
from lead_desktop.store.files import disk_faults, open_plain, read_all, write_all

NAME: Final = "vault.lock"
OPEN: Final = b"open"
MAKING: Final = b"make"
CLEAN: Final = b""
_BYTES: Final = 4
_TRIES: Final = 100
_PAUSE_S: Final = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        os.lseek(handle, 1024, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Hold:
    """The lock of one folder, held until `release`, or until the process ends however it ends.

    `found` is what the process before noted last.
    """

    def __init__(self, folder: Path, *, tries: int = _TRIES) -> None:
        """Take the lock, waiting up to five seconds; raises InUse, ReadOnly, UnsafePlace."""
        self._handle: int | None = open_plain(folder / NAME, os.O_RDWR | os.O_CREAT)
        try:
            _wait_for(self._handle, tries)
            os.lseek(self._handle, 0, os.SEEK_SET)
            self.found = read_all(self._handle, _BYTES)
        except BaseException:
            os.close(self._handle)
            raise

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def note(self, text: bytes) -> None:
        """Write down durably that the vault is OPEN, in MAKING, or CLEAN: everything is in the one database file."""
        if self._handle is None:
            raise MustReopen
        with disk_faults():
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            write_all(self._handle, text)
            os.fsync(self._handle)


def _wait_for(handle: int, tries: int) -> None:
    while True:
        try:
            _try_lock(handle)
        except OSError:
            tries -= 1
            if tries <= 0:
                raise InUse from None
            time.sleep(_PAUSE_S)
        else:
            return


def being_made(folder: Path) -> bool:
    """Tell whether the folder holds the beginnings of a vault whose making was interrupted."""
    path = folder / NAME
    return path.is_file() and path.read_bytes()[:_BYTES] == MAKING
