"""The sections of a long form, each with a mark that says how far it is; any order, none forced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.icons import draw_icon
from lead_desktop.ui.looks import plain_tip

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 46
BEFORE, AFTER = 12, 10
"""Pixels before the mark and after the words."""
WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
SECTION = Qt.ItemDataRole.UserRole + 1

STATUS_WORDS = {
    "empty": N_("Not started"),
    "started": N_("Started"),
    "done": N_("Done"),
    "skipped": N_("Skipped for now"),
    "problem": N_("Needs attention"),
}
_MARKS = {
    "empty": ("circle", "muted"),
    "started": ("circle-dot", "accent_text"),
    "done": ("circle-check", "good"),
    "skipped": ("skip-forward", "muted"),
    "problem": ("circle-alert", "bad"),
}


@dataclass(frozen=True)
class Section:
    """One section: its key, its words (translated), and empty, started, done, skipped or problem."""

    key: str
    label: str
    status: str = "empty"

    def words(self) -> str:
        """Return label and status as they are heard."""
        return f"{self.label}, {_(STATUS_WORDS[self.status])}"


class SectionModel(QAbstractListModel):
    """Sections as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without sections."""
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show other sections; the same keys in the same order keep the place one stands at."""
        if [each.key for each in sections] == [each.key for each in self._sections]:
            self._sections = tuple(sections)
            self.dataChanged.emit(self.index(0), self.index(len(sections) - 1))
            return
        self.beginResetModel()
        self._sections = tuple(sections)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Return the row of a section, or -1."""
        return next((row for row, each in enumerate(self._sections) if each.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of sections."""
        return 0 if parent.isValid() else len(self._sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Return the words of a row, or the whole section."""
        if not index.isValid():
            return None
        section = self._sections[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(section.words())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return section.words()
        return {Qt.ItemDataRole.DisplayRole: section.label, SECTION: section}.get(role)


def _before() -> int:
    """Return the pixels before the words: the edge, the mark and the gap after it."""
    return BEFORE + theme.current().px(18) + AFTER


class _SectionDelegate(QStyledItemDelegate):
    """Paints the mark, the words, and under them the status."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look, view = theme.current(), option.widget
        height = look.px(HEIGHT)
        if isinstance(view, QListView):
            room = QRect(0, 0, view.viewport().width() - _before() - AFTER, 1000)
            metrics = QFontMetrics(look.font(14, QFont.Weight.DemiBold))
            height += metrics.boundingRect(room, WRAPPED, index.data(SECTION).label).height() - metrics.lineSpacing()
        return QSize(look.px(180), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, section = theme.current(), index.data(SECTION)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, QRectF(rect).adjusted(2, 2, -2, -2), state)
        name, color = _MARKS[section.status]
        side = look.px(18)
        draw_icon(painter, name, color, QRect(rect.x() + BEFORE, rect.center().y() - side // 2, side, side))
        here = bool(state & QStyle.StateFlag.State_Selected)
        words = rect.adjusted(_before(), look.px(5), -AFTER, -look.px(5))
        font = look.font(14, QFont.Weight.DemiBold if here else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(words, WRAPPED, section.label)
        painter.setFont(look.font(12))
        painter.setPen(look.color("bad" if section.status == "problem" else "muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, _(STATUS_WORDS[section.status]))
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        look = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        here, focused = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_HasFocus
        painter.setBrush(look.color("selection") if here else Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_MouseOver and not here:
            painter.setBrush(look.color("hover"))
        if here and focused:
            painter.setPen(QPen(look.color("focus"), 2))
        painter.drawRoundedRect(rect, 8, 8)


class SectionList(QListView):
    """Shows sections; moving to one chooses it."""

    section_chosen = Signal(str)  # the key of the section

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take an accessible name already translated."""
        super().__init__(parent)
        self.setObjectName("sectionList")
        self.setAccessibleName(name)
        self._model = SectionModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_SectionDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._quiet = False

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show other sections or other marks."""
        self._model.show_sections(sections)

    def choose(self, key: str) -> None:
        """Stand at a section without saying that a person chose it."""
        self._quiet = True
        self.setCurrentIndex(self._model.index(self._model.row_of(key)))
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which section was chosen."""
        super().currentChanged(current, previous)
        section = current.data(SECTION) if current.isValid() else None
        if isinstance(section, Section) and not getattr(self, "_quiet", True):
            self.section_chosen.emit(section.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let a long name wrap at another place."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew after text size or sheet changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.scheduleDelayedItemsLayout()
