"""What is signed, byte for byte, and whether a signature holds (Ed25519; rulings, sync 3.3, 3.10 to 3.12).

Each kind of statement begins with its own name, so that a signature of one can never stand under another. The
rest is canonical JSON, in which no two statements look alike.
"""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lead_desktop.wire.letters import to_bytes
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.op import Op, encoded

if TYPE_CHECKING:  # every save signs; the messages' models are built only where messages travel
    from lead_desktop.wire.messages import Order, Receipt

DEVICE, NONCE, SIGNATURE = "Lead-Device", "Lead-Nonce", "Lead-Signature"
"""Headers of a signed request; an answer carries the last two."""


def request(method: str, path: str, body: bytes, nonce: str) -> bytes:
    """Return what a device signs of a request; `path` without host, with its query; `nonce` as the hub gave it."""
    return b"lead/request/v1|" + encoded([method, path, hashlib.sha256(body).hexdigest(), nonce])


def answer(request_signature: str, status: int, body: bytes) -> bytes:
    """Return what the hub signs of an answer; it belongs to one request, by the text of that one's signature."""
    asked = hashlib.sha256(request_signature.encode()).hexdigest()
    return b"lead/answer/v1|" + encoded([asked, status, hashlib.sha256(body).hexdigest()])


def batch(epoch: str, dev: int, first: int, last: int, chain: bytes) -> bytes:
    """Return what a device signs of the operations it pushes; `chain` is the link of the last one (sync 3.3)."""
    return b"lead/batch/v1|" + encoded([epoch, dev, first, last, chain.hex()])


def transaction(ops: Iterable[Op]) -> bytes:
    """Return what a person signs of one local transaction: what it changes, not the numbers enrolment restamps."""
    changed = encoded([[o.k, o.r, o.y, o.s, o.f, o.v, o.w, o.a, o.sv] for o in ops])
    return b"lead/transaction/v1|" + hashlib.sha256(changed).digest()


def receipt(held: "Receipt") -> bytes:
    """Return what a device signs of a purge (sync 3.10); the receipt's own signature is left out."""
    return b"lead/receipt/v1|" + encoded([held.scope, held.seq, held.wall, held.rows, held.rest])


def order(uid: str, held: "Order") -> bytes:
    """Return what the hub signs of an order to the device with the id `uid` (sync 3.11)."""
    return b"lead/order/v1|" + encoded([uid, held.kind, held.counter, held.at, list(held.scopes)])


def holds(public: bytes, signature: str, data: bytes) -> bool:
    """Tell whether a base64url signature of `data` is by the owner of a raw public key; False for what is none."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(to_bytes(signature), data)
    except (InvalidSignature, MalformedMessage, ValueError):
        return False
    return True
