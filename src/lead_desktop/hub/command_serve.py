"""Commands that make a hub and run it."""

import asyncio
import signal
import sys
from argparse import Namespace

from lead_desktop.clock import Clock
from lead_desktop.hub.console import Console
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.log import note, start_log
from lead_desktop.hub.own_clock import AHEAD_MS, DAY_MS, days_since
from lead_desktop.hub.place import Opened, is_set_up, opened, set_up
from lead_desktop.hub.running import Parts, run, server
from lead_desktop.hub.settings import PORT


def init(options: Namespace, console: Console, clock: Clock) -> int:
    """Make a new hub: settings, keys, and its database."""
    authority = set_up(options.data, options.host, options.port or PORT, options.database_url, clock)
    with opened(options.data, clock) as hub:
        url = hub.settings.url
    console.say(
        f"A new hub in {options.data}",
        f"  laptops reach it at  {url}",
        f"  its words            {authority.words}",
        "Next:",
        '  lead-hub users add "NAME" --role administrator   and everybody else who will work with a laptop',
        '  lead-hub enrol "NAME"                            a slip for their laptop',
        f"Move {options.data / 'keys' / 'backup.key'} to a safe place that is not this computer:",
        "it alone opens backups, and whoever has it and a backup can read everything.",
    )
    return 0


def serve(options: Namespace, console: Console, clock: Clock) -> int:
    """Run the hub until it is told to stop; where there is none yet, make one first."""
    if not is_set_up(options.data):
        init(options, console, clock)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with opened(options.data, clock, options.database_url) as hub:
        _check_clock(hub, console, is_right=options.clock_is_right)
        settings = hub.settings.model_copy(update={"port": hub.settings.port if options.port is None else options.port})
        parts = Parts(Hub(hub.database, clock), hub.database, hub.authority, settings, clock)
        listening = server(parts.application(), hub.authority, settings)
        console.say(f"The hub serves {settings.url} (port {settings.port}). Ctrl+C stops it.")
        start_log(clock)
        try:
            note("started")
            asyncio.run(run(listening, parts.look_after))
        finally:
            note("stopped")
    return 0


def _check_clock(hub: Opened, console: Console, *, is_right: bool) -> None:
    """Raise HubClockBehind, or ask whoever starts the hub to look; not when they have said that the clock is right."""
    if is_right:
        return
    with hub.database.owning() as connection:
        days = days_since(connection, hub.clock)
    if days * DAY_MS >= AHEAD_MS:
        console.say(
            f"By this computer's clock it is {days} days since anything reached this hub. If that cannot be, stop it",
            "and set the clock: what laptops may hold for a time would end too early.",
        )
