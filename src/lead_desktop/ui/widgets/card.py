"""A card: what belongs together, on a ground of its own, with a title and what can be done there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.icon_label import IconLabel


class Card(QFrame):
    """Title, subtitle, actions at the right, and a body that takes widgets."""

    def __init__(self, title: str = "", subtitle: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        """Take words already translated; an icon stands before the title."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._title = plain_label(role="section", wrap=True)
        self._subtitle = plain_label(role="muted", wrap=True)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        if icon:
            self._head.addWidget(IconLabel(icon, "accent_text"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._head.addLayout(words, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 18)
        layout.setSpacing(12)
        layout.addLayout(self._head)
        layout.addLayout(self.body, 1)
        self.set_title(title)
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        """Show another title; assistive technology names the group by it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Show another subtitle, or none."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        """Put a button or a pill at the right of the title."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, what: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout into the body."""
        if isinstance(what, QWidget):
            self.body.addWidget(what, stretch)
        else:
            self.body.addLayout(what, stretch)
