"""One hub process of two, to be killed: python -m tests.sync.hub_process URL KEYS PORT [bug]."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from lead_desktop.clock import SystemClock
from lead_desktop.domain.consent import Consent
from lead_desktop.hub import applying, push
from lead_desktop.hub.authority import load_authority
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.running import Parts, run, server
from lead_desktop.hub.settings import Settings

BUG = "heads-before-the-lock"


def read_heads_before_the_lock() -> None:
    """Put the bug in that lost edits in the first prototype: heads are read before the turn is taken (sync 3.5)."""
    real = applying.read_shelf
    early: dict[int, Any] = {}

    class Early(applying.Applying):
        def run(self, judged: Any) -> Any:
            ops = [one.item.op for one in judged if one.item.op and not one.code]
            early[id(self.connection)] = real(self.connection, ops, entire=(Consent.TYPE,))
            time.sleep(0.2)
            return super().run(judged)

    applying.read_shelf = lambda connection, _ops, **_more: early.pop(id(connection))  # type: ignore[assignment]
    push.Applying = Early  # type: ignore[misc]


def main(url: str, keys: str, port: str, bug: str = "") -> None:
    """Serve until killed."""
    if bug == BUG:
        read_heads_before_the_lock()
    clock, authority = SystemClock(), load_authority(Path(keys))
    settings = Settings(
        listen="127.0.0.1", port=int(port), requests_per_minute=1_000_000, megabytes_per_minute=100_000,
        chunks_per_minute=1_000_000,
    )  # fmt: skip
    with Database(url, 5) as database:
        parts = Parts(Hub(database, clock), database, authority, settings, clock)
        asyncio.run(run(server(parts.application(), authority, settings), parts.look_after))


if __name__ == "__main__":
    main(*sys.argv[1:])
