"""A bar chart, painted by ourselves: the same drawing serves the screen and paper, and its numbers can be heard."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.ui import theme
from lead_desktop.ui.theme import Theme

STEPS = {1: 4, 1.5: 3, 2: 4, 2.5: 5, 3: 3, 4: 4, 5: 5, 6: 3, 8: 4, 10: 5}  # end of the scale: parts of it
ROW_GAP = 10
BAR = 14


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its number, and the number as it is written (`52 %`)."""

    label: str
    value: float
    shown: str = ""

    def words(self) -> str:
        """Return the number as it is written."""
        return self.shown or f"{self.value:g}"


def round_top(value: float) -> float:
    """Return a round end of the scale that a value fits under; counts of nothing end at 4."""
    if value <= 4:
        return 4.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in STEPS if step * power >= value)


def grid_parts(top: float) -> int:
    """Return into how many parts the scale is cut so that each ends on a round number."""
    step = top / 10.0 ** math.floor(math.log10(top))
    return STEPS.get(round(step, 6), 4)


class BarChart(QWidget):
    """Upright bars for weeks and months, lying bars for long words."""

    def __init__(self, *, lying: bool = False, top: float | None = None, parent: QWidget | None = None) -> None:
        """Take the direction; `top` fixes the end of the scale (100 for percentages)."""
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._lying = lying
        self._top = top
        self._title = ""
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed if lying else QSizePolicy.Policy.Expanding
        )

    def show_bars(self, title: str, bars: Sequence[Bar]) -> None:
        """Show other bars; the title and all numbers are read to assistive technology."""
        self._title, self._bars = title, tuple(bars)
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.words()}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for every bar."""
        look = theme.current()
        if self._lying:
            return QSize(look.px(360), max(len(self._bars), 1) * look.px(BAR + ROW_GAP + 4))
        return QSize(look.px(420), look.px(220))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which numbers can be read."""
        hint = self.sizeHint()
        look = theme.current()
        return QSize(look.px(140), hint.height()) if self._lying else QSize(look_width(len(self._bars)), look.px(140))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint for the screen."""
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()), theme.current())
        painter.end()

    def draw(self, painter: QPainter, area: QRectF, look: Theme) -> None:
        """Paint the chart into any rectangle, on screen or paper."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(13))
        if not self._bars:
            return
        top = self._top or round_top(max(bar.value for bar in self._bars) * 1.12)
        if self._lying:
            self._draw_lying(painter, area, look, top)
        else:
            self._draw_upright(painter, area, look, top)

    def _draw_lying(self, painter: QPainter, area: QRectF, look: Theme, top: float) -> None:
        metrics = QFontMetricsF(painter.font())
        words = max(metrics.horizontalAdvance(bar.label) for bar in self._bars)
        words = min(words, area.width() * 0.45) + 12
        number = max(metrics.horizontalAdvance(bar.words()) for bar in self._bars) + 12
        row = area.height() / len(self._bars)
        room = area.width() - words - number
        for place, bar in enumerate(self._bars):
            y = area.y() + place * row
            label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, words - 12)
            painter.setPen(look.color("text"))
            painter.drawText(QRectF(area.x(), y, words, row), Qt.AlignmentFlag.AlignVCenter, label)
            track = QRectF(area.x() + words, y + (row - look.px(BAR)) / 2, room, look.px(BAR))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("neutral_bg"))
            painter.drawRoundedRect(track, 4, 4)
            painter.setBrush(look.color("accent"))
            if bar.value > 0:
                painter.drawRoundedRect(
                    QRectF(track.topLeft(), track.size()).adjusted(0, 0, room * (bar.value / top - 1), 0), 4, 4
                )
            painter.setPen(look.color("muted"))
            painter.drawText(
                QRectF(track.right(), y, number, row),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                bar.words(),
            )

    def _draw_upright(self, painter: QPainter, area: QRectF, look: Theme, top: float) -> None:
        metrics = QFontMetricsF(painter.font())
        line = metrics.height()
        left = metrics.horizontalAdvance(f"{top:g}") + 10
        plot = area.adjusted(left, line + 4, 0, -line - 8)
        self._draw_grid(painter, plot, look, top)
        step = plot.width() / len(self._bars)
        width = min(step * 0.6, look.px(80))
        for place, bar in enumerate(self._bars):
            x = plot.x() + place * step
            tall = plot.height() * bar.value / top
            box = QRectF(x + (step - width) / 2, plot.bottom() - tall, width, tall)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawPath(_capped(box))
            painter.setPen(look.color("text"))
            painter.setFont(look.font(13, QFont.Weight.DemiBold))
            number = QRectF(x, box.top() - line - 3, step, line)
            wide = metrics.horizontalAdvance(bar.words()) + 10
            painter.fillRect(QRectF(number.center().x() - wide / 2, number.y(), wide, line), look.color("surface"))
            painter.drawText(number, Qt.AlignmentFlag.AlignHCenter, bar.words())
            painter.setFont(look.font(13))
            painter.setPen(look.color("muted"))
            label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, step - 4)
            painter.drawText(QRectF(x, plot.bottom() + 6, step, line), Qt.AlignmentFlag.AlignHCenter, label)

    @staticmethod
    def _draw_grid(painter: QPainter, plot: QRectF, look: Theme, top: float) -> None:
        line = QFontMetricsF(painter.font()).height()
        marks = grid_parts(top)
        for mark in range(marks + 1):
            y = plot.bottom() - plot.height() * mark / marks
            painter.setPen(look.color("border"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.color("muted"))
            where = QRectF(plot.left() - 210, y - line / 2, 200, line)
            painter.drawText(
                where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{top * mark / marks:g}"
            )


def look_width(bars: int) -> int:
    """Return the least width for a number of upright bars."""
    return theme.current().px(60 + 34 * bars)


def _capped(box: QRectF) -> QPainterPath:
    """Return a bar whose upper corners are round and whose foot stands flat."""
    radius = min(4.0, box.height() / 2, box.width() / 2)
    path = QPainterPath(box.bottomLeft())
    path.lineTo(box.left(), box.top() + radius)
    path.quadTo(box.topLeft(), QPointF(box.left() + radius, box.top()))
    path.lineTo(box.right() - radius, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + radius))
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path
