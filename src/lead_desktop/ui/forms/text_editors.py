"""Editors for what is typed: a line, several lines, a whole number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.domain.text import LINE_MAX, NAME_MAX, NOTE_MAX
from lead_desktop.i18n import ngettext
from lead_desktop.ui import theme
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.plain_text import PlainBox, PlainLine
from lead_desktop.ui.forms.reading import Unreadable, read_whole
from lead_desktop.ui.forms.spec import Kind, Spec
from lead_desktop.ui.wording.word_help import help_with_box, help_with_line

NEAR_LIMIT = 0.8
"""From this share of the limit on the number of characters left is shown."""


def alone(editor: Editor, widget: QWidget) -> None:
    """Let one widget fill an editor and carry the field's name."""
    widget.setObjectName(editor.spec.name)
    column = QVBoxLayout(editor)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    editor.setFocusProxy(widget)


def free_text(spec: Spec) -> bool:
    """Tell whether a field holds a worker's own sentences: no name, and not what the participant said."""
    typed = spec.kind in (Kind.LINE, Kind.LONG) and spec.max_length not in (None, NAME_MAX)
    return typed and not spec.note.own_words


def is_text(text: str) -> bool:
    """Tell whether a text can be written down as UTF-8, which a lone surrogate cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the line."""
        super().__init__(spec, needs, parent)
        self.line = PlainLine(self._limit(), self)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.refused.connect(self.noticed)
        alone(self, self.line)
        if needs.words is not None and free_text(spec):
            help_with_line(self.line, needs.words)
        if spec.kind is Kind.NUMBER:
            self.line.setMaximumWidth(theme.current().px(160))

    def _limit(self) -> int:
        return self.spec.max_length or LINE_MAX

    def raw(self) -> Json:
        """Return the text as typed."""
        return self.line.text()

    def set_raw(self, raw: Json) -> None:
        """Show a text as it was typed."""
        text = str(raw or "")
        if not is_text(text):
            text = text.encode("utf-8", "ignore").decode("utf-8")
            self.noticed.emit(Problem("", "not_text"))
        self.line.put(text)

    def answer(self) -> Answer:
        """Return the text; blank is None."""
        text = self.line.text()
        return Answer(text) if text.strip() else Answer()

    def set_answer(self, value: Json) -> None:
        """Show a stored text or number."""
        self.line.put("" if value is None else str(value))

    def focus_target(self) -> QWidget:
        """Return the line."""
        return self.line

    def leave(self) -> None:
        """Tidy what was typed once the person has moved on."""
        self.line.tidy()

    def hint(self) -> str:
        """Count down near the limit."""
        return characters_left(len(self.line.text()), self._limit())

    def _on_text_changed(self) -> None:
        self.changed.emit()


class NumberEditor(LineEditor):
    """A whole number, typed as digits: no wheel, no arrows, nothing that changes it by accident."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make a line with a keyboard for digits."""
        super().__init__(spec, needs, parent)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def _limit(self) -> int:
        return 60

    def answer(self) -> Answer:
        """Return the number, or why the text is none."""
        try:
            return Answer(read_whole(self.line.text()))
        except Unreadable as fault:
            return Answer(None, (Problem("", fault.code),))

    def hint(self) -> str:
        """Have no count for numbers."""
        return ""


class LongEditor(Editor):
    """Several lines of text in a box that grows."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the box."""
        super().__init__(spec, needs, parent)
        self.box = PlainBox(self._limit(), self)
        self.box.textChanged.connect(self._on_text_changed)
        self.box.refused.connect(self.noticed)
        alone(self, self.box)
        if needs.words is not None and free_text(spec):
            help_with_box(self.box, needs.words)

    def _limit(self) -> int:
        return self.spec.max_length or NOTE_MAX

    def raw(self) -> Json:
        """Return the text as typed."""
        return self.box.toPlainText()

    def set_raw(self, raw: Json) -> None:
        """Show a text as it was typed."""
        text = str(raw or "")
        if not is_text(text):
            text = text.encode("utf-8", "ignore").decode("utf-8")
            self.noticed.emit(Problem("", "not_text"))
        self.box.put(text)

    def answer(self) -> Answer:
        """Return the text; blank is None."""
        text = self.box.toPlainText()
        return Answer(text) if text.strip() else Answer()

    def set_answer(self, value: Json) -> None:
        """Show a stored text."""
        self.box.put(value or "")

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def leave(self) -> None:
        """Tidy what was typed once the person has moved on."""
        self.box.tidy()

    def hint(self) -> str:
        """Count down near the limit."""
        return characters_left(self.box.document().characterCount() - 1, self._limit())

    def _on_text_changed(self) -> None:
        self.changed.emit()


def characters_left(length: int, limit: int) -> str:
    """Say how many characters are left once most are used; blank before that and past the limit."""
    left = limit - length
    if length < limit * NEAR_LIMIT or left < 0:
        return ""
    return ngettext("{n} character left", "{n} characters left", left)
