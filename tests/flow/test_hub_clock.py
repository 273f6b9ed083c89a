"""A hub whose clock is a year ahead: the laptop says so, nothing is lost, and all is as before when it is set."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework.opening import keep_leases
from lead_desktop.casework.referrals import submit_referral
from lead_desktop.casework.syncing import standing
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import NotFound
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.own_clock import give_again
from lead_desktop.ui.sync.words import trouble_words
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk, typed_referral, walk_in
from tests.fakes.open_door import Joined
from tests.fakes.postgres import Server

YEAR = timedelta(days=365)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def ahead() -> StandingClock:
    """The hub's own clock."""
    made = StandingClock()
    made.set_wall(made.now() + YEAR)
    return made


@pytest.fixture
def hub(ahead: StandingClock) -> Iterator[Hub]:
    server = Server()
    with server.database() as url, Database(url) as database:
        yield Hub(database, ahead)
    server.stop()


@pytest.mark.survives(84)
def test_work_goes_on_and_the_laptop_says_how_far_the_clocks_are_apart(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    a = Joined(make_desk(tmp_path / "a", clock, "outreach"), hub)
    b = Joined(make_desk(tmp_path / "b", clock, "case_manager"), hub)
    luz = walk_in(a.desk)
    for side in (a, b):
        side.sync()
        assert standing(side.desk).days_apart == 365
        assert "365 days apart" in trouble_words(standing(side.desk))
    for _ in range(3):
        clock.advance(timedelta(days=5))
        hub.clock.advance(timedelta(days=5))
        keep_leases(b.desk)
        b.sync()
        assert b.desk.reading.get(Person, luz)
    hub.clock.set_wall(clock.now())
    late = walk_in(b.desk, "Ana Vigil")
    for side in (b, a):
        side.sync()
        assert standing(side.desk).days_apart == 0
        assert trouble_words(standing(side.desk)) == ""
    assert a.desk.reading.get(Person, late)
    for side in (a, b):
        side.desk.close()


@pytest.mark.survives(84)
def test_what_ended_too_early_is_back_and_stays_once_the_hubs_clock_is_set(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    hub.clock.set_wall(clock.now())
    officer = Joined(make_desk(tmp_path / "o", clock, "officer"), hub, "Santa Fe Police")
    sent = submit_referral(officer.desk, Referral(**typed_referral(clock)))
    officer.sync()
    hub.clock.set_wall(clock.now() + YEAR)
    officer.sync()
    with pytest.raises(NotFound):
        officer.desk.reading.get(Referral, sent.rids[0])
    hub.clock.set_wall(clock.now())
    with hub.database.owning() as connection:
        give_again(connection, hub.clock)
    officer.sync()
    clock.advance(timedelta(days=2))
    hub.clock.advance(timedelta(days=2))
    keep_leases(officer.desk)
    assert officer.desk.reading.get(Referral, sent.rids[0])
    officer.desk.close()
