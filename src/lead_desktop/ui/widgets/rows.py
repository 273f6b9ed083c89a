"""Frozen records as the rows of a table, each column said in one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import plain_tip

Index = QModelIndex | QPersistentModelIndex

TONE = Qt.ItemDataRole.UserRole + 1
ICON = Qt.ItemDataRole.UserRole + 2
STYLE = Qt.ItemDataRole.UserRole + 3
RECORD = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True)
class Column:
    """One column: title (marked with N_), how a record reads there, how wide it is.

    `tone` makes the text a pill, `icon` puts a picture before it; both are asked per record and may answer "".
    `style` is plain, strong or muted. `width` is in unscaled pixels; 0 takes the room that is left. Where the room is
    short for the text size, a column shrinks to `least` unscaled pixels, and one that is `spare` stays away: what it
    says is said where the row leads to.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 0
    tone: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    style: str = "plain"
    least: int = 0
    spare: bool = False


class Rows(QAbstractTableModel):
    """Shows a list of records; a new list replaces the old one at once."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        """Take the columns; there are no rows yet."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._records: tuple[object, ...] = ()

    def show_records(self, records: Sequence[object]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = tuple(records)
        self.endResetModel()

    def record(self, row: int) -> object:
        """Return the record of a row."""
        return self._records[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Return the title of a column, in the language of now."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Return what a cell shows, how, and the whole record."""
        if not index.isValid():
            return None
        record, column = self._records[index.row()], self.columns[index.column()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(record),
            Qt.ItemDataRole.ToolTipRole: lambda: plain_tip(column.text(record)),
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{_(column.title)}: {column.text(record)}",
            TONE: lambda: column.tone(record) if column.tone else "",
            ICON: lambda: column.icon(record) if column.icon else "",
            STYLE: lambda: column.style,
            RECORD: lambda: record,
        }
        answer = answers.get(role)
        return answer() if answer else None
