"""A tab that is a table, or one sentence while there is nothing to show."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.rows import Rows


class TablePage(QStackedWidget):
    """A table, or a sentence where it would be empty."""

    opened = Signal(object)

    def __init__(self, rows: Rows, name: str, icon: str) -> None:
        """Take the model, the table's object name and the picture for the empty page."""
        super().__init__()
        self.rows = rows
        self.table = ListTable(rows, "")
        self.table.setObjectName(name)
        self.empty = EmptyState(icon, "")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(self.table)
        self.addWidget(holder)
        self.addWidget(scrolling(self.empty))  # its words stay whole in a low window with large text
        self.table.opened.connect(self.opened)

    def show_rows(self, records: tuple[object, ...], title: str, nothing: str) -> None:
        """Show records under an accessible title, or say that there is nothing."""
        self.table.setAccessibleName(title)
        self.empty.set_words(nothing)
        self.rows.show_records(records)
        self.setCurrentIndex(0 if records else 1)
