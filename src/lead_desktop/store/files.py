"""Files of the vault on disk: read without following links, written whole or not at all, private to one person."""

import errno
import logging
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lead_desktop.store.faults import DiskFull, DiskTrouble, FileHeld, ReadOnly, UnsafePlace

_LOG = logging.getLogger(__name__)
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_SAFE |= getattr(os, "O_BINARY", 0)
_POSIX = os.name == "posix"
_TRIES = 40
_PAUSE_S = 0.05

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_LINK = (errno.ELOOP, errno.ENXIO, errno.EISDIR)


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn the system's errors into ours; a missing file stays FileNotFoundError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from None
        if error.errno in _READ_ONLY:
            raise ReadOnly from None
        if error.errno in _LINK:
            raise UnsafePlace from None
        raise DiskTrouble from None


def open_plain(path: Path, flags: int, *, ours: bool = True) -> int:
    """Open an ordinary file; one of ours is made private. Raises UnsafePlace, FileNotFoundError, ReadOnly."""
    with disk_faults():
        handle = os.open(path, flags | _SAFE, 0o600)
    try:
        if not flags & os.O_EXCL:
            _check_plain(handle, ours=ours)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _check_plain(handle: int, *, ours: bool) -> None:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or (ours and not _ours(status)):
        raise UnsafePlace
    if ours and _POSIX and status.st_mode & 0o077:
        with disk_faults():
            os.fchmod(handle, 0o600)
        _LOG.warning("permissions_repaired kind=file")


def _ours(status: os.stat_result) -> bool:
    return not _POSIX or status.st_uid == os.geteuid()


def private_folder(folder: Path) -> None:
    """Make the folder, or check that it is a real one of ours, with mode 0700; raises UnsafePlace, ReadOnly."""
    with disk_faults():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_folder(folder)


def check_folder(folder: Path) -> None:
    """Check that the folder is no link and ours; repair its permissions and log that; raises UnsafePlace."""
    with disk_faults():
        status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or not _ours(status):
        raise UnsafePlace
    if _POSIX and status.st_mode & 0o077:
        with disk_faults():
            folder.chmod(0o700)
        _LOG.warning("permissions_repaired kind=folder")


def read_small(path: Path, limit: int) -> bytes | None:
    """Read a whole file of at most `limit` bytes; None when it is longer. Raises as open_plain."""
    handle = open_plain(path, os.O_RDONLY)
    try:
        if os.fstat(handle).st_size > limit:
            return None
        with disk_faults():
            return read_all(handle, limit)
    finally:
        os.close(handle)


def read_all(handle: int, size: int) -> bytes:
    """Read up to `size` bytes from where the handle stands."""
    parts = []
    while size > 0 and (part := os.read(handle, min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def write_all(handle: int, data: bytes) -> None:
    """Write every byte, however many calls it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in the folder durable; Windows does that by itself."""
    if not _POSIX:
        return
    handle = os.open(folder, os.O_RDONLY | _SAFE)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_new(path: Path, data: bytes) -> None:
    """Make a file that is not there yet and make its bytes durable; leaves nothing behind when it cannot."""
    handle = open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with disk_faults():
            write_all(handle, data)
            os.fsync(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)


def replace_file(path: Path, data: bytes, check: Callable[[Path], object] | None = None) -> None:
    """Put a whole new file in the place of the old one, or leave the old one as it is.

    `check` looks at the new file before it takes the name; what it raises stops the replacement.
    """
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(6)}.new")
    write_new(fresh, data)
    try:
        if check is not None:
            check(fresh)
        move_over(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def move_over(fresh: Path, path: Path) -> None:
    """Rename durably; where another program holds the target, try for two seconds, then raise FileHeld."""
    for _ in range(_TRIES):
        try:
            with disk_faults_but_held():
                fresh.replace(path)
                sync_folder(path.parent)
        except PermissionError:
            time.sleep(_PAUSE_S)
        else:
            return
    raise FileHeld


@contextmanager
def disk_faults_but_held() -> Iterator[None]:
    """As disk_faults, but a sharing violation stays PermissionError."""
    try:
        yield
    except PermissionError:
        raise
    except OSError:
        with disk_faults():
            raise


def sweep(folder: Path) -> None:
    """Remove what interrupted writes left behind."""
    for left in folder.glob("*.new*"):
        left.unlink(missing_ok=True)
