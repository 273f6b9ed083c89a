"""The hub's door: HTTP in, one signed answer out; nothing is kept in the process between two requests (sync 3.17)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from lead_desktop.clock import Clock
from lead_desktop.hub.gate import Asked, refusal
from lead_desktop.hub.limits import MAX_BODY, PATIENCE_S
from lead_desktop.hub.log import note
from lead_desktop.hub.replies import Reply, Signer, of_fault
from lead_desktop.wire import signing
from lead_desktop.wire.codec import CONTENT_TYPE

Work = Callable[[Asked], Reply]


@dataclass(frozen=True, slots=True)
class Desk:
    """What is done behind the door, one function per path; each may raise what replies.of_fault knows."""

    health: Work
    enrol: Work
    push: Work
    pull: Work
    resume: Work
    chunk: Work
    bundle: Work


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of one process: seconds for a request to arrive and to be answered, and answers made at a time."""

    seconds: float = PATIENCE_S
    at_once: int = 10


class Door:
    """Takes requests in whole, has them done in a thread, and signs what comes back."""

    def __init__(self, signer: Signer, clock: Clock, patience: Patience) -> None:
        """Keep what every answer needs."""
        self._signer = signer
        self._clock = clock
        self._patience = patience
        self._threads = CapacityLimiter(patience.at_once)

    def endpoint(self, work: Work) -> Callable[[Request], "asyncio.Future[Response]"]:
        """Make a Starlette endpoint of a piece of work."""

        async def answer(request: Request) -> Response:
            begun = self._clock.boot_ms()
            asked = _asked(request)
            try:
                async with asyncio.timeout(self._patience.seconds):
                    asked = replace(asked, body=await _body(request))
                    reply = await to_thread.run_sync(work, asked, limiter=self._threads, abandon_on_cancel=True)
            except Exception as error:  # noqa: BLE001 - whatever it is, the laptop gets a code and the log a kind
                reply = of_fault(error)
                _note_fault(error, reply)
            note(
                "request", method=asked.method, path=_shown(asked.path), status=reply.status, err=reply.err,
                ms=self._clock.boot_ms() - begun, size_in=len(asked.body), size_out=len(reply.body),
            )  # fmt: skip
            return self._signer.response(reply, asked.signature)

        return answer  # type: ignore[return-value] # Starlette takes any coroutine function


def application(desk: Desk, door: Door) -> Starlette:
    """Return the hub as an ASGI application."""
    posts = {"enrol": desk.enrol, "push": desk.push, "pull": desk.pull, "resume": desk.resume, "bundle": desk.bundle}
    routes = [Route(f"/v1/{name}", door.endpoint(work), methods=["POST"]) for name, work in posts.items()]
    routes.append(Route("/v1/health", door.endpoint(desk.health), methods=["GET"]))
    routes.append(Route("/v1/chunk/{sha}", door.endpoint(desk.chunk), methods=["GET"]))
    return Starlette(routes=routes)


def _asked(request: Request) -> Asked:
    headers, query = request.headers, request.url.query
    return Asked(
        request.method,
        request.url.path + (f"?{query}" if query else ""),
        headers.get(signing.DEVICE, ""),
        headers.get(signing.NONCE, ""),
        headers.get(signing.SIGNATURE, "")[:200],
        b"",
        request.client.host if request.client else "",
    )


async def _body(request: Request) -> bytes:
    """Take the body in, never more than is allowed and never packed in a way of its own."""
    if request.method == "GET":
        return b""
    if request.headers.get("Content-Type") != CONTENT_TYPE or "Content-Encoding" in request.headers:
        raise refusal("malformed")
    length = request.headers.get("Content-Length", "0")
    if not length.isdigit() or len(length) > 12 or int(length) > MAX_BODY:
        raise refusal("too_large")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise refusal("too_large")
        parts.append(part)
    return b"".join(parts)


def _note_fault(error: Exception, reply: Reply) -> None:
    """Write down what is no ordinary refusal: by its kind only, its words may hold data."""
    if reply.err in ("away", "busy") and not isinstance(error, ClientDisconnect):
        note("fault", kind=type(error).__name__, err=reply.err)


def _shown(path: str) -> str:
    """Return a path for the log: what follows the second word is somebody's."""
    return "/".join(path.partition("?")[0].split("/")[:3])
