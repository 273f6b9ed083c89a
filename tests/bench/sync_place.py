"""A hub as in production, for one run: PostgreSQL that keeps what it promises, and a process that listens with TLS."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from lead_desktop.clock import SystemClock
from lead_desktop.hub.authority import Authority, make_authority
from lead_desktop.hub.database import Database
from lead_desktop.hub.embedded import Embedded
from lead_desktop.hub.hub import Hub


@dataclass(frozen=True, slots=True)
class BenchHub:
    """Where it listens, and the same hub without the way to it, for what is not measured."""

    url: str
    database_url: str
    keys: Authority
    hub: Hub
    processes: dict[str, int]

    def vacuum(self) -> None:
        """Let PostgreSQL know what it holds, as it does by itself within a minute."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute("SET search_path = lead")
            connection.execute("VACUUM ANALYZE")


@contextmanager
def bench_hub() -> Iterator[BenchHub]:
    """Start a hub with an empty database, and stop it."""
    with tempfile.TemporaryDirectory(prefix="lead-bench-") as folder:
        place, clock = Path(folder), SystemClock()
        keys = make_authority(place / "keys", ["localhost"], clock)
        with Embedded(place / "pg") as server:
            with psycopg.connect(server.url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench")
            url = server.url.replace("/postgres?", "/bench?")
            with Database(url, 3) as database, _listening(url, place / "keys") as (process, port):
                postmaster = int((place / "pg" / "postmaster.pid").read_text().split()[0])
                by = {"laptops": os.getpid(), "hub": process, "PostgreSQL": postmaster}
                yield BenchHub(f"https://127.0.0.1:{port}", url, keys, Hub(database, clock), by)


@contextmanager
def _listening(url: str, keys: Path) -> Iterator[tuple[int, int]]:
    command = [sys.executable, "-m", "tests.bench.sync_listen", url, str(keys)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            yield running.pid, int(running.stdout.readline())
        finally:
            running.stdin.close()
            running.wait(20)
