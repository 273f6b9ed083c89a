"""A table to look through and open from: rows of one height, opened by Enter or a double click."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.theme import ROW
from lead_desktop.ui.widgets.row_delegate import RowDelegate
from lead_desktop.ui.widgets.rows import RECORD, Rows

LEAST = 150
"""Unscaled pixels that a column keeps which takes what the others leave; below that the table scrolls sideways."""
LEAST_TABLE = 260
"""Unscaled pixels of height that a table keeps below other parts of a page, which then scrolls as a whole."""
TITLE_EDGES = 30
"""Unscaled pixels on both sides of a column's title."""


class ListTable(QTableView):
    """Shows `Rows`; the arrow keys move by rows, Tab leaves the table."""

    opened = Signal(object)  # the record opened
    chosen = Signal(object)  # the record the selection stands on, or None

    def __init__(self, rows: Rows, name: str, parent: QWidget | None = None) -> None:
        """Take the model and an accessible name already translated."""
        super().__init__(parent)
        self._rows = rows
        if rows.parent() is None:
            rows.setParent(self)  # or it would end with the Python half of the table, while Qt still paints from it
        self._away: list[int] = []
        self._delegate = RowDelegate(self)
        self.setAccessibleName(name)
        self.setModel(rows)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        rows.modelReset.connect(self._on_rows_reset)
        self._measure()

    def current_record(self) -> object | None:
        """Return the record the selection stands on, or None."""
        index = self.currentIndex()
        return index.data(RECORD) if index.isValid() else None

    def choose_row(self, row: int) -> None:
        """Put the selection on a row, if there is one."""
        if 0 <= row < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(row, 0))

    def enter(self) -> None:
        """Take the focus and stand on the first row unless on one already."""
        if not self.currentIndex().isValid():
            self.choose_row(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; Home and End go to the first and last row."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_record())
        elif key == Qt.Key.Key_Home:
            self.choose_row(0)
        elif key == Qt.Key.Key_End:
            self.choose_row(self._rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.share()

    def leaveEvent(self, event: QEvent) -> None:
        """Tint no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew after text size, sheet or language changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._measure()
            self.horizontalHeader().viewport().update()

    def room(self, place: int) -> int:
        """Return the pixels a column of a width needs: that width, or more where its title is longer in a language."""
        look, column = theme.current(), self._rows.columns[place]
        return max(look.px(column.width), self.fontMetrics().horizontalAdvance(_(column.title)) + look.px(TITLE_EDGES))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _measure(self) -> None:
        if not hasattr(self, "_rows"):
            return
        look = theme.current()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        header = self.horizontalHeader()
        for place, column in enumerate(self._rows.columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, self.room(place))
        self.share()

    def share(self) -> None:
        """Give the room that is left to the columns without a width of their own, and no less than they need."""
        for place in self._away:
            self.setColumnHidden(place, False)
        self._away = []
        header, columns = self.horizontalHeader(), self._rows.columns
        shown = [place for place in range(len(columns)) if not self.isColumnHidden(place)]
        widths = self._fitting({place: self.room(place) if columns[place].width else self._least() for place in shown})
        enough = sum(widths.values()) <= self.viewport().width()
        for place, width in widths.items():
            if not columns[place].width and enough:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, width)

    def _fitting(self, widths: dict[int, int]) -> dict[int, int]:
        """Return the columns and widths for the room there is: some shrink, then spare ones stay away, last first."""
        look, columns, room = theme.current(), self._rows.columns, self.viewport().width()
        for place, width in widths.items():
            over = sum(widths.values()) - room
            if over > 0 and columns[place].least:
                widths[place] = max(width - over, min(width, look.px(columns[place].least)))
        for place in sorted(widths, reverse=True):
            if columns[place].spare and sum(widths.values()) > room:
                self._away.append(place)
                self.setColumnHidden(place, True)
                del widths[place]
        return widths

    def _least(self) -> int:
        return theme.current().px(LEAST)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(RECORD))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.current_record())

    @Slot()
    def _on_rows_reset(self) -> None:
        self._hover(-1)
        self.chosen.emit(None)
