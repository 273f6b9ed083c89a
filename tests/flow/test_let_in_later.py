"""What the hub kept aside is decided there, and the laptop that waits for it learns what became of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lead_desktop.clock import utc_ms
from lead_desktop.domain.programme import Programme
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.quarantine import Decision, accept, refuse, waiting
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk
from tests.fakes.open_door import Joined
from tests.fakes.postgres import Server

ASIDE = "SELECT dseq, reason FROM outbox WHERE state = 'quarantined'"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def hub(server: Server, clock: StandingClock) -> Iterator[Hub]:
    with server.database() as url, Database(url) as database:
        yield Hub(database, clock)


@pytest.fixture
def waits(hub: Hub, clock: StandingClock, tmp_path: Path) -> Iterator[tuple[Joined, tuple[int, int]]]:
    """A laptop of outreach whose own settings wait at the hub, and where they stand there."""
    side = Joined(make_desk(tmp_path / "a", clock, "outreach"), hub)
    side.sync()
    with hub.database.owning() as connection:
        ((dev, number, code, _),) = waiting(connection)
    assert (code, side.rows(ASIDE)) == ("role", [(number, "role")])
    yield side, (dev, number)
    side.desk.close()


def test_what_was_let_in_waits_no_longer_on_the_laptop_that_wrote_it(
    hub: Hub, clock: StandingClock, tmp_path: Path, waits: tuple[Joined, tuple[int, int]]
) -> None:
    side, place = waits
    with hub.database.owning() as connection:
        accept(connection, place, Decision("Eva", utc_ms(clock.now())))
    other = Joined(make_desk(tmp_path / "b", clock, "case_manager"), hub)
    for one in (side, other):
        one.sync()
    assert side.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert side.rows("SELECT kind FROM sent_log WHERE dseq = ?", place[1]) == [("new",)]
    told = side.rows("SELECT rid FROM record WHERE type = ?", Programme.TYPE)
    assert told[0] in other.rows("SELECT rid FROM record WHERE type = ?", Programme.TYPE)
    side.sync()
    other.desk.close()


def test_what_was_refused_is_kept_on_the_laptop_and_says_so(
    hub: Hub, clock: StandingClock, waits: tuple[Joined, tuple[int, int]]
) -> None:
    side, place = waits
    with hub.database.owning() as connection:
        refuse(connection, place, Decision("Eva", utc_ms(clock.now())))
    side.sync()
    assert side.rows(ASIDE) == [(place[1], "refused")]
