"""One-time codes as the hub makes and keeps them; what they look like stands in wire/codes.py.

The first four letters name the code, so that tries against it can be counted; seven are the secret. The hub keeps a
digest.
"""

import hashlib
import secrets

from lead_desktop.wire.codes import LENGTH, LETTERS, check_letter, cleaned

__all__ = ["LENGTH", "LETTERS", "NAMING", "cleaned", "digest", "new_code", "shown"]

NAMING = 4


def new_code() -> str:
    """Make a code."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
        if check := check_letter(drawn):
            return drawn + check


def shown(code: str) -> str:
    """Return a code as it is printed, in three groups."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def digest(code: str) -> bytes:
    """Return what the hub keeps of a code."""
    return hashlib.sha256(b"lead/code/v1|" + code.encode()).digest()
