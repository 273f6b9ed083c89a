"""One thing to do: a name, what it is, when; pressed it opens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from lead_desktop.ui.widgets.elided_label import ElidedLabel


class DueRow(QPushButton):
    """A line as a button; a widget such as a countdown may stand at its right."""

    def __init__(self, name: str, detail: str, right: QWidget | None = None, *, words: str = "") -> None:
        """Take words already translated; `words` says the whole line to assistive technology."""
        super().__init__()
        self.setProperty("role", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words or ", ".join(one for one in (name, detail) if one))
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(10)
        for text, role in ((name, "strong"), (detail, "muted")):
            label = ElidedLabel(text, role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(label)
        line.addStretch(1)
        if right is not None:
            right.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(right)
        self.setMinimumHeight(line.sizeHint().height() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as well."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
