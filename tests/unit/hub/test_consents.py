"""A live consent opens what it names to whom it names, and nothing once it is taken back, over, or unclear."""

from datetime import UTC, timedelta

import pytest

from lead_desktop.domain.consent import Consent, card_scope
from lead_desktop.domain.person import Person
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.domain.substance_use import SubstanceUse
from lead_desktop.hub.consents import look_again
from tests.unit.hub.consented import as_fields, signed_consent
from tests.unit.hub.oracle import assert_sound

OFFICE = "Office of the Public Defender"
STATUS, REVOKED_AT, COPY_GIVEN = 26, 27, 20


@pytest.fixture
def told(laptop, clock):
    """A case manager, a person, a consent that names the defender's office, and the defender's laptop."""
    care, defender = laptop("case_manager"), laptop("defender", OFFICE)
    client = care.new(Person, {3: "Ana"})
    care.new(SubstanceUse, client=client)
    consent = care.new(Consent, as_fields(signed_consent(client, OFFICE, clock)), client=client)
    care.push()
    return care, defender, consent


def card(care, consent, recipient=OFFICE):
    scope = card_scope(consent, recipient)
    return care.new(ShareCard, {1: consent, 2: recipient, 5: "Comes to every meeting"}, client=scope.split("/")[0])


def test_the_named_organisation_gets_the_card_and_nothing_else(told, database):
    care, defender, consent = told
    rid = card(care, consent)
    care.push()
    defender.pull()
    assert defender.held == {care.scope_of[rid]}
    assert defender.values(rid, 5) == ["Comes to every meeting"]
    assert_sound(database)


def test_another_organisation_gets_nothing(told, laptop):
    care, _, consent = told
    card(care, consent)
    care.push()
    other = laptop("defender", "Another office")
    other.pull()
    assert other.held == set()


def test_a_card_that_is_there_before_the_consent_is_in_force_comes_with_it(laptop, clock):
    care, defender = laptop("case_manager"), laptop("defender", OFFICE)
    client = care.new(Person)
    fields = as_fields(signed_consent(client, OFFICE, clock))
    consent = care.new(Consent, {**fields, STATUS: "draft"}, client=client)
    rid = card(care, consent)
    care.push()
    defender.pull()
    assert defender.held == set()
    care.set(Consent, consent, STATUS, "active")
    care.push()
    defender.pull()
    assert defender.values(rid, 5) == ["Comes to every meeting"]


def test_taking_it_back_removes_the_card(told, database):
    care, defender, consent = told
    card(care, consent)
    care.push()
    defender.pull()
    care.pull()
    care.set(Consent, consent, STATUS, "revoked")
    care.push()
    (answer,) = defender.pull()
    assert [r.why for r in answer.revoke] == ["revoked"]
    assert defender.held == set()
    assert_sound(database)


def test_a_deletion_against_an_edit_it_did_not_see_closes_it_until_somebody_has_chosen(told, laptop):
    care, defender, consent = told
    other = laptop("supervisor")
    card(care, consent)
    care.push()
    other.pull()
    defender.pull()
    care.pull()
    care.set(Consent, consent, COPY_GIVEN, False)
    care.push()
    other.op("del", consent, Consent.TYPE, other.scope_of[consent])
    other.push()
    (answer,) = defender.pull()
    assert [r.why for r in answer.revoke] == ["revoked"]
    care.pull()
    assert care.gone[consent] == 2
    care.op("undel", consent, Consent.TYPE, care.scope_of[consent])
    care.push()
    defender.pull()
    assert len(defender.held) == 1


def test_its_end_removes_the_card(told, clock):
    care, defender, consent = told
    card(care, consent)
    care.push()
    (answer,) = defender.pull()
    assert answer.grant[0].not_after is not None
    clock.set_wall(clock.now().astimezone(UTC) + timedelta(days=400))
    (answer,) = defender.pull()
    assert [r.why for r in answer.revoke] == ["expired"]


def test_the_strictest_of_two_states_holds(told, laptop):
    care, defender, consent = told
    card(care, consent)
    other = laptop("supervisor")
    care.sync()
    other.pull()
    defender.pull()
    care.set(Consent, consent, STATUS, "revoked")
    other.set(Consent, consent, STATUS, "superseded")
    care.push()
    other.push()
    defender.pull()
    assert defender.held == set()


def test_a_consent_that_was_changed_after_it_was_signed_opens_nothing(told):
    care, defender, consent = told
    card(care, consent)
    care.sync()
    care.set(Consent, consent, 6, "And for the newspaper")
    care.push()
    defender.pull()
    assert defender.held == set()


@pytest.mark.parametrize(("ahead", "opened"), [(timedelta(seconds=20), True), (timedelta(minutes=6), False)])
def test_a_consent_signed_by_a_clock_a_little_ahead_of_the_hubs_is_in_force(laptop, clock, ahead, opened):
    care, defender = laptop("case_manager"), laptop("defender", OFFICE)
    client = care.new(Person)
    clock.set_wall(clock.now() + ahead)
    signed = as_fields(signed_consent(client, OFFICE, clock))
    clock.set_wall(clock.now() - ahead)
    card(care, care.new(Consent, signed, client=client))
    care.push()
    defender.pull()
    assert bool(defender.held) == opened


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_consent_signed_by_a_clock_far_ahead_is_in_force_once_its_time_has_come(laptop, clock, database, taken_back):
    care, defender = laptop("case_manager"), laptop("defender", OFFICE)
    client = care.new(Person)
    clock.set_wall(clock.now() + timedelta(hours=2))
    signed = as_fields(signed_consent(client, OFFICE, clock))
    clock.set_wall(clock.now() - timedelta(hours=2))
    consent = care.new(Consent, signed, client=client)
    card(care, consent)
    care.sync()
    if taken_back:
        care.set(Consent, consent, STATUS, "revoked")
        care.push()
    for hours, in_force in ((1, False), (1, True)):
        clock.advance(timedelta(hours=hours))
        with database.owning() as connection:
            look_again(connection, clock.now(), timedelta(minutes=5))
        defender.pull()
        assert bool(defender.held) == (in_force and not taken_back)
    with database.owning() as connection:
        assert connection.execute("SELECT count(*) FROM consent_later").fetchone() == (0,)
    assert_sound(database)


def test_a_consent_about_another_person_opens_nothing(laptop, clock):
    care, defender = laptop("case_manager"), laptop("defender", OFFICE)
    client, other = care.new(Person), care.new(Person)
    consent = care.new(Consent, as_fields(signed_consent(other, OFFICE, clock)), client=client)
    card(care, consent)
    care.push()
    defender.pull()
    assert defender.held == set()


def test_a_card_outside_the_scope_of_its_consent_and_organisation_waits(told):
    care, _, consent = told
    care.new(ShareCard, {1: consent, 2: OFFICE}, client=card_scope(consent, "Another office").split("/")[0])
    care.new(ShareCard, {2: OFFICE})
    assert [r.code for r in care.push()[0].results] == ["card_scope", "card_scope"]
