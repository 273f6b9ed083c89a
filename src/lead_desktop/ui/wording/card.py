"""The suggestion: what the word is, what could be written instead, and the keys for it. It takes no focus."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, plain_label, rename

GAP = 4
MOST = 4
"""Choices that are shown."""


class WordCard(QFrame):
    """Lies over the window below the word. `taken` carries the number of the choice, counted from 0."""

    taken = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        """Lie over a window, hidden until `show_for`."""
        super().__init__(over)
        self.over = over
        self.setObjectName("wordCard")
        self._title = plain_label(role="strong", wrap=True)
        self._why = plain_label(role="small", wrap=True)
        self._keys = plain_label(role="small", wrap=True)
        self.choices: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)
        self._column.addWidget(self._title)
        self._column.addWidget(self._why)
        for number in range(MOST):
            made = button("", role="quiet", name=f"word_choice_{number + 1}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(self._on_choice_clicked)
            self.choices.append(made)
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._keys)
        self.hide()

    def show_for(self, title: str, why: str, choices: Sequence[str], place: QRect) -> None:
        """Show words already translated below a place of the window, or above it where there is no room."""
        self._title.setText(title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        for number, made in enumerate(self.choices):
            made.setVisible(number < len(choices))
            if number < len(choices):
                rename(made, f"{number + 1}  {choices[number]}")
        self._keys.setText(
            _("F7 takes the first, a number any. Escape leaves it.") if choices else _("Escape leaves it.")
        )
        self.setAccessibleName(title)
        self._stand(place)
        self.show()
        self.raise_()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say that the pointer is here."""
        super().enterEvent(event)
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the pointer went away."""
        super().leaveEvent(event)
        self.left.emit()

    def _stand(self, place: QRect) -> None:
        over = self.over
        room = min(over.width() - 16, 460)
        self.setFixedWidth(max(room, 200))
        self._column.activate()
        self.resize(self.width(), self._column.heightForWidth(self.width()))
        below = place.bottom() + GAP
        top = below if below + self.height() <= over.height() else max(0, place.top() - GAP - self.height())
        left = max(8, min(place.left(), over.width() - self.width() - 8))
        self.move(QPoint(left, top))

    @Slot()
    def _on_choice_clicked(self) -> None:
        self.taken.emit(next(number for number, made in enumerate(self.choices) if made is self.sender()))
