"""What hides everything while the laptop locks: one plain surface over the whole window."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.icon_label import IconLabel


class Cover(QFrame):
    """Lies over its parent, takes the focus, lets nothing through."""

    def __init__(self, parent: QWidget) -> None:
        """Cover a parent once `close_over` is called."""
        super().__init__(parent)
        self.setObjectName("cover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._over = parent
        self._words = plain_label()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(1)
        layout.addWidget(IconLabel("lock", "nav_strong", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._words)
        layout.addStretch(1)
        parent.installEventFilter(self)
        self.hide()

    def close_over(self, words: str) -> None:
        """Hide everything behind the cover, with one sentence on it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the parent."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)
