"""The one total order: a row that is locked late and held to commit, so that commit order is number order (sync 3.5).

A rollback gives the numbers back; a reader's snapshot always holds a prefix. Lock order: what only commands of an
administrator change (members, codes, enrolments, requests to wipe), device rows by their number (hub.devices), a row
in quarantine that is decided; then this row; then everything else, also who a person is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import Connection

PARTITION = 5_000_000
"""Operations in one partition of the table `op` (migration 0001, make_room)."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far the order has come, and on which timeline; renewed: it is not the first one."""

    seq: int
    epoch: str
    renewed: bool = False


def read_position(connection: Connection) -> Position:
    """Return where the order stands in this snapshot."""
    row = connection.execute("SELECT seq, epoch::text FROM sync_head WHERE stream = 1").fetchone()
    return Position(*row) if row else Position(0, "")


def take_turn(connection: Connection) -> Position:
    """Wait for the row and hold it to the end of the transaction; whatever is merged is read after this."""
    row = connection.execute("SELECT seq, epoch::text, renewed FROM sync_head WHERE stream = 1 FOR UPDATE").fetchone()
    return Position(*row) if row else Position(0, "")


def count_on(connection: Connection, before: Position, count: int) -> None:
    """Use `count` numbers after `before`; the row is held."""
    after = before.seq + count
    connection.execute("UPDATE sync_head SET seq = %s WHERE stream = 1", (after,))
    if after // PARTITION != before.seq // PARTITION:
        connection.execute("SELECT make_room(%s)", (after + PARTITION,))


def note_event(connection: Connection, kind: str, facts: Mapping[str, object], now_ms: int) -> int:
    """Give a change of who may have what its own number and row in the order; return the number."""
    before = take_turn(connection)
    count_on(connection, before, 1)
    connection.execute(
        "INSERT INTO op(seq, dev, dseq, tx, kind, recv_at, body) VALUES (%s, 0, %s, 0, %s, %s, %s)",
        (before.seq + 1, before.seq + 1, kind, now_ms, json.dumps(facts, sort_keys=True)),
    )
    return before.seq + 1
