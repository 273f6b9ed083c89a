"""The tab of court matters: open ones first, the next hearing first; opening one changes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework.kept import Kept
from lead_desktop.domain.legal import LegalMatter
from lead_desktop.i18n import N_, gettext as _, show_time
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.widgets.rows import Column, Rows


class Legal(QWidget):
    """A list, and the button that adds to it."""

    add_requested = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        """Build the table."""
        super().__init__()
        columns = (
            Column(N_("What"), self._what, icon=self._icon),
            Column(N_("Next hearing"), self._hearing, 190, least=172),
            Column(N_("Where it stands"), self._standing, 210, tone=self._tone, least=160),
            Column(N_("Court"), self._court, 150, spare=True),
        )
        self.list = TablePage(Rows(columns), "legal_matters", "scale")
        self.add = button("", "plus", name="add_legal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self.add_requested)
        self.list.opened.connect(self.opened)
        self.list.empty.action_requested.connect(self.add_requested)

    def show_matters(self, matters: tuple[Kept[LegalMatter], ...], *, may_add: bool) -> None:
        """Show a person's matters."""
        rename(self.add, _("Add a court matter or warrant"))
        self.add.setVisible(may_add and bool(matters))
        nothing = _("No court matter is written down.")
        self.list.show_rows(matters, _("Legal"), nothing)
        self.list.empty.set_words(nothing, "", _("Add a court matter or warrant") if may_add else "")

    @staticmethod
    def _what(one: Kept[LegalMatter]) -> str:
        parts = (code_words("legal_kind", one.record.kind), one.record.about or "", one.record.number or "")
        return ", ".join(part for part in parts if part)

    @staticmethod
    def _icon(one: Kept[LegalMatter]) -> str:
        return "flag" if one.record.kind == "warrant" else "scale"

    @staticmethod
    def _hearing(one: Kept[LegalMatter]) -> str:
        return show_time(one.record.next_hearing) if one.record.next_hearing and one.record.is_open() else ""

    @staticmethod
    def _standing(one: Kept[LegalMatter]) -> str:
        if one.record.warrant_status and one.record.is_open():
            return code_words("warrant_status", one.record.warrant_status)
        return code_words("disposition", one.record.disposition)

    @staticmethod
    def _tone(one: Kept[LegalMatter]) -> str:
        return "info" if one.record.is_open() else "neutral"

    @staticmethod
    def _court(one: Kept[LegalMatter]) -> str:
        return code_words("court", one.record.court)
