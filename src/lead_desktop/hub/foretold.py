"""After a restore an operation may come later than another that has replaced it; it comes in as what was replaced.

Laptops send again what a restored hub has lost, each in its own time (sync 3.12). What one of them names as replaced,
and nobody has sent again yet, is remembered with its place: when it comes it puts nothing there. Only what a laptop
had made before it came over to the new timeline is treated so; nobody replaces in advance what is still to be written.
"""

from collections.abc import Iterable

from psycopg import Connection

from lead_desktop.hub.rows import put_rows
from lead_desktop.wire.op import OpId

Place = tuple[str, int, str]
"""Record, field, element key; the key is blank for a field that is no set."""
Named = tuple[Place, OpId]
"""A place and an operation that something there has replaced."""
MOST = 10_000
"""Operations that one push may name so; more is no laptop of ours."""

_READ = "SELECT rid::text, fid, ekey, dseq FROM foretold WHERE dev = %s AND dseq BETWEEN %s AND %s"
_ROW = ("rid", "fid", "ekey", "dev", "dseq")
_KEEP = """
INSERT INTO foretold(rid, fid, ekey, dev, dseq)
SELECT * FROM json_to_recordset(%s::json) k(rid uuid, fid int, ekey text, dev int, dseq bigint)
WHERE NOT EXISTS (SELECT FROM op_id i WHERE i.dev = k.dev AND i.dseq = k.dseq) ON CONFLICT DO NOTHING
"""


def read_foretold(connection: Connection, dev: int, first: int, last: int) -> frozenset[Named]:
    """Return which operations of a device, by number, were replaced before they came, each with its place."""
    rows = connection.execute(_READ, (dev, first, last))
    return frozenset(((rid, fid, ekey), (dev, dseq)) for rid, fid, ekey, dseq in rows)


def keep_foretold(connection: Connection, named: Iterable[Named]) -> None:
    """Remember what was named as replaced, unless it is here; the turn in the order is taken."""
    rows = [(*place, *op) for place, op in list(named)[:MOST] if op[0] < 1 << 31]
    put_rows(connection, _KEEP, _ROW, rows)
