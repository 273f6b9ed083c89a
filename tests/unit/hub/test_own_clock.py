"""The hub's own clock a year off: said at the hub, and what it ended too early is given again (number 84)."""

from datetime import timedelta

import pytest

from lead_desktop.domain.consent import Consent
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import Referral
from lead_desktop.hub.notices import notices
from lead_desktop.hub.own_clock import ClockWatch, HubClockBehind, days_since, give_again
from tests.unit.hub.consented import as_fields, signed_consent
from tests.unit.hub.oracle import assert_sound
from tests.unit.hub.test_consents import OFFICE, STATUS, card

YEAR = timedelta(days=365)


def told(database):
    with database.owning() as connection:
        return [one.code for one in notices(connection)]


def put_right(database, clock):
    clock.set_wall(clock.now() - YEAR)
    for _ in range(2):
        with database.owning() as connection:
            give_again(connection, clock)


@pytest.mark.survives(84)
def test_what_a_clock_that_was_a_year_ahead_ended_is_given_again_when_it_is_right(laptop, clock, database):
    officer = laptop("officer", "SFPD")
    rid = officer.new(Referral, {52: True})
    officer.sync()
    until = officer.seen[-1].grant[0].not_after
    clock.set_wall(clock.now() + YEAR)
    officer.pull()
    assert officer.held == set()
    put_right(database, clock)
    (answer,) = officer.pull()
    assert [one.not_after for one in answer.grant] == [until]
    assert officer.values(rid, 52) == [True]
    assert told(database) == ["clock_was_ahead"]
    clock.advance(timedelta(days=31))
    officer.pull()
    with database.owning() as connection:
        give_again(connection, clock)
    officer.pull()
    assert officer.held == set()
    assert_sound(database)


@pytest.mark.survives(84)
@pytest.mark.parametrize("taken_back", [False, True])
def test_a_consent_that_ended_too_early_is_in_force_again_unless_it_was_taken_back(laptop, clock, database, taken_back):
    care, defender = laptop("case_manager"), laptop("defender", OFFICE)
    client = care.new(Person)
    consent = care.new(Consent, as_fields(signed_consent(client, OFFICE, clock)), client=client)
    card(care, consent)
    care.sync()
    defender.pull()
    clock.set_wall(clock.now() + YEAR)
    defender.pull()
    assert defender.held == set()
    if taken_back:
        care.set(Consent, consent, STATUS, "revoked")
        care.push()
    put_right(database, clock)
    defender.pull()
    assert bool(defender.held) != taken_back
    assert_sound(database)


@pytest.mark.survives(84)
def test_a_hub_whose_clock_is_a_year_off_says_so_when_it_is_started(laptop, clock, database):
    with database.owning() as connection:
        assert days_since(connection, clock) == 0
    laptop().sync()
    clock.set_wall(clock.now() + YEAR)
    with database.owning() as connection:
        assert days_since(connection, clock) == 365
    assert told(database) == ["clock_ahead"]
    clock.set_wall(clock.now() - 2 * YEAR)
    with database.owning() as connection, pytest.raises(HubClockBehind, match="clock_behind"):
        days_since(connection, clock)


def test_a_clock_that_is_set_is_noticed_and_time_that_passes_is_not(clock):
    watch = ClockWatch(clock)
    clock.advance(timedelta(days=40))
    assert not watch.has_jumped()
    clock.set_wall(clock.now() - timedelta(minutes=6))
    assert watch.has_jumped()
    assert not watch.has_jumped()
