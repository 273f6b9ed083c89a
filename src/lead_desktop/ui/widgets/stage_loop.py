"""Stages of change drawn as the loop they are: one may stand anywhere and move either way (domain 2.6)."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.ui import theme
from lead_desktop.ui.widgets.choices import Choices

ROOM = 40


class StageLoop(QWidget):
    """Stages on a ring, clockwise from the top; the person's stage is filled; click, arrows or Space choose."""

    changed = Signal(object)  # the stage chosen by a person, or None

    def __init__(self, stages: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Take (code, words) in their order, words already translated."""
        super().__init__(parent)
        self.setObjectName("stageLoop")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._choices = Choices("stage", clearable=True, parent=self)
        self._choices.changed.connect(self._on_choices_changed)
        for code, label in stages:
            self._choices.add(code, label, self)

    def value(self) -> str | None:
        """Return the stage shown, or None."""
        return self._choices.value()

    def set_value(self, code: str | None) -> None:
        """Show a stage, or none."""
        self._choices.set_value(code)
        self.update()

    def relabel(self, stages: Sequence[tuple[str, str]]) -> None:
        """Show the same stages in other words, after the language changed."""
        words = dict(stages)
        for made in self._choices.buttons:
            made.relabel(words[made.code])
        self._arrange()

    def setAccessibleName(self, name: str) -> None:
        """Name the loop, and describe each stage as part of it."""
        super().setAccessibleName(name)
        for made in self._choices.buttons:
            made.setAccessibleDescription(name)

    def sizeHint(self) -> QSize:
        """Return a size in which no two stages touch."""
        widest, tall = self._largest()
        return QSize(2 * widest + 3 * ROOM, 6 * tall + ROOM)

    def minimumSizeHint(self) -> QSize:
        """Return the least size in which no two stages touch."""
        return QSize(self.sizeHint().width() - 2 * ROOM, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the stages on the new ring."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Set the stages anew when fonts or sheet changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring and its arrows behind the stages."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("control_border"), 2))
        painter.drawEllipse(self._ring())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("control_border"))
        for place in range(len(self._choices.buttons)):
            painter.drawPolygon(self._arrow(place))
        painter.end()

    def _largest(self) -> tuple[int, int]:
        sizes = [made.sizeHint() for made in self._choices.buttons]
        return max(size.width() for size in sizes), max(size.height() for size in sizes)

    def _ring(self) -> QRectF:
        widest, tall = self._largest()
        room = min(self.width(), 2 * widest + 5 * ROOM)
        across = (room - widest) / math.sin(math.radians(60)) if len(self._choices.buttons) > 4 else room - widest
        ring = QRectF(0, 0, min(across, room - 4), self.height() - tall - 2)
        ring.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        return ring

    def _point(self, place: float) -> QPointF:
        angle = 2 * math.pi * place / len(self._choices.buttons) - math.pi / 2
        ring = self._ring()
        return QPointF(
            ring.center().x() + ring.width() / 2 * math.cos(angle),
            ring.center().y() + ring.height() / 2 * math.sin(angle),
        )

    def _arrow(self, place: int) -> QPolygonF:
        middle = place + self._gap_middle(place)
        tip, before, after = self._point(middle), self._point(middle - 0.02), self._point(middle + 0.02)
        angle = math.atan2(after.y() - before.y(), after.x() - before.x())
        size = 6.0
        corners = [(size, 0.0), (-size, -size * 0.8), (-size, size * 0.8)]
        return QPolygonF(
            [
                QPointF(
                    tip.x() + x * math.cos(angle) - y * math.sin(angle),
                    tip.y() + x * math.sin(angle) + y * math.cos(angle),
                )
                for x, y in corners
            ]
        )

    def _gap_middle(self, place: int) -> float:
        """Return where the visible line between two stages has its middle, in steps from the first of them."""
        here = QRectF(self._choices.buttons[place].geometry())
        there = QRectF(self._choices.buttons[(place + 1) % len(self._choices.buttons)].geometry())
        free = [
            step / 50
            for step in range(51)
            if not here.contains(self._point(place + step / 50)) and not there.contains(self._point(place + step / 50))
        ]
        return (free[0] + free[-1]) / 2 if free else 0.5

    def _arrange(self) -> None:
        for place, made in enumerate(self._choices.buttons):
            size = made.sizeHint()
            at = self._point(place)
            made.setGeometry(
                round(at.x() - size.width() / 2), round(at.y() - size.height() / 2), size.width(), size.height()
            )
        self.update()

    def _on_choices_changed(self, code: object) -> None:
        self.update()
        self.changed.emit(code)
