"""Processes that die at a chosen statement: a fuse, and the connections of desk and hub that it sits in.

Every statement has two points: before it and after it. A process that has died does nothing any more. A fuse may pass
over what changes no file: who dies before a reading has died after the writing that came before it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from lead_desktop.hub.database import Database


class Died(BaseException):
    """The process is gone; nothing of the program may catch this and go on."""


class Fuse:
    """Counts the points at which a process may die, and kills it at the one that was chosen."""

    def __init__(self) -> None:
        self.passed = self.total = 0
        self.chosen: int | None = None
        self.burnt = False
        self.deaths = 0
        self.only_writing = False

    def arm(self, point: int | None) -> None:
        self.passed, self.chosen, self.burnt = 0, point, False

    def point(self) -> None:
        if self.burnt:
            raise Died
        if self.chosen is not None and self.passed == self.chosen:
            self.burnt = True
            self.deaths += 1
            raise Died
        self.passed += 1
        self.total += 1


class FusedFile:
    """The library's connection to a desk's file, with a fuse around every statement."""

    def __init__(self, raw: Any, fuse: Fuse) -> None:
        self._raw, self._fuse = raw, fuse

    def execute(self, *given: Any) -> Any:
        return self._around(self._raw.execute, given)

    def executemany(self, *given: Any) -> Any:
        return self._around(self._raw.executemany, given)

    def _around(self, call: Any, given: tuple[Any, ...]) -> Any:
        if self._fuse.only_writing and _only_reads(str(given[0])):
            if self._fuse.burnt:
                raise Died
            return call(*given)
        self._fuse.point()
        found = call(*given)
        self._fuse.point()
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


def _only_reads(sql: str) -> bool:
    return sql.lstrip().upper().startswith(("SELECT", "BEGIN", "PRAGMA TABLE_", "PRAGMA DATA_"))


class _Fused(psycopg.Connection[Any]):
    fuse: Fuse

    def execute(self, *given: Any, **more: Any) -> Any:
        self.fuse.point()
        found = super().execute(*given, **more)
        self.fuse.point()
        return found


class _OnePool:
    """One connection at a time, made when it is wanted: what a hub that has just started has."""

    def __init__(self, url: str, fuse: Fuse) -> None:
        self._url, self._fuse = url, fuse
        self._connection: _Fused | None = None

    @contextmanager
    def connection(self) -> Iterator[_Fused]:
        if self._connection is None or self._connection.closed:
            self._connection = _Fused.connect(self._url, autocommit=True)
            self._connection.fuse = self._fuse
        yield self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class FusedDatabase(Database):
    """The hub's database over one connection with a fuse in it."""

    def __init__(self, url: str, fuse: Fuse) -> None:
        super().__init__(url, connections=1)
        self._pool.close()
        self._pool = _OnePool(url, fuse)  # type: ignore[assignment]

    def died(self) -> None:
        """Let the connections of the dead process go, as PostgreSQL notices them gone."""
        self._pool.close()
