"""The page for the participant: only their paper, in their language, and no way back but through the worker."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from lead_desktop import i18n
from lead_desktop.casework import consents
from lead_desktop.domain.consent import Consent, hash_of
from lead_desktop.domain.signature import strokes_of
from lead_desktop.ui.consent.hand_over import HandOver
from lead_desktop.ui.consent.page import ConsentsScreen
from tests.fakes.consents import drafted, taken_back
from tests.ui.people.conftest import bring


@pytest.fixture
def screen(qtbot, tools, settle, marco, desk) -> ConsentsScreen:
    drafted(desk, marco)
    made = bring(qtbot, ConsentsScreen(tools), marco)
    settle()
    return made


@pytest.fixture
def shown(screen, settle) -> HandOver:
    next(one for one in screen.findChildren(QPushButton) if one.objectName().startswith("hand_over.")).click()
    settle()
    assert screen.hand_over is not None
    yield screen.hand_over
    if screen.hand_over is not None:
        screen.hand_over.confirm.click()
        settle()


def held(desk, marco) -> Consent:
    return desk.reading.of_person(Consent, marco)[-1].record


def draw(shown: HandOver) -> None:
    pad, left = shown.sign.pad, Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(40, 90))
    for step in range(1, 30):
        QTest.mouseMove(pad, QPoint(40 + step * 8, 90 - (step % 5) * 9))
    QTest.mouseRelease(pad, left, pos=QPoint(280, 60))


def said(shown: HandOver) -> str:
    return "\n".join(one.text() for one in (*shown.findChildren(QLabel), *shown.findChildren(QPushButton)))


def test_it_shows_the_paper_of_this_person_and_nothing_else_of_the_program(shown, screen):
    words = said(shown)
    assert "This is about: Marco Baca" in words
    assert "Santa Fe Police may be told:\n- Whether you take part" in words
    assert "Your privacy: a notice" in words
    assert shown.isWindow()
    assert shown.windowModality() is Qt.WindowModality.ApplicationModal
    assert shown.isFullScreen()
    assert shown.windowTitle() == "Document"
    assert "SF-" not in words
    assert "LEAD Desktop" not in words


def test_it_is_in_their_language_whatever_the_screens_are_in(shown):
    i18n.set_language("en")
    shown.choose_language._choices._choose("es")
    assert "Se trata de: Marco Baca" in said(shown)
    assert "Estoy de acuerdo y firmo" in said(shown)
    assert "I agree, and sign" not in said(shown)


def test_nothing_is_signed_before_there_is_a_signature(shown):
    assert not shown.sign.sign.isEnabled()
    draw(shown)
    assert shown.sign.sign.isEnabled()
    shown.sign.clear.click()
    assert not shown.sign.sign.isEnabled()
    shown.sign.how._choices._choose("typed")
    shown.sign.name.setText("   ")
    assert not shown.sign.sign.isEnabled()


def test_a_signature_by_hand_is_kept_stroke_by_stroke_with_the_text_that_was_read(shown, settle, desk, marco):
    shown.choose_language._choices._choose("es")
    read = shown.shown
    draw(shown)
    shown.sign.notice.setChecked(True)
    shown.sign.sign.click()
    settle()
    consent = held(desk, marco)
    assert consents.state_of(consent, desk.clock.now()) == "active"
    assert (consent.signature_kind, consent.language_of_form) == ("drawn", "es")
    assert len(strokes_of(consent.strokes or "")[0]) > 10
    assert (consent.text, consent.text_hash) == (read.text, hash_of(read.text))
    assert (consent.notice_method, consent.notice_received) == ("on_screen", True)
    assert consent.notice_version
    assert "Gracias. Está firmado." in said(shown)


def test_a_typed_name_signs_by_the_keyboard_alone(shown, settle, desk, marco):
    shown.sign.how._choices._choose("typed")
    shown.sign.name.setFocus()
    QTest.keyClicks(shown.sign.name, "Marco Baca")
    shown.sign.sign.setFocus()
    QTest.keyClick(shown.sign.sign, Qt.Key.Key_Space)
    settle()
    assert (held(desk, marco).typed_name, held(desk, marco).status) == ("Marco Baca", "active")


@pytest.mark.survives(45)
def test_a_name_pasted_without_end_is_cut_at_the_edge_of_the_line(shown):
    shown.sign.how._choices._choose("typed")
    line = shown.findChild(QLineEdit, "typedName")
    line.insert("x" * 100_000)
    assert len(line.text()) == 200


def test_esc_and_closing_lead_to_the_page_that_asks_for_the_worker_and_never_out(shown, screen):
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert shown.pages.currentIndex() == 1
    assert "Please give the laptop back to Rosa Alvarez." in said(shown)
    shown.again.click()
    assert shown.pages.currentIndex() == 0
    shown.close()
    assert shown.isVisible()
    assert shown.pages.currentIndex() == 1


def test_the_worker_says_that_the_laptop_is_back_and_the_page_is_gone(shown, screen, settle, desk, marco):
    shown.give_back.click()
    shown.confirm.click()
    settle()
    assert screen.hand_over is None
    assert not [one for one in QApplication.topLevelWidgets() if one.objectName() == "handOver" and one.isVisible()]
    assert held(desk, marco).status == "draft"


def test_what_was_taken_back_while_it_was_read_is_not_signed_and_says_so(shown, settle, desk, marco):
    taken_back(desk, desk.reading.of_person(Consent, marco)[-1].rid)
    draw(shown)
    shown.sign.sign.click()
    settle()
    assert held(desk, marco).status == "revoked"
    assert "taken back meanwhile" in shown.trouble.message()
    assert shown.sign.isEnabled()


def test_the_words_grow_and_shrink(shown):
    before = shown.findChildren(QLabel)[3].font().pixelSize()
    shown.larger.click()
    shown.larger.click()
    assert not shown.larger.isEnabled()
    sizes = [one.font().pixelSize() for one in shown.findChildren(QLabel) if "may be told" in one.text()]
    assert max(sizes) > before


def test_a_hand_that_never_stops_is_kept_within_bounds(shown):
    pad = shown.sign.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    for step in range(2600):
        QTest.mouseMove(pad, QPoint(5 + (step * 7) % 500, 5 + (step * 11) % 150))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert 0 < len(pad.strokes()) <= 40_000
