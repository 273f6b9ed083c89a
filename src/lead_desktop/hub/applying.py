"""A push after its turn came: heads are read, operations folded, and everything written (sync 3.5, 3.7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import Connection

from lead_desktop.domain.consent import Consent
from lead_desktop.hub.batch import Item
from lead_desktop.hub.consents import apply_consents, join_consents
from lead_desktop.hub.devices import Device
from lead_desktop.hub.folding import Folded, Folding, Incoming
from lead_desktop.hub.foretold import Named, keep_foretold, read_foretold
from lead_desktop.hub.rows import put_columns, put_rows
from lead_desktop.hub.rules import Part, Unfit
from lead_desktop.hub.scopes import Arrival, open_scopes
from lead_desktop.hub.sequencer import count_on, take_turn
from lead_desktop.hub.shelf import Rec, Shelf, author_of, past_value, read_shelf
from lead_desktop.hub.shelving import write_shelf
from lead_desktop.hub.standing import ScopeStanding, Standing, is_authors_only, read_scopes
from lead_desktop.wire.messages import Result
from lead_desktop.wire.op import Op, OpId, encoded

AHEAD_MS = 5 * 60 * 1000
"""How far in the future a clock may be before it is clamped (sync 3.8)."""
_OP_ID = ("dev", "dseq", "seq", "hlc", "outcome", "code", "body_sha")
_WAITING = ("dev", "recv_at", "dseq", "body", "chain", "sig", "code")
_OPS = """
INSERT INTO op(dev, recv_at, seq, dseq, tx, kind, rid, type, scope, fid, raw_hlc, hlc, wall, actor, sv, body, chain,
  sig, entry)
SELECT * FROM unnest(%b::int[], %b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[], %b::text[], %b::text[]::uuid[],
  %b::int[], %b::bigint[], %b::int[], %b::bigint[], %b::bigint[], %b::bigint[], %b::text[]::uuid[], %b::int[],
  %b::text[], %b::bytea[], %b::text[], %b::text[])
"""
_OP_IDS = """
INSERT INTO op_id(dev, dseq, seq, hlc, outcome, code, body_sha)
SELECT * FROM json_to_recordset(%s::json) k(dev int, dseq bigint, seq bigint, hlc bigint, outcome text, code text,
  body_sha bytea)
"""
_QUARANTINE = """
INSERT INTO quarantine(dev, recv_at, dseq, body, chain, sig, code)
SELECT * FROM json_to_recordset(%s::json) k(dev int, recv_at bigint, dseq bigint, body text, chain bytea, sig text,
  code text)
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """An operation that may be applied, or the code of why not; sig: its transaction's signature by a person."""

    item: Item
    parts: tuple[Part, ...]
    code: str
    sig: str | None = None


@dataclass(slots=True)
class Applying:
    """One push's work inside its transaction. left_out: the code of what an administrator does not ask any more."""

    connection: Connection
    device: Device
    standing: Standing
    now_ms: int
    left_out: str = ""
    scopes: dict[str, ScopeStanding] = field(init=False)
    late: set[str] = field(default_factory=set)
    arrivals: list[Arrival] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    waiting: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scopes = dict(self.standing.scopes)

    def run(self, judged: Sequence[Judged]) -> Sequence[Result]:
        """Apply what may be applied, put the rest into quarantine, write; return every outcome."""
        results, clock = self._folded(judged, self.device.last_hlc)
        self._answer(judged, results, clock)
        return results

    def accept(self, one: Judged) -> Result:
        """Apply an operation that waited in quarantine; raises Unfit, and then nothing may be kept."""
        (result,), _ = self._folded([one], 0)
        if result.code:
            raise Unfit(result.code)
        return result

    def _folded(self, judged: Sequence[Judged], clock: int) -> tuple[Sequence[Result], int]:
        """Apply and write what may be applied; return every outcome, and the device's clock after it."""
        ops = [one.item.op for one in judged if one.item.op and not one.code]
        before = take_turn(self.connection)
        self._look_again({one.s for one in ops})
        shelf = read_shelf(self.connection, ops, entire=(Consent.TYPE,))
        folding = Folding(shelf, self._past, self._foretold(ops))
        results = []
        for one in judged:
            result = self._one(folding, one, before.seq + len(self.rows) + 1, clock)
            clock = max(clock, result.h)
            results.append(result)
        open_scopes(self.connection, self.device.dev, self.arrivals, self.now_ms)
        if self.rows:
            count_on(self.connection, before, len(self.rows))
        put_columns(self.connection, _OPS, self.rows)
        self._let_in(shelf)
        write_shelf(self.connection, shelf, {name: one.id for name, one in self.scopes.items()})
        if before.renewed:
            keep_foretold(self.connection, folding.unmet)
        return results, clock

    def _foretold(self, ops: Sequence[Op]) -> frozenset[Named]:
        """Return what of these was replaced before it came; only what is older than the new timeline can have been."""
        older = [one.n for one in ops if one.n <= self.device.resumed]
        return read_foretold(self.connection, self.device.dev, older[0], older[-1]) if older else frozenset()

    def _let_in(self, shelf: Shelf) -> None:
        """Open and close what consents say, and new scopes for those a consent had named before."""
        now = datetime.fromtimestamp(self.now_ms / 1000, UTC)
        apply_consents(self.connection, shelf, now, timedelta(milliseconds=AHEAD_MS))
        fresh = [one.scope for one in self.arrivals if one.fresh]
        if fresh:
            join_consents(self.connection, fresh, self.now_ms)

    def _look_again(self, names: set[str]) -> None:
        """Read the scopes that were not there before this push's turn; another laptop may have opened them."""
        missing = names - self.scopes.keys()
        if missing:
            found = read_scopes(self.connection, self.device.dev, self.device.scur, missing)
            self.scopes.update(found)
            self.late.update(found)

    def _past(self, op: OpId, rid: str, fid: int) -> str:
        return encoded(past_value(self.connection, op, rid, fid)).decode()

    def _one(self, folding: Folding, one: Judged, seq: int, clock: int) -> Result:
        op = one.item.op
        try:
            if op is None or one.code:
                raise Unfit(one.code)
            hlc = max(min(op.h, self.now_ms + AHEAD_MS << 16), clock + 1)
            coming = Incoming(op, one.parts, self.device.dev, seq, hlc)
            self._enter(op)
            self._check_author(op, folding.shelf.recs.get(op.r))
            folded = folding.apply(coming)
        except Unfit as fault:
            self._put_aside(one, fault.code)
            return Result(n=one.item.n, seq=0, h=0, outcome="quarantined", code=fault.code)
        self._keep(one, coming, folded)
        return Result(n=op.n, seq=seq, h=hlc, outcome=folded.outcome)

    def _enter(self, op: Op) -> None:
        """Raise Unfit unless the scope may be written; only a new record opens one that is not there."""
        if op.s in self.late:
            self.standing.check_scope(self.scopes[op.s], op)
        if op.s not in self.scopes and op.k != "new":
            raise Unfit("unknown_record")

    def _check_author(self, op: Op, rec: Rec | None) -> None:
        """Raise Unfit when only the author of a record may do this to it, and somebody else did."""
        if rec is None or rec.scope != op.s or self.left_out == "not_own":
            return
        if op.k == "new" or not is_authors_only(self.standing.people[op.a].role, op):
            return
        fresh = (one.op.a for one in self.arrivals if one.op.r == op.r)
        if (next(fresh, None) or author_of(self.connection, op.r)) != op.a:
            raise Unfit("not_own")

    def _keep(self, one: Judged, coming: Incoming, folded: Folded) -> None:
        op = coming.op
        if op.k == "new":
            fresh = op.s not in self.scopes
            scope = self.scopes.setdefault(op.s, ScopeStanding(coming.seq, held=True, not_after=None))
            self.arrivals.append(Arrival(scope.id, coming.seq, fresh, op, self.standing.people[op.a]))
        self.rows.append(
            (self.device.dev, self.now_ms, coming.seq, op.n, op.t, op.k, op.r, op.y, self.scopes[op.s].id, op.f,
             op.h, coming.hlc, op.w, op.a, op.sv, one.item.body.decode(), one.item.chain, one.sig, folded.entry)
        )  # fmt: skip

    def _put_aside(self, one: Judged, code: str) -> None:
        item = one.item
        self.waiting.append((self.device.dev, self.now_ms, item.n, item.body.decode(), _hex(item.chain), one.sig, code))

    def _answer(self, judged: Sequence[Judged], results: Sequence[Result], clock: int) -> None:
        """Write down what became of each operation, and how far the device has come."""
        connection, dev = self.connection, self.device.dev
        put_rows(connection, _QUARANTINE, _WAITING, self.waiting)
        ids = [
            (dev, r.n, r.seq, r.h, r.outcome, r.code, _hex(j.item.sha)) for r, j in zip(results, judged, strict=True)
        ]
        put_rows(connection, _OP_IDS, _OP_ID, ids)
        connection.execute(
            "UPDATE device SET acked = %s, chain = %s, last_hlc = %s, last_seen = %s WHERE dev = %s",
            (results[-1].n, judged[-1].item.chain, clock, self.now_ms, dev),
        )


def _hex(data: bytes) -> str:
    return "\\x" + data.hex()
