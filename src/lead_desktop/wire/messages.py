"""What desk and hub say to each other, as frozen shapes with limits (sync 3.6, 3.7, 3.10 to 3.12).

Bytes are base64url text, times are ms UTC, ids are UUID text. Every message travels as JSON in one zstd frame; a
request is signed by the device, an answer by the hub.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lead_desktop.wire.op import OpId

MAX_OPS = 500
"""Operations in one push (sync 3.7), unless one local transaction alone has more."""
MAX_TRANSACTION = 10_000
"""Operations of one local transaction: it is never split, for its author signed it as a whole."""
MAX_BATCH_BYTES = 256 * 1024
MAX_VALUE_BYTES = 1024 * 1024
"""Canonical size of one operation; more is quarantined."""

Text = Annotated[str, Field(max_length=200)]
Bytes = Annotated[str, Field(max_length=4096, pattern=r"^[A-Za-z0-9_-]*$")]
Number = Annotated[int, Field(ge=0, lt=1 << 63)]
Outcome = Literal["applied", "conflict", "duplicate", "quarantined"]


class Message(BaseModel):
    """The base of every message: unknown fields are refused, values are never in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Signed(Message):
    """One local transaction's signature by the person who made it, over its content digest (rulings)."""

    t: Number
    sig: Bytes


class PushRequest(Message):
    """Operations in order, from `first` on; never splits a transaction.

    ops: canonical JSON objects. prev_chain: link before `first`. sig: the device's over `wire.signing.batch(...)`.
    """

    epoch: Text
    dev: Number
    first: Number
    prev_chain: Bytes
    ops: tuple[dict[str, Any], ...] = Field(max_length=MAX_TRANSACTION)
    people: tuple[Signed, ...] = Field(max_length=MAX_OPS)
    sig: Bytes


class Result(Message):
    """What became of one operation; `code` says why it waits for a person when it is quarantined."""

    n: Number
    seq: Number
    h: Number
    outcome: Outcome
    code: Text = ""


class PushAnswer(Message):
    """The outcome of every operation sent, and the last number the hub holds."""

    epoch: Text
    now: Number
    acked: Number
    results: tuple[Result, ...]


class Receipt(Message):
    """A device's signed word that a revoked scope is gone from it: rows deleted, digest of what it still holds."""

    scope: Text
    seq: Number
    wall: Number
    rows: Number
    rest: Bytes
    sig: Bytes


class HeadState(Message):
    """One head of a field or one add of an element, whole: who, when, the value, and the value it replaced."""

    op: OpId
    v: Any
    h: Number
    w: Number
    a: Text
    q: Number  # hub sequence
    was: Any = None  # what its author saw there before; only while there is more than one head


class Entry(Message):
    """One hub-merged operation on its way down.

    heads: of the field (or the adds of element `e`) after it. For `new`, heads is empty and `v` holds {field number:
    value, or {element key: element}}. g: 0 there, 1 deleted, 2 there although somebody deleted it meanwhile.
    """

    seq: Number
    op: OpId
    k: Literal["new", "set", "add", "rem", "del", "undel"]
    r: Text
    y: Number
    s: Text
    f: Number
    e: Annotated[str, Field(max_length=4096)] = ""
    v: Any = None
    heads: tuple[HeadState, ...] = ()
    g: Literal[0, 1, 2] = 0
    h: Number
    w: Number
    a: Text
    sv: Number


class RecordState(Message):
    """A record as it stands, for first sync and for the long absent: heads by field, adds by field and element."""

    r: Text
    y: Number
    s: Text
    g: Literal[0, 1, 2]
    created: Number  # hub sequence of its `new`
    last: Number  # hub sequence of its newest operation
    heads: dict[str, tuple[HeadState, ...]]
    adds: dict[str, dict[str, tuple[HeadState, ...]]] = Field(default_factory=dict)


class Granted(Message):
    """A scope this device may hold from now on; its records follow in chunks, `not_after` ends it unasked."""

    scope: Text
    seq: Number
    not_after: Number | None = None


class Revoked(Message):
    """A scope this device must remove now; `why` is a code."""

    scope: Text
    seq: Number
    why: Text


class Chunk(Message):
    """A part of a first sync: fetched by its digest, resumable; `scopes` are complete with the last of them."""

    sha: Bytes
    size: Number
    records: Number


class Fill(Message):
    """The records of newly granted scopes, as of hub sequence `as_of`."""

    scopes: tuple[Text, ...]
    as_of: Number
    chunks: tuple[Chunk, ...]


class ChunkBody(Message):
    """What a chunk holds."""

    as_of: Number
    records: tuple[RecordState, ...]


class NumberBlock(Message):
    """Participant numbers that only this device may give out, `first` to `last`."""

    first: Number
    last: Number


class PullRequest(Message):
    """Where a device stands. scur, page: as the last answer gave them, 0 at first; digest: wire.digest, by scope.

    filled: scopes whose first sync was completed since then. counter: of the last hub order carried out or refused.
    """

    epoch: Text
    dev: Number
    cursor: Number
    scur: Number
    page: Number = 0
    sv: Number
    max_bytes: Number = 64 * 1024
    receipts: tuple[Receipt, ...] = ()
    filled: tuple[Text, ...] = ()
    numbers_left: Number = 0
    counter: Number = 0
    digest: dict[Text, Bytes] | None = None


class Order(Message):
    """A signed order to one device; `counter` only rises, so that no order is carried out twice."""

    kind: Literal["wipe", "drain", "resync"]
    counter: Number
    at: Number
    scopes: tuple[Text, ...] = ()
    sig: Bytes


class Decided(Message):
    """What a person at the hub decided about an operation that waited there; `code` is blank when it was let in.

    seq: the number of the decision in the order; let in, that of the operation.
    """

    n: Number
    seq: Number
    code: Literal["", "refused"] = ""


class PullAnswer(Message):
    """Scope changes first, then every entry in (cursor, to] of the scopes held after them: one snapshot.

    state: records that changed, for the long absent. min_sv: oldest schema that may pull. page: see PullRequest.
    ends: scopes that are held and go on being held, with another end than was told before.
    decided: about own operations that waited at the hub, in (cursor, to].
    """

    epoch: Text
    now: Number
    revoke: tuple[Revoked, ...] = ()
    grant: tuple[Granted, ...] = ()
    ends: tuple[Granted, ...] = ()
    fill: tuple[Fill, ...] = ()
    scur: Number
    page: Number = 0
    entries: tuple[Entry, ...] = ()
    state: tuple[RecordState, ...] = ()
    to: Number
    head: Number
    more: bool
    min_sv: Number
    block: NumberBlock | None = None
    decided: tuple[Decided, ...] = ()
    orders: tuple[Order, ...] = ()


class ResumeRequest(Message):
    """After the hub's timeline changed: where this device stands on the old one (sync 3.12).

    last: number of the last operation that it has made, sent or not.
    """

    epoch: Text
    dev: Number
    cursor: Number
    acked: Number
    chain: Bytes
    last: Number = 0


class ResumeAnswer(Message):
    """The hub's timeline and the last operation of this device that it knows."""

    epoch: Text
    acked: Number
    chain: Bytes
    head: Number


class Health(Message):
    """What anybody may ask: whether the hub is there, its timeline and time, a fresh nonce for signing."""

    epoch: Text
    now: Number
    nonce: Bytes
    min_sv: Number


class Refusal(Message):
    """Why a request as a whole was refused: a code, never text to show."""

    err: Literal["fork", "gap", "revoked", "wiped", "pending", "epoch", "upgrade", "unknown", "signature", "nonce",
                 "malformed", "too_large", "too_many", "code", "busy", "away"]  # fmt: skip
    acked: Number = 0
    retry_ms: Number = 0
    order: Order | None = None
