"""Share cards on a desk: made under a live consent only, shown to whom they are for, over with it (domain 2.13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from lead_desktop.casework import cards, consents, people
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.consent import Consent, card_scope, terms_hash
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.errors import LeadError, NotAllowed
from lead_desktop.reports.paper.notices import notice
from tests.fakes.clock import StandingClock
from tests.fakes.consents import OFFICE, POLICE, card, drafted, signed, taken_back
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, "supervisor")
    yield made
    made.close()


@pytest.fixture
def luz(desk: Desk) -> str:
    return walk_in(desk)


def seen_by(desk: Desk, agency: str, role: str = "officer") -> list[str]:
    """What somebody of an agency would be shown if their laptop held everything that this one holds."""
    with as_role(desk, role):
        was, desk.worker = desk.worker, replace(desk.worker, agency=agency)
        found = [one.record.headline for one in cards.shared_with_us(desk)]
        desk.worker = was
    return found


def test_a_card_begins_with_what_the_consent_covers_and_nothing_more(desk, luz):
    fresh = cards.fresh_card(desk, signed(desk, luz), POLICE)
    assert fresh.categories == ("participation_status",)
    assert fresh.intake_done is None
    assert (fresh.person_name, fresh.standing) == ("María Luz Ortega", "reaching_out")
    office = cards.fresh_card(desk, signed(desk, luz), OFFICE)
    assert office.intake_done is False


def test_a_card_goes_into_the_scope_of_its_organisation_and_is_shown_there_alone(desk, luz):
    rid = signed(desk, luz)
    held = desk.reading.get(ShareCard, card(desk, rid, POLICE, "Good morning"))
    assert held.scope == card_scope(rid, POLICE)
    assert seen_by(desk, POLICE) == ["Good morning"]
    assert seen_by(desk, OFFICE, "prosecutor") == []
    assert seen_by(desk, "") == []


def test_what_somebody_goes_by_among_those_who_care_for_them_is_not_on_a_card(desk, luz):
    opened = people.open_person(desk, luz)
    people.save_person(desk, opened, opened.record.with_(name_used="Lucecita"))
    assert cards.fresh_card(desk, signed(desk, luz), POLICE).person_name == "María Luz Ortega"


@pytest.mark.survives(60)
def test_to_whom_no_consent_in_force_names_nothing_is_shared(desk, luz, clock):
    rid = signed(desk, luz)
    fresh = cards.fresh_card(desk, rid, POLICE).with_(headline="Hello")
    for unlike in (
        {"recipient": "County Jail"},
        {"recipient": OFFICE},
        {"categories": ("participation_status", "housing_income")},
        {"categories": ()},
        {"consent": drafted(desk, luz)},
    ):
        with pytest.raises(LeadError):
            cards.share(desk, fresh.with_(**unlike))
    clock.advance(timedelta(days=91))
    with pytest.raises(cards.NotConsented):
        cards.share(desk, fresh)
    with pytest.raises(cards.NotConsented):
        cards.fresh_card(desk, rid, POLICE)
    assert desk.reading.of_type(ShareCard) == ()


@pytest.mark.survives(60)
@pytest.mark.parametrize(
    "gone",
    [
        {"discloser": None}, {"recipients": ()}, {"purposes": ()}, {"right_to_revoke_explained": None},
        {"expires_on": None}, {"signature_kind": None}, {"typed_name": None}, {"signer": None}, {"signed_at": None},
        {"language_of_form": None}, {"text_version": None}, {"text_hash": None}, {"terms_hash": None},
        {"status": "expired"}, {"status": "superseded"}, {"status": "deficient"}, {"status": "draft"},
    ],
    ids=str,
)  # fmt: skip
def test_a_consent_that_came_without_an_element_or_not_in_force_lets_no_card_be_made(desk, luz, gone):
    """As by sync from a laptop that checks nothing: casework refuses, whatever a screen would say."""
    whole = desk.reading.get(Consent, signed(desk, luz)).record
    with desk.writing("test", luz) as work:
        rid = work.create(whole.with_(**gone), client=luz)
    with pytest.raises(cards.NotConsented):
        cards.fresh_card(desk, rid, POLICE)
    forged = ShareCard(
        person=luz, consent=rid, recipient=POLICE, person_name="M", headline="Hello", standing="engaged",
        categories=("participation_status",),
    )  # fmt: skip
    with pytest.raises(cards.NotConsented):
        cards.share(desk, forged)
    assert desk.reading.of_type(ShareCard) == ()


def test_what_was_signed_by_a_clock_a_little_ahead_is_in_force_here_and_far_ahead_is_not(desk, luz, clock):
    whole = desk.reading.get(Consent, signed(desk, luz)).record
    for minutes, lives in ((4, True), (6, False)):
        late = whole.with_(signed_at=clock.now() + timedelta(minutes=minutes))
        with desk.writing("test", luz) as work:
            rid = work.create(late.with_(terms_hash=terms_hash(late)), client=luz)
        state = next(one.state for one in consents.consents_of(desk, luz) if one.kept.rid == rid)
        assert (state == "active") is lives
        if lives:
            assert cards.fresh_card(desk, rid, POLICE).recipient == POLICE


@pytest.mark.survives(60)
def test_a_consent_that_was_taken_back_lets_no_card_be_made_and_the_one_made_does_not_live(desk, luz):
    rid = signed(desk, luz)
    card(desk, rid, POLICE)
    assert [one.live for one in cards.cards_of(desk, luz)] == [True]
    fresh = cards.fresh_card(desk, rid, POLICE).with_(headline="Hello")
    taken_back(desk, rid)
    assert [one.live for one in cards.cards_of(desk, luz)] == [False]
    with pytest.raises(cards.NotConsented):
        cards.share(desk, fresh)


def test_a_card_is_over_after_two_weeks_and_never_outlives_its_consent(desk, luz, clock):
    card(desk, signed(desk, luz), POLICE)
    short = signed(desk, luz, expires_on=(clock.now() + timedelta(days=3)).date())
    card(desk, short, POLICE, "Until Friday")
    clock.advance(timedelta(days=4))
    assert seen_by(desk, POLICE) == ["Comes to breakfast every Wednesday"]
    clock.advance(timedelta(days=11))
    assert seen_by(desk, POLICE) == []
    assert [one.live for one in cards.cards_of(desk, luz)] == [False, False]


def test_whether_the_intake_is_done_is_left_out_where_the_card_does_not_speak_of_it(desk, luz):
    fresh = cards.fresh_card(desk, signed(desk, luz), OFFICE).with_(headline="Hello")
    cards.share(desk, fresh.with_(categories=("needs_goals_summary",), intake_done=None))
    assert desk.reading.of_type(ShareCard)[0].record.intake_done is None


def test_a_card_without_a_sentence_is_not_shared(desk, luz):
    with pytest.raises(Incomplete):
        cards.share(desk, cards.fresh_card(desk, signed(desk, luz), POLICE))


def test_a_card_can_be_withdrawn(desk, luz):
    rid = card(desk, signed(desk, luz), POLICE)
    cards.withdraw(desk, rid)
    assert cards.cards_of(desk, luz) == ()
    assert seen_by(desk, POLICE) == []


@pytest.mark.parametrize("role", ["outreach", "peer", "data_entry", "officer", "prosecutor", "defender"])
def test_only_who_may_write_cards_shares_one(desk, luz, role):
    fresh = cards.fresh_card(desk, signed(desk, luz), POLICE).with_(headline="Hello")
    with as_role(desk, role), pytest.raises(NotAllowed):
        cards.share(desk, fresh)


@pytest.mark.parametrize("role", ["case_manager", "supervisor", "outreach", "peer", "privacy_officer", "evaluator"])
def test_the_team_that_writes_cards_has_no_list_of_what_is_shared_with_it(desk, role):
    with as_role(desk, role):
        assert not cards.may_be_shown_cards(desk)
        with pytest.raises(NotAllowed):
            cards.shared_with_us(desk)


def test_the_notice_that_goes_with_a_card_is_the_one_that_ships():
    assert notice("part2_disclosure").version == cards.NOTICE_VERSION
