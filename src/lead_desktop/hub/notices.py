"""What an administrator must know, by code; `lead-hub status` says it in words."""

from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened, when (ms UTC), and to which device; 0 for none."""

    at: int
    code: str
    dev: int


def tell(connection: Connection, clock: Clock, code: str, dev: int = 0) -> None:
    """Write a notice down."""
    connection.execute("INSERT INTO notice(at, code, dev) VALUES (%s, %s, %s)", (utc_ms(clock.now()), code, dev))


def notices(connection: Connection, limit: int = 20) -> tuple[Notice, ...]:
    """Return the newest, newest first."""
    rows = connection.execute("SELECT at, code, dev FROM notice ORDER BY id DESC LIMIT %s", (limit,))
    return tuple(Notice(*row) for row in rows)
