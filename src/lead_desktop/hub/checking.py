"""Whether a hub's database is whole: what sync promises, looked at in the stored rows (sync 4.1, I1 and I7)."""

from collections.abc import Iterator

from psycopg import Connection, sql

from lead_desktop.wire.op import GENESIS, chained

_CHAINS = """
SELECT dev, dseq, body, chain FROM op WHERE dev > 0
UNION ALL SELECT dev, dseq, body, chain FROM quarantine WHERE state <> 'accepted'
ORDER BY dev, dseq
"""
_QUESTIONS = {
    "order_has_gaps": "SELECT (SELECT seq FROM sync_head WHERE stream = 1) <> (SELECT count(*) FROM op)"
    " OR (SELECT coalesce(max(seq), 0) FROM op) <> (SELECT count(*) FROM op)",
    "operation_without_outcome": "SELECT EXISTS(SELECT FROM op o WHERE dev > 0 AND NOT EXISTS"
    "(SELECT FROM op_id i WHERE i.dev = o.dev AND i.dseq = o.dseq AND i.seq = o.seq))",
    "outcome_without_operation": "SELECT EXISTS(SELECT FROM op_id i WHERE outcome <> 'quarantined' AND seq > 0"
    " AND NOT EXISTS(SELECT FROM op o WHERE o.seq = i.seq))",
    "acknowledged_but_missing": "SELECT EXISTS(SELECT FROM device d WHERE acked <>"
    " (SELECT count(*) FROM op_id i WHERE i.dev = d.dev))",
    "head_without_record": "SELECT EXISTS(SELECT FROM head h WHERE NOT EXISTS(SELECT FROM rec r WHERE r.rid = h.rid))",
}
_PAGE = 2000


def faults(connection: Connection) -> Iterator[str]:
    """Yield what is amiss, as codes; nothing when the database is whole. Reads every operation."""
    for code, question in _QUESTIONS.items():
        if connection.execute(question.encode()).fetchone() != (False,):
            yield code
    yield from _broken_chains(connection)


def counts(connection: Connection) -> dict[str, int]:
    """Return how much there is, to be compared with what one expects."""
    found = {}
    for name in ("op", "rec", "head", "device", "person", "quarantine"):
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


def _broken_chains(connection: Connection) -> Iterator[str]:
    """Yield each device whose operations do not follow from one another (sync 3.3, 3.16)."""
    dev, link, expected, told = 0, GENESIS, 1, 0
    with connection.cursor(name="chains") as rows:
        rows.itersize = _PAGE
        rows.execute(_CHAINS.encode())
        for number, dseq, body, kept in rows:
            if number != dev:
                dev, link, expected = number, GENESIS, 1
            link = chained(link, body.encode())
            if (dseq != expected or link != kept) and told != dev:
                told = dev
                yield f"chain_of_device_{dev}"
            link, expected = kept, dseq + 1
