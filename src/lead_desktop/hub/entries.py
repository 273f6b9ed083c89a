"""What happened in the scopes a device holds, in order, a page at a time (sync 3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Connection
from pydantic import TypeAdapter

from lead_desktop.hub.states import states_of_records
from lead_desktop.wire.messages import Entry, RecordState

WINDOW = 4_000
"""Numbers looked through for one page."""
LONG_AGO = 20_000
"""Who is further behind than this gets whole records instead of entries."""
FEW = 500
"""Scopes up to which each is looked up by itself when the way to go is long."""
FAR = 2_000
MAX_BYTES = 4 * 1024 * 1024
MAX_ROWS = 5_000
MAX_RECORDS = 1_000

_ENTRIES = TypeAdapter(tuple[Entry, ...])
_STATES = TypeAdapter(tuple[RecordState, ...])
_MINE = "SELECT coalesce(array_agg(aud), '{}') FROM device_aud WHERE dev = %s AND until IS NULL"
_SCOPES = """
SELECT DISTINCT x.scope FROM unnest(%(auds)s::text[]) a(aud) CROSS JOIN LATERAL (
  SELECT sa.scope FROM scope_aud sa WHERE sa.aud = a.aud AND sa.until IS NULL AND sa.scope <= %(page)s
  ORDER BY sa.scope LIMIT %(few)s
) x LIMIT %(few)s
"""
_BY_NUMBER = """
SELECT seq, CASE WHEN sum(octet_length(entry)) OVER (ORDER BY seq) - octet_length(entry) < %(bytes)s THEN entry END
FROM (
  SELECT o.seq, o.entry FROM op o WHERE o.seq > %(cursor)s AND o.seq <= %(end)s AND o.scope <= %(page)s
    AND (SELECT true FROM scope_aud sa WHERE sa.scope = o.scope AND sa.aud = ANY(%(auds)s) AND sa.until IS NULL LIMIT 1)
  ORDER BY o.seq LIMIT %(rows)s
) p ORDER BY seq
"""
_BY_SCOPE = """
SELECT seq, CASE WHEN sum(octet_length(entry)) OVER (ORDER BY seq) - octet_length(entry) < %(bytes)s THEN entry END
FROM (
  SELECT x.* FROM unnest(%(scopes)s::bigint[]) s(id) CROSS JOIN LATERAL (
    SELECT o.seq, o.entry FROM op o WHERE o.scope = s.id AND o.seq > %(cursor)s AND o.seq <= %(end)s
    ORDER BY o.seq LIMIT %(rows)s
  ) x ORDER BY x.seq LIMIT %(rows)s
) p ORDER BY seq
"""
_TOUCHED = """
SELECT o.rid::text, min(o.seq) FROM op o WHERE o.seq > %(cursor)s AND o.seq <= %(end)s AND o.scope <= %(page)s
  AND (SELECT true FROM scope_aud sa WHERE sa.scope = o.scope AND sa.aud = ANY(%(auds)s) AND sa.until IS NULL LIMIT 1)
GROUP BY o.rid ORDER BY 2 LIMIT %(rows)s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: the device, its cursor, the head of this snapshot, and the last scope number it knows."""

    dev: int
    cursor: int
    head: int
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, or whole records, of (cursor, to]."""

    to: int
    entries: tuple[Entry, ...] = ()
    state: tuple[RecordState, ...] = ()


def read_page(connection: Connection, place: Place, max_bytes: int) -> Page:
    """Return the next page after a cursor; `to` is the head when nothing is left."""
    row = connection.execute(_MINE, (place.dev,)).fetchone()
    asked: dict[str, object] = {"auds": row[0] if row else [], "cursor": place.cursor, "page": place.page}
    asked["bytes"] = min(max(max_bytes, 1), MAX_BYTES)
    asked["rows"] = min(max(max_bytes // 100, 10), MAX_ROWS)
    asked["end"] = place.head
    behind = place.head - place.cursor
    if behind > FAR:
        few = [one for (one,) in connection.execute(_SCOPES, {**asked, "few": FEW + 1})]
        if len(few) <= FEW:
            return _entries(connection, _BY_SCOPE, {**asked, "scopes": few}, place.head, place.dev)
    end = min(place.head, place.cursor + WINDOW)
    if behind > LONG_AGO:
        return _records(connection, {**asked, "end": end, "rows": MAX_RECORDS + 1})
    return _entries(connection, _BY_NUMBER, {**asked, "end": end}, end, place.dev)


def _entries(connection: Connection, statement: str, asked: dict[str, object], end: int, dev: int) -> Page:
    rows = connection.execute(statement, asked).fetchall()
    kept = [row for row in rows if row[1] is not None]
    whole = len(kept) == len(rows) and len(rows) < asked["rows"]  # type: ignore[operator]
    texts = ",".join(row[1] for row in kept)
    entries = _ENTRIES.validate_json(f"[{texts}]")
    return Page(end if whole else kept[-1][0], tuple(_echo(one, dev) for one in entries))


def _echo(entry: Entry, dev: int) -> Entry:
    """Leave first values out for the device that sent them."""
    return entry.model_copy(update={"v": None}) if entry.k == "new" and entry.op[0] == dev else entry


def _records(connection: Connection, asked: dict[str, object]) -> Page:
    """Return every record touched in a window as it stands now, so that nothing of the window is missing.

    The window ends before the first record that there is no room for.
    """
    rows: Sequence[tuple[str, int]] = connection.execute(_TOUCHED, asked).fetchall()
    most = int(str(asked["bytes"]))
    texts = states_of_records(connection, [rid for rid, _ in rows[:MAX_RECORDS]], most)
    left = [first for rid, first in rows[:MAX_RECORDS] if texts.get(rid, "") is None]
    left += [first for _, first in rows[MAX_RECORDS:]]
    to = left[0] - 1 if left else int(str(asked["end"]))
    kept = ",".join(one for one in texts.values() if one is not None)
    return Page(to, state=_STATES.validate_json(f"[{kept}]"))
