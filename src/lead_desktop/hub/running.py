"""A hub process: its parts put together, listening with TLS 1.3, and looking after what comes due."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from anyio import to_thread
from starlette.applications import Starlette
from uvicorn import Config, Server

from lead_desktop.clock import Clock
from lead_desktop.hub.applying import AHEAD_MS
from lead_desktop.hub.authority import Authority
from lead_desktop.hub.carried import Carried
from lead_desktop.hub.consents import look_again
from lead_desktop.hub.core import Core
from lead_desktop.hub.database import Database
from lead_desktop.hub.gate import Nonces
from lead_desktop.hub.log import note
from lead_desktop.hub.notices import tell
from lead_desktop.hub.orders import Orders
from lead_desktop.hub.own_clock import ClockWatch, give_again
from lead_desktop.hub.patience import PatientProtocol
from lead_desktop.hub.replies import Signer
from lead_desktop.hub.server import Door, Patience, application
from lead_desktop.hub.service import Limits, Service
from lead_desktop.hub.settings import Settings
from lead_desktop.hub.welcome import Welcome

UPKEEP_S = 60.0
AT_ONCE = 512
"""Connections that one process holds; more are told to come again."""
KEEP_ALIVE_S = 75
STOP_S = 15
_HEADERS = 16 * 1024


class Parts:
    """What one hub process is made of."""

    def __init__(self, core: Core, database: Database, authority: Authority, settings: Settings, clock: Clock) -> None:
        """Put them together; nothing listens yet."""
        nonces = Nonces(authority.secret(b"nonces"), clock)
        welcome = Welcome(database, authority, nonces, clock)
        carried = Carried(core, database, authority, clock)
        self.service = Service(core, database, nonces, Limits(settings, clock), welcome, carried, clock)
        self._door = Door(Signer(authority, nonces), clock, Patience(at_once=settings.connections))
        self._orders = Orders(authority.answers, clock)
        self._watch = ClockWatch(clock)
        self._clock = clock
        self._database = database

    def application(self) -> Starlette:
        """Return what answers requests."""
        return application(self.service.desk(), self._door)

    def look_after(self) -> None:
        """Do what has come due; what fails now is done a minute later."""
        try:
            with self._database.owning() as connection:
                if self._watch.has_jumped():
                    tell(connection, self._clock, "clock_jumped")
                give_again(connection, self._clock)
                look_again(connection, self._clock.now(), timedelta(milliseconds=AHEAD_MS))
                self._orders.carry_out_due(connection)
        except Exception as error:  # noqa: BLE001 - whatever fails now must not end the upkeep
            note("upkeep_failed", kind=type(error).__name__)


def server(
    app: Starlette, authority: Authority, settings: Settings, http: type[PatientProtocol] = PatientProtocol
) -> Server:
    """Return the server, not listening yet; port 0 lets the system choose."""
    config = Config(
        app,
        host=settings.listen,
        port=settings.port,
        http=http,
        ws="none",
        lifespan="off",
        interface="asgi3",
        ssl_certfile=authority.certificate,
        ssl_keyfile=authority.server_key,
        ssl_context_factory=_newest_tls,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_S,
        h11_max_incomplete_event_size=_HEADERS,
    )
    return Server(config)


async def run(listening: Server, look_after: Callable[[], None]) -> None:
    """Serve until told to stop, and look after things every minute."""
    upkeep = asyncio.create_task(_repeat(look_after))
    try:
        await listening.serve()
    finally:
        upkeep.cancel()
        with suppress(asyncio.CancelledError):
            await upkeep


async def _repeat(look_after: Callable[[], None]) -> None:
    while True:
        await to_thread.run_sync(look_after)
        await asyncio.sleep(UPKEEP_S)


def _newest_tls(_config: Config, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = usual()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
