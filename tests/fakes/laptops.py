"""A laptop as the hub meets it: keys, a chain of operations, and what it was sent; no vault and no screens."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.clock import utc_ms
from lead_desktop.domain.permissions import side_of
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.joining import NewDevice, NewPerson, add_device
from lead_desktop.wire import signing
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import PullAnswer, PullRequest, PushAnswer, PushRequest, Receipt, RecordState, Signed
from lead_desktop.wire.op import GENESIS, Op, chained
from tests.fakes.desk_at import DeskAt


def new_id() -> str:
    return str(uuid.uuid4())


def raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


@dataclass
class Worker:
    role: str
    agency: str = ""
    user: str = field(default_factory=new_id)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def known(self) -> NewPerson:
        return NewPerson(self.user, "A worker", self.role, side_of(self.role), self.agency, raw(self.key), b"seal")


@dataclass
class Laptop:
    hub: Hub
    worker: Worker
    uid: str = field(default_factory=new_id)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    dev: int = 0
    n: int = 0
    t: int = 0
    chain: bytes = GENESIS
    acked: int = 0
    acked_chain: bytes = GENESIS
    hlc: int = 0
    outbox: list[Op] = field(default_factory=list)
    sent: dict[int, Op] = field(default_factory=dict)
    seqs: dict[int, int] = field(default_factory=dict)
    cursor: int = 0
    scur: int = 0
    page: int = 0
    held: set[str] = field(default_factory=set)
    receipts: list[Receipt] = field(default_factory=list)
    heads: dict[tuple[str, int, str], dict[tuple[int, int], Any]] = field(default_factory=dict)
    guard: dict[tuple[str, int, str], int] = field(default_factory=dict)
    scope_of: dict[str, str] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    seen: list[PullAnswer] = field(default_factory=list)

    def join(self) -> "Laptop":
        new = NewDevice(self.uid, side_of(self.worker.role), raw(self.key), b"seal", (self.worker.known(),))
        with self.hub.database.owning() as connection:
            self.dev = add_device(connection, new, self.now())
        return self

    def now(self) -> int:
        return utc_ms(self.hub.clock.now())

    @property
    def desk(self) -> DeskAt:
        return DeskAt(self.hub, self.uid)

    @property
    def epoch(self) -> str:
        return self.desk.health().epoch

    # making operations

    def op(self, k: str, r: str, y: int, s: str, f: int = 0, v: Any = None, **more: Any) -> Op:
        self.n += 1
        if not more.pop("same_t", False):
            self.t += 1
        self.hlc = max(self.now() << 16, self.hlc + 1)
        base = more.pop("b", None)
        if base is None:
            base = () if k == "new" else self.base(r, f, v["e"] if k in ("add", "rem") else "")
        held = {"c": (self.cursor, self.n - 1), "h": self.hlc, "w": self.now(), "a": self.worker.user, "sv": 1, **more}
        op = Op(n=self.n, t=self.t, k=k, r=r, y=y, s=s, f=f, v=v, b=tuple(base), **held)
        self.chain = chained(self.chain, op.canonical())
        self.outbox.append(op)
        return op

    def base(self, r: str, f: int, e: str = "") -> tuple[tuple[int, int], ...]:
        """What a form shows now: what came down, and own operations that did not come down yet."""
        found = set(self.heads.get((r, f, e), {}))
        waiting = [op for op in self.sent.values() if self.seqs.get(op.n, 0) > self.cursor]
        for op in (*waiting, *self.outbox):
            if op.r == r and brings(op, f, e):
                found = (found - set(op.b)) | ({(self.dev, op.n)} if op.k != "rem" else set())
        return tuple(sorted(found))

    def new(self, record_type: Any, values: dict[int, Any] | None = None, client: str = "", rid: str = "") -> str:
        rid = rid or new_id()
        scope = f"{client or rid}/{record_type.COMPARTMENT}"
        if record_type.COMPARTMENT in ("programme", "reference"):
            scope = f"{record_type.COMPARTMENT}/{record_type.COMPARTMENT}"
        self.op("new", rid, record_type.TYPE, scope, 0, {str(f): v for f, v in (values or {}).items()})
        self.scope_of[rid] = scope
        return rid

    def set(self, record_type: Any, rid: str, f: int, v: Any, **more: Any) -> Op:
        return self.op("set", rid, record_type.TYPE, self.scope_of[rid], f, v, **more)

    # sending

    def request(self, ops: list[Op] | None = None, **changes: Any) -> PushRequest:
        ops = self.outbox if ops is None else ops
        start = self.acked_chain
        links = [start]
        for op in ops:
            links.append(chained(links[-1], op.canonical()))
        return self.signed(ops, start, links[-1], **changes)

    def signed(self, ops: list[Op], start: bytes, last: bytes, **changes: Any) -> PushRequest:
        epoch = changes.get("epoch", self.epoch)
        people = []
        for t in dict.fromkeys(op.t for op in ops):
            data = signing.transaction(op for op in ops if op.t == t)
            people.append(Signed(t=t, sig=to_text(self.worker.key.sign(data))))
        sig = self.key.sign(signing.batch(epoch, self.dev, ops[0].n, ops[-1].n, last))
        held = {"epoch": epoch, "dev": self.dev, "first": ops[0].n, "prev_chain": to_text(start),
                "ops": tuple(as_json(op) for op in ops), "people": tuple(people), "sig": to_text(sig)}  # fmt: skip
        return PushRequest(**{**held, **changes})

    def push(self, most: int = 500) -> list[PushAnswer]:
        answers = []
        while self.outbox:
            part = self.outbox[:most]
            answer = self.desk.push(self.request(part))
            answers.append(answer)
            self.taken(part)
            self.seqs |= {one.n: one.seq for one in answer.results}
        return answers

    def taken(self, part: list[Op]) -> None:
        self.sent |= {op.n: op for op in part}
        for op in part:
            self.acked_chain = chained(self.acked_chain, op.canonical())
        self.acked = part[-1].n
        self.outbox = self.outbox[len(part) :]

    # receiving

    def asking(self, **changes: Any) -> PullRequest:
        held = {"epoch": self.epoch, "dev": self.dev, "cursor": self.cursor, "scur": self.scur, "page": self.page,
                "sv": 1, "receipts": tuple(self.receipts), "numbers_left": 1000}  # fmt: skip
        return PullRequest(**{**held, **changes})

    def pull(self, **changes: Any) -> list[PullAnswer]:
        answers = []
        while True:
            answer = self.desk.pull(self.asking(**changes))
            self.take(answer)
            answers.append(answer)
            if not answer.more:
                return answers

    def take(self, answer: PullAnswer) -> None:
        self.seen.append(answer)
        self.receipts = []
        for lost in answer.revoke:
            self.purge(lost.scope, lost.seq)
        self.held |= {one.scope for one in answer.grant}
        for fill in answer.fill:
            for chunk in fill.chunks:
                for state in self.desk.chunk(chunk.sha).records:
                    self.put(state)
        for state in answer.state:
            self.put(state)
        for entry in answer.entries:
            self.enter(entry)
        assert answer.to >= self.cursor
        self.cursor, self.scur, self.page = answer.to, answer.scur, answer.page

    def purge(self, scope: str, seq: int) -> None:
        rids = {rid for rid, one in self.scope_of.items() if one == scope}
        for held in (self.heads, self.guard):
            for key in [key for key in held if key[0] in rids]:
                del held[key]
        for rid in rids:
            self.scope_of.pop(rid, None)
        self.held.discard(scope)
        receipt = Receipt(scope=scope, seq=seq, wall=self.now(), rows=len(rids), rest="", sig="")
        sig = to_text(self.key.sign(signing.receipt(receipt)))
        self.receipts.append(receipt.model_copy(update={"sig": sig}))

    def put(self, state: RecordState) -> None:
        self.scope_of[state.r] = state.s
        self.gone[state.r] = state.g
        for fid, heads in state.heads.items():
            self.shelve((state.r, int(fid), ""), state.last, {one.op: one.v for one in heads})
        for fid, keys in state.adds.items():
            for key, heads in keys.items():
                self.shelve((state.r, int(fid), key), state.last, {one.op: one.v for one in heads})

    def enter(self, entry: Any) -> None:
        assert entry.s in self.held, "an entry of a scope that is not held"
        self.scope_of[entry.r] = entry.s
        self.gone[entry.r] = entry.g
        if entry.k != "new":
            heads = {one.op: one.v for one in entry.heads}
            self.shelve((entry.r, entry.f, entry.e), entry.seq, heads)
            return
        self.shelve((entry.r, 0, ""), entry.seq, {entry.op: False})
        values = self.sent[entry.op[1]].v if entry.op[0] == self.dev and entry.v is None else entry.v
        for fid, value in values.items():
            pairs = value.items() if is_set(entry.y, int(fid)) else [("", value)]
            for key, one in pairs:
                self.shelve((entry.r, int(fid), key), entry.seq, {entry.op: one})

    def shelve(self, key: tuple[str, int, str], seq: int, heads: dict[tuple[int, int], Any]) -> None:
        if seq > self.guard.get(key, 0):
            self.guard[key] = seq
            self.heads[key] = heads

    def sync(self) -> None:
        self.push()
        self.pull()

    def values(self, rid: str, f: int) -> list[Any]:
        return sorted(self.heads.get((rid, f, ""), {}).values(), key=str)


def brings(op: Op, f: int, e: str) -> bool:
    if op.k == "new":
        held = op.v.get(str(f))
        return f == 0 or (e in held if e and isinstance(held, dict) else str(f) in op.v)
    return op.f == f and (op.v["e"] if op.k in ("add", "rem") else "") == e


def is_set(record_type: int, fid: int) -> bool:
    from lead_desktop.domain.base import Merge
    from lead_desktop.hub.rules import field_rules

    return field_rules(record_type)[fid].merge is Merge.SET


def as_json(op: Op) -> dict[str, Any]:
    import json

    return json.loads(op.canonical())
