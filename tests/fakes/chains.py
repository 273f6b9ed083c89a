"""The two chains as tests read them: rows of the audit chain, operations of the outbox."""

import json
from collections.abc import Iterator

from lead_desktop.store.audit import AuditRow
from lead_desktop.store.cipher import Connection
from lead_desktop.wire.op import Op


def audit_rows(connection: Connection) -> Iterator[tuple[AuditRow, bytes]]:
    """Yield audit rows with their hashes, oldest first."""
    cursor = connection.execute(
        "SELECT seq, ts, clock_suspect, user, device, action, object, outcome, reason, first_op, last_op, hash"
        " FROM audit ORDER BY seq"
    )
    for row in cursor:
        yield AuditRow(*row[:11]), row[11]


def stored_ops(connection: Connection) -> Iterator[tuple[Op, bytes]]:
    """Yield operations with their links, in order."""
    cursor = connection.execute(
        "SELECT dseq, tx, kind, rid, type, scope, fid, v, base, ctx, hlc, wall, actor, sv, chain"
        " FROM outbox ORDER BY dseq"
    )
    for row in cursor:
        base = tuple((one[0], one[1]) for one in json.loads(row[8]))
        yield Op(*row[:7], json.loads(row[7]), base, tuple(json.loads(row[9])), *row[10:14]), row[14]
