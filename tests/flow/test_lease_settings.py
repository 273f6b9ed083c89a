"""How long a laptop keeps what it holds without reaching the hub is the programme's to say, within bounds."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from lead_desktop.casework.opening import keep_leases
from lead_desktop.casework.settings import open_programme, save_programme
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import Programme
from lead_desktop.errors import NotFound
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk, walk_in
from tests.fakes.open_door import Joined
from tests.fakes.postgres import Server


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def hub(clock: StandingClock) -> Iterator[Hub]:
    server = Server()
    with server.database() as url, Database(url) as database:
        yield Hub(database, clock)
    server.stop()


def test_the_programme_says_for_how_long_and_laptops_learn_it_from_the_hub(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    boss = Joined(make_desk(tmp_path / "a", clock, "project_manager"), hub)
    opened = open_programme(boss.desk)
    save_programme(boss.desk, opened, opened.record.with_(lease_days=3, lease_grace_days=2))
    boss.sync()
    side = Joined(make_desk(tmp_path / "b", clock, "outreach"), hub)
    luz = walk_in(side.desk)
    side.sync()
    clock.advance(timedelta(days=2))
    keep_leases(side.desk)
    assert side.desk.reading.get(Person, luz)
    clock.advance(timedelta(days=2))
    keep_leases(side.desk)
    with pytest.raises(NotFound):
        side.desk.reading.get(Person, luz)
    assert side.rows("SELECT count(*) FROM record WHERE rid = ?", luz) == [(1,)], "hidden, not gone"
    clock.advance(timedelta(days=2))
    keep_leases(side.desk)
    assert side.rows("SELECT count(*) FROM record WHERE rid = ?", luz) == [(0,)]
    side.sync()
    assert side.desk.reading.get(Person, luz)
    for one in (boss, side):
        one.desk.close()


@pytest.mark.parametrize(
    ("field", "said"), [("lease_sud_days", 31), ("lease_days", 91), ("lease_days", 0), ("lease_grace_days", 0)]
)
def test_a_time_beyond_its_bounds_is_none(field: str, said: int) -> None:
    with pytest.raises(ValidationError):
        Programme().with_(**{field: said})
