"""A line and a box for typed text: pasting is measured first, and Tab always moves on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.domain.text import visible

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


def room_for(max_length: int) -> int:
    """Return how much a widget takes in before it refuses: some more than the field holds, to be shortened."""
    return max(2 * max_length, 2_000)


def too_long(length: int, max_length: int) -> Problem:
    """Say that a paste was refused for its length."""
    return Problem("", "paste_too_long", {"length": length, "max_length": max_length})


def seen(text: str, *, lines: bool) -> str:
    """Return what can be seen of a text, with blanks at its ends kept; lone surrogates are dropped."""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    inner = visible(text, lines=lines)
    head = text[: len(text) - len(text.lstrip(" "))]
    tail = text[len(text.rstrip(" ")) :] if inner else ""
    return f"{head}{inner}{tail}"


def is_spare_step(event: QKeyEvent, *, undo: bool, redo: bool) -> bool:
    """Tell whether a key asks to undo or redo while there is nothing to undo or redo."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo


class PlainLine(QLineEdit):
    """A line edit that takes in only text that fits; `refused` carries the problem of a paste that did not."""

    refused = Signal(object)

    def __init__(self, max_length: int, parent: QWidget | None = None) -> None:
        """Hold up to `max_length` characters, with some room above it for text that is to be shortened."""
        super().__init__(parent)
        self._max = max_length
        self.setMaxLength(room_for(max_length))

    def put(self, text: str) -> None:
        """Show a text without telling it as a change."""
        with QSignalBlocker(self):
            self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def tidy(self) -> None:
        """Take out what cannot be seen, so that what is stored is what stands here."""
        clean = visible(seen(self.text(), lines=False), lines=False)
        if clean != self.text():
            self.setText(clean)

    def take(self, text: str) -> None:
        """Insert text where the cursor is, unless it is far too long."""
        if len(self.text()) - len(self.selectedText()) + len(text) > room_for(self._max):
            self.refused.emit(too_long(len(text), self._max))
            return
        self.insert(seen(text, lines=False))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Measure a paste before it is put in; leave undo to the form where nothing here can be undone."""
        if is_spare_step(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QApplication.clipboard().text())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the menu's Paste measure as well."""
        menu = self.createStandardContextMenu()
        paste: QAction | None = next((one for one in menu.actions() if one.objectName() == "edit-paste"), None)
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(self._on_paste_triggered)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Measure dropped text before it is put in."""
        if len(event.mimeData().text()) > room_for(self._max):
            self.refused.emit(too_long(len(event.mimeData().text()), self._max))
            return
        super().dropEvent(event)

    def _on_paste_triggered(self) -> None:
        self.take(QApplication.clipboard().text())


class PlainBox(QPlainTextEdit):
    """A box of plain text that grows with what is written, up to `MOST_LINES`, then scrolls."""

    FEWEST_LINES = 3
    MOST_LINES = 12

    refused = Signal(object)

    def __init__(self, max_length: int, parent: QWidget | None = None) -> None:
        """Hold up to `max_length` characters, with some room above it for text that is to be shortened."""
        super().__init__(parent)
        self._max = max_length
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._on_document_size_changed)
        self._fit()

    def put(self, text: str) -> None:
        """Show a text without telling it as a change."""
        with QSignalBlocker(self):
            self.setPlainText(text)
        self._fit()

    def tidy(self) -> None:
        """Take out what cannot be seen, in one step that can be undone."""
        text = self.toPlainText()
        clean = visible(seen(text, lines=True), lines=True)
        if clean != text.strip():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(clean)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo to the form where nothing here can be undone."""
        document = self.document()
        if is_spare_step(event, undo=document.isUndoAvailable(), redo=document.isRedoAvailable()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Measure a paste or a drop before it is put in; formats are dropped."""
        text = source.text()
        chosen = len(self.textCursor().selectedText())
        if self.document().characterCount() - 1 - chosen + len(text) > room_for(self._max):
            self.refused.emit(too_long(len(text), self._max))
            return
        self.textCursor().insertText(seen(text, lines=True))
        self.ensureCursorVisible()

    def _on_document_size_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        lines = int(self.document().size().height())
        shown = min(max(lines, self.FEWEST_LINES), self.MOST_LINES)
        frame = 2 * (self.frameWidth() + int(self.document().documentMargin())) + 8
        height = shown * self.fontMetrics().lineSpacing() + frame
        if height != self.minimumHeight():
            self.setFixedHeight(height)
