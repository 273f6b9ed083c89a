"""Screens on a real desk: a case manager's laptop, one participant from a referral, helpers to type and to wait."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lead_desktop.ui.forms.draft_saver import DraftSaver
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from tests.fakes.clock import StandingClock
from tests.fakes.desks import enter_again, make_desk

HOSTILE = (
    "'; DROP TABLE record; --", '" OR 1=1', "Robert');--", "<b>bold</b>", "<img src=http://x/y.png>",
    "<script>alert(1)</script>", "&lt;", "=1+1", "O'Brien", "Null", "None",
    "Z̷̡̛a̶l̸g̶o̴", "👩‍👩‍👧", "محمد علي", "{name}", "%s",
)  # fmt: skip
UNSEEN = ("\u202e", "\u2066", "\u200b", "\x00", "\x07")


class Laptop:
    """One laptop that can be switched off without a word and opened again."""

    def __init__(self, qtbot: QtBot, folder: Path, **programme: object) -> None:
        self.qtbot = qtbot
        self.folder = folder / "vault"
        self.clock = StandingClock()
        self.said: list[tuple[str, bool]] = []
        self.asked: list[tuple[str, object]] = []
        self.screens: list[Screen] = []
        self._use(Tools(make_desk(self.folder, self.clock, **programme), Jobs(), Needs(self.clock)))

    def _use(self, tools: Tools) -> None:
        self.tools, self.desk = tools, tools.desk

    def show(self, screen: Screen, what: object) -> None:
        """Bring a screen to the front as the window does."""
        self.qtbot.addWidget(screen)
        self.screens.append(screen)
        screen.said.connect(lambda words, undo: self.said.append((words, undo)))
        screen.open_requested.connect(lambda kind, rid: self.asked.append((kind, rid)))
        screen.resize(1100, 800)
        with self.qtbot.waitExposed(screen):
            screen.show()
        screen.activateWindow()
        screen.open(what)
        screen.refresh()
        self.settle()

    def settle(self) -> None:
        """Wait until everything asked for is on the disk and answered."""
        self.qtbot.waitUntil(lambda: not self.tools.jobs.busy())
        QApplication.processEvents()

    def kill(self) -> None:
        """End as a kill does: nothing is said to any screen; then unlock again."""
        self.close()
        self._use(Tools(enter_again(self.folder, self.clock), Jobs(), Needs(self.clock)))

    def close(self) -> None:
        """Stop: screens that still stand keep nothing any more."""
        for screen in self.screens:
            for saver in screen.findChildren(DraftSaver):
                saver._timer.stop()
                saver._waiting = False
        self.screens.clear()
        self.tools.jobs.close()
        self.desk.close()


@pytest.fixture
def laptop(qtbot: QtBot, tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(qtbot, tmp_path, pauses_agreed=True)
    yield made
    made.close()


def target(block: FieldBlock) -> QWidget:
    return block.editor.focus_target()


def type_into(block: FieldBlock, text: str) -> None:
    """Put text where somebody types, as a key or the clipboard does."""
    widget = target(block)
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    if isinstance(widget, QLineEdit):
        widget.insert(text)
    else:
        widget.insertPlainText(text)


def text_of(block: FieldBlock) -> str:
    widget = target(block)
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()  # type: ignore[attr-defined]


def error_of(block: FieldBlock) -> str:
    found = block.findChild(QWidget, f"{block.spec.name}.error")
    return found.text() if found is not None and not found.isHidden() else ""  # type: ignore[attr-defined]


def shown_texts(root: QWidget) -> list[str]:
    """Every text of a label that is shown."""
    labels = [one for one in root.findChildren(QWidget) if hasattr(one, "text") and one.isVisible()]
    return [one.text() for one in labels]
