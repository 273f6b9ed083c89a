"""What stands where nothing is yet: one sentence, and the button that changes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.widgets.icon_label import IconLabel


class EmptyState(QWidget):
    """Icon, sentence, a second line, a button."""

    action_requested = Signal()

    def __init__(
        self, icon: str, sentence: str, hint: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        """Take words already translated; without `action` there is no button."""
        super().__init__(parent)
        self._sentence = plain_label(role="section", wrap=True)
        self._hint = plain_label(role="muted", wrap=True)
        self._button = button("", "plus", "primary", name="emptyAction")
        self._button.clicked.connect(self.action_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 32, 24, 32)
        layout.setSpacing(10)
        layout.addStretch(1)
        layout.addWidget(IconLabel(icon, "muted", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(6)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.set_words(sentence, hint, action)

    def set_words(self, sentence: str, hint: str = "", action: str = "") -> None:
        """Show other words, in another language or for another reason."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        rename(self._button, action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)
