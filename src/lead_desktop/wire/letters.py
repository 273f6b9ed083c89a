"""Bytes as text that may stand in JSON and in headers: base64url in one spelling only."""

import base64
import binascii

from lead_desktop.wire.malformed import MalformedMessage


def to_text(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Read base64url that `to_text` wrote; every other spelling of the same bytes raises MalformedMessage."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise MalformedMessage("base64") from None
    if to_text(data) != text:
        raise MalformedMessage("base64")
    return data
