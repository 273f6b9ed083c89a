"""The page for the participant over the real window: no key of the program works, and locking takes it away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from lead_desktop.ui.consent.hand_over import HandOver
from lead_desktop.ui.consent.page import ConsentsScreen
from tests.ui.whole_window import WholeWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(qapp: QApplication, tmp_path: Path) -> Iterator[WholeWindow]:
    made = WholeWindow(tmp_path, "supervisor")
    yield made
    made.close()


@pytest.fixture
def shown(whole: WholeWindow) -> HandOver:
    whole.window.go("consents", whole.person)
    whole.settle()
    front = whole.window.front()
    assert isinstance(front, ConsentsScreen)
    next(one for one in front.findChildren(QPushButton) if one.objectName().startswith("hand_over.")).click()
    whole.settle()
    assert front.hand_over is not None
    return front.hand_over


def test_no_key_of_the_program_reaches_through_the_page(whole: WholeWindow, shown: HandOver) -> None:
    shown.activateWindow()
    QTest.qWait(10)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_F, Qt.Key.Key_N):
        QTest.keyClick(shown, key, CONTROL)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F9, Qt.Key.Key_Escape):
        QTest.keyClick(shown, key)
    whole.settle()
    assert whole.window.place() == ("consents", whole.person)
    assert shown.isVisible()
    shown.confirm.click()
    whole.settle()


@pytest.mark.survives(38)
def test_locking_takes_the_page_away_and_signs_nothing(whole: WholeWindow, shown: HandOver) -> None:
    shown.sign.how._choices._choose("typed")
    shown.sign.name.setText("Marco Baca")
    whole.session.end("idle")
    assert not shown.isVisible()
    assert not whole.window.cover.isHidden()
