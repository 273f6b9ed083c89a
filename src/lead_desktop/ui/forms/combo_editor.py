"""An editor for a code out of many: a list that opens, and that filters by what is typed where it is long."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QStyle, QStyleOptionComboBox, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.choices import choices
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.plain_text import is_spare_step
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.forms.text_editors import alone
from lead_desktop.ui.looks import roomy_list


class StillCombo(QComboBox):
    """A combo box that leaves the wheel to the page, so that scrolling never changes an answer.

    What it looks like closed does not hang on its list, so that Qt builds the list only when it is opened.
    """

    ASKED_LETTERS = 12
    MOST_LINES = 14

    def showPopup(self) -> None:
        """Open the list, set by the style sheet."""
        if self.maxVisibleItems() != self.MOST_LINES:
            self.setMaxVisibleItems(self.MOST_LINES)
            roomy_list(self)
        super().showPopup()

    def sizeHint(self) -> QSize:
        """Ask for room for a few letters, however long the words of the list are."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        inside = QSize(self.ASKED_LETTERS * metrics.horizontalAdvance("X"), max(metrics.height(), 14) + 2)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, inside, self)

    def minimumSizeHint(self) -> QSize:
        """Need no more than is asked for."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo to the form."""
        if is_spare_step(event, undo=False, redo=False):
            event.ignore()
            return
        super().keyPressEvent(event)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


class ComboEditor(Editor):
    """One code of a list; `filters` lets people type any part of the words."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None, *, filters: bool = False) -> None:
        """Make the combo with today's codes."""
        super().__init__(spec, needs, parent)
        self.combo = StillCombo(self)
        self._filters = filters
        self._by_words: dict[str, str] = {}
        if filters:
            self._let_type()
        self._offer(None)
        self.combo.currentIndexChanged.connect(self._on_changed)
        alone(self, self.combo)

    def _let_type(self) -> None:
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.combo.setCompleter(completer)
        line = self.combo.lineEdit()
        assert line is not None  # noqa: S101 - an editable combo has a line
        line.setMaxLength(200)
        line.setObjectName(f"{self.spec.name}.text")
        self.combo.editTextChanged.connect(self._on_changed)

    def raw(self) -> Json:
        """Return the code, and in a filtering list what was typed."""
        if self._filters:
            return {"code": self._code(), "text": self.combo.currentText()}
        return self._code()

    def set_raw(self, raw: Json) -> None:
        """Choose a code and show what was typed."""
        if isinstance(raw, dict):
            self._show(raw.get("code"))
            with QSignalBlocker(self.combo):
                self.combo.setEditText(str(raw.get("text") or ""))
            return
        self._show(raw)

    def answer(self) -> Answer:
        """Return the code; typed words that are no choice are a problem `not_chosen`."""
        if self._filters and self._code() is None and self.combo.currentText().strip():
            return Answer(None, (Problem("", "not_chosen"),))
        return Answer(self._code())

    def set_answer(self, value: Json) -> None:
        """Choose a stored code."""
        self._show(value)

    def focus_target(self) -> QWidget:
        """Return the combo."""
        return self.combo

    def describe(self, name: str, description: str) -> None:
        """Name the combo, and its line where it has one."""
        super().describe(name, description)
        line = self.combo.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setAccessibleDescription(description)

    def leave(self) -> None:
        """Take typed words that name one choice, or stand in one choice only, for that choice."""
        if not self._filters:
            return
        code = self._code() or self._only_match()
        if code is not None:
            self.combo.setCurrentIndex(self.combo.findData(code))

    def _only_match(self) -> str | None:
        typed = _folded(self.combo.currentText())
        found = [code for words, code in self._by_words.items() if typed and typed in words]
        return found[0] if len(found) == 1 else None

    def retranslate(self) -> None:
        """Put the words of the codes in the language that is switched on."""
        raw, code = self.raw(), self._code()
        self._offer(code)
        self.set_raw(code if code is not None else raw)

    def _code(self) -> str | None:
        if not self._filters:
            held = self.combo.currentData()
            return str(held) if held else None
        return self._by_words.get(_folded(self.combo.currentText()))

    def _show(self, code: object) -> None:
        held = code if isinstance(code, str) and code else None
        if held and self.combo.findData(held) < 0:
            self._offer(held)
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(max(self.combo.findData(held), 0) if held else 0)
            if self._filters:
                self.combo.setEditText(self.combo.itemText(self.combo.currentIndex()) if held else "")
        line = self.combo.lineEdit()
        if line is not None and not self.combo.hasFocus():
            line.setCursorPosition(0)

    def _offer(self, held: str | None) -> None:
        with QSignalBlocker(self.combo):
            self.combo.clear()
            self.combo.addItem("" if self._filters else _("Choose…"), "")
            self._by_words.clear()
            for one in choices(self.spec, self.needs, (held,) if held else ()):
                self.combo.addItem(one.words, one.code)
                self._by_words.setdefault(_folded(one.words), one.code)
        line = self.combo.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Type to find, or open the list"))

    def _on_changed(self) -> None:
        self.changed.emit()
