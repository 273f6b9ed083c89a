"""All hand-offs: those under way first, how it went lately, whom to call, and a call that comes now."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget

from lead_desktop.casework import handoffs
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.handoffs import HandoffFile
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.handoff import Handoff
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.reports.handoffs import HandoffFigures, handoff_figures
from lead_desktop.ui import theme
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.handoff.figures_card import FiguresCard
from lead_desktop.ui.handoff.words import minutes_words, stands_tone, stands_words
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.referrals.words import moment_words, name_words
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import LEAST_TABLE, ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows, read in one go."""

    files: tuple[HandoffFile, ...]
    figures: HandoffFigures


def read_handoffs(desk: Desk) -> Shown:
    """Read the hand-offs and count those of the last thirty days."""
    today = desk.clock.now().date()
    target = desk.programme.handoff_target_minutes or 30
    return Shown(handoffs.handoff_list(desk), handoff_figures(desk.reading, today - LATELY, today, target))


class HandoffListScreen(ActingScreen):
    """A line leads to its hand-off; the button notes that a call came just now."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when it comes to the front."""
        super().__init__(tools, "handoffs")
        self._private = False
        self._shown: Shown | None = None
        self.header = PageHeader()
        self.roster = button("", "calendar", name="to_roster")
        self.call = button("", "phone", "primary", name="call_now")
        self.figures = FiguresCard()
        self.rows = Rows(self._columns(), self)
        self.table = ListTable(self.rows, "")
        self.table.setObjectName("handoff_table")
        self.empty = EmptyState("handshake", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        body = Page(self, scrolls=True)
        for made in (self.roster, self.call):
            self.header.add_button(made)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.column.addWidget(self.figures)
        body.column.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(theme.current().px(LEAST_TABLE))
        self.call.setVisible(tools.desk.may("create", Handoff))
        self.call.clicked.connect(self._on_call_clicked)
        self.roster.clicked.connect(self._on_roster_clicked)
        self.empty.action_requested.connect(self._on_call_clicked)
        self.table.opened.connect(self._on_table_opened)
        self.retranslate()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Name"), self._name, style="strong"),
            Column(N_("When"), lambda one: moment_words(one.handoff.record.began()), 190, style="muted", least=180),
            Column(N_("Who called"), lambda one: one.handoff.record.caller or "", 180, style="muted", spare=True),
            Column(N_("Where it stands"), self._stands, 240, tone=self._tone, least=180),
            Column(N_("To the meeting"), self._took, 140, style="muted", spare=True),
        )

    def title(self) -> str:
        """Name the page."""
        return _("Hand-offs in person")

    def refresh(self) -> None:
        """Read the hand-offs again."""
        self._run(read_handoffs, self._tools.desk, then=self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        rename(self.call, _("A call comes now"))
        rename(self.roster, _("On call"))
        self.table.setAccessibleName(self.title())
        self.empty.set_words(
            _("No hand-off yet"), _("When an officer calls, one tap begins it."), _("A call comes now")
        )
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Stand on the call that may come."""
        self.call.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        if self._shown is None:
            return
        self.figures.show_figures(self._shown.figures, self._tools.desk.programme.handoff_target_minutes or 30)
        self.rows.show_records(self._shown.files)
        self.stack.setCurrentWidget(self.table if self._shown.files else self.empty)

    def _name(self, one: HandoffFile) -> str:
        return name_words(one.name, private=self._private)

    @staticmethod
    def _stands(one: HandoffFile) -> str:
        return stands_words(one.handoff.record)

    @staticmethod
    def _tone(one: HandoffFile) -> str:
        return stands_tone(one.handoff.record)

    @staticmethod
    def _took(one: HandoffFile) -> str:
        return minutes_words(one.handoff.record.minutes("handoff_done_at"))

    @Slot(object)
    def _on_read(self, shown: object) -> None:
        if isinstance(shown, Shown):
            self._shown = shown
            self.trouble.show_message("")
            self._show()

    @Slot()
    def _on_call_clicked(self) -> None:
        self._run(handoffs.begin, self._tools.desk, then=self._on_begun)

    @Slot(object)
    def _on_begun(self, saved: object) -> None:
        if isinstance(saved, Saved):
            self.open_requested.emit("handoff", saved.rids[0])

    @Slot()
    def _on_roster_clicked(self) -> None:
        self.open_requested.emit("on_call", None)

    @Slot(object)
    def _on_table_opened(self, one: object) -> None:
        if isinstance(one, HandoffFile):
            self.open_requested.emit("handoff", one.handoff.rid)
