"""The site's own words: added, changed, taken out and brought back on their page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lead_desktop.casework import words
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.i18n import set_language
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import tools_for
from lead_desktop.ui.words.form import WordBox
from lead_desktop.ui.words.page import WordsScreen
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk

Settle = Callable[[], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", StandingClock(), "project_manager")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[WordsScreen]:
    tools = tools_for(desk, Jobs())
    made = WordsScreen(tools)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.refresh()
    yield made
    made.leave()
    tools.jobs.close()


@pytest.fixture
def settle(qtbot: QtBot, page: WordsScreen) -> Settle:
    def wait() -> None:
        qtbot.waitUntil(lambda: not page._tools.jobs.busy())
        QApplication.processEvents()

    return wait


def listed(page: WordsScreen) -> list[str]:
    rows = page.list.rows
    return [rows.record(row).record.word for row in range(rows.rowCount())]  # type: ignore[attr-defined]


def fill(page: WordsScreen, word: str, instead: str) -> WordBox:
    page.add.click()
    box = page.stack.form
    assert isinstance(box, WordBox)
    box.form.blocks["word"].editor.line.setText(word)  # type: ignore[attr-defined]
    box.form.blocks["instead"].editor.lines[0].setText(instead)  # type: ignore[attr-defined]
    return box


def test_a_word_is_added_opened_and_changed(page: WordsScreen, settle: Settle, desk: Desk) -> None:
    assert page.list.currentIndex() == 1  # the sentence for an empty list
    told: list[tuple[str, bool]] = []
    page.said.connect(lambda words_, undo: told.append((words_, undo)))
    fill(page, "guest", "neighbor").save.click()
    settle()
    assert listed(page) == ["guest"]
    assert told[-1][1]
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    box = page.stack.form
    assert isinstance(box, WordBox)
    box.form.blocks["instead"].editor.lines[0].setText("visitor")  # type: ignore[attr-defined]
    box.save.click()
    settle()
    assert [one.record.instead for one in words.site_words(desk)] == [("visitor",)]
    page.undo()
    settle()
    assert [one.record.instead for one in words.site_words(desk)] == [("neighbor",)]


def test_a_word_taken_out_comes_back_by_undo(page: WordsScreen, settle: Settle, desk: Desk) -> None:
    words.save_word(desk, WordChoice(word="guest", lang="en"))
    page.refresh()
    page.take_out.click()
    settle()
    assert (listed(page), page.take_out.isHidden()) == ([], True)
    page.undo()
    settle()
    assert listed(page) == ["guest"]


def test_what_is_half_typed_waits_when_one_goes_back(page: WordsScreen, settle: Settle) -> None:
    fill(page, "gue", "nei")
    page.header.back_requested.emit()
    settle()
    assert page.stack.form is None
    page.add.click()
    assert page.stack.form.form.blocks["word"].editor.line.text() == "gue"  # type: ignore[union-attr, attr-defined]


@pytest.mark.survives(42)
def test_markup_in_a_word_is_shown_as_it_is_and_a_word_without_letters_is_told_by_its_field(
    page: WordsScreen, settle: Settle
) -> None:
    box = fill(page, "!!!", "x")
    box.save.click()
    settle()
    assert page.stack.form is box
    box.form.blocks["word"].editor.line.setText("<b>guest</b>")  # type: ignore[attr-defined]
    box.save.click()
    settle()
    assert listed(page) == ["<b>guest</b>"]


def test_everything_is_said_in_spanish(page: WordsScreen) -> None:
    set_language("es")
    page.retranslate()
    assert page.header.findChildren(type(page.add))
    assert page.title() == "Palabras de este programa"
    assert page.add.text() == "Agregar una palabra"
