"""How answers of the hub come to rest: each page with its cursor in one transaction, scope changes first (sync 3.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.store import arriving, leases, numbers, outgoing, purging, relaying
from lead_desktop.store.arriving import BadPage, HubWentBack
from lead_desktop.store.audit import Event
from lead_desktop.store.cipher import Connection
from lead_desktop.store.ledger import Author, note_tail, read_tail
from lead_desktop.store.standing import Standing, keep_standing, read_standing
from lead_desktop.store.writing import Types, Writer
from lead_desktop.wire.messages import (
    ChunkBody,
    PullAnswer,
    PullRequest,
    PushAnswer,
    RecordState,
    ResumeAnswer,
)

_DAY_MS = 24 * 60 * 60 * 1000
MOST_RECORDS = 10_000
"""Records of a first sync that one transaction puts in place."""
MOST_SCOPES = 10_000
"""Scopes that one digest compares."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What an answer changed: records by id, scopes that went and came, whether the hub has more.

    arrived: the records among them of which somebody elsewhere said something.
    """

    rids: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a first sync that is still to be fetched."""

    fill: int
    place: int
    sha: str
    size: int
    records: int


class Landing:
    """Puts what the hub answers into the vault, between the saves of the people who work at it."""

    def __init__(self, writer: Writer, clock: Clock, types: Types, author: Author) -> None:
        """Write through `writer`; `types` gives the record class of each type number; `author` is at the desk."""
        self._writer, self._clock, self._types, self._author = writer, clock, types, author

    def pushed(self, answer: PushAnswer) -> bool:
        """Take the outcome of a push; return whether anything was put aside for a person to decide."""
        with self._writer.receiving() as connection:
            standing = self._contact(connection, answer.epoch, answer.now)
            aside = outgoing.acknowledge(connection, answer.results)
            if aside:
                refused = [one.n for one in answer.results if one.outcome == "quarantined"]
                relaying.withdraw(connection, refused, self._types)
            keep_standing(connection, replace(standing, acked=max(standing.acked, answer.acked)))
        return aside

    def pulled(self, asked: PullRequest, answer: PullAnswer) -> Landed:
        """Take one page; raises BadPage, HubWentBack, and changes nothing then."""
        purged = (self._author, Event("scopes.purge", reason=str(len(answer.revoke)))) if answer.revoke else None
        with self._writer.receiving(purged) as connection:
            self._check(connection, asked, answer)
            now = utc_ms(self._clock.now())
            standing = self._contact(connection, answer.epoch, answer.now)
            self._scopes(connection, asked, answer, now)
            self._check_scopes(connection, answer)
            outgoing.decide(connection, answer.decided)
            came = arriving.take_entries(connection, answer.entries, self._types, answer.now)
            more = arriving.take_records(connection, answer.state, self._types, answer.now)
            self._advance(connection, answer)
            gone = [one.scope for one in answer.revoke]
            if not answer.more:
                gone += purging.drop_stale(connection)
                gone += purging.drop_unheld(connection)
                outgoing.forget_old(connection, answer.now)
            leases.unhide(connection, self._types, answer.now)
            keep_standing(
                connection,
                replace(standing, scur=answer.scur, page=answer.page, left=max(0, answer.head - answer.to)),
            )
        rids, arrived = ((*dict.fromkeys(held),) for held in (came.rids + more.rids, came.arrived + more.arrived))
        return Landed(rids, arrived, tuple(gone), tuple(one.scope for one in answer.grant), answer.more)

    def filled(self, part: Part, body: ChunkBody) -> Iterator[Landed]:
        """Take one part of a first sync, some thousand records in each transaction; yields after each."""
        records = list(body.records)
        for portion in _portions(records):
            with self._writer.receiving() as connection:
                wanted = _still_held(connection, portion)
                now = read_standing(connection).hub_now
                came = arriving.take_records(connection, wanted, self._types, now)
            yield Landed(came.rids, came.arrived)
        with self._writer.receiving() as connection:
            connection.execute("UPDATE fill SET done = 1 WHERE fill = ? AND place = ?", (part.fill, part.place))
            _complete(connection, part.fill)

    def refetch(self, part: Part) -> None:
        """Give a part up that the hub has no more: its scopes are asked for anew until they were sent."""
        with self._writer.receiving() as connection:
            sql = "UPDATE held SET state = 'incomplete', fill = NULL WHERE fill = ? AND state = 'backfilling'"
            connection.execute(sql, (part.fill,))
            connection.execute("DELETE FROM fill WHERE fill = ?", (part.fill,))

    def resumed(self, answer: ResumeAnswer) -> int:
        """Go on after the hub's timeline changed: what it lost waits again; return how much. Raises outgoing.Gap."""
        with self._writer.receiving() as connection:
            tail, standing = read_tail(connection), read_standing(connection)
            again = outgoing.send_again(connection, tail.dev, answer.acked)
            note_tail(connection, replace(read_tail(connection), cursor=min(tail.cursor, answer.head)))
            for table in ("head", "elem", "elem_gone"):
                sql = f"UPDATE {table} SET seq = ? WHERE seq > ?"  # noqa: S608 - our own words
                connection.execute(sql, (answer.head, answer.head))
            connection.execute("UPDATE held SET state = 'stale', fill = NULL")
            connection.execute("DELETE FROM fill")
            connection.execute("UPDATE rec SET g_seq = ? WHERE g_seq > ?", (answer.head, answer.head))
            keep_standing(
                connection,
                replace(standing, epoch=answer.epoch, acked=answer.acked, scur=0, page=0, checked=0, compared=""),
            )
        return again

    def gather(self, answer: ResumeAnswer) -> None:
        """Keep for a new incarnation what the hub lost and is still kept here."""
        with self._writer.receiving() as connection:
            outgoing.gather(connection, read_tail(connection).dev, answer.acked)

    def _contact(self, connection: Connection, epoch: str, hub_now: int) -> Standing:
        standing = read_standing(connection)
        if standing.epoch and standing.epoch != epoch:
            raise BadPage(what="epoch")
        now = utc_ms(self._clock.now())
        tail = read_tail(connection)
        if abs(hub_now - now - tail.offset_ms) > 1000:
            note_tail(connection, replace(tail, offset_ms=hub_now - now))
        # Answers may overtake each other by a little; one that is a day older is a clock of the hub that was set right.
        was_ahead = hub_now < standing.hub_now - _DAY_MS
        latest = hub_now if was_ahead else max(standing.hub_now, hub_now)
        return replace(standing, epoch=epoch, hub_now=latest, contact=now)

    def _check(self, connection: Connection, asked: PullRequest, answer: PullAnswer) -> None:
        """Raise unless a page follows from what was asked for and goes forward only."""
        if answer.head < asked.cursor:
            raise HubWentBack
        if read_tail(connection).cursor != asked.cursor or not asked.cursor <= answer.to <= answer.head:
            raise BadPage(what="cursor")
        seqs = [one.seq for one in answer.entries]
        if seqs != sorted(set(seqs)) or (seqs and not asked.cursor < seqs[0] <= seqs[-1] <= answer.to):
            raise BadPage(what="order")

    def _check_scopes(self, connection: Connection, answer: PullAnswer) -> None:
        """Raise when a page holds anything of a scope that this device may not have."""
        held = {scope for (scope,) in connection.execute("SELECT scope FROM held")}
        named = {one.s for one in answer.entries} | {one.s for one in answer.state}
        if named - held:
            raise BadPage(what="scope")

    def _scopes(self, connection: Connection, asked: PullRequest, answer: PullAnswer, now: int) -> None:
        purging.revoke(connection, answer.revoke, now)
        purging.receipts_seen(connection, asked.receipts)
        connection.executemany("UPDATE held SET told = 1 WHERE scope = ?", [(scope,) for scope in asked.filled])
        differing = [one.scope for one in answer.grant if one.scope in (asked.digest or {})]
        purging.empty(connection, differing)
        connection.executemany(
            "INSERT INTO held(scope, state, since_seq, not_after) VALUES(?, 'complete', ?, ?)"
            " ON CONFLICT(scope) DO UPDATE SET state = excluded.state, since_seq = excluded.since_seq,"
            " not_after = excluded.not_after, told = 0",
            [(one.scope, one.seq, one.not_after) for one in answer.grant],
        )
        connection.executemany(
            "UPDATE held SET not_after = ? WHERE scope = ?", [(one.not_after, one.scope) for one in answer.ends]
        )
        for one in answer.fill:
            self._expect(connection, one.scopes, [(part.sha, part.size, part.records) for part in one.chunks])
        relaying.relay(connection, differing, self._types)

    def _expect(self, connection: Connection, scopes: Sequence[str], chunks: Sequence[tuple[str, int, int]]) -> None:
        """Note the parts of a first sync that are to be fetched; its scopes are whole with the last of them."""
        fill = int(connection.execute("SELECT coalesce(max(fill), 0) + 1 FROM fill").fetchone()[0])
        connection.executemany(
            "INSERT INTO fill(fill, place, sha, size, records) VALUES(?, ?, ?, ?, ?)",
            [(fill, place, *chunk) for place, chunk in enumerate(chunks)],
        )
        connection.executemany(
            "UPDATE held SET state = 'backfilling', fill = ?, told = 0 WHERE scope = ?",
            [(fill, scope) for scope in scopes],
        )
        _complete(connection, fill)

    def _advance(self, connection: Connection, answer: PullAnswer) -> None:
        tail = read_tail(connection)
        outgoing.settle_covered(connection, tail.dev, answer.to, answer.now)
        note_tail(connection, replace(read_tail(connection), cursor=answer.to))
        if answer.block is not None:
            numbers.add_block(connection, "", answer.block.first, answer.block.last)


def parts(connection: Connection) -> tuple[Part, ...]:
    """Return the parts of first syncs that are still to be fetched, in the order in which the hub gave them."""
    rows = connection.execute("SELECT fill, place, sha, size, records FROM fill WHERE done = 0 ORDER BY fill, place")
    return tuple(Part(*row) for row in rows.fetchall())


def complete_untold(connection: Connection) -> tuple[str, ...]:
    """Return scopes whose first sync is complete and of which the hub does not know it yet."""
    sql = "SELECT scope FROM held WHERE state = 'complete' AND fill IS NOT NULL AND told = 0 LIMIT ?"
    return tuple(scope for (scope,) in connection.execute(sql, (MOST_SCOPES,)).fetchall())


def _complete(connection: Connection, fill: int) -> None:
    if connection.execute("SELECT 1 FROM fill WHERE fill = ? AND done = 0", (fill,)).fetchone() is None:
        connection.execute("UPDATE held SET state = 'complete' WHERE fill = ? AND state = 'backfilling'", (fill,))


def _portions(records: Sequence[RecordState]) -> Iterator[Sequence[RecordState]]:
    for start in range(0, len(records), MOST_RECORDS):
        yield records[start : start + MOST_RECORDS]


def _still_held(connection: Connection, records: Sequence[RecordState]) -> list[RecordState]:
    """Leave out what was revoked since a part was put together."""
    held = {scope for (scope,) in connection.execute("SELECT scope FROM held")}
    return [one for one in records if one.s in held]
