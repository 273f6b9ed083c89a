"""No card stands on anything but a live consent that names its organisation: every combination of what can be amiss."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from lead_desktop.domain.checks import problems
from lead_desktop.domain.consent import Consent, Recipient, opens, terms_hash
from lead_desktop.domain.share_card import ShareCard, is_backed, is_shown_to, may_be_told
from lead_desktop.domain.states import machine

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PERSON, RID = "019a0000-0000-7000-8000-00000000000a", "019a0000-0000-7000-8000-00000000000b"
CLINIC = Recipient(key="a", name="Clinic", kind="health", categories=("participation_status", "health_summary"))
POLICE = Recipient(key="b", name="Santa Fe Police", kind="police", categories=("participation_status",))
WHOLE = {
    "person": PERSON, "consent_type": "part2_named", "discloser": "Casa", "recipients": (CLINIC, POLICE),
    "purposes": ("care_coordination",), "right_to_revoke_explained": True,
    "expires_on": (NOW + timedelta(days=60)).date(), "signature_kind": "signed_on_paper", "signer": "self",
    "signed_at": NOW - timedelta(days=1), "language_of_form": "en", "text_version": "1", "text_hash": "0" * 64,
}  # fmt: skip
LACKING = {
    "person": None, "discloser": None, "recipients": (), "purposes": (), "right_to_revoke_explained": None,
    "expires_on": None, "signature_kind": None, "signer": None, "signed_at": None, "language_of_form": None,
    "text_version": None, "text_hash": None,
}  # fmt: skip
STATES = [one.code for one in machine("consent").states]


def consent(**changes: object) -> Consent:
    draft = Consent(**{**WHOLE, **changes})
    return draft.with_(terms_hash=terms_hash(draft), status=changes.get("status", "active"))


def card(**changes: object) -> ShareCard:
    return ShareCard(
        **{
            "person": PERSON, "consent": RID, "recipient": "Santa Fe Police", "person_name": "Marco Baca",
            "headline": "Comes to breakfast", "standing": "engaged", "categories": ("participation_status",),
            "expires_at": NOW + timedelta(days=14), "notice_version": "2024-04-16", **changes,
        }
    )  # fmt: skip


def test_a_card_under_a_live_consent_is_backed_and_shown_to_its_organisation() -> None:
    assert is_backed(card(), RID, consent(), NOW)
    assert is_shown_to(card(), "santa fe  POLICE", NOW)


def test_with_any_set_of_elements_missing_nothing_can_be_relied_on() -> None:
    """All 4,095 sets, each as one that was never whole and as one whose fingerprint was kept while elements went."""
    whole = consent()
    for count in range(1, len(LACKING) + 1):
        for names in itertools.combinations(LACKING, count):
            gone = {name: LACKING[name] for name in names}
            for one in (consent(**gone), whole.model_copy(update=gone)):
                assert opens(one, NOW) == (), names
                assert not may_be_told(one, "Santa Fe Police", ("participation_status",), NOW), names


@pytest.mark.parametrize("lacks", [None, *LACKING])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("revoked", [False, True])
@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("organisation", ["Clinic", "Santa Fe Police", "Santa Fe Police Foundation", ""])
def test_only_whole_in_force_not_over_not_taken_back_and_named_may_be_relied_on(
    lacks: str | None, state: str, *, revoked: bool, over: bool, organisation: str
) -> None:
    one = consent(**({lacks: LACKING[lacks]} if lacks else {})).with_(
        status=state, revoked_at=NOW - timedelta(hours=1) if revoked else None
    )
    moment = NOW + timedelta(days=61) if over else NOW
    right = lacks is None and state == "active" and not revoked and not over and organisation in ("Clinic", POLICE.name)
    assert may_be_told(one, organisation, ("participation_status",), moment) is right
    assert is_backed(card(recipient=organisation or None), RID, one, moment) is right


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(["Clinic", "Santa Fe Police", "Shelter", "Jail"]), min_size=1))
def test_of_several_recipients_those_without_consent_are_shown_nothing(wanted: set[str]) -> None:
    under = consent()
    shown = {name for name in wanted if is_backed(card(recipient=name), RID, under, NOW)}
    assert shown == wanted & {"Clinic", "Santa Fe Police"}
    for name in wanted:
        mine = card(recipient=name)
        assert {other for other in wanted if is_shown_to(mine, other, NOW)} == {name}


@pytest.mark.parametrize(
    "changes",
    [
        {"categories": ("participation_status", "health_summary")},
        {"categories": ()},
        {"recipient": "Clinics"},
        {"recipient": None},
        {"consent": PERSON},
        {"person": RID},
    ],
)
def test_a_card_that_says_more_or_stands_elsewhere_is_not_backed(changes: dict[str, object]) -> None:
    assert not is_backed(card(**changes), RID, consent(), NOW)


def test_a_card_whose_consent_is_not_here_is_not_backed() -> None:
    assert not is_backed(card(), RID, None, NOW)


def test_of_an_organisation_named_twice_only_what_both_rows_allow_may_be_told() -> None:
    twice = consent(
        recipients=(POLICE, Recipient(key="c", name="santa fe police", kind="police", categories=("housing_income",)))
    )
    assert not may_be_told(twice, "Santa Fe Police", ("participation_status",), NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"expires_at": NOW},
        {"expires_at": None},
        {"headline": None},
        {"person_name": None},
        {"notice_version": None},
        {"categories": ()},
        {"standing": "a word of 2031"},
    ],
)
def test_a_card_that_is_over_or_lacks_something_is_shown_to_nobody(changes: dict[str, object]) -> None:
    assert not is_shown_to(card(**changes), "Santa Fe Police", NOW)


def test_a_worker_without_an_organisation_is_shown_nothing() -> None:
    assert not is_shown_to(card(), "", NOW)
    assert not is_shown_to(card(recipient=None), "", NOW)


def test_whether_the_intake_is_done_stands_only_on_a_card_that_may_speak_of_it() -> None:
    assert [one.code for one in problems(card(intake_done=True), now=NOW)] == ["not_shared"]
    told = card(intake_done=True, categories=("intake_done_yes_no",))
    assert problems(told, now=NOW) == ()
