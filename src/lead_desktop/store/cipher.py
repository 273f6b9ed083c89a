"""The encrypted database: the only door to SQLCipher, strict settings, and every error in our words (security 3.5)."""

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite

from lead_desktop.errors import LeadError
from lead_desktop.store.faults import (
    Damaged,
    DatabaseMissing,
    DiskFull,
    DiskTrouble,
    MustReopen,
    NotThisDatabase,
    ReadOnly,
    StatementFault,
    UnsafePlace,
)
from lead_desktop.store.files import disk_faults, open_plain
from lead_desktop.store.guard import Guard
from lead_desktop.store.keyed import open_raw, told

MIN_BYTES: Final = 512
_BATCH: Final = 256


class Rows:
    """The answer to a statement; reads on demand, each read under the lock of its connection."""

    __slots__ = ("_connection", "_cursor")

    def __init__(self, connection: "Connection", cursor: Any) -> None:  # noqa: ANN401 - the library has no types
        """Hold the library's cursor."""
        self._connection = connection
        self._cursor = cursor

    def fetchone(self) -> Any:  # noqa: ANN401 - a row is what the statement selects; callers know its shape
        """Return the next row as a tuple, or None."""
        return self._connection.run("fetch", self._cursor.fetchone)

    def fetchmany(self, count: int) -> list[Any]:
        """Return up to `count` rows."""
        return list(self._connection.run("fetch", self._cursor.fetchmany, count))

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        return list(self._connection.run("fetch", self._cursor.fetchall))

    def __iter__(self) -> Iterator[Any]:
        """Walk the rows, some hundreds at a time."""
        while batch := self.fetchmany(_BATCH):
            yield from batch
            if len(batch) < _BATCH:
                return

    @property
    def lastrowid(self) -> int:
        """The rowid of the last insert."""
        return int(self._cursor.lastrowid)

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return int(self._cursor.rowcount)


class Connection:
    """One connection to the encrypted file, usable from any one thread at a time; raises only LeadErrors.

    After a disk error or a bad page it closes itself: what follows raises MustReopen until the vault is opened anew.
    """

    def __init__(self, raw: Any, guard: Guard, on_full: Callable[[], object]) -> None:  # noqa: ANN401 - as above
        """Take over an open, keyed, checked connection; `on_full` makes room when the disk is full."""
        self._raw = raw
        self._guard = guard
        self._on_full = on_full
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        """Show nothing of what is inside."""
        return f"<Connection {'closed' if self.closed else 'open'}>"

    @property
    def closed(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self._raw is None

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._raw is not None and bool(self._raw.in_transaction)

    def execute(self, sql: str, params: Sequence[object] | dict[str, object] = ()) -> Rows:
        """Run one statement; values only as parameters, never inside `sql`."""
        return Rows(self, self.run(sql, self._open().execute, sql, params))

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> Rows:
        """Run one statement for each row of parameters."""
        return Rows(self, self.run(sql, self._open().executemany, sql, rows))

    @contextmanager
    def transaction(self) -> Iterator["Connection"]:
        """All or nothing: BEGIN IMMEDIATE, then COMMIT, or ROLLBACK when anything is raised. Not to be nested."""
        with self._lock:
            if self.in_transaction:
                raise StatementFault(statement="nested transaction", kind="")
            self.execute("BEGIN IMMEDIATE")
            try:
                yield self
                self.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def migrating(self) -> Iterator["Connection"]:
        """Let tables and triggers be dropped and altered; for the step that brings the tables up to date only."""
        with self._lock:
            self._guard.migrating = True
            try:
                yield self
            finally:
                self._guard.migrating = False

    def interrupt(self) -> None:
        """Stop the running statement from another thread; it raises Stopped there."""
        raw = self._raw
        if raw is not None:
            raw.interrupt()

    def copy_into(self, target: "Connection", progress: Callable[[int, int], object]) -> None:
        """Copy the whole database, page by page and encrypted, as it is at this moment; for store.backup only.

        progress(pages left, pages in all) may raise to stop.
        """
        self.run("copy", self._copy, target._open(), progress)  # noqa: SLF001 - another of the same class

    def _copy(self, target: Any, progress: Callable[[int, int], object]) -> None:  # noqa: ANN401 - as above
        raw = self._open()
        raw.execute("BEGIN")
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
            raw.backup(target, pages=_BATCH, progress=lambda _code, left, all_: progress(left, all_))
        finally:
            raw.execute("ROLLBACK")

    def close(self) -> None:
        """Close; a second call does nothing."""
        with self._lock:
            raw, self._raw = self._raw, None
            if raw is not None:
                raw.close()

    def run(self, sql: str, call: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401 - as above
        """Make one call of the library under the lock and turn its errors into ours; `sql` names it in a fault."""
        with self._lock:
            self._open()
            try:
                return call(*given)
            except sqlite.Error as error:
                ours = told(error, sql)
                self._after(ours)
                raise ours from None

    def _open(self) -> Any:  # noqa: ANN401 - the library has no types
        raw = self._raw
        if raw is None:
            raise MustReopen
        return raw

    def _after(self, fault: LeadError) -> None:
        if isinstance(fault, DiskFull):
            self._roll_back()
            self._on_full()
        if isinstance(fault, DiskTrouble | Damaged):
            self.close()

    def _roll_back(self) -> None:
        if not self.in_transaction:
            return
        try:
            self._raw.execute("ROLLBACK")
        except sqlite.Error:
            self.close()


def _nothing() -> None:
    """Nothing can be freed."""


def create(path: Path, key: bytes, *, cache_mib: int = 64, on_full: Callable[[], object] = _nothing) -> Connection:
    """Make a new encrypted database; the file must not be there yet. Raises UnsafePlace, DiskFull, ReadOnly."""
    _make(path)
    connection = _open(path, key, "rw", cache_mib, on_full)
    with connection.transaction():
        connection.execute("PRAGMA application_id = 1279607108")
    return connection


def create_copy(path: Path, key: bytes) -> Connection:
    """Make the empty encrypted file that copy_into fills: without a WAL of its own. Raises as create."""
    _make(path)
    return _open(path, key, "copy", 16, _nothing)


def open_existing(
    path: Path, key: bytes, *, read_only: bool = False, cache_mib: int = 64, on_full: Callable[[], object] = _nothing
) -> Connection:
    """Open a database that is there. `key`: 32 bytes.

    Raises DatabaseMissing (never makes one), NotThisDatabase, UnsafePlace, InUse, ReadOnly, Damaged.
    """
    check_file(path)
    if not read_only and not os.access(path, os.W_OK):
        raise ReadOnly
    return _open(path, key, "ro" if read_only else "rw", cache_mib, on_full)


def check_file(path: Path) -> None:
    """Raise DatabaseMissing, UnsafePlace or NotThisDatabase (too short to be one) without opening anything."""
    try:
        with disk_faults():
            status = path.lstat()
    except FileNotFoundError:
        raise DatabaseMissing from None
    if not stat.S_ISREG(status.st_mode):
        raise UnsafePlace
    if status.st_size < MIN_BYTES:
        raise NotThisDatabase


def check_whole(connection: Connection) -> None:
    """Read every page and check it; raises Damaged. Empty the WAL first: the cipher checks the main file only."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise Damaged
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise Damaged


def _open(path: Path, key: bytes, mode: str, cache_mib: int, on_full: Callable[[], object]) -> Connection:
    raw = open_raw(path, key, mode, cache_mib)
    guard = Guard()
    raw.set_authorizer(guard)
    return Connection(raw, guard, on_full)


def _make(path: Path) -> None:
    """Make the empty file with mode 0600 first, so that neither it nor its WAL is ever readable by others."""
    os.close(open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))
