"""Paints the cells of our tables: text, icons and pills on rows of one height."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lead_desktop.ui import theme
from lead_desktop.ui.icons import draw_icon
from lead_desktop.ui.theme import ROW
from lead_desktop.ui.widgets.rows import ICON, STYLE, TONE

Index = QModelIndex | QPersistentModelIndex
PAD = 14


def draw_pill(painter: QPainter, text: str, tone: str, rect: QRect) -> int:
    """Paint a pill at the left of a rectangle, in its middle; return its width."""
    look = theme.current()
    font = look.font(13, QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    height = look.px(22)
    width = min(metrics.horizontalAdvance(text) + look.px(20), rect.width())
    box = QRectF(rect.x(), rect.center().y() - height / 2 + 1, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(f"{tone}_bg"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(look.color(tone))
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width - look.px(16)))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    return width


class RowDelegate(QStyledItemDelegate):
    """Knows the roles of `Rows`; the row under the pointer is tinted as a whole."""

    hovered_row = -1  # of the class too: Qt may paint once more when Python has let go of what stood here

    def __init__(self, parent: QWidget) -> None:
        """Paint for one table."""
        super().__init__(parent)
        self.hovered_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row height of now."""
        return QSize(super().sizeHint(option, index).width(), theme.current().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        rect: QRect = option.rect
        self._paint_ground(painter, option, index)
        pad = theme.current().px(PAD)
        inner = rect.adjusted(pad, 0, -pad, 0)
        name = index.data(ICON)
        if name:
            side = theme.current().px(18)
            draw_icon(painter, name, "muted", QRect(inner.x(), inner.center().y() - side // 2, side, side))
            inner.setLeft(inner.left() + side + 8)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        tone = index.data(TONE)
        if tone and text:
            draw_pill(painter, text, tone, inner)
        else:
            self._paint_text(painter, text, str(index.data(STYLE)), inner)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selection"))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    @staticmethod
    def _paint_text(painter: QPainter, text: str, style: str, rect: QRect) -> None:
        look = theme.current()
        font = look.font(weight=QFont.Weight.DemiBold if style == "strong" else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(look.color("muted" if style == "muted" else "text"))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
