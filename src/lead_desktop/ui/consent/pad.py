"""A place to sign by pen, finger or mouse: strokes are kept with their time, and are drawn as they are kept."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.clock import Clock
from lead_desktop.domain.signature import HEIGHT, WIDTH, Point, Stroke, written
from lead_desktop.ui import theme

_MOST_POINTS = 2000
_WIDE = 560
_APART = 3
"""A point nearer than this to the one before adds nothing to see."""


class SignaturePad(QWidget):
    """Takes strokes until it is cleared; the pen of a tablet and a finger come as a mouse does."""

    changed = Signal()

    def __init__(self, clock: Clock) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName("signaturePad")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clock = clock
        self._begun_ms = 0
        self._strokes: tuple[Stroke, ...] = ()
        self._pressed = False

    def strokes(self) -> str:
        """Return the strokes as text; an empty text while nothing is drawn."""
        return written(self._strokes)

    def clear(self) -> None:
        """Take all strokes away."""
        self._strokes, self._pressed = (), False
        self.update()
        self.changed.emit()

    def sizeHint(self) -> QSize:
        """Ask for the room of a line to sign on, in the shape in which the strokes are kept."""
        return QSize(theme.current().px(_WIDE), theme.current().px(_WIDE * HEIGHT // WIDTH))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton and self._has_room():
            if not self._strokes:
                self._begun_ms = self._clock.boot_ms()
            self._pressed = True
            self._strokes = (*self._strokes, (self._point(event.position()),))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if not self._pressed or not self._has_room():
            return
        point, last = self._point(event.position()), self._strokes[-1][-1]
        if abs(point.x - last.x) + abs(point.y - last.y) >= _APART:
            self._strokes = (*self._strokes[:-1], (*self._strokes[-1], point))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if event.button() == Qt.MouseButton.LeftButton and self._pressed:
            self._pressed = False
            self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line to sign on, and what is drawn."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("control_border"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        base = self.height() * 0.76
        painter.drawLine(QPointF(24, base), QPointF(self.width() - 24, base))
        painter.setPen(QPen(look.color("text"), look.px(2), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))
        painter.end()

    def _path(self, stroke: Stroke) -> QPainterPath:
        across, down = self.width() / WIDTH, self.height() / HEIGHT
        path = QPainterPath(QPointF(stroke[0].x * across, stroke[0].y * down))
        for one in stroke[1:]:
            path.lineTo(one.x * across, one.y * down)
        if len(stroke) == 1:
            path.lineTo(stroke[0].x * across + 1, stroke[0].y * down)
        return path

    def _point(self, at: QPointF) -> Point:
        x = min(max(round(at.x() * WIDTH / max(self.width(), 1)), 0), WIDTH)
        y = min(max(round(at.y() * HEIGHT / max(self.height(), 1)), 0), HEIGHT)
        return Point(x, y, self._clock.boot_ms() - self._begun_ms)

    def _has_room(self) -> bool:
        return sum(len(one) for one in self._strokes) < _MOST_POINTS
