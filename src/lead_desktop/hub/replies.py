"""What goes back to a laptop: bytes and a status, signed by the hub for the very request they answer."""

from dataclasses import dataclass

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests
from starlette.responses import Response

from lead_desktop.hub.authority import Authority
from lead_desktop.hub.gate import Nonces, refusal
from lead_desktop.wire import signing
from lead_desktop.wire.codec import CONTENT_TYPE
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import Refusal

STATUS = {
    "malformed": 400, "nonce": 401, "signature": 401, "unknown": 401, "revoked": 403, "wiped": 403, "pending": 403,
    "code": 403, "fork": 409, "gap": 409, "epoch": 409, "too_large": 413, "upgrade": 426, "too_many": 429, "busy": 503,
    "away": 503,
}  # fmt: skip
AWAY_RETRY_MS = 15_000
DATABASE = (psycopg.Error, PoolTimeout, PoolClosed, TooManyRequests)
"""PostgreSQL down, read-only or full: the laptop keeps what it has and comes again (number 85)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is signed."""

    status: int
    kind: str
    body: bytes
    err: str = ""


def good(body: bytes) -> Reply:
    """Answer with a packed message."""
    return Reply(200, CONTENT_TYPE, body)


def refused(held: Refusal) -> Reply:
    """Answer with a refusal."""
    return Reply(STATUS[held.err], "application/json", held.model_dump_json(exclude_defaults=True).encode(), held.err)


def of_fault(error: Exception) -> Reply:
    """Answer to what went wrong: codes only, whatever the fault's own words are."""
    if isinstance(error, Refused):
        return refused(error.refusal)
    if isinstance(error, MalformedMessage):
        return refused(refusal("too_large" if error.why == "too_large" else "malformed").refusal)
    if isinstance(error, DATABASE):
        return refused(refusal("away", AWAY_RETRY_MS).refusal)
    return refused(refusal("busy", AWAY_RETRY_MS).refusal)


class Signer:
    """Signs answers, and gives the next nonce with each."""

    def __init__(self, authority: Authority, nonces: Nonces) -> None:
        """Keep the key."""
        self._key = authority.answers
        self._nonces = nonces

    def response(self, reply: Reply, asked_signature: str) -> Response:
        """Return a reply as it leaves, bound to the signature of the request."""
        mark = self._key.sign(signing.answer(asked_signature, reply.status, reply.body))
        headers = {
            signing.SIGNATURE: to_text(mark),
            signing.NONCE: self._nonces.fresh(),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(reply.body, reply.status, headers, reply.kind)
