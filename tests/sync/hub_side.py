"""The simulated hub: a real one on a real PostgreSQL, that can die, be copied and be put back to an older state."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from lead_desktop.clock import utc_ms
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.joining import NewDevice, NewPerson, add_device, add_people, close_person
from lead_desktop.hub.timeline import begin_timeline
from tests.fakes.clock import StandingClock
from tests.fakes.postgres import Server
from tests.sync.faults import Fuse, FusedDatabase
from tests.sync.oracle import Said

KINDS = ("new", "set", "add", "rem", "del", "undel")


@dataclass(frozen=True)
class Kept:
    """Everything of the hub that the invariants speak of, read row by row by other code than the hub's own.

    aside: what waits or was closed; accepted: what a person let in later. made: of each scope who opened it, and its
    number. stood: when a device stood in a scope: from, until (in the order), and until when at most (ms UTC).
    """

    epoch: str
    head: int
    seqs: list[int]
    ops: list[Said]
    bodies: dict[tuple[int, int], list[str]]
    aside: dict[tuple[int, int], str]
    acked: dict[int, int]
    states: dict[int, str]
    places: dict[tuple[str, int, str], dict[tuple[int, int], tuple[str, int, int]]]
    life: dict[str, int]
    scopes: dict[str, int]
    may: dict[int, set[str]]
    unattested: list[tuple[int, str, int]]
    disputes: set[tuple[str, int]]
    accepted: set[tuple[int, int]]
    made: dict[str, tuple[int, int]]
    stood: dict[tuple[int, str], list[tuple[int, int | None, int | None]]]

    def said(self, dev: int, n: int) -> list[str]:
        """Return what the hub has under a number of a device, applied or put aside."""
        aside = self.aside.get((dev, n))
        return [*self.bodies.get((dev, n), ()), *([] if aside is None else [aside])]


class HubSide:
    """One database at a time; `clock` is the hub's own."""

    def __init__(self, server: Server, clock: StandingClock) -> None:
        self.server, self.clock = server, clock
        self.fuse = Fuse()
        self._stack = ExitStack()
        self._url = self._stack.enter_context(server.database())
        self.url = self._url
        self._copy: str | None = None
        self.ordered: set[int] = set()
        self.make_hub: Callable[[FusedDatabase], Hub] = lambda database: Hub(database, clock)
        self._start()

    def _start(self) -> None:
        self.database = FusedDatabase(self._url, self.fuse)
        self.hub = self.make_hub(self.database)
        self.watch = psycopg.connect(self._url, autocommit=True, options="-csearch_path=lead")

    def died(self) -> None:
        """Begin again after the process died: nothing of it stays but the database."""
        self.database.died()
        self.fuse.arm(None)
        self.hub = self.make_hub(self.database)

    def close(self) -> None:
        self.database.close()
        self.watch.close()
        self._stack.close()
        self.forget_copy()

    def now(self) -> int:
        return utc_ms(self.clock.now())

    def join(self, uid: str, keys: tuple[str, bytes, bytes], person: NewPerson) -> int:
        """Let a laptop in; keys: its side, and the public halves of what it signs and opens with."""
        with self.database.owning() as connection:
            return add_device(connection, NewDevice(uid, *keys, (person,)), self.now())

    def change_person(self, person: NewPerson, *, works: bool) -> None:
        """Change what somebody may do, on every laptop they work on."""
        sql = "SELECT dev FROM device_person WHERE user_id = %s ORDER BY dev"
        with self.database.owning() as connection:
            if works:
                for (dev,) in connection.execute(sql, (person.user,)).fetchall():
                    add_people(connection, dev, [person], self.now())
            else:
                close_person(connection, person.user, self.now())

    # copies of the database

    def keep_copy(self) -> None:
        self._away()
        self.forget_copy()
        self._copy = f"{self._name()}_copy"
        self._admin(f"CREATE DATABASE {self._copy} TEMPLATE {self._name()}")
        self._start()

    @property
    def has_copy(self) -> bool:
        return self._copy is not None

    def forget_copy(self) -> None:
        if self._copy is not None:
            self._admin(f"DROP DATABASE IF EXISTS {self._copy} WITH (FORCE)")
        self._copy = None

    def go_back(self) -> None:
        """Put the database back to the copy and begin a new timeline, as a restore does (hub/backup.py)."""
        assert self._copy is not None
        self._away()
        self._admin(f"DROP DATABASE {self._name()} WITH (FORCE)")
        self._admin(f"CREATE DATABASE {self._name()} TEMPLATE {self._copy}")
        with psycopg.connect(self._url, autocommit=True) as connection:
            begin_timeline(connection)
        self._start()

    def _away(self) -> None:
        self.watch.close()
        self.database.close()

    def _name(self) -> str:
        return str(conninfo_to_dict(self._url)["dbname"])

    def _admin(self, sql: str) -> None:
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())

    # what it holds

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.watch.execute(sql.encode()).fetchall()

    def kept(self) -> Kept:
        """Read everything at one moment."""
        with self.watch.transaction():
            self.watch.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return self._kept()

    def _kept(self) -> Kept:
        ((head, epoch),) = self.rows("SELECT seq, epoch::text FROM sync_head")
        names = dict(self.rows("SELECT id, name FROM scope"))
        raw = self.rows("SELECT seq, dev, dseq, kind, hlc, scope, body FROM op ORDER BY seq")
        bodies: dict[tuple[int, int], list[str]] = {}
        for _, dev, dseq, kind, _, _, body in raw:
            if kind in KINDS:
                bodies.setdefault((dev, dseq), []).append(body)
        may = self.may()
        return Kept(
            epoch=epoch,
            head=head,
            seqs=[row[0] for row in raw],
            ops=[_said(row, names) for row in raw if row[3] in KINDS],
            bodies=bodies,
            aside={
                (dev, n): body
                for dev, n, body in self.rows("SELECT dev, dseq, body FROM quarantine WHERE state <> 'accepted'")
            },
            acked=dict(self.rows("SELECT dev, acked FROM device")),
            states=dict(self.rows("SELECT dev, state FROM device")),
            places=self._places(),
            life=dict(self.rows("SELECT rid::text, g FROM rec")),
            scopes={name: number for number, name in names.items()},
            may=may,
            unattested=self._unattested(may),
            disputes=set(self.rows("SELECT rid::text, fid FROM conflict WHERE closed_seq IS NULL")),
            accepted=set(self.rows("SELECT dev, dseq FROM quarantine WHERE state = 'accepted'")),
            made={name: (dev, number) for name, dev, number in self.rows("SELECT name, dev, id FROM scope")},
            stood=self._stood(),
        )

    def _unattested(self, may: dict[int, set[str]]) -> list[tuple[int, str, int]]:
        """Return what was told to be lost and neither attested nor given back since."""
        sql = "SELECT r.dev, s.name, r.seq FROM revocation r JOIN scope s ON s.id = r.scope WHERE receipt_at IS NULL"
        return [one for one in self.rows(sql) if one[1] not in may.get(one[0], ())]

    def _stood(self) -> dict[tuple[int, str], list[tuple[int, int | None, int | None]]]:
        """Return by device and scope when each of its times in it was; None where it has not ended."""
        audiences: dict[str, list[tuple[int, int, int | None]]] = {}
        for dev, aud, since, until in self.rows("SELECT dev, aud, since, until FROM device_aud"):
            audiences.setdefault(aud, []).append((dev, since, until))
        found: dict[tuple[int, str], list[tuple[int, int | None, int | None]]] = {}
        sql = "SELECT s.name, x.aud, x.since, x.until, x.not_after FROM scope_aud x JOIN scope s ON s.id = x.scope"
        for scope, aud, since, until, not_after in self.rows(sql):
            for dev, came, left in audiences.get(aud, ()):
                ends = [one for one in (until, left) if one is not None]
                if not ends or max(since, came) < min(ends):
                    found.setdefault((dev, scope), []).append((max(since, came), min(ends, default=None), not_after))
        return found

    def _places(self) -> dict[tuple[str, int, str], dict[tuple[int, int], tuple[str, int, int]]]:
        found: dict[tuple[str, int, str], dict[tuple[int, int], tuple[str, int, int]]] = {}
        rows = self.rows(
            "SELECT rid::text, fid, '', dev, dseq, v, seq, hlc FROM head"
            " UNION ALL SELECT rid::text, fid, ekey, dev, dseq, v, seq, hlc FROM elem WHERE v IS NOT NULL"
        )
        for rid, fid, key, dev, dseq, *rest in rows:
            found.setdefault((rid, fid, key), {})[dev, dseq] = tuple(rest)
        return found

    def may(self) -> dict[int, set[str]]:
        """Return what every device may hold at this moment, from the bare rows of who stands where."""
        stands: dict[str, set[int]] = {}
        for dev, aud in self.rows("SELECT dev, aud FROM device_aud WHERE until IS NULL"):
            stands.setdefault(aud, set()).add(dev)
        found: dict[int, set[str]] = {}
        sql = "SELECT s.name, x.aud FROM scope_aud x JOIN scope s ON s.id = x.scope WHERE x.until IS NULL"
        for scope, aud in self.rows(sql):
            for dev in stands.get(aud, ()):
                found.setdefault(dev, set()).add(scope)
        return found


def _said(row: tuple[Any, ...], names: dict[int, str]) -> Said:
    return Said(json.loads(row[6]), row[1], row[0], row[4], names[row[5]])
