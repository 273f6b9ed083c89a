"""A real PostgreSQL for tests: one server for each worker of a run, and databases that are lent and emptied again."""

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from lead_desktop.hub.embedded import Embedded
from lead_desktop.hub.schema import migrate

TEMPLATE = "hub_template"
# What a crash would lose is of no account here, and every test is faster for it.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
EMPTY = """
DO $$ DECLARE held text; BEGIN
  FOR held IN SELECT tablename FROM pg_tables WHERE schemaname = 'lead'
    AND tablename NOT IN ('migration', 'secret', 'sync_head', 'number_head', 'device_head')
    AND tablename !~ '^op_[0-9]+$'
  LOOP EXECUTE format('DELETE FROM lead.%I', held); END LOOP;
END $$;
UPDATE lead.sync_head SET seq = 0, epoch = gen_random_uuid(), renewed = false;
UPDATE lead.number_head SET last = 0;
UPDATE lead.device_head SET last = 0;
"""


class Server:
    """A server that runs until it is stopped."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="lead-pg-"))
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)  # after the server's own last words there
        self._embedded = Embedded(self._folder / "pg")
        self._numbers = itertools.count(1)
        self._free: list[str] = []
        with psycopg.connect(self._embedded.url, autocommit=True) as connection:
            for setting in CARELESS:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f"CREATE DATABASE {TEMPLATE}".encode())
        with psycopg.connect(self.url(TEMPLATE), autocommit=True) as connection:
            migrate(connection)

    def url(self, database: str) -> str:
        return self._embedded.url.replace("/postgres?", f"/{database}?")

    @contextmanager
    def database(self) -> Iterator[str]:
        """Lend a database of the hub, empty but for its tables; its address."""
        name = self._free.pop() if self._free else self._cloned()
        yield self.url(name)
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(EMPTY)
        self._free.append(name)

    def _cloned(self) -> str:
        name = f"hub_{next(self._numbers)}"
        with psycopg.connect(self._embedded.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}".encode())
        return name

    def stop(self) -> None:
        self._embedded.stop()
