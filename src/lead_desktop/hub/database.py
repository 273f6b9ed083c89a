"""PostgreSQL as the hub uses it: a pool, and transactions that say for which device they speak.

Every transaction takes its role, its device and its limits on with SET LOCAL, so that a connection that goes back
to the pool, after an error too, speaks for nobody (security 3.11; section 6, number 73).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Self

import psycopg
from psycopg import Connection, sql
from psycopg_pool import ConnectionPool, PoolTimeout

from lead_desktop.hub.schema import migrate
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import Refusal

Mode = Literal["push", "pull"]
RETRY_MS = 5_000
_PATIENCE_S = 10.0
_PREPARE_AFTER = 5
"""How often a statement runs before PostgreSQL keeps its plan; psycopg's own choice."""
_BEGIN = sql.SQL(
    "BEGIN{how}; SELECT set_config('role', {role}, true), set_config('search_path', 'lead, pg_temp', true),"
    " set_config('lead.token', {token}, true), set_config('statement_timeout', '10s', true),"
    " set_config('synchronous_commit', {durable}, true),"
    " set_config('jit', 'off', true), set_config('plan_cache_mode', {plans}, true)"
)
_PLAIN = sql.SQL("")
_SNAPSHOT = sql.SQL(" ISOLATION LEVEL REPEATABLE READ READ ONLY")
_AWAY = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.ReadOnlySqlTransaction, PoolTimeout)


class Database:
    """One hub's database. Brings the tables up to date when it is opened; close it, or use it in `with`."""

    def __init__(self, url: str, connections: int = 10, *, pooled: bool = False) -> None:
        """Connect to `url`; the user named there may make roles and schemas, or finds them made.

        pooled: a pooler of transactions stands between, such as PgBouncer. It keeps neither locks nor prepared
        statements from one transaction to the next, so the tables are brought up to date another way.
        """
        if not pooled:
            with psycopg.connect(url, autocommit=True) as connection:
                migrate(connection)
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=_PATIENCE_S,
            kwargs={"autocommit": True, "prepare_threshold": None if pooled else _PREPARE_AFTER},
            check=ConnectionPool.check_connection,
            open=True,
        )
        with self.owning() as connection:
            row = connection.execute("SELECT key FROM secret").fetchone()
        self._secret: str = row[0] if row else ""

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def owning(self) -> Iterator[Connection]:
        """Run a transaction of the hub itself: administration, enrolment, upkeep. Raises Refused("away")."""
        with self._transaction("lead_owner", "") as connection:
            yield connection

    @contextmanager
    def serving(self, dev: int, mode: Mode, *, lasting: bool = True) -> Iterator[Connection]:
        """Run a transaction for a device, behind row-level security. Raises Refused("away").

        lasting: whether it must be on the disk when it ends; what only saves work may be lost in a crash.
        """
        with self._transaction("lead_api", self._token(dev, mode), lasting=lasting) as connection:
            yield connection

    @contextmanager
    def reading(self, dev: int) -> Iterator[Connection]:
        """Run a read-only transaction for a device that sees one snapshot. Raises Refused("away").

        Its statements are planned anew each time: a plan for any device and any cursor reads every grant there is,
        200 ms among a million, where one for this cursor reads a handful.
        """
        with self._transaction("lead_api", self._token(dev, "pull"), how=_SNAPSHOT) as connection:
            yield connection

    def _token(self, dev: int, mode: Mode) -> str:
        """Name the device in a way that only this process can: the policies check the digest."""
        return f"{dev}.{mode}." + hashlib.sha256(f"{self._secret}.{dev}.{mode}".encode()).hexdigest()

    @contextmanager
    def _transaction(
        self, role: str, token: str, *, how: sql.Composable = _PLAIN, lasting: bool = True
    ) -> Iterator[Connection]:
        begin = _BEGIN.format(
            how=how, role=sql.Literal(role), token=sql.Literal(token), durable=sql.Literal("on" if lasting else "off"),
            plans=sql.Literal("force_custom_plan" if how is _SNAPSHOT else "auto"),
        )  # fmt: skip
        try:
            with self._pool.connection() as connection:
                yield from _framed(connection, begin)
        except _AWAY:
            raise Refused(Refusal(err="away", retry_ms=RETRY_MS)) from None


def _framed(connection: "Connection[Any]", begin: sql.Composed) -> "Iterator[Connection[Any]]":
    connection.execute(begin)
    try:
        yield connection
    except BaseException:
        if not connection.broken:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
