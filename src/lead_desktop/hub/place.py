"""Where one hub lives: a folder with its settings, its keys and, unless another is named, its own PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psycopg

from lead_desktop.clock import Clock
from lead_desktop.errors import LeadError
from lead_desktop.hub.authority import (
    Authority,
    certificate_due,
    has_keys,
    load_authority,
    make_authority,
    renew_certificate,
)
from lead_desktop.hub.database import Database
from lead_desktop.hub.embedded import Embedded
from lead_desktop.hub.schema import steps
from lead_desktop.hub.settings import Settings, read_settings, write_settings
from lead_desktop.i18n import N_

_QUIET = ("log_min_error_statement = 'panic'", "log_error_verbosity = 'terse'", "log_min_messages = 'fatal'")


class NotSetUp(LeadError):
    """There is no hub in this folder."""

    code = "hub_not_set_up"
    message = N_("There is no hub in this folder yet. `lead-hub init` makes one.")


class NotMigrated(LeadError):
    """The tables are of another version, and through a pooler they cannot be brought up to date."""

    code = "hub_not_migrated"
    message = N_(
        "The database is of another version. Run `lead-hub migrate` with pooler = false and PostgreSQL's own address."
    )


class SetUpAlready(LeadError):
    """There is a hub in this folder; making another would lose its keys."""

    code = "hub_set_up_already"
    message = N_("There is a hub in this folder already. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A hub whose database is open; url: of the database."""

    folder: Path
    settings: Settings
    authority: Authority
    database: Database
    url: str
    clock: Clock


def usual_folder() -> Path:
    """Return where a hub lives when nobody says otherwise."""
    # As root PostgreSQL runs as another user, who must be able to reach the folder.
    return (
        Path("/var/lib/lead-hub")
        if os.name == "posix" and os.geteuid() == 0
        else platformdirs.user_data_path("lead-hub")
    )


def is_set_up(folder: Path) -> bool:
    """Tell whether a hub lives here."""
    return has_keys(folder / "keys")


def set_up(folder: Path, host: str, port: int, database_url: str, clock: Clock) -> Authority:
    """Make settings and keys of a new hub; the database is made when it is first opened. Raises SetUpAlready."""
    if is_set_up(folder):
        raise SetUpAlready
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = write_settings(folder, host, port, database_url)
    return make_authority(folder / "keys", settings.names, clock)


@contextmanager
def postgres(folder: Path, settings: Settings) -> Iterator[str]:
    """Lend the address of the hub's PostgreSQL, the embedded one started if no other is set."""
    if settings.database_url:
        yield settings.database_url
        return
    with Embedded(folder / "postgres") as embedded:
        _quieten(embedded.url)
        yield embedded.url


def _check_tables(database: Database) -> None:
    with database.owning() as connection:
        row = connection.execute("SELECT max(number) FROM migration").fetchone()
    if row is None or row[0] != max(steps()):
        raise NotMigrated


def _quieten(url: str) -> None:
    """Keep values out of the embedded PostgreSQL's own log: they may be about people."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in _QUIET:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def opened(folder: Path, clock: Clock, database_url: str = "") -> Iterator[Opened]:
    """Open a hub; database_url: instead of the one that is set. Raises NotSetUp, KeysDamaged, SettingsDamaged."""
    if not is_set_up(folder):
        raise NotSetUp
    settings = read_settings(folder)
    if database_url:
        settings = settings.model_copy(update={"database_url": database_url})
    if certificate_due(folder / "keys", settings.names, clock):
        renew_certificate(folder / "keys", settings.names, clock)
    authority = load_authority(folder / "keys")
    with postgres(folder, settings) as url, Database(url, settings.connections, pooled=settings.pooler) as database:
        if settings.pooler:
            _check_tables(database)
        yield Opened(folder, settings, authority, database, url, clock)
