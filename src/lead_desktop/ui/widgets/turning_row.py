"""A row that turns into a column where there is less room than its parts need."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from lead_desktop.ui import theme


class TurningRow(QWidget):
    """Parts side by side from a width on, below each other under it."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """Take the width in unscaled pixels; it follows the text size."""
        super().__init__(parent)
        self._from = width
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn."""
        super().resizeEvent(event)
        across = event.size().width() >= theme.current().px(self._from)
        direction = QBoxLayout.Direction
        self.line.setDirection(direction.LeftToRight if across else direction.TopToBottom)
