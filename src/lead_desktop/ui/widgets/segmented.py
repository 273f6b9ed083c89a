"""A row of answers side by side, for code lists short enough to see at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.ui.widgets.choices import Choices
from lead_desktop.ui.widgets.flow_layout import FlowLayout


class Segmented(QWidget):
    """Shows (code, words) as buttons; arrows move, Space chooses, Delete or a second press clears."""

    changed = Signal(object)  # the code chosen by a person, or None

    def __init__(
        self, options: Sequence[tuple[str, str]], *, clearable: bool = True, gap: int = 6, parent: QWidget | None = None
    ) -> None:
        """Take the answers in their order, words already translated, and the pixels between two of them."""
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._choices = Choices("segment", clearable=clearable, parent=self)
        self._choices.changed.connect(self.changed)
        flow = FlowLayout(self, gap=gap)
        for code, label in options:
            flow.addWidget(self._choices.add(code, label, self))

    def value(self) -> str | None:
        """Return the code chosen, or None."""
        return self._choices.value()

    def set_value(self, code: str | None) -> None:
        """Show an answer, or none."""
        self._choices.set_value(code)

    def relabel(self, options: Sequence[tuple[str, str]]) -> None:
        """Show the same codes in other words, after the language changed."""
        words = dict(options)
        for made in self._choices.buttons:
            made.relabel(words[made.code])

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the focus to the answer chosen, or to the first."""
        for made in self._choices.buttons:
            if made.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                made.setFocus(reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        self.setFocus(event.reason())

    def setAccessibleName(self, name: str) -> None:
        """Name the row, and each answer in it: `Housing: with friends`."""
        super().setAccessibleName(name)
        for made in self._choices.buttons:
            made.setAccessibleDescription(name)
