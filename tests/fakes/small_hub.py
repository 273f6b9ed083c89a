"""A hub in memory, as far as a desk needs one: order, merge by definition, scopes with their delta, first sync.

Not the hub: no signatures are checked but the chain. `refuse` decides what is put aside, `may` who may hold what.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lead_desktop.wire.digest import scope_digest
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.letters import to_bytes, to_text
from lead_desktop.wire.messages import (
    Chunk,
    ChunkBody,
    Entry,
    Fill,
    Granted,
    HeadState,
    Health,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Receipt,
    RecordState,
    Refusal,
    Result,
    ResumeAnswer,
    ResumeRequest,
    Revoked,
)  # fmt: skip
from lead_desktop.wire.op import GENESIS, chained, encoded

NOW = 1_795_540_000_000


@dataclass
class Kept:
    """One applied operation."""

    seq: int
    dev: int
    op: dict[str, Any]
    h: int
    entry: Entry
    body: bytes


@dataclass
class Seat:
    """What the hub knows of one device."""

    acked: int = 0
    chain: bytes = GENESIS
    links: dict[int, bytes] = field(default_factory=dict)
    results: dict[int, Result] = field(default_factory=dict)
    known: dict[int, frozenset[str]] = field(default_factory=lambda: {0: frozenset()})
    receipts: list[Receipt] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    requests: int = 0


@dataclass
class SmallHub:
    """See the module."""

    sets: frozenset[tuple[int, int]] = frozenset()
    """(type, field) of fields that are sets."""
    epoch: str = "epoch-1"
    now: int = NOW
    seq: int = 0
    kept: list[Kept] = field(default_factory=list)
    heads: dict[tuple[str, int, str], list[HeadState]] = field(default_factory=dict)
    recs: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)
    chunks: dict[str, ChunkBody] = field(default_factory=dict)
    may: Callable[[int, str], bool] = lambda _dev, _scope: True
    refuse: Callable[[dict[str, Any]], str] = lambda _op: ""
    aside: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    chunk_records: int = 1000
    page_entries: int = 1000

    def at(self, dev: int) -> "SmallDesk":
        self.seats.setdefault(dev, Seat())
        return SmallDesk(self, dev)

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(scope for _, scope, _ in self.recs.values())

    def push(self, dev: int, request: PushRequest) -> PushAnswer:
        seat = self.seats[dev]
        self._same_epoch(request.epoch)
        link = to_bytes(request.prev_chain)
        if request.first > seat.acked + 1:
            raise Refused(Refusal(err="gap", acked=seat.acked))
        results = []
        for op in request.ops:
            body = encoded(op)
            link = chained(link, body)
            if op["n"] <= seat.acked:
                if seat.links[op["n"]] != link:
                    raise Refused(Refusal(err="fork", acked=seat.acked))
                results.append(seat.results[op["n"]].model_copy(update={"outcome": "duplicate"}))
                continue
            result = self._take(dev, op, body)
            seat.acked, seat.chain = op["n"], link
            seat.links[op["n"]], seat.results[op["n"]] = link, result
            results.append(result)
        return PushAnswer(epoch=self.epoch, now=self.now, acked=seat.acked, results=tuple(results))

    def _take(self, dev: int, op: dict[str, Any], body: bytes) -> Result:
        code = self.refuse(op)
        if not code and (op["k"] != "new") and op["r"] not in self.recs:
            code = "unknown_record"
        if code:
            self.aside[(dev, op["n"])] = op
            return Result(n=op["n"], seq=self.seq, h=op["h"], outcome="quarantined", code=code)
        return self._apply(dev, op, body)

    def _apply(self, dev: int, op: dict[str, Any], body: bytes) -> Result:
        self.seq += 1
        h = min(op["h"], (self.now + 300_000) << 16)
        g = self._existence(dev, op)
        heads, key = self._merge(dev, op, h)
        entry = Entry(
            seq=self.seq, op=(dev, op["n"]), k=op["k"], r=op["r"], y=op["y"], s=op["s"], f=op["f"], e=key,
            v=op["v"] if op["k"] == "new" else None, heads=heads, g=g, h=h, w=op["w"], a=op["a"], sv=op["sv"],
        )  # fmt: skip
        self.kept.append(Kept(self.seq, dev, op, h, entry, body))
        outcome = "conflict" if len({encoded(one.v) for one in heads}) > 1 and not key else "applied"
        return Result(n=op["n"], seq=self.seq, h=h, outcome=outcome)

    def let_in(self, dev: int, n: int) -> None:
        """Do what a person decides who looks at what was put aside."""
        op = self.aside.pop((dev, n))
        self._apply(dev, op, encoded(op))

    def _existence(self, dev: int, op: dict[str, Any]) -> int:
        rid, seen = op["r"], op["c"]
        if op["k"] == "new":
            self.recs[rid] = (op["y"], op["s"], self.seq)
            return 0
        unseen = [
            one for one in self.kept
            if one.op["r"] == rid and one.seq > seen[0] and not (one.dev == dev and one.op["n"] <= seen[1])
        ]  # fmt: skip
        if op["k"] == "del":
            self.gone[rid] = 2 if unseen else 1
        elif op["k"] == "undel":
            self.gone[rid] = 0
        elif self.gone.get(rid) == 1 and any(one.op["k"] == "del" for one in unseen):
            self.gone[rid] = 2
        return self.gone.get(rid, 0)

    def _merge(self, dev: int, op: dict[str, Any], h: int) -> tuple[tuple[HeadState, ...], str]:
        if op["k"] == "new":
            self._put((op["r"], 0, ""), dev, op, h, False)
            for fid, value in op["v"].items():
                if (op["y"], int(fid)) in self.sets:
                    for key, one in value.items():
                        self._put((op["r"], int(fid), key), dev, op, h, one)
                else:
                    self._put((op["r"], int(fid), ""), dev, op, h, value)
            return (), ""
        key = op["v"]["e"] if op["k"] in ("add", "rem") else ""
        place = (op["r"], op["f"], key)
        base = {tuple(one) for one in op["b"]}
        before = self.heads.get(place, [])
        self.heads[place] = [one for one in before if one.op not in base]
        if op["k"] != "rem":
            value = op["v"]["v"] if op["k"] == "add" else op["k"] == "del" if op["f"] == 0 else op["v"]
            was = next((one.v for one in before if one.op in base), None)
            self._put(place, dev, op, h, value, was)
        return tuple(self.heads[place]), key

    def _put(
        self, place: tuple[str, int, str], dev: int, op: dict[str, Any], h: int, value: Any, was: Any = None
    ) -> None:
        state = HeadState(op=(dev, op["n"]), v=value, h=h, w=op["w"], a=op["a"], q=self.seq, was=was)
        self.heads.setdefault(place, []).append(state)

    def pull(self, dev: int, request: PullRequest) -> PullAnswer:
        seat = self.seats[dev]
        seat.requests += 1
        self._same_epoch(request.epoch)
        seat.receipts += request.receipts
        seat.filled += request.filled
        before = seat.known[request.scur]
        now = frozenset(scope for scope in self.scopes if self.may(dev, scope))
        digest = request.digest or {}
        differing = {scope for scope in digest if scope in now and digest[scope] != self.digest(scope)}
        granted = sorted((now - before) | differing)
        scur = max(seat.known) + 1
        seat.known[scur] = now
        lost = sorted((before | set(digest)) - now)
        entries = [one for one in self.kept if one.seq > request.cursor and one.op["s"] in now]
        to, head = self.seq, self.seq
        if request.cursor == 0:
            entries = []
        if len(entries) > self.page_entries:
            entries = entries[: self.page_entries]
            to = entries[-1].seq
        return PullAnswer(
            epoch=self.epoch, now=self.now, scur=scur, to=to, head=head, more=to < head, min_sv=1,
            revoke=tuple(Revoked(scope=one, seq=self.seq, why="consent") for one in lost),
            grant=tuple(Granted(scope=one, seq=self.seq) for one in granted),
            fill=self._fill([one for one in granted if self._begun(one, request.cursor) or one in differing]),
            entries=tuple(self._for(dev, one.entry) for one in entries),
        )  # fmt: skip

    def _for(self, dev: int, entry: Entry) -> Entry:
        return entry.model_copy(update={"v": None}) if entry.op[0] == dev and entry.k == "new" else entry

    def _begun(self, scope: str, cursor: int) -> bool:
        return cursor == 0 or any(held == scope and made <= cursor for _, held, made in self.recs.values())

    def _fill(self, scopes: list[str]) -> tuple[Fill, ...]:
        if not scopes:
            return ()
        states = [self.state(rid) for rid, (_, scope, _) in self.recs.items() if scope in scopes]
        chunks = []
        for start in range(0, len(states), self.chunk_records):
            body = ChunkBody(as_of=self.seq, records=tuple(states[start : start + self.chunk_records]))
            sha = to_text(hashlib.sha256(body.model_dump_json().encode()).digest())
            self.chunks[sha] = body
            chunks.append(Chunk(sha=sha, size=1, records=len(body.records)))
        return (Fill(scopes=tuple(scopes), as_of=self.seq, chunks=tuple(chunks)),)

    def state(self, rid: str) -> RecordState:
        record_type, scope, made = self.recs[rid]
        heads: dict[str, tuple[HeadState, ...]] = {}
        adds: dict[str, dict[str, tuple[HeadState, ...]]] = {}
        for (r, fid, key), held in self.heads.items():
            if r == rid and key:
                adds.setdefault(str(fid), {})[key] = tuple(held)
            elif r == rid:
                heads[str(fid)] = tuple(held)
        last = max(one.seq for one in self.kept if one.op["r"] == rid)
        return RecordState(
            r=rid, y=record_type, s=scope, g=self.gone.get(rid, 0), created=made, last=last, heads=heads, adds=adds
        )  # type: ignore[arg-type]

    def digest(self, scope: str) -> str:
        return scope_digest(
            (rid, fid, key, *one.op, one.q)
            for (rid, fid, key), held in self.heads.items()
            if self.recs[rid][1] == scope
            for one in held
        )

    def resume(self, dev: int, request: ResumeRequest) -> ResumeAnswer:
        seat = self.seats[dev]
        seat.known = {0: frozenset()}
        return ResumeAnswer(epoch=self.epoch, acked=seat.acked, chain=to_text(seat.chain), head=self.seq)

    def _same_epoch(self, epoch: str) -> None:
        if epoch != self.epoch:
            raise Refused(Refusal(err="epoch"))


@dataclass
class SmallDesk:
    """The hub as one device has it; `cut` may raise before or after a call, as a network does."""

    hub: SmallHub
    dev: int
    cut: Callable[[str], None] = lambda _where: None
    closed: bool = False

    def close(self) -> None:
        self.closed = True

    def health(self) -> Health:
        return Health(epoch=self.hub.epoch, now=self.hub.now, nonce="", min_sv=1)

    def enrol(self, request: Any) -> Any:
        raise NotImplementedError

    def push(self, request: PushRequest) -> PushAnswer:
        self.cut("before push")
        answer = self.hub.push(self.dev, request)
        self.cut("after push")
        return answer

    def pull(self, request: PullRequest) -> PullAnswer:
        self.cut("before pull")
        answer = self.hub.pull(self.dev, request)
        self.cut("after pull")
        return answer

    def resume(self, request: ResumeRequest) -> ResumeAnswer:
        return self.hub.resume(self.dev, request)

    def chunk(self, sha: str) -> ChunkBody:
        self.cut("before chunk")
        if sha not in self.hub.chunks:
            raise Refused(Refusal(err="unknown"))
        return self.hub.chunks[sha]
