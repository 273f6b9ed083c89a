"""Operations: what one person changed in one field, in the exact bytes that are chained, signed and sent.

The format is sync 3.3: canonical JSON with sorted keys, NFC strings and whole numbers only.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, Self, get_args

from lead_desktop.domain.base import Compartment
from lead_desktop.wire.malformed import MalformedMessage

Kind = Literal["new", "set", "add", "rem", "del", "undel"]
OpId = tuple[int, int]
"""(device number, device sequence): names one operation for ever."""
GENESIS = bytes(32)
DELETED = 0
"""Field number of a record's own existence: its head tells whether it was deleted."""
MAX_BASE = 1000
"""Most heads that one operation may replace."""
MAX_KEY = 4096
"""Longest key of a set's element, in characters."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_63 = 1 << 63
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_FIELD = re.compile("[1-9][0-9]{0,4}")
_ORG = (Compartment.PROGRAMME, Compartment.REFERENCE)
_SCOPES = (*(f"{one}/{one}" for one in _ORG), *(f"{_UUID}/{one}" for one in Compartment if one not in _ORG))
_LETTERS = frozenset({"n", "t", "k", "r", "y", "s", "f", "v", "b", "c", "h", "w", "a", "sv"})
_NUMBERS = {
    "n": (1, _63), "t": (1, _63), "y": (1, 1 << 15), "f": (0, 1 << 15), "h": (0, _63), "w": (0, 1 << 48),
    "sv": (0, 1 << 15),
}  # fmt: skip
"""Least value of each number, and the first that is too large."""
_TEXTS = {
    "k": re.compile("|".join(get_args(Kind))),
    "r": re.compile(_UUID),
    "a": re.compile(_UUID),
    "s": re.compile("|".join(_SCOPES)),
}


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

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """Read an operation that came over a wire; raises MalformedMessage unless it has exactly this shape.

        What is read encodes to the very bytes it was sent in. How large it may be is for whoever receives it: the
        canonical bytes, which are chained, have that size.
        """
        if held.keys() != _LETTERS:
            raise MalformedMessage("letters")
        _check_head(held)
        base = _pairs(held["b"], "b", MAX_BASE)
        (seen,) = _pairs([held["c"]], "c", 1)
        _check_kind(held["k"], held["f"], held["v"], base)
        try:
            check(held["v"])
        except ValueError:
            raise MalformedMessage("v") from None
        return cls(**{**held, "b": base, "c": seen})

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
    return _ENCODER.encode(value).encode()


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


def _check_head(held: Mapping[str, Any]) -> None:
    for letter, (least, limit) in _NUMBERS.items():
        number = held[letter]
        if type(number) is not int or not least <= number < limit:
            raise MalformedMessage(letter)
    for letter, form in _TEXTS.items():
        text = held[letter]
        if type(text) is not str or form.fullmatch(text) is None:
            raise MalformedMessage(letter)


def _pairs(held: Any, letter: str, most: int) -> tuple[OpId, ...]:  # noqa: ANN401 - any JSON value
    if type(held) is not list or len(held) > most:
        raise MalformedMessage(letter)
    for one in held:
        if (
            type(one) is not list
            or [type(number) for number in one] != [int, int]
            or not 0 <= min(one) <= max(one) < _63
        ):
            raise MalformedMessage(letter)
    return tuple((one[0], one[1]) for one in held)


def _check_kind(kind: Kind, fid: int, value: Any, base: tuple[OpId, ...]) -> None:  # noqa: ANN401 - any JSON value
    """Raise MalformedMessage unless field, value and base are what this kind of operation has (decision 002)."""
    if (fid == DELETED) != (kind in ("new", "del", "undel")):
        raise MalformedMessage("f")
    if kind == "new" and base:
        raise MalformedMessage("b")
    if not _VALUES[kind](value):
        raise MalformedMessage("v")


def _is_new(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, dict) and all(_FIELD.fullmatch(one) and int(one) < 1 << 15 for one in value)


def _is_element(value: Any, parts: set[str]) -> bool:  # noqa: ANN401 - any JSON value
    if not isinstance(value, dict) or value.keys() != parts:
        return False
    return isinstance(value["e"], str) and len(value["e"]) <= MAX_KEY


_VALUES: Mapping[Kind, Callable[[Any], bool]] = {
    "new": _is_new,
    "set": lambda _value: True,
    "add": partial(_is_element, parts={"e", "v"}),
    "rem": partial(_is_element, parts={"e"}),
    "del": lambda value: value is None,
    "undel": lambda value: value is None,
}
"""Whether a value is one that a kind of operation has."""
