"""Who may come in: every request is signed by a device, over a nonce that this hub gave out (rulings, number 68).

A nonce is a time stamp with a seal: no hub process keeps any, and every process with the same keys knows it.
"""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.wire import signing
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.letters import to_bytes, to_text
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import Refusal

NONCE_MS = 5 * 60 * 1000
"""How long a nonce is good for; a replay within it does nothing twice, for push and pull are idempotent."""
_STAMP = 8
_SALT = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in; path with its query, address of the connection's other end."""

    method: str
    path: str
    device: str
    nonce: str
    signature: str
    body: bytes
    address: str = ""


class Nonces:
    """Gives nonces out and knows its own again."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        """Keep the secret that all processes of one hub share."""
        self._secret = secret
        self._clock = clock

    def fresh(self) -> str:
        """Return a nonce."""
        stamp = utc_ms(self._clock.now()).to_bytes(_STAMP) + secrets.token_bytes(_SALT)
        return to_text(stamp + self._seal(stamp))

    def is_good(self, nonce: str) -> bool:
        """Tell whether a nonce is one of this hub's and not too old; processes may differ a little in time."""
        try:
            held = to_bytes(nonce)
        except MalformedMessage:
            return False
        stamp, seal = held[: _STAMP + _SALT], held[_STAMP + _SALT :]
        age = utc_ms(self._clock.now()) - int.from_bytes(stamp[:_STAMP])
        return hmac.compare_digest(seal, self._seal(stamp)) and abs(age) <= NONCE_MS

    def _seal(self, stamp: bytes) -> bytes:
        return hmac.digest(self._secret, stamp, sha256)[:16]


def check_signature(asked: Asked, public: bytes, nonces: Nonces) -> None:
    """Raise Refused unless a request is signed by the owner of a key over a good nonce."""
    if not nonces.is_good(asked.nonce):
        raise refusal("nonce")
    if not signing.holds(public, asked.signature, signing.request(asked.method, asked.path, asked.body, asked.nonce)):
        raise refusal("signature")


def refusal(err: str, retry_ms: int = 0) -> Refused:
    """Make a refusal without further facts."""
    return Refused(Refusal.model_validate({"err": err, "retry_ms": retry_ms}))
