"""The on-call roster: whom to call now, and the shifts of the weeks to come."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.roster import OnCall, Reach, repeat_week, roster, whom_to_call
from lead_desktop.domain.handoff import Handoff
from lead_desktop.domain.roster import RosterShift
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.ui import theme
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.roster.on_call_card import OnCallCard
from lead_desktop.ui.roster.words import span_words
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import LEAST_TABLE, ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows

NEW = "new"
"""What the page of a shift is opened with for one that is still to be planned."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows, read in one go."""

    reach: Reach
    shifts: tuple[OnCall, ...]


def read_roster(desk: Desk) -> Shown:
    """Read the roster."""
    return Shown(whom_to_call(desk), roster(desk))


class RosterScreen(ActingScreen):
    """Everybody reads it; the project manager plans shifts here."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when it comes to the front."""
        super().__init__(tools, "on_call")
        self._shown = Shown(Reach((), None, ""), ())
        self.header = PageHeader(back=tools.desk.may("create", Handoff))  # there it is opened from the hand-offs
        self.header.back_requested.connect(self.back_requested)
        self.again = button("", "calendar", name="repeat_week")
        self.plan = button("", "plus", "primary", name="plan_shift")
        self.card = OnCallCard()
        self.rows = Rows(self._columns(), self)
        self.table = ListTable(self.rows, "")
        self.table.setObjectName("roster_table")
        self.empty = EmptyState("calendar", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self._build()
        self.retranslate()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("When"), lambda one: span_words(one.starts_at, one.ends_at), style="strong"),
            Column(N_("Who"), self._who, 180, least=120),
            Column(N_("Phone"), lambda one: one.phone, 150),
            Column(N_("Called"), lambda one: code_words("roster_place", one.place), 130, style="muted", spare=True),
            Column(N_("Area"), lambda one: one.area, 140, style="muted", spare=True),
        )

    def _build(self) -> None:
        plans = self._tools.desk.may("create", RosterShift)
        body = Page(self, scrolls=True)
        for made in (self.again, self.plan):
            self.header.add_button(made)
            made.setVisible(plans)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.column.addWidget(self.card)
        body.column.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(theme.current().px(LEAST_TABLE))
        self.plan.clicked.connect(self._on_plan_clicked)
        self.again.clicked.connect(self._on_again_clicked)
        if plans:
            self.table.opened.connect(self._on_table_opened)

    def title(self) -> str:
        """Name the page."""
        return _("On call")

    def refresh(self) -> None:
        """Read the roster again."""
        self._run(read_roster, self._tools.desk, then=self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        rename(self.plan, _("Plan a shift"))
        rename(self.again, _("Repeat this week"))
        self.table.setAccessibleName(_("Shifts of the next four weeks"))
        self.empty.set_words(_("No shift is planned"), _("The project manager plans who is on call."))
        self._show()

    def take_focus(self) -> None:
        """Stand on the first shift, else on planning one."""
        if self.stack.currentWidget() is self.table:
            self.table.enter()
        else:
            self.plan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.card.show_reach(self._shown.reach, self._tools.desk.clock.now())
        self.rows.show_records(self._shown.shifts)
        self.header.set_subtitle(_("Kept on this laptop: readable without a network."))
        self.stack.setCurrentWidget(self.table if self._shown.shifts else self.empty)

    @staticmethod
    def _who(one: OnCall) -> str:
        return one.name if one.here else _("{name} (not here now)").format(name=one.name)

    @Slot(object)
    def _on_read(self, shown: object) -> None:
        if isinstance(shown, Shown):
            self._shown = shown
            self.trouble.show_message("")
            self._show()

    @Slot()
    def _on_plan_clicked(self) -> None:
        self.open_requested.emit("shift", NEW)

    @Slot(object)
    def _on_table_opened(self, one: object) -> None:
        if isinstance(one, OnCall):
            self.open_requested.emit("shift", one.rid)

    @Slot()
    def _on_again_clicked(self) -> None:
        self._run(repeat_week, self._tools.desk, then=self._on_repeated)

    @Slot(object)
    def _on_repeated(self, saved: object) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.refresh()
        if self._saved is None:
            self.said.emit(_("There is nothing to repeat: next week stands as this one."), False)
        else:
            words = ngettext("{n} shift is planned.", "{n} shifts are planned.", len(self._saved.rids))
            self.said.emit(words, True)
