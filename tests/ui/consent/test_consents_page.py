"""The page of a person's consents: what is shared with whom stands there in words, and every act works from it."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lead_desktop import i18n
from lead_desktop.casework import cards, consents
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.programme import Agency, Programme
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.ui.consent.page import ConsentsScreen
from tests.fakes.consents import OFFICE, POLICE, card, drafted, signed, taken_back
from tests.fakes.desks import as_role, walk_in
from tests.ui.desk_screens import HOSTILE, type_into
from tests.ui.people.conftest import bring


@pytest.fixture
def screen(qtbot, tools, settle, marco) -> ConsentsScreen:
    made = bring(qtbot, ConsentsScreen(tools), marco)
    settle()
    return made


def texts(screen: QWidget) -> list[str]:
    found = [*screen.findChildren(QLabel), *screen.findChildren(QPushButton)]
    return [one.text() for one in found if one.isVisibleTo(screen)]


def press(screen: QWidget, settle, begins: str) -> None:
    found = [one for one in screen.findChildren(QPushButton) if one.objectName().startswith(begins)]
    assert [one for one in found if one.isVisibleTo(screen)], begins
    found[0].click()
    settle()


def again(screen: ConsentsScreen, settle) -> None:
    screen.refresh()
    settle()


def newest(desk, person: str) -> Consent:
    return desk.reading.of_person(Consent, person)[-1].record


def test_without_a_consent_it_says_that_nothing_is_shared(screen):
    assert "Without one nothing about this person is shared with anybody." in texts(screen)


def test_what_may_be_shared_with_whom_until_when_stands_in_plain_words_in_both_languages(desk, screen, settle, marco):
    card(desk, signed(desk, marco), POLICE, "Comes every Wednesday")
    taken_back(desk, signed(desk, marco))
    drafted(desk, marco)
    for language, wanted in (
        ("en", ["Until Feb 22, 2027 · 90 days left", "Santa Fe Police: Whether the person takes part", "In force"]),
        ("es", ["Hasta el 22 feb 2027 · Quedan 90 días", "Santa Fe Police: Si la persona participa", "Vigente"]),
    ):
        i18n.set_language(language)
        screen.retranslate()
        again(screen, settle)
        said = texts(screen)
        assert [one for one in wanted if one not in said] == []
        assert "Comes every Wednesday" in said
        assert [one for one in said if "_" in one or "{" in one] == []


def test_a_new_consent_is_begun_in_the_form_and_waits_for_its_signature(desk, screen, settle, marco):
    press(screen, settle, "emptyAction")
    form = screen._form.form  # type: ignore[union-attr]
    form.load(form.reading.record.with_(purposes=("housing",)))
    form.changed.emit()
    screen._form.try_to_save()  # type: ignore[union-attr]
    settle()
    assert newest(desk, marco).status == "draft"
    assert newest(desk, marco).purposes == ("housing",)
    assert newest(desk, marco).signer == "self"


def test_a_partner_is_added_by_its_own_name_with_one_click(desk, tools, screen, settle):

    held = desk.reading.foremost(Programme)
    opened = desk.reading.open(Programme, held.rid)
    with desk.writing("programme.edit", held.rid) as work:
        work.edit(opened, opened.record.with_(agencies=(Agency(key="a", name="Saint Brigid", kind="housing"),)))
    press(screen, settle, "emptyAction")
    press(screen, settle, "partner.Saint Brigid")
    value = screen._form.form.blocks["recipients"].answer().value  # type: ignore[union-attr]
    assert [(one["name"], one["kind"]) for one in value] == [("Saint Brigid", "housing")]


def test_half_a_consent_is_found_again_when_one_comes_back(qtbot, desk, tools, settle, marco, screen):
    press(screen, settle, "emptyAction")
    type_into(screen._form.form.blocks["purpose_words"], "For a job at the mill")  # type: ignore[union-attr]
    screen.leave()
    settle()
    other = bring(qtbot, ConsentsScreen(tools), marco)
    settle()
    assert other._form is not None
    assert other._form.form.blocks["purpose_words"].answer().value == "For a job at the mill"  # type: ignore[attr-defined]


def test_what_lacks_an_element_is_not_shown_to_the_person_and_says_what_is_missing(desk, screen, settle, marco):
    drafted(desk, marco, purposes=(), right_to_revoke_explained=None)
    again(screen, settle)
    press(screen, settle, "hand_over.")
    assert screen.hand_over is None
    assert "What for" in screen.trouble.message()
    assert "It was said that this can be stopped at any time" in screen.trouble.message()


def test_a_draft_says_by_itself_what_it_still_needs_and_what_its_kind_does_not_allow(desk, screen, settle, marco):
    drafted(desk, marco, purposes=())
    again(screen, settle)
    assert "Before it can be signed it still needs: What for." in texts(screen)
    drafted(desk, marco, consent_type="part2_tpo", tpo_redisclosure_statement=True, refusal_consequences_statement=True)
    again(screen, settle)
    assert "This kind of consent is never for police, prosecutors, courts or jails." in texts(screen)


def test_a_consent_signed_on_paper_needs_the_words_which_paper(desk, screen, settle, marco):
    drafted(desk, marco)
    again(screen, settle)
    press(screen, settle, "paper.")
    box = screen._form
    assert box is not None
    box.try_to_save()
    settle()
    assert newest(desk, marco).status == "draft"
    assert "which paper" in box.trouble.message()
    type_into(box.form.blocks["paper_words"], "Blue folder, drawer 2")  # type: ignore[attr-defined]
    box.try_to_save()
    settle()
    assert (newest(desk, marco).status, newest(desk, marco).paper_words) == ("active", "Blue folder, drawer 2")


def test_taking_back_says_what_happens_and_takes_one_button(desk, screen, settle, marco):
    card(desk, signed(desk, marco), POLICE)
    again(screen, settle)
    press(screen, settle, "revoke.")
    assert any("What was shared stays shared. From now on nothing more goes." in one for one in texts(screen))
    screen._form.try_to_save()  # type: ignore[union-attr]
    settle()
    held = newest(desk, marco)
    assert (held.status, held.revoked_by, held.revoked_how) == ("revoked", "self", "in_person")
    assert "Not shown any more" in texts(screen)


def test_a_card_offers_only_what_the_consent_covers_and_is_shared(desk, screen, settle, marco):
    signed(desk, marco)
    again(screen, settle)
    press(screen, settle, "card.")
    box = screen._form
    assert box is not None
    checks = box.form.blocks["categories"].editor.buttons  # type: ignore[attr-defined]
    assert [code for code, one in checks.items() if one.isVisibleTo(box)] == ["participation_status"]
    type_into(box.form.blocks["headline"], "Has a bed since Monday")  # type: ignore[attr-defined]
    box.try_to_save()
    settle()
    assert [one.record.headline for one in desk.reading.of_type(ShareCard)] == ["Has a bed since Monday"]
    press(screen, settle, "withdraw.")
    assert cards.cards_of(desk, marco) == ()


def test_a_consent_that_was_taken_back_while_the_card_was_written_shares_nothing(desk, screen, settle, marco):
    rid = signed(desk, marco)
    again(screen, settle)
    press(screen, settle, "card.")
    type_into(screen._form.form.blocks["headline"], "Hello")  # type: ignore[union-attr]
    taken_back(desk, rid)
    screen._form.try_to_save()  # type: ignore[union-attr]
    settle()
    assert desk.reading.of_type(ShareCard) == ()
    assert "No consent in force" in screen._form.trouble.message()  # type: ignore[union-attr]


def test_a_new_one_in_its_place_says_the_same_and_closes_the_old_one_when_signed(desk, screen, settle, marco):
    old = signed(desk, marco)
    again(screen, settle)
    press(screen, settle, "anew.")
    screen._form.try_to_save()  # type: ignore[union-attr]
    settle()
    fresh = next(one.record for one in desk.reading.of_person(Consent, marco) if one.rid != old)
    assert (fresh.replaces, fresh.status, fresh.expires_on, fresh.signed_at) == (old, "draft", None, None)
    assert {one.name for one in fresh.recipients} == {POLICE, OFFICE}


def test_a_consent_that_ends_soon_is_said_at_the_top(desk, clock, screen, settle, marco):

    signed(desk, marco, expires_on=(clock.now() + timedelta(days=10)).date())
    again(screen, settle)
    assert not screen.soon.isHidden()
    assert "Ends soon" in texts(screen)


@pytest.mark.parametrize("role", ["peer", "project_manager"])
def test_who_may_only_read_has_no_button_that_changes_anything(desk, tools, qtbot, settle, role):

    with as_role(desk, "supervisor"):
        person = walk_in(desk)
        card(desk, signed(desk, person), POLICE)
        drafted(desk, person)
    made = bring(qtbot, ConsentsScreen(tools), person)
    settle()
    names = {one.objectName().partition(".")[0] for one in made.findChildren(QPushButton) if one.isVisibleTo(made)}
    assert not names & {"hand_over", "paper", "edit", "anew", "revoke", "discard", "newConsent"}


@pytest.mark.survives(41, 42)
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_shown_as_typed(desk, screen, settle, marco, words):
    rid = signed(desk, marco)
    again(screen, settle)
    card(desk, rid, POLICE, words)
    again(screen, settle)
    assert words in texts(screen)
    assert consents.read_consent(desk, rid).record.status == "active"
