"""The recovery code: 160 random bits to print and keep, with check characters that catch a slip (security 3.3)."""

import hashlib
import secrets
import unicodedata
from typing import Final

from lead_desktop.store.faults import RecoveryCodeMistyped

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BYTES: Final = 20
_SYMBOLS: Final = 32
_GROUP: Final = 4
_CHECKS: Final = 4


def new_code() -> str:
    """Make a code: eight groups of four Crockford base32 symbols, then a group of four check symbols."""
    return _written(secrets.token_bytes(_BYTES))


def code_bytes(code: str) -> bytes:
    """Return the 20 bytes of a typed code; case, spaces, dashes and O/0, I/L/1 do not matter.

    Raises RecoveryCodeMistyped when a symbol, the length or the check symbols do not fit.
    """
    symbols = _symbols(code[:200])
    if len(symbols) != _SYMBOLS + _CHECKS or any(one not in _ALPHABET for one in symbols):
        raise RecoveryCodeMistyped
    value = 0
    for one in symbols[:_SYMBOLS]:
        value = value * 32 + _ALPHABET.index(one)
    data = value.to_bytes(_BYTES, "big")
    if symbols[_SYMBOLS:] != _check(data):
        raise RecoveryCodeMistyped
    return data


def _symbols(code: str) -> str:
    text = unicodedata.normalize("NFKC", code).upper().translate(_ALIKE)
    return "".join(one for one in text if not one.isspace() and unicodedata.category(one) != "Pd")


def _written(data: bytes) -> str:
    text = _base32(int.from_bytes(data, "big"), _SYMBOLS) + _check(data)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _check(data: bytes) -> str:
    digest = hashlib.sha256(b"lead/recovery-check/v1" + data).digest()
    return _base32(int.from_bytes(digest[:3], "big") >> 4, _CHECKS)


def _base32(value: int, length: int) -> str:
    symbols = []
    for _ in range(length):
        value, digit = divmod(value, 32)
        symbols.append(_ALPHABET[digit])
    return "".join(reversed(symbols))
