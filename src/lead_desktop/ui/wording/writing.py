"""A line or a box as the help sees it: its text, where the cursor is, where a word stands, one step to change it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from lead_desktop.domain.word_finder import Finding
from lead_desktop.domain.word_grammar import Change
from lead_desktop.ui import theme
from lead_desktop.ui.wording.places import to_signs, to_units

_DOTS = [1.0, 2.5]
"""Dots and gaps in widths of the pen."""
_TOKENS = {False: "info", True: "muted"}
"""The colour by whether a word is only asked about; calm, and 3:1 on every ground in both themes."""


class Writing(Protocol):
    """Where somebody writes."""

    widget: QWidget
    pointed: QWidget
    """The widget that the pointer moves over."""

    def text(self) -> str:
        """Return all of it."""
        ...

    def cursor(self) -> int:
        """Return the sign that the cursor stands before."""
        ...

    def sign_at(self, point: QPoint) -> int:
        """Return the sign below a point of `pointed`."""
        ...

    def place_of(self, start: int, end: int) -> QRect:
        """Return where signs stand, in `pointed`."""
        ...

    def mark(self, findings: Sequence[Finding]) -> None:
        """Underline these and no others."""
        ...

    def choose(self, start: int, end: int) -> None:
        """Select signs and bring them into sight."""
        ...

    def put(self, change: Change) -> None:
        """Change the text in one step that can be undone, with the cursor behind it."""
        ...


class BoxWriting:
    """Several lines."""

    def __init__(self, box: QPlainTextEdit) -> None:
        """Take the box."""
        self._box = box
        self.widget: QWidget = box
        self.pointed: QWidget = box.viewport()

    def text(self) -> str:
        """Return all of it."""
        return self._box.toPlainText()

    def cursor(self) -> int:
        """Return the sign that the cursor stands before."""
        return to_signs(self.text(), self._box.textCursor().position())

    def sign_at(self, point: QPoint) -> int:
        """Return the sign below a point."""
        return to_signs(self.text(), self._box.cursorForPosition(point).position())

    def place_of(self, start: int, end: int) -> QRect:
        """Return where signs stand; of what goes over a line's end, the beginning."""
        first, last = self._box.cursorRect(self._cursor(start, start)), self._box.cursorRect(self._cursor(end, end))
        return first.united(last) if first.top() == last.top() else first

    def mark(self, findings: Sequence[Finding]) -> None:
        """Underline these and no others; the marks move along with the text."""
        self._box.setExtraSelections([self._marked(one) for one in findings])

    def choose(self, start: int, end: int) -> None:
        """Select signs and bring them into sight."""
        self._box.setTextCursor(self._cursor(start, end))
        self._box.ensureCursorVisible()

    def put(self, change: Change) -> None:
        """Change the text in one step that can be undone."""
        cursor = self._cursor(change.start, change.end)
        cursor.insertText(change.words)
        self._box.setTextCursor(cursor)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self.text()
        made = QTextCursor(self._box.document())
        made.setPosition(to_units(text, start))
        made.setPosition(to_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        return made

    def _marked(self, finding: Finding) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(theme.current().color(_TOKENS[finding.asks]))
        made.cursor = self._cursor(finding.start, finding.end)
        made.format = look
        return made


class LineWriting:
    """One line; it draws its marks itself, for Qt's line has none."""

    def __init__(self, line: QLineEdit) -> None:
        """Take the line."""
        self._line = line
        self.widget: QWidget = line
        self.pointed: QWidget = line
        self.marks = LineMarks(line, self)

    def text(self) -> str:
        """Return all of it."""
        return self._line.text()

    def cursor(self) -> int:
        """Return the sign that the cursor stands before."""
        return to_signs(self.text(), self._line.cursorPosition())

    def sign_at(self, point: QPoint) -> int:
        """Return the sign below a point."""
        return to_signs(self.text(), self._line.cursorPositionAt(point))

    def place_of(self, start: int, end: int) -> QRect:
        """Return where signs stand; part of it may be out of sight."""
        text, metrics = self.text(), QFontMetrics(self._line.font())
        cursor = self._line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        at = text[: self.cursor()]
        zero = cursor.center().x() - metrics.horizontalAdvance(at)
        left = int(zero) + metrics.horizontalAdvance(text[:start])
        return QRect(left, int(cursor.top()), metrics.horizontalAdvance(text[start:end]), int(cursor.height()))

    def mark(self, findings: Sequence[Finding]) -> None:
        """Underline these and no others."""
        self.marks.show_marks(findings)

    def choose(self, start: int, end: int) -> None:
        """Select signs."""
        text = self.text()
        first, last = to_units(text, start), to_units(text, end)
        self._line.setSelection(first, last - first)

    def put(self, change: Change) -> None:
        """Change the text in one step that can be undone."""
        self.choose(change.start, change.end)
        self._line.insert(change.words)


class LineMarks(QWidget):
    """Lies over a line, lets everything through, draws its dots. `stale`: it holds another text than was looked at."""

    stale = Signal()

    def __init__(self, line: QLineEdit, writing: LineWriting) -> None:
        """Lie over a line."""
        super().__init__(line)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line = line
        self._writing = writing
        self._findings: tuple[Finding, ...] = ()
        self._text = ""
        self.resize(line.size())

    def show_marks(self, findings: Sequence[Finding]) -> None:
        """Draw dots below these."""
        self._findings, self._text = tuple(findings), self._line.text()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a line of dots below each finding; a text that was filled in meanwhile is looked at first."""
        if self.size() != self._line.size():
            self.resize(self._line.size())
        if self._text != self._line.text():
            self._text, self._findings = self._line.text(), ()
            self.stale.emit()
        painter = QPainter(self)
        painter.setClipRect(self.rect().adjusted(8, 0, -8, 0))
        for one in self._findings:
            pen = QPen(theme.current().color(_TOKENS[one.asks]), 2)
            pen.setDashPattern(_DOTS)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            place = self._writing.place_of(one.start, one.end)
            painter.drawLine(place.left() + 1, place.bottom() - 1, place.right() - 1, place.bottom() - 1)
        painter.end()
