"""Taking scopes off this device: revoked by the hub, or held beyond their lease (sync 3.10; rulings; store.leases).

What goes is every row of the scope in every table, words of the index and pages of the log with it. Only what the
hub has not acknowledged stays in the outbox, unseen, until it has.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from lead_desktop.store.aside import forget_wals
from lead_desktop.store.cipher import Connection
from lead_desktop.store.ledger import note_tail, read_tail
from lead_desktop.store.outgoing import BLANK, OUTBOX
from lead_desktop.store.salvage import forget_copies
from lead_desktop.store.standing import Device, read_standing
from lead_desktop.store.vault import Vault
from lead_desktop.wire import signing
from lead_desktop.wire.digest import Held, scope_digest
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import Receipt, Revoked

IN = "scope IN (SELECT value FROM json_each(?))"
_BY_RECORD = ("head", "elem", "elem_gone")
_BY_SCOPE = ("listed", "record", "clash", "rec")
"""What holds records; a purge empties `draft`, `held` and `sent_log` as well, and of `outbox` what was acknowledged."""

LOGS, COPIES = "1", "2"
"""What is owed after a purge: that the logs go, or that vaults which a restore set aside go with them."""


def purge(connection: Connection, scopes: Iterable[str]) -> int:
    """Delete everything of some scopes, in the caller's transaction; return how many rows went.

    `finish` must follow the commit: only then nothing of them is left in the log of the database either.
    """
    asked = json.dumps(list(scopes))
    if asked == "[]":
        return 0
    owe_scrubbing(connection)
    rows = _empty(connection, asked, (*_BY_SCOPE, "draft", "held"))
    return rows + _forget_sent(connection, asked)


def owe_scrubbing(connection: Connection, what: str = LOGS) -> None:
    """Note, with what is deleted, that `finish` must follow: the process may end before it does."""
    connection.execute(
        "INSERT INTO meta(k, v) VALUES('unscrubbed', ?) ON CONFLICT(k) DO UPDATE SET v = max(v, excluded.v)", (what,)
    )


def empty(connection: Connection, scopes: Iterable[str]) -> None:
    """Delete the records of some scopes that are about to be fetched anew, in the caller's transaction."""
    _empty(connection, json.dumps(list(scopes)), _BY_SCOPE)


def _empty(connection: Connection, asked: str, tables: Sequence[str]) -> int:
    connection.execute(
        f"DELETE FROM listed_fts WHERE rowid IN (SELECT id FROM listed WHERE {IN})",  # noqa: S608 - our own words
        (asked,),
    )
    rows = 0
    for table in _BY_RECORD:
        sql = f"DELETE FROM {table} WHERE rid IN (SELECT rid FROM rec WHERE {IN})"  # noqa: S608 - our own words
        rows += connection.execute(sql, (asked,)).rowcount
    for table in tables:
        rows += connection.execute(f"DELETE FROM {table} WHERE {IN}", (asked,)).rowcount  # noqa: S608 - as above
    return rows


def revoke(connection: Connection, revoked: Sequence[Revoked], wall: int) -> int:
    """Purge revoked scopes and leave an unsigned receipt of each, in the caller's transaction; return rows."""
    rows = 0
    for one in revoked:
        gone = purge(connection, (one.scope,))
        rows += gone
        connection.execute(
            "INSERT OR REPLACE INTO receipt(scope, ev_seq, purged_wall, n_rows) VALUES(?, ?, ?, ?)",
            (one.scope, one.seq, wall, gone),
        )
    if revoked:
        owe_scrubbing(connection, COPIES)
    return rows


def lapsed(connection: Connection) -> tuple[str, ...]:
    """Return what was removed because its lease was over, or came back in part, and is to be asked for again."""
    rows = connection.execute(
        "SELECT scope FROM held WHERE state IN ('lapsed', 'incomplete') AND state <> 'complete' ORDER BY scope"
    )
    return tuple(scope for (scope,) in rows.fetchall())


def ask_anew(connection: Connection, scopes: Sequence[str]) -> None:
    """Note that some scopes, or all of them when none is named, are to be sent anew; in a transaction.

    It is noted until they are (`lapsed`): the answer to the first request for them may be lost.
    """
    named = f" AND {IN}" if scopes else " AND ? = '[]'"
    asked = json.dumps(list(scopes))
    connection.execute(f"UPDATE held SET state = 'incomplete', fill = NULL WHERE state <> 'lapsed'{named}", (asked,))  # noqa: S608 - our own words
    sql = "INSERT OR IGNORE INTO held(scope, state, since_seq) VALUES(?, 'lapsed', 0)"
    connection.executemany(sql, [(scope,) for scope in scopes])


def drop_stale(connection: Connection) -> tuple[str, ...]:
    """Purge what was held before this laptop began anew with its hub and was not given again, in a transaction."""
    rows = connection.execute("SELECT scope FROM held WHERE state = 'stale' AND state <> 'complete'").fetchall()
    scopes = tuple(scope for (scope,) in rows)
    purge(connection, scopes)
    return scopes


def drop_unheld(connection: Connection) -> tuple[str, ...]:
    """Purge what the hub took but does not give to this device, in the caller's transaction (sync L2).

    To be called when the scopes are as the hub last said them. What still waits, or was put aside, stays; of a scope
    that was purged before, only what waits.
    """
    rest = "state <> 'pending' AND scope NOT IN (SELECT scope FROM held) AND rid NOT IN (SELECT rid FROM rec)"
    left = connection.execute(f"SELECT DISTINCT scope FROM outbox WHERE {rest}").fetchall()  # noqa: S608 - our own words
    if left:
        owe_scrubbing(connection)
        _forget_sent(connection, json.dumps([scope for (scope,) in left]))
    rows = connection.execute(
        "SELECT DISTINCT scope FROM rec WHERE scope NOT IN (SELECT scope FROM held)"
        " AND scope NOT IN (SELECT scope FROM outbox WHERE state IN ('pending', 'quarantined'))"
    ).fetchall()
    scopes = tuple(scope for (scope,) in rows)
    purge(connection, scopes)
    return scopes


def finish(vault: Vault, device: Device) -> bool:
    """After a purge was committed: leave nothing of it in any log, then sign the receipts.

    A receipt attests that nothing of the scope is left here, and a lease promises the same: after either, vaults that
    a restore set aside go too, for they hold what was taken and no part of them can be cut out. What was typed there
    and never sent is sealed for the hub first (store.salvage). A purge without either, as after joining anew, leaves
    them.
    False while somebody still reads what was there before; it is tried again in the next round.
    """
    connection = vault.writer
    owed = connection.execute("SELECT v FROM meta WHERE k = 'unscrubbed'").fetchone()
    if owed is None:
        return True
    with connection.transaction():  # of every line that is gone, also one hidden or deleted before, the words go now
        connection.execute("INSERT INTO listed_fts(listed_fts) VALUES('optimize')")
    if not scrub(vault, copies=owed[0] == COPIES):
        return False
    waits = connection.execute("SELECT scope, ev_seq, purged_wall, n_rows FROM receipt WHERE sig IS NULL").fetchall()
    rest = _digest_of_held(connection)
    key = device.sign_key
    signed = []
    for scope, seq, wall, rows in waits:
        blank = Receipt(scope=scope, seq=seq, wall=wall, rows=rows, rest=rest, sig="")
        signed.append((key.sign(signing.receipt(blank)), rest, scope, seq))
    with connection.transaction():
        connection.executemany("UPDATE receipt SET sig = ?, rest = ? WHERE scope = ? AND ev_seq = ?", signed)
        connection.execute("DELETE FROM meta WHERE k = 'unscrubbed'")
    return True


def scrub(vault: Vault, *, copies: bool = False) -> bool:
    """Bring everything into the one file, cut the log to nothing, remove logs of unclean ends that were kept aside.

    copies: remove vaults that a restore set aside as well. False while a reader is in the way.
    """
    busy = vault.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if not busy and copies:
        forget_copies(vault.folder, vault.bundle.data_key)
    elif not busy:
        forget_wals(vault.folder)
    return not busy


def receipts(connection: Connection) -> tuple[Receipt, ...]:
    """Return the signed receipts that the hub has not seen."""
    rows = connection.execute(
        "SELECT scope, ev_seq, purged_wall, n_rows, rest, sig FROM receipt WHERE sig IS NOT NULL"
        " ORDER BY ev_seq LIMIT 500"
    )
    return tuple(
        Receipt(scope=scope, seq=seq, wall=wall, rows=count, rest=rest, sig=to_text(sig))
        for scope, seq, wall, count, rest, sig in rows.fetchall()
    )


def receipts_seen(connection: Connection, sent: Sequence[Receipt]) -> None:
    """Forget receipts that the hub has; must run in a transaction."""
    connection.executemany("DELETE FROM receipt WHERE scope = ? AND ev_seq = ?", [(one.scope, one.seq) for one in sent])


def _forget_sent(connection: Connection, asked: str) -> int:
    """Delete what was sent of some scopes; of each operation only its number and link stay, for the chain."""
    rows = connection.execute(f"UPDATE sent_log SET {BLANK} WHERE {IN}", (asked,)).rowcount  # noqa: S608 - our own words
    tail, sent = read_tail(connection), read_standing(connection).hub_now
    note_tail(connection, tail)
    told = f"state <> 'pending' AND {IN}"
    connection.execute(
        f"INSERT OR REPLACE INTO sent_log(dev, {OUTBOX}, seq, sent_ms) SELECT {tail.dev:d}, dseq, tx, '', '', 0, '', 0,"  # noqa: S608 - as above
        f" NULL, '[]', '[]', hlc, wall, '', sv, chain, NULL, seq, {sent:d} FROM outbox"
        f" WHERE dseq > 0 AND {told}",
        (asked,),
    )
    return rows + connection.execute(f"DELETE FROM outbox WHERE {told}", (asked,)).rowcount  # noqa: S608 - as above


def _digest_of_held(connection: Connection) -> str:
    rows = connection.execute("SELECT scope FROM held ORDER BY scope").fetchall()
    return to_text(hashlib.sha256("\n".join(scope for (scope,) in rows).encode()).digest())


def digests(connection: Connection, scopes: Sequence[str]) -> dict[str, str]:
    """Return the digest of each of some scopes, to be compared with the hub's (sync 3.10)."""
    asked = json.dumps(list(scopes))
    among = f"seq IS NOT NULL AND rid IN (SELECT rid FROM rec WHERE {IN})"  # noqa: S608 - our own words
    rows = connection.execute(
        f"SELECT scope, rid, fid, '', dev, dseq, seq FROM head WHERE {among} UNION ALL"  # noqa: S608 - our own words
        f" SELECT scope, rid, fid, ekey, dev, dseq, seq FROM elem WHERE {among}",
        (asked, asked),
    )
    held: dict[str, list[Held]] = {scope: [] for scope in scopes}
    for scope, *line in rows:
        held[scope].append((line[0], line[1], line[2], line[3], line[4], line[5]))
    return {scope: scope_digest(lines) for scope, lines in held.items()}
