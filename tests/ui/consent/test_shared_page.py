"""What is shared with a partner: the card with its notice, theirs alone, and gone with its day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from lead_desktop import i18n
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.reports.paper.notices import notice
from lead_desktop.ui.consent.shared_page import SharedScreen
from tests.ui.people.conftest import bring

PERSON, CONSENT = "019a0000-0000-7000-8000-00000000000a", "019a0000-0000-7000-8000-00000000000b"


@pytest.fixture
def role() -> str:
    return "officer"


@pytest.fixture
def screen(qtbot, tools, settle, desk):
    desk.worker = replace(desk.worker, agency="Santa Fe Police")
    made = bring(qtbot, SharedScreen(tools))
    settle()
    return made


def arrive(desk, clock, **changes: object) -> None:
    """Put a card on the laptop, as sync does."""
    card = ShareCard(
        **{
            "person": PERSON, "consent": CONSENT, "recipient": "Santa Fe Police", "person_name": "Marco Baca",
            "number": "SF-0007", "headline": "Has a bed since Monday", "ask": "Say that breakfast is at 9",
            "standing": "doing_well", "categories": ("participation_status",),
            "expires_at": clock.now() + timedelta(days=14), "notice_version": "2024-04-16", **changes,
        }
    )  # fmt: skip
    with desk.writing("test", PERSON) as work:
        work.create(card, client="x")


def texts(screen) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisibleTo(screen))


def again(screen, settle) -> str:
    screen.refresh()
    settle()
    return texts(screen)


def test_without_a_card_it_says_that_nothing_is_shared(screen):
    assert "Nothing is shared with you right now." in texts(screen)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_card_stands_there_with_the_notice_whole(desk, clock, screen, settle, language):
    arrive(desk, clock)
    i18n.set_language(language)
    screen.retranslate()
    said = again(screen, settle)
    for wanted in ("Marco Baca", "SF-0007", "Has a bed since Monday", "Say that breakfast is at 9"):
        assert wanted in said
    assert notice("part2_disclosure").full in said
    assert {"en": "Not for enforcement", "es": "No es para vigilar"}[language] in said
    assert "_" not in said


def test_a_card_for_another_organisation_is_not_shown(desk, clock, screen, settle):
    arrive(desk, clock, recipient="Sheriff")
    assert "Marco" not in again(screen, settle)


def test_a_card_whose_day_is_over_is_not_shown(desk, clock, screen, settle):
    arrive(desk, clock)
    assert "Marco" in again(screen, settle)
    clock.advance(timedelta(days=15))
    assert "Marco" not in again(screen, settle)


def test_initials_stand_there_while_others_look_on(desk, clock, screen, settle):
    arrive(desk, clock)
    screen.set_private(True)
    said = again(screen, settle)
    assert "Marco Baca" not in said
    assert "SF-0007" not in said
    assert "M. B." in said


def test_reading_a_card_is_written_to_the_audit_chain(desk, clock, screen, settle):
    arrive(desk, clock)
    again(screen, settle)
    actions = [one for (one,) in desk.vault.reader.execute("SELECT action FROM audit").fetchall()]
    assert "share_card.view" in actions
