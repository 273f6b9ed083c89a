"""A consent opens what it names, to whom it names, while it holds; and nothing else, whatever arrives (42 CFR 2.31)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings, strategies as st

from lead_desktop.clock import utc_ms
from lead_desktop.domain.audiences import Worker, audiences_of, opened_by
from lead_desktop.domain.base import Compartment, Merge, Unanswered, notes
from lead_desktop.domain.checks import problems
from lead_desktop.domain.consent import Consent, Recipient, card_scope, ends_at, opens, terms_hash
from lead_desktop.domain.permissions import roles_of_side, sides
from lead_desktop.domain.states import machine
from lead_desktop.domain.vocabulary import code_list
from tests.unit.domain.values import records

MOUNTAIN = timezone(timedelta(hours=-7))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=MOUNTAIN)
CARD, CHARGE = Compartment.CARD, Compartment.CHARGE
PERSON, RID = "019a0000-0000-7000-8000-00000000000a", "019a0000-0000-7000-8000-00000000000b"
OFFICE = Recipient(key="a", name="District Attorney", kind="prosecutor", categories=("needs_goals_summary",))
POLICE = Recipient(key="b", name="Santa Fe Police", kind="police", categories=("participation_status",))
TERMS = {
    "person": PERSON, "consent_type": "part2_named", "discloser": "Paso Care", "recipients": (OFFICE, POLICE),
    "purposes": ("care_coordination",), "right_to_revoke_explained": True, "expires_on": date(2027, 5, 1),
    "signature_kind": "signed_on_paper", "signer": "self", "signed_at": NOW - timedelta(days=1),
    "language_of_form": "es", "text_version": "2026-11", "text_hash": "0" * 64,
}  # fmt: skip
UNTIL = utc_ms(datetime(2027, 5, 2, tzinfo=MOUNTAIN))


def signed(**changes: object) -> Consent:
    """A whole consent in force, with its terms changed before it was signed."""
    draft = Consent(**{**TERMS, **changes})
    return draft.with_(terms_hash=terms_hash(draft), status="active")


def only(**changes: object) -> Consent:
    """A consent that names the prosecutor's office alone."""
    return signed(recipients=(OFFICE.model_copy(update=changes),))


def test_a_whole_consent_opens_a_card_to_each_organisation_it_names_until_its_day_is_over() -> None:
    assert opens(signed(), NOW) == (("District Attorney", CARD, UNTIL), ("Santa Fe Police", CARD, UNTIL))
    assert opens(signed(), datetime(2027, 5, 1, 23, 59, tzinfo=MOUNTAIN))
    assert opens(signed(), datetime(2027, 5, 2, tzinfo=MOUNTAIN)) == ()
    assert opens(signed(), datetime(2027, 5, 2, 6, 59, tzinfo=UTC))


def test_a_consent_without_a_date_has_no_end_of_its_own() -> None:
    consent = signed(expires_on=None, expires_event="End of the program")
    assert ends_at(consent) is None
    assert [one.not_after for one in opens(consent, NOW)] == [None, None]


ELEMENTS = [
    "person", "discloser", "recipients", "purposes", "right_to_revoke_explained", "expires_on", "signature_kind",
    "signer", "signed_at", "language_of_form", "text_version", "text_hash",
]  # fmt: skip


@pytest.mark.parametrize("name", ELEMENTS)
def test_a_consent_that_lacks_an_element_opens_nothing_even_when_it_says_that_it_was_not_answered(name: str) -> None:
    empty: object = () if name in ("recipients", "purposes") else None
    assert opens(signed(**{name: empty}), NOW) == ()
    assert opens(signed(**{name: empty, "unanswered": (Unanswered(key=name, code="9"),)}), NOW) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"right_to_revoke_explained": False},
        {"signature_kind": "verbal_documented"},
        {"signer": "guardian"},
        {"consent_type": "part2_tpo"},
        {"recipients": (OFFICE.model_copy(update={"categories": ()}),)},
        {"recipients": (OFFICE.model_copy(update={"categories": ("other",)}),)},
        {"recipients": (OFFICE.model_copy(update={"name": None}),)},
        {"recipients": (OFFICE.model_copy(update={"kind": "a kind of 2031"}),)},
        {"signed_at": NOW + timedelta(minutes=1)},
    ],
)
def test_a_consent_that_is_not_as_the_rule_asks_opens_nothing(changes: dict[str, object]) -> None:
    assert opens(signed(**changes), NOW) == ()


@pytest.mark.parametrize("status", [one.code for one in machine("consent").states if one.code != "active"])
def test_only_a_consent_in_force_opens_anything(status: str) -> None:
    assert opens(signed().with_(status=status), NOW) == ()


def test_a_consent_that_was_taken_back_opens_nothing_though_its_status_was_lost_on_the_way() -> None:
    assert opens(signed().with_(revoked_at=NOW), NOW) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"recipients": (OFFICE, POLICE, Recipient(key="c", name="Jail", kind="jail", categories=("overdose_risk",)))},
        {"recipients": (OFFICE.model_copy(update={"categories": ("sud_treatment_status",)}), POLICE)},
        {"expires_on": date(2030, 1, 1)},
        {"person": RID},
        {"consent_type": "part2_tpo"},
        {"terms_hash": None},
    ],
)
def test_nothing_can_be_added_after_the_signature(changes: dict[str, object]) -> None:
    assert opens(signed().with_(**changes), NOW) == ()


def test_the_order_in_which_recipients_arrive_is_not_part_of_what_was_agreed() -> None:
    assert len(opens(signed().with_(recipients=(POLICE, OFFICE)), NOW)) == 2


def test_what_is_written_once_cannot_be_set_again() -> None:
    held = notes(Consent)
    assert {name for name, note in held.items() if note.merge is Merge.IMMUTABLE} >= {"terms_hash", "text_hash"}
    assert held["status"].merge is Merge.STATUS


def test_counsel_may_be_told_of_the_held_charge_and_police_may_not() -> None:
    assert [one.compartment for one in opens(only(categories=("intake_done_yes_no",)), NOW)] == [CARD, CHARGE]
    police = POLICE.model_copy(update={"categories": ("intake_done_yes_no",)})
    assert [one.compartment for one in opens(signed(recipients=(police,)), NOW)] == [CARD]


def test_the_condition_of_a_charge_opens_that_charge_to_the_attorney_and_only_intake_done_or_not() -> None:
    terms = {"consent_type": "part2_cjs_235", "charge": RID, "purposes": ("charge_condition",)}
    done = OFFICE.model_copy(update={"categories": ("intake_done_yes_no",)})
    assert [one.compartment for one in opens(signed(**terms, recipients=(done,)), NOW)] == [CHARGE]
    assert opens(signed(**terms, recipients=(OFFICE,)), NOW) == ()
    assert opens(signed(**terms, recipients=(done.model_copy(update={"kind": "police"}),)), NOW) == ()
    assert opens(signed(**{**terms, "charge": None}, recipients=(done,)), NOW) == ()


def test_treatment_payment_and_operations_is_never_for_police_prosecutors_or_courts() -> None:
    clinic = Recipient(key="c", name="Clinic", kind="health", categories=("health_summary",))
    told = {"tpo_redisclosure_statement": True, "refusal_consequences_statement": True, "expires_on": None}
    tpo = {"consent_type": "part2_tpo", **told}
    assert [one[:2] for one in opens(signed(**tpo, recipients=(clinic,)), NOW)] == [("Clinic", CARD)]
    for kind in ("police", "sheriff", "prosecutor", "court", "jail"):
        official = clinic.model_copy(update={"key": "d", "kind": kind})
        assert opens(signed(**tpo, recipients=(clinic, official)), NOW) == ()
    assert opens(signed(**{**tpo, "refusal_consequences_statement": False}, recipients=(clinic,)), NOW) == ()


@pytest.mark.parametrize(
    "kind", ["participation", "part2_counseling_notes", "part2_proceedings", "hmis_coc", "research_eval", "photo_voice"]
)
def test_every_other_kind_opens_no_laptop(kind: str) -> None:
    consent = signed(consent_type=kind)
    assert problems(consent, now=NOW, complete=True) == ()
    assert opens(consent, NOW) == ()


def test_taking_part_may_be_agreed_to_in_words() -> None:
    said = signed(
        consent_type="participation", recipients=(), purposes=(), discloser=None, expires_on=None,
        signature_kind="verbal_documented",
    )  # fmt: skip
    assert problems(said, now=NOW, complete=True) == ()


@settings(max_examples=100, deadline=None)
@given(
    kind=st.sampled_from([one.code for one in code_list("consent_type").codes]),
    recipients=st.lists(
        st.builds(
            Recipient,
            key=st.sampled_from("abcd"),
            name=st.sampled_from(["Clinic", "Santa Fe Police", "District Attorney"]),
            kind=st.sampled_from([one.code for one in code_list("agency_kind").codes]),
            attention=st.none(),
            categories=st.lists(st.sampled_from([one.code for one in code_list("consent_category").codes])).map(tuple),
            other=st.just("x"),
        ),
        max_size=3,
    ).map(tuple),
)
def test_no_consent_opens_sealed_notes_or_anything_but_cards_and_charges_to_those_it_names(kind, recipients) -> None:
    told = {"tpo_redisclosure_statement": True, "refusal_consequences_statement": True, "charge": RID}
    consent = signed(consent_type=kind, recipients=recipients, **told)
    for recipient, where, _ in opens(consent, NOW):
        assert where in (CARD, CHARGE)
        named = [one for one in recipients if one.name == recipient]
        assert any(where is CARD or one.kind in ("prosecutor", "defender", "court") for one in named)
    for role in (role for side in sides() for role in roles_of_side(side)):
        held = audiences_of(Worker("u", role, "Santa Fe Police"))
        for scope, reach in opened_by(RID, consent, NOW):
            if reach.audience in held:
                assert role in ("officer", "police_liaison", "prosecutor", "defender")
                assert scope.endswith("/card") or role in ("prosecutor", "defender")


@settings(max_examples=50, deadline=None)
@given(records(Consent))
def test_whatever_arrives_as_a_consent_is_answered_and_opens_nothing_by_chance(consent: Consent) -> None:
    assert opens(consent, NOW) == ()
    assert opened_by(RID, consent, NOW) == ()


def test_each_organisation_has_a_scope_of_its_own_for_its_cards() -> None:
    (police, of_police), (office, of_office) = opened_by(RID, signed(recipients=(POLICE, OFFICE)), NOW)
    assert police != office
    assert police == card_scope(RID, " SANTA FE  police")
    assert of_police.audience in audiences_of(Worker("u", "officer", "Santa Fe Police"))
    assert of_office.audience not in audiences_of(Worker("u", "officer", "Santa Fe Police"))
    assert of_office.not_after == UNTIL


def test_a_charge_is_opened_where_it_stands() -> None:
    scopes = {scope for scope, _ in opened_by(RID, only(categories=("intake_done_yes_no",)), NOW)}
    assert scopes == {f"{PERSON}/charge", card_scope(RID, "District Attorney")}
