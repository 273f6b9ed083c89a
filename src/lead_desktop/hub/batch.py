"""What a device pushed, read without belief: bytes, links and shapes, before anything is looked up."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lead_desktop.wire import signing
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.letters import to_bytes
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import MAX_VALUE_BYTES, PushRequest, Refusal
from lead_desktop.wire.op import Op, chained, encoded


@dataclass(frozen=True, slots=True)
class Item:
    """One operation as it came: its number, its bytes and their digest, its link; `op` is None when it has no shape."""

    n: int
    op: Op | None
    body: bytes
    sha: bytes
    chain: bytes
    code: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Operations in order. start: the link before the first. signed: signatures of people by local transaction."""

    request: PushRequest
    start: bytes
    items: tuple[Item, ...]
    signed: Mapping[int, str]

    def link(self, number: int) -> bytes | None:
        """Return the link of the operation with a number, or the one before the first; None outside the batch."""
        if number == self.request.first - 1:
            return self.start
        place = number - self.request.first
        return self.items[place].chain if 0 <= place < len(self.items) else None

    def is_signed_by(self, public: bytes) -> bool:
        """Tell whether the device with this key signed the batch."""
        one, last = self.request, self.items[-1]
        data = signing.batch(one.epoch, one.dev, one.first, last.n, last.chain)
        return signing.holds(public, one.sig, data)


def read_batch(request: PushRequest) -> Batch:
    """Read a push; raises Refused("malformed") when numbers or links are none, never for one operation's content."""
    try:
        start = to_bytes(request.prev_chain)
        items = _items(request, start)
    except (MalformedMessage, ValueError, TypeError):
        raise Refused(Refusal(err="malformed")) from None
    if not items or len(start) != 32:
        raise Refused(Refusal(err="malformed"))
    return Batch(request, start, tuple(items), {one.t: one.sig for one in request.people})


def _items(request: PushRequest, start: bytes) -> Sequence[Item]:
    found, chain = [], start
    for number, held in enumerate(request.ops, start=request.first):
        if held.get("n") != number or type(held["n"]) is not int:
            raise MalformedMessage("n")
        body = encoded(held)
        chain = chained(chain, body)
        found.append(read_item(number, held, body, chain))
    return found


def read_item(number: int, held: dict[str, object], body: bytes, chain: bytes) -> Item:
    """Read one operation as JSON, with its bytes and its link; what has no shape has a code instead of an `op`."""
    op, code = None, "too_large"
    if len(body) <= MAX_VALUE_BYTES:
        op, code = _shape(held)
    return Item(number, op, body, hashlib.sha256(body).digest(), chain, code)


def _shape(held: dict[str, object]) -> tuple[Op | None, str]:
    try:
        return Op.from_json(held), ""
    except MalformedMessage:
        return None, "malformed"
