"""Scopes are opened by the first record in them, for the audiences that the role matrix names (sync 3.10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.domain.audiences import Worker, audiences
from lead_desktop.hub.rules import types_by_number
from lead_desktop.hub.sequencer import note_event
from lead_desktop.hub.standing import Person
from lead_desktop.wire.op import Op

_SCOPES = """
INSERT INTO scope(dev, id, name, compartment) SELECT %s, * FROM unnest(%s::bigint[], %s::text[], %s::text[])
"""
_REACHES = """
INSERT INTO scope_aud(scope, aud, basis, since, not_after)
SELECT k.scope, k.aud, '', k.since, k.not_after
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[]) k(scope, aud, since, not_after)
WHERE NOT EXISTS (
  SELECT FROM scope_aud sa WHERE sa.scope = k.scope AND sa.aud = k.aud AND sa.basis = '' AND sa.until IS NULL)
"""
_NEXT_END = """
SELECT not_after FROM scope_aud WHERE until IS NULL AND not_after IS NOT NULL ORDER BY not_after LIMIT 1
"""
_EXPIRE = "UPDATE scope_aud SET until = %s, why = 'expired' WHERE until IS NULL AND not_after <= %s"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record that was made: its scope's number, whether it is the first there, the operation and who made it."""

    scope: int
    seq: int
    fresh: bool
    op: Op
    author: Person


def open_scopes(connection: Connection, dev: int, arrivals: Sequence[Arrival], now_ms: int) -> None:
    """Open new scopes, and every scope for the audiences of the records that came into it."""
    new = [(one.scope, one.op.s, one.op.s.rpartition("/")[2]) for one in arrivals if one.fresh]
    if new:
        connection.execute(_SCOPES, (dev, *(list(column) for column in zip(*new, strict=True))))
    reaches: dict[tuple[int, str], tuple[int, int | None]] = {}
    for one in arrivals:
        worker = Worker(one.author.user, one.author.role, one.author.agency)
        kind, where = types_by_number()[one.op.y].NAME, one.op.s.rpartition("/")[2]
        for reach in audiences(where, kind, worker, now_ms, fresh=one.fresh):
            reaches.setdefault((one.scope, reach.audience), (one.seq, reach.not_after))
    if reaches:
        rows = [(*key, *value) for key, value in reaches.items()]
        connection.execute(_REACHES, [list(column) for column in zip(*rows, strict=True)])


def are_overdue(connection: Connection, now_ms: int) -> bool:
    """Tell whether the time of an audience is over and nobody has closed it yet."""
    row = connection.execute(_NEXT_END).fetchone()
    return row is not None and row[0] <= now_ms


def close_overdue(connection: Connection, now_ms: int) -> None:
    """Close every audience whose time is over, at the next number in the order."""
    seq = note_event(connection, "expire", {"before": now_ms}, now_ms)
    connection.execute(_EXPIRE, (seq, now_ms))
