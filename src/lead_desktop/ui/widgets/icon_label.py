"""An icon that stands by itself, silent for assistive technology unless it is given a name."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.ui import theme
from lead_desktop.ui.icons import draw_icon


class IconLabel(QWidget):
    """Paints one icon in a token's colour, at a size that follows the text size."""

    def __init__(self, name: str, color: str = "muted", side: int = 20, parent: QWidget | None = None) -> None:
        """Take an icon's name, a token and the side in unscaled pixels."""
        super().__init__(parent)
        self._name = name
        self._color = color
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, color: str) -> None:
        """Show another icon or colour."""
        self._name, self._color = name, color
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square the icon fills."""
        side = theme.current().px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        draw_icon(painter, self._name, self._color, self.rect())
        painter.end()
