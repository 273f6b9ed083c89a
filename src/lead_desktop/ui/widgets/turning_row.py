"""A row that turns into a column where there is less room than its parts need."""

from PySide6.QtCore import QSize
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
        across = event.size().width() >= max(theme.current().px(self._from), self._across())
        direction = QBoxLayout.Direction
        self.line.setDirection(direction.LeftToRight if across else direction.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the widest part needs, or a page that scrolls would never be narrow enough to turn."""
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def _across(self) -> int:
        """Return the pixels that the parts need side by side."""
        widths = self._widths()
        return sum(widths) + self.line.spacing() * (len(widths) - 1)

    def _widths(self) -> list[int]:
        items = (self.line.itemAt(place) for place in range(self.line.count()))
        return [item.minimumSize().width() for item in items if item is not None]
