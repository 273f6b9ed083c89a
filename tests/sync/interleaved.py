"""Two hubs of which one overtakes the other: a number that was taken first is on the disk last (sync 3.5).

With the row that is locked to the end of a push this cannot happen. With numbers from a sequence, the usual way, who
reads in between never learns of the earlier number: that bug is planted here, and must be noticed.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from lead_desktop.hub import applying
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.sequencer import Position, take_turn
from tests.fakes.desk_at import DeskAt
from tests.fakes.postgres import Server
from tests.sync.machine import FAST
from tests.sync.replacing import replaced
from tests.sync.two_hubs import SEATS
from tests.sync.world import World

LOOSE = "numbers come from a sequence instead of the locked row"
WAIT = 0.7
"""Seconds for which the first hub lets the other go on; it waits for the row when all is well."""


def overtaken(server: Server, *, loose: bool) -> Counter[str]:
    """Let one hub be overtaken in the middle of a push, then check the contract. loose: with the bug."""
    tally = Counter[str]()
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="lead-over-", dir=FAST if FAST.is_dir() else None))
        world = World(server, Path(folder), tally, SEATS)
        stack.callback(world.close)
        a, b, c = world.desks
        world.create(a, 0, 1)
        for desk in (a, b, c):
            world.sync(desk)
        other = Hub(stack.enter_context(Database(world.hub.url, 3)), world.clock)
        world.edit(a, 0, 7)
        world.edit(b, 0, 3)

        def meanwhile() -> None:
            b.sync(DeskAt(other, b.uid))
            c.sync(DeskAt(other, c.uid))

        if loose:
            stack.enter_context(_from_a_sequence(world.hub.url))
        with _in_the_middle(meanwhile):
            world.sync(a)
        world.come_to_rest()
    return tally


@contextmanager
def _in_the_middle(act: Any) -> Iterator[None]:
    """Let somebody else go on, in a thread, when the first push has its numbers and is not on the disk yet."""
    real, begun = applying.count_on, threading.Thread(target=act)

    def count_on(connection: Any, before: Any, count: int) -> None:
        if begun.ident is None:
            begun.start()
            begun.join(WAIT)
        real(connection, before, count)

    with replaced(applying, "count_on", count_on):
        yield
        begun.join()


@contextmanager
def _from_a_sequence(url: str) -> Iterator[None]:
    """Take the number of a push, each of one operation here, from a sequence; no lock is held."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SEQUENCE lead.loose")
        connection.execute("SELECT setval('lead.loose', (SELECT seq FROM lead.sync_head))")
        connection.execute("GRANT USAGE ON SEQUENCE lead.loose TO lead_api, lead_owner")

    def take(connection: Any) -> Position:
        row = connection.execute(
            "SELECT nextval('lead.loose') - 1, epoch::text, renewed FROM lead.sync_head"
        ).fetchone()
        return Position(*row)

    def count_on(connection: Any, before: Position, count: int) -> None:
        connection.execute("UPDATE lead.sync_head SET seq = greatest(seq, %s)", (before.seq + count,))

    assert applying.take_turn is take_turn
    with replaced(applying, "take_turn", take), replaced(applying, "count_on", count_on):
        yield
