"""The continuum of use as dots on a line, placed by the participant: no colour of praise or blame (domain 4.3)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lead_desktop.ui import theme
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.choices import choices
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import plain_label, plain_tip
from lead_desktop.ui.widgets.choices import ChoiceButton, Choices

COLUMN = 82
"""Least width of a dot with its words, in unscaled pixels; with less room the dots stand below each other."""


class _Words(QLabel):
    """The words beside a dot; a click on them chooses it."""

    pressed = Signal(str)

    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "small")
        self._code = code

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        super().mouseReleaseEvent(event)
        self.pressed.emit(self._code)


class ContinuumEditor(Editor):
    """Dots from 0 to 7 with their words; arrows move either way, Delete takes the answer back."""

    wide = True

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make a dot for each place."""
        super().__init__(spec, needs, parent)
        self.setObjectName(spec.name)
        self.dots = Choices("stage", clearable=True, parent=self)
        self._words: dict[str, _Words] = {}
        self._help = plain_label(role="help", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        for one in choices(spec, needs):
            made = self.dots.add(one.code, one.code, self)
            made.setObjectName(f"{spec.name}.{one.code}")
            words = self._words[one.code] = _Words(one.code, self)
            words.pressed.connect(self._on_words_pressed)
        self.dots.changed.connect(self._on_dots_changed)
        self._across: bool | None = None
        self._place(across=True)
        self.retranslate()

    def raw(self) -> Json:
        """Return the place chosen."""
        return self.dots.value()

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave; a place this list does not have counts as none."""
        self.dots.set_value(raw if raw in self._words else None)
        self._say()

    def answer(self) -> Answer:
        """Return the code of the place."""
        return Answer(self.dots.value())

    def set_answer(self, value: Json) -> None:
        """Show a stored place."""
        self.set_raw(value)

    def focus_target(self) -> QWidget:
        """Return the dot chosen, or the first."""
        chosen = self.dots.value()
        return next((made for made in self.dots.buttons if made.code == chosen), self.dots.buttons[0])

    def describe(self, name: str, description: str) -> None:
        """Name the line, and describe each dot as part of it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for made in self.dots.buttons:
            made.setAccessibleDescription(name)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        offered = {one.code: one for one in choices(self.spec, self.needs)}
        for made in self.dots.buttons:
            one = offered[made.code]
            made.setAccessibleName(f"{one.code}, {one.words}. {one.help}".strip())
            made.setToolTip(plain_tip(f"{one.words}. {one.help}"))
            self._words[made.code].setText(one.words)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lie across where there is room, else stand."""
        super().resizeEvent(event)
        self._place(across=event.size().width() >= theme.current().px(COLUMN) * len(self._words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line that the dots stand on."""
        first, last = self.dots.buttons[0].geometry().center(), self.dots.buttons[-1].geometry().center()
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().color("control_border"), 2))
        painter.drawLine(first, last)
        painter.end()

    def _place(self, *, across: bool) -> None:
        if across == self._across:
            return
        self._across = across
        for at, made in enumerate(self.dots.buttons):
            self._place_dot(at, made, across=across)
        self._grid.removeWidget(self._help)
        count = len(self._words)
        self._grid.addWidget(self._help, 2 if across else count, 0, 1, count if across else 2)
        for column in range(count):
            self._grid.setColumnStretch(column, int(across or column == 1))

    def _place_dot(self, at: int, made: ChoiceButton, *, across: bool) -> None:
        words, middle = self._words[made.code], Qt.AlignmentFlag.AlignHCenter
        self._grid.removeWidget(made)
        self._grid.removeWidget(words)
        if across:
            self._grid.addWidget(made, 0, at, middle)
            self._grid.addWidget(words, 1, at)
            words.setAlignment(middle | Qt.AlignmentFlag.AlignTop)
        else:
            self._grid.addWidget(made, at, 0, middle)
            self._grid.addWidget(words, at, 1)
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _say(self) -> None:
        offered = {one.code: one for one in choices(self.spec, self.needs)}
        chosen = offered.get(self.dots.value() or "")
        self._help.setText(chosen.help if chosen else "")
        self._help.setVisible(bool(self._help.text()))

    def _on_words_pressed(self, code: str) -> None:
        next(made for made in self.dots.buttons if made.code == code).setChecked(True)

    def _on_dots_changed(self) -> None:
        self._say()
        self.changed.emit()
