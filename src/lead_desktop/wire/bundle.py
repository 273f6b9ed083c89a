"""A sync round as a file on a stick: signed by its sender, sealed to its reader (sync 3.15, security 3.12, rulings).

The bytes: magic, length of the header, header, signature, sealed body. The header is bound into the seal and, with
the sealed body, into the signature; whoever carries the file learns only the header and the size.
"""

import hashlib
from typing import Literal, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from pydantic import Field

from lead_desktop.wire.codec import check_json, packed, unpacked
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import (
    ChunkBody,
    Message,
    Number,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    Text,
)
from lead_desktop.wire.signing import holds

MAGIC = b"LEADBUNDLE1\n"
MAX_BUNDLE = 64 * 1024 * 1024
"""Bytes of a bundle, as a file and once unpacked (rulings)."""
MAX_HEADER = 4096
_LENGTH = 4
_SIGNATURE = 64
_PREFIX = b"lead/bundle/v1|"
_MAX_PUSHES = 2000

M = TypeVar("M", bound=Message)


class BundleHeader(Message):
    """What a carrier may see. uid: the device that sends a push or that a reply is for; at: ms UTC."""

    kind: Literal["push", "reply"]
    bundle: Text
    uid: Text
    epoch: Text
    first: Number
    last: Number
    at: Number


class PushBundle(Message):
    """What a laptop would say to the hub in one round."""

    pushes: tuple[PushRequest, ...] = Field(max_length=_MAX_PUSHES)
    pull: PullRequest | None = None


class ReplyBundle(Message):
    """What the hub answers to a push bundle; chunks: the first syncs that the pull answer speaks of, in its order."""

    to: Text
    pushed: tuple[PushAnswer, ...] = ()
    pull: PullAnswer | None = None
    chunks: dict[Text, ChunkBody] = Field(default_factory=dict)
    refusal: Refusal | None = None


def sealed(header: BundleHeader, body: Message, sign: Ed25519PrivateKey, reader: bytes) -> bytes:
    """Make a bundle; reader: the P-384 public key of who may open it, as an uncompressed point."""
    head = header.model_dump_json().encode()
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), reader)
    hidden = _suite().encrypt(packed(body), public, _PREFIX + head)
    return MAGIC + len(head).to_bytes(_LENGTH) + head + sign.sign(_told(head, hidden)) + hidden


def header_of(data: bytes) -> BundleHeader:
    """Read the header of a bundle, unproven: it says whose key to try. Raises MalformedMessage."""
    head = _parts(data)[0]
    check_json(head)
    try:
        return BundleHeader.model_validate_json(head)
    except ValueError:
        raise MalformedMessage("bundle") from None


def opened(data: bytes, model: type[M], sender: bytes, private: ec.EllipticCurvePrivateKey) -> M:
    """Open a bundle by its sender's raw Ed25519 key and the reader's private key. Raises MalformedMessage."""
    head, signature, hidden = _parts(data)
    if not holds(sender, to_text(signature), _told(head, hidden)):
        raise MalformedMessage("signature")
    try:
        body = _suite().decrypt(hidden, private, _PREFIX + head)
    except (InvalidTag, ValueError):
        raise MalformedMessage("seal") from None
    return unpacked(body, model, MAX_BUNDLE)


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    at = len(MAGIC) + _LENGTH
    size = int.from_bytes(data[len(MAGIC) : at])
    if len(data) > MAX_BUNDLE or not data.startswith(MAGIC) or size > MAX_HEADER or len(data) <= at + size + _SIGNATURE:
        raise MalformedMessage("bundle")
    end = at + size
    return data[at:end], data[end : end + _SIGNATURE], data[end + _SIGNATURE :]


def _told(head: bytes, hidden: bytes) -> bytes:
    return _PREFIX + hashlib.sha256(head).digest() + hashlib.sha256(hidden).digest()


def _suite() -> Suite:
    return Suite(KEM.P384, KDF.HKDF_SHA384, AEAD.AES_256_GCM)
