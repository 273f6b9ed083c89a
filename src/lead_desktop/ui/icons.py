"""Icons whose colour is a token, looked up each time they are painted, so that a theme switch recolours them."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lead_desktop.ui import resources, theme

_engines: list[QIconEngine] = []  # clones belong to Qt, but Python must not collect their Python half


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, pixels: int) -> QPixmap:
    svg = resources.icon_drawing(name).replace("currentColor", color)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


def draw_icon(painter: QPainter, name: str, color: str, rect: QRect) -> None:
    """Paint an icon in a token's colour, centred in a rectangle, sharp on dense screens."""
    side = min(rect.width(), rect.height())
    if side <= 0:
        return
    ratio = painter.device().devicePixelRatio()
    picture = _drawn(name, theme.current().color(color).name(), round(side * ratio))
    target = QRect(0, 0, side, side)
    target.moveCenter(rect.center())
    painter.drawPixmap(target, picture)


class TokenIconEngine(QIconEngine):
    """Draws one icon in the colour its token has now; greyed out when disabled."""

    def __init__(self, name: str, color: str, color_on: str | None = None) -> None:
        """Name the icon, its token, and the token when the button it sits on is checked."""
        super().__init__()
        self._name = name
        self._color = color
        self._color_on = color_on or color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint in today's colour."""
        color = self._color_on if state == QIcon.State.On else self._color
        draw_icon(painter, self._name, "faint" if mode == QIcon.Mode.Disabled else color, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture, for controls that want one; nothing where a control has no room."""
        if size.isEmpty():
            return QPixmap()
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the icon for a dense screen; `size` is in device pixels already."""
        picture = self.pixmap(size, mode, state)
        picture.setDevicePixelRatio(scale)
        return picture

    def clone(self) -> QIconEngine:
        """Return another engine of the same kind, for Qt."""
        copy = TokenIconEngine(self._name, self._color, self._color_on)
        _engines.append(copy)
        return copy


@cache
def icon(name: str, color: str = "text", color_on: str | None = None) -> QIcon:
    """Return an icon by its file name, coloured by a token (and another when checked)."""
    resources.icon_drawing(name)
    return QIcon(TokenIconEngine(name, color, color_on))
