"""How a laptop joins its hub: what it brings, and how that stands (sync 3.11)."""

from typing import Literal

from pydantic import Field

from lead_desktop.wire.messages import Bytes, Message, Number, Text


class PersonKeysOf(Message):
    """Somebody who works on a device: id and public keys (Ed25519 raw; P-384 point, uncompressed)."""

    user: Text
    name: Text
    role: Text
    sign: Bytes
    seal: Bytes


class EnrolRequest(Message):
    """A laptop asks to join with a one-time code; signed with the very key it brings."""

    code: Text
    uid: Text
    sign: Bytes
    seal: Bytes
    side: Text
    sv: Number
    people: tuple[PersonKeysOf, ...] = Field(min_length=1, max_length=50)


class EnrolAnswer(Message):
    """Where an enrolment stands; `dev` is 0 until an administrator has compared the fingerprint's words."""

    state: Literal["pending", "active"]
    dev: Number
    fingerprint: Text
    epoch: Text
    hub_sign: Bytes
    hub_seal: Bytes
    stream: Text
