"""The digest of a scope: what desk and hub compare to see that they hold the same (sync 3.10).

It covers every head and every add of an element that is not removed, by record, field, operation and hub sequence.
"""

import hashlib
from collections.abc import Iterable

from lead_desktop.wire.op import encoded

Held = tuple[str, int, str, int, int, int]
"""Record id, field, element key (empty for a head), device, device sequence, hub sequence."""


def scope_digest(held: Iterable[Held]) -> str:
    """Return the SHA-256, in hex, of what is held of one scope, in whatever order it is given."""
    return hashlib.sha256(encoded(sorted(held))).hexdigest()
