"""One-time codes on paper: twelve letters that cannot be mistaken for others, the last of which checks the rest.

The first four name the code, so that tries against it can be counted; seven are the secret. The hub keeps a digest.
"""

import hashlib
import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty letters without 0 O, 1 I L and U."""
LENGTH = 12
NAMING = 4
_PRIME = 31
_DROPPED = str.maketrans("", "", " -")


def new_code() -> str:
    """Make a code."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
        if check := _check(drawn):
            return drawn + check


def cleaned(typed: str) -> str:
    """Return a code as it was made from what was typed; empty when it cannot be one."""
    code = typed.translate(_DROPPED).upper()
    if len(code) != LENGTH or any(one not in LETTERS for one in code) or _check(code[:-1]) != code[-1]:
        return ""
    return code


def shown(code: str) -> str:
    """Return a code as it is printed, in three groups."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def digest(code: str) -> bytes:
    """Return what the hub keeps of a code."""
    return hashlib.sha256(b"lead/code/v1|" + code.encode()).digest()


def _check(drawn: str) -> str:
    """Return the letter by which a wrong letter, or two that changed places, is noticed; none for one code in 31."""
    total = sum((at + 1) * LETTERS.index(one) for at, one in enumerate(drawn)) % _PRIME
    return LETTERS[total : total + 1]
