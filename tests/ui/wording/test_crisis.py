"""The crisis card: one key from everywhere, without a passphrase, in both languages, on a paper that tells nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lead_desktop.domain.crisis import CRISIS
from lead_desktop.i18n import set_language, translation
from lead_desktop.reports.paper.crisis import crisis_sheet
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.crisis.dialog import CrisisCard, show_crisis
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.printing.dialog import PrintPreview
from lead_desktop.ui.start.window import StartWindow
from lead_desktop.ui.window import Window
from tests.fakes.clock import StandingClock

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    return made


def words(of: QObject) -> str:
    return "\n".join(one.text() for one in of.findChildren(QLabel) if one.isVisible())


def test_it_opens_in_the_language_of_the_screens_and_turns_into_the_other(qtbot: QtBot, over: QWidget) -> None:
    set_language("es")
    jobs = Jobs()
    card = show_crisis(jobs, StandingClock(), over)
    assert "911" in words(card)
    assert translation("es").gettext(CRISIS[1].lines[2]) in words(card)
    card._languages.changed.emit("en")
    assert CRISIS[1].lines[2] in words(card)
    assert card.windowTitle() == "In a crisis: 988, 911, naloxone"
    assert show_crisis(jobs, StandingClock(), over) is card
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    jobs.close()


def test_f2_asks_for_it_in_the_window_but_not_through_the_cover(qtbot: QtBot) -> None:
    window = Window([])
    qtbot.addWidget(window)
    asked: list[None] = []
    window.crisis_requested.connect(lambda: asked.append(None))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert len(asked) == 1
    window.close_cover("Locking.")
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert len(asked) == 1
    window.let_close()


def test_it_is_there_before_anybody_has_unlocked(qtbot: QtBot, tmp_path: Path) -> None:
    appearance = Appearance(QApplication.instance(), tmp_path)  # type: ignore[arg-type]
    window = StartWindow(appearance)
    qtbot.addWidget(window)
    asked: list[None] = []
    window.crisis_requested.connect(lambda: asked.append(None))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.findChild(QPushButton, "openCrisis").click()  # type: ignore[union-attr]
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert len(asked) == 2
    window.let_close()


def test_it_can_be_printed_from_the_card(qtbot: QtBot, over: QWidget) -> None:
    jobs = Jobs()
    card = CrisisCard(jobs, StandingClock(), over)
    card.open()
    card.findChild(QPushButton, "printCrisis").click()  # type: ignore[union-attr]
    preview = card.findChild(QDialog, "printPreview")
    assert isinstance(preview, PrintPreview)
    qtbot.waitUntil(lambda: not jobs.busy())
    preview.reject()
    card.reject()
    jobs.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paper_has_both_languages_on_one_page_and_no_name_of_a_program(language: str) -> None:
    document = pypdfium2.PdfDocument(crisis_sheet(language, AT))
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    first, second = ("Tilt the head back", "Incline la cabeza")[:: 1 if language == "en" else -1]
    assert 0 < text.index(first[:12]) < text.index(second[:12])
    assert "988" in text
    assert "LEAD" not in text
    assert document.get_metadata_dict()["Title"] in ("Document", "Documento")
