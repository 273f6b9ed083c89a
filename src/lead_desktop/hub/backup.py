"""Backups of a hub, sealed, and the proof that one can be restored (sync 3.12, security 3.11).

A backup holds the hub's keys, its settings and a dump of its database. It is sealed to keys/backup.pub; only the
private half opens it, and that should not lie on the hub's computer.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lead_desktop.clock import Clock
from lead_desktop.errors import LeadError
from lead_desktop.hub.authority import KeysDamaged, private_key, write_private
from lead_desktop.hub.embedded import programs
from lead_desktop.hub.place import Opened
from lead_desktop.hub.schema import migrate
from lead_desktop.hub.sealed_file import BackupDamaged, read_sealed, write_sealed
from lead_desktop.hub.settings import FILE, with_database
from lead_desktop.hub.timeline import begin_timeline
from lead_desktop.i18n import N_

_LENGTH = 4
_ENVIRONMENT = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
    "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "passfile": "PGPASSFILE", "service": "PGSERVICE",
}  # fmt: skip
_SIZE = 1 << 18


class ProgramFailed(LeadError):
    """pg_dump or pg_restore did not do its work."""

    code = "hub_program_failed"
    message = N_("PostgreSQL's own program for this did not finish. Nothing was kept of it. See what it said above.")


class NotEmpty(LeadError):
    """A backup is restored only where nothing can be lost."""

    code = "hub_not_empty"
    message = N_("There is something here already. Restore into an empty folder and an empty database.")


def make_backup(hub: Opened, folder: Path) -> Path:
    """Write a backup into a folder; returns the file. Raises ProgramFailed; nothing half done is left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"hub-{hub.clock.now():%Y%m%d-%H%M%S}.leadhub"
    fresh = target.with_suffix(".new")
    public = load_pem_public_key((hub.folder / "keys" / "backup.pub").read_bytes())
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise KeysDamaged
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            write_sealed(stream, _contents(hub), public)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target


def backup_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """Read the private half of the backup key; raises KeysDamaged."""
    key = private_key(path)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeysDamaged
    return key


def restore_files(file: Path, key: ec.EllipticCurvePrivateKey, folder: Path, database_url: str) -> None:
    """Put keys and settings of a backup into an empty folder; the settings name the database that is given now.

    Raises NotEmpty, BackupDamaged.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty
    with file.open("rb") as source:
        held, _rest = _split(read_sealed(source, key))
    (folder / "keys").mkdir(mode=0o700, parents=True)
    for name, text in held.items():
        if name != FILE and (Path(name).name != name or not name.isascii()):
            raise BackupDamaged
        data = base64.b64decode(text)
        if name == FILE:
            write_private(folder / name, with_database(data.decode(), database_url).encode())
        else:
            write_private(folder / "keys" / name, data)


def restore_database(file: Path, key: ec.EllipticCurvePrivateKey, url: str) -> None:
    """Put the dump of a backup into an empty database, under a new epoch. Raises NotEmpty, ProgramFailed."""
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT to_regnamespace('lead')").fetchone() != (None,):
            raise NotEmpty
        # The tables come from the dump; what it takes for granted are the roles.
        migrate(connection)
        connection.execute("DROP SCHEMA lead CASCADE")
    with file.open("rb") as source:
        _held, dump = _split(read_sealed(source, key))
        _run("pg_restore", ["--exit-on-error", "--single-transaction", "--dbname", _named(url)], url, dump)
    with psycopg.connect(url, autocommit=True) as connection:
        migrate(connection)
        # Laptops notice the new timeline and send again what this backup does not know (sync 3.12).
        begin_timeline(connection)


@contextmanager
def scratch_database(url: str, clock: Clock) -> Iterator[str]:
    """Lend an empty database beside the hub's own, gone afterwards."""
    name = f"lead_check_{clock.now():%Y%m%d%H%M%S}_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield make_conninfo(url, dbname=name)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _contents(hub: Opened) -> Iterator[bytes]:
    files = [hub.folder / FILE, *sorted((hub.folder / "keys").iterdir())]
    # The private backup key opens this very file and has no business in it.
    kept = {one.name: base64.b64encode(one.read_bytes()).decode() for one in files if one.name != "backup.key"}
    head = json.dumps(kept).encode()
    yield len(head).to_bytes(_LENGTH) + head
    yield from _dumped(hub.url)


def _dumped(url: str) -> Iterator[bytes]:
    asked = ["--format=custom", "--schema=lead", "--enable-row-security", "--role=lead_owner"]
    command = [_program("pg_dump", url), *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment(url)) as running:  # noqa: S603 - our own words
        out = _pipe(running.stdout)
        while part := out.read(_SIZE):
            yield part
    if running.returncode != 0:
        raise ProgramFailed


def _run(program: str, arguments: Sequence[str], url: str, given: Iterator[bytes]) -> None:
    command = [_program(program, url), *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=_environment(url)) as running:  # noqa: S603 - our own words
        into = _pipe(running.stdin)
        try:
            for part in given:
                into.write(part)
            into.close()
        except BrokenPipeError:
            running.kill()
        except BackupDamaged:
            running.kill()
            raise
    if running.returncode != 0:
        raise ProgramFailed


def _pipe(held: IO[bytes] | None) -> IO[bytes]:
    if held is None:
        raise ProgramFailed
    return held


def _split(blocks: Iterator[bytes]) -> tuple[dict[str, str], Iterator[bytes]]:
    """Take the files off the front of a backup; the rest is the dump."""
    held = bytearray()
    for block in blocks:
        held += block
        if len(held) >= _LENGTH and len(held) >= _LENGTH + int.from_bytes(held[:_LENGTH]):
            break
    size = int.from_bytes(held[:_LENGTH])
    try:
        files: dict[str, str] = json.loads(held[_LENGTH : _LENGTH + size])
    except ValueError:
        raise BackupDamaged from None
    return files, _chained(bytes(held[_LENGTH + size :]), blocks)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _program(name: str, url: str) -> str:
    """Find one of PostgreSQL's programs: that of the embedded one, else the system's."""
    with psycopg.connect(url) as connection:
        version = connection.info.server_version
    held = programs(version) / (name + (".exe" if sys.platform == "win32" else ""))
    found = str(held) if held.is_file() else shutil.which(name)
    if found is None:
        raise ProgramFailed
    return found


def _environment(url: str) -> dict[str, str]:
    """Tell a program where the database is without a password on its command line."""
    told = {_ENVIRONMENT[name]: str(value) for name, value in conninfo_to_dict(url).items() if name in _ENVIRONMENT}
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PG")}, **told}


def _named(url: str) -> str:
    return str(conninfo_to_dict(url).get("dbname", ""))
