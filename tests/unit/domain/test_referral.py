from collections.abc import Callable
from datetime import date, timedelta

import pytest

from lead_desktop.domain.base import Level, Problem, Unanswered, notes
from lead_desktop.domain.checks import applies, problems
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral, ReferralStatus
from tests.unit.domain.referrals import NOW, arrest, community, social

VARIANTS = [pytest.param(one, id=one.__name__) for one in (arrest, social, community)]
Make = Callable[..., Referral]


def found(referral: Referral) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in problems(referral, now=NOW, complete=True)}


def draft(referral: Referral) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in problems(referral, now=NOW)}


@pytest.mark.parametrize("make", VARIANTS)
def test_a_variant_can_be_complete(make: Make) -> None:
    assert found(make()) == set()


@pytest.mark.parametrize("make", VARIANTS)
def test_every_needed_field_of_a_variant_is_missed_when_it_is_empty(make: Make) -> None:
    whole = make()
    for name, note in notes(Referral).items():
        if note.level is Level.COMPLETE and applies(whole, name):
            default = () if isinstance(getattr(whole, name), tuple) else None
            assert (name, "needed") in found(whole.with_(**{name: default})), name


@pytest.mark.parametrize("make", VARIANTS)
def test_a_question_that_was_not_answered_is_answered(make: Make) -> None:
    asked = make(location_text=None, unanswered=(Unanswered(key="location_text", code="99"),))
    assert found(asked) == set()


def test_a_draft_needs_next_to_nothing() -> None:
    assert draft(Referral()) == {("referral_type", "needed"), ("referred_at", "needed"), ("referrer_role", "needed")}
    assert draft(Referral(referral_type="community", referred_at=NOW, referrer_role="neighbor")) == set()


def test_only_an_arrest_asks_for_charges_and_only_a_social_contact_for_its_basis() -> None:
    assert applies(arrest(), "would_be_charges")
    assert applies(arrest(), "incident_no")
    assert not applies(social(), "would_be_charges")
    assert not applies(community(), "handoff_request")
    assert applies(social(), "social_contact_basis")
    assert not applies(arrest(), "social_contact_basis")
    assert applies(community(), "observation")
    assert not applies(arrest(), "observation")
    assert not applies(community(), "history_check")


def test_the_officer_attests_and_nobody_else_is_asked() -> None:
    assert (("officer_attestation", "attestation_needed")) in found(arrest(officer_attestation=False))
    assert not applies(community(), "officer_attestation")
    assert ("referrer_agency", "needed") in found(arrest(referrer_agency=None))


def test_a_person_who_looks_under_18_is_shown_the_juvenile_pathway_and_the_draft_stays() -> None:
    young = arrest(looks_under_18=True)
    assert young.looks_juvenile()
    assert draft(young) == set()
    assert found(young) == {("looks_under_18", "juvenile_pathway")}
    assert found(young.with_(adult_reason="Showed an ID: born 1990")) == set()


def test_an_age_under_18_asks_the_same_question() -> None:
    by_birth = arrest(dob=date(2008, 11, 25))
    assert by_birth.looks_juvenile()
    assert found(by_birth) == {("looks_under_18", "age_says_under_18")}
    assert not arrest(dob=date(2008, 11, 24)).looks_juvenile()
    assert arrest(dob=None, approx_age=17).looks_juvenile()
    assert found(arrest(dob=None, approx_age=17, looks_under_18=True)) == {("looks_under_18", "juvenile_pathway")}


def test_an_approximate_age_is_as_good_as_a_birth_date() -> None:
    assert found(arrest(dob=None, approx_age=40, dob_quality="2")) == set()
    assert found(arrest(dob=None)) == {("dob", "needed")}
    assert found(arrest(dob=None, unanswered=(Unanswered(key="approx_age", code="8"),))) == set()


def test_going_on_with_a_reason_needs_the_reason_and_nothing_is_ever_rejected() -> None:
    override = arrest(criteria=(CriterionCheck(key="adult", result="override"),))
    assert found(override) == {("criteria.0.reason", "needed")}
    assert found(arrest(criteria=(CriterionCheck(key="adult", result="not_ok"),))) == set()
    assert found(arrest(history_check="done_disqualifying")) == set()


def test_each_charge_says_whether_it_is_diverted() -> None:
    charges = (ChargeRow(key="a", statute="30-16-20", description="Shoplifting"),)
    assert found(arrest(would_be_charges=charges)) == {("would_be_charges.0.diverted", "needed")}


def test_nothing_urgent_stands_alone_and_a_person_who_is_there_is_asked() -> None:
    assert ("immediate_safety", "none_with_others") in draft(arrest(immediate_safety=("none", "pet")))
    assert ("person_agrees", "ask_the_person") in found(social(person_agrees="unable_to_ask"))


def test_an_unknown_code_is_found_in_a_field_in_a_set_and_in_a_row() -> None:
    wrong = arrest(
        referrer_role="king",
        officer_attestation=None,
        immediate_safety=("cold_heat", "lightning"),
        would_be_charges=(ChargeRow(key="a", charge_class="mortal_sin"),),
    )
    assert {
        ("referrer_role", "unknown_code"),
        ("immediate_safety", "unknown_code"),
        ("would_be_charges.0.charge_class", "unknown_code"),
    } <= draft(wrong)


@pytest.mark.survives(47)
def test_a_referral_cannot_lie_in_the_future() -> None:
    assert draft(arrest(referred_at=NOW + timedelta(minutes=1))) == {("referred_at", "in_future")}
    assert ("dob", "in_future") in draft(arrest(dob=date(2026, 11, 25)))


def test_what_the_law_side_sees_is_that_it_was_received_and_when() -> None:
    told = ReferralStatus(referral="r", received_at=NOW)
    own = {name for name, note in notes(ReferralStatus).items() if note.fid < 900}
    assert own == {"referral", "received_at"}
    assert problems(told, now=NOW, complete=True) == ()


def test_a_referral_stands_in_lists_by_name_and_moment() -> None:
    assert arrest().heading().title == "Ana Baca"
    assert arrest().heading().number == "2026-01843"
    assert arrest(person_name=None, aliases=("La Güera",)).heading().title == "La Güera"
    assert arrest().heading().sort < arrest(referred_at=NOW + timedelta(hours=1)).heading().sort


def test_a_problem_never_carries_what_was_typed() -> None:
    wrong = arrest(referrer_role="secret words", person_name=PersonName(first="Secreto"), location_text=None)
    for one in problems(wrong, now=NOW, complete=True):
        assert isinstance(one, Problem)
        assert "secret" not in str(one).lower()
