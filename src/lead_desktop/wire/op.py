"""Operations: what one person changed in one field, in the exact bytes that are chained, signed and sent.

The format is sync 3.3: canonical JSON with sorted keys, NFC strings and whole numbers only.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["new", "set", "add", "rem", "del", "undel"]
OpId = tuple[int, int]
"""(device number, device sequence): names one operation for ever."""
GENESIS = bytes(32)
DELETED = 0
"""Field number of a record's own existence: its head tells whether it was deleted."""


@dataclass(frozen=True, slots=True)
class Op:
    """One operation. Letters in the JSON are those of sync 3.3."""

    n: int  # device sequence, gap-free from 1
    t: int  # local transaction
    k: Kind
    r: str  # record id
    y: int  # record type
    s: str  # scope
    f: int  # field; DELETED for new, del and undel
    v: Any  # value; for new: {field number: value}; for add: {"e": element key, "v": element}
    b: tuple[OpId, ...]  # what it replaces, as shown when the form opened
    c: tuple[int, int]  # hub cursor and own sequence at form open
    h: int  # hybrid logical clock
    w: int  # wall clock, ms UTC
    a: str  # author
    sv: int  # schema version of the author

    def canonical(self) -> bytes:
        """Return the bytes that are chained and sent."""
        base, seen = [list(one) for one in self.b], list(self.c)
        check(self.v)
        return encoded(
            {
                "n": self.n, "t": self.t, "k": self.k, "r": self.r, "y": self.y, "s": self.s, "f": self.f,
                "v": self.v, "b": base, "c": seen, "h": self.h, "w": self.w, "a": self.a, "sv": self.sv,
            }
        )  # fmt: skip


def canonical(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Encode JSON in the one form that is hashed: sorted keys, no blanks, UTF-8; refuses floats and non-NFC text."""
    check(value)
    return encoded(value)


def encoded(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Encode in the canonical form what needs no check: ids, codes and numbers of the program's own making."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def check(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Raise ValueError unless a value may travel: text in NFC, whole numbers, lists and objects of them."""
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise ValueError("text is not in NFC")
    elif isinstance(value, dict):
        for key, one in value.items():
            check(key)
            check(one)
    elif isinstance(value, list | tuple):
        for one in value:
            check(one)
    elif not (value is None or isinstance(value, int)):
        raise ValueError("only text, whole numbers, lists and objects travel")


def chained(previous: bytes, body: bytes) -> bytes:
    """Return the next link: SHA-256 of the previous link and the canonical operation (sync 3.3)."""
    return hashlib.sha256(previous + body).digest()
