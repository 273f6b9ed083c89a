"""Supplies at a table or for one person: tap what goes along, one key saves, the next one comes."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework import supplies
from lead_desktop.casework.supplies import GivenOut, TableDay
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.person import Person
from lead_desktop.domain.supply import NAMED, NaloxoneLot
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.i18n import gettext as _, ngettext, show_date
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.forms.foot import foot_line, save_keys
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.names import called
from lead_desktop.ui.screen import Page, scrolling
from lead_desktop.ui.supplies.round import Round
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.page_header import PageHeader

TABLE, FOR_PERSON = "_supplies", "supplies"
"""Names of the drafts: what is tapped at a table is nobody's, and does not stand among the worker's things to do."""


class SuppliesScreen(ActingScreen):
    """The page of taps; opened for somebody it goes back there, opened from the rail it stays for the next one."""

    def __init__(self, tools: Tools, kind: str = "supplies") -> None:
        """Build the frame."""
        super().__init__(tools, kind)
        self._person = ""
        self._private = False
        self._day: TableDay | None = None
        self._keeper: Keeper | None = None
        self.header = PageHeader(back=kind != "supplies")
        self.stock = button("", "briefcase-medical", name="open_naloxone")
        self.header.add_button(self.stock)
        self.stock.setVisible(tools.desk.may("read", NaloxoneLot))
        self.shelf = Banner("warn", closable=True)
        self.shelf.setObjectName("shelf_notice")
        self.round = Round()
        self.total = plain_label(role="strong")
        self.take_back = button("", "undo-2", "quiet", name="take_back_tap")
        self.start_over = button("", "rotate-ccw", "quiet", name="start_over")
        self.save = button("", "check", "primary", name="save_round")
        self._build()
        self._begin()
        self.retranslate()

    def _build(self) -> None:
        inside = Page(self)
        for part in (self.header, self.trouble, self.shelf, self.round.who):
            inside.head.addWidget(part)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(scrolling(self.round.board), 1)
        foot: QHBoxLayout = foot_line((self.take_back, self.start_over), self.total, self.save)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(foot)
        inside.column.addWidget(holder, 1)
        save_keys(self, self._on_save_clicked)
        undo = QShortcut(QKeySequence("Ctrl+Backspace"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.round.board.take_back)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.stock.clicked.connect(partial(self.open_requested.emit, "naloxone", None))
        self.take_back.clicked.connect(self.round.board.take_back)
        self.start_over.clicked.connect(self._on_start_over_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.round.changed.connect(self._say)

    # what the window asks

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Supplies")

    def open(self, what: object) -> None:
        """Begin for a person by id, or at the table."""
        person = str(what or "")
        if person != self._person:
            self.leave()
            self._person = person
            self._begin()

    def refresh(self) -> None:
        """Count today's rounds and the shelf again."""
        self._run(supplies.table_day, self._tools.desk, then=self._on_day_read)
        self._say()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.round.retranslate()
        rename(self.stock, _("Naloxone on the shelf"))
        rename(self.take_back, _("Undo last tap"))
        rename(self.start_over, _("Start over"))
        rename(self.save, _("Save") if self._person else _("Save and go on"))
        self._say()

    def leave(self) -> bool:
        """Keep what is tapped so far."""
        if self._keeper is not None:
            self._keeper.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self._say()

    def take_focus(self) -> None:
        """Begin at the first thing."""
        self.round.board.take_focus()

    # beginning and showing

    def _begin(self) -> None:
        old = self._keeper
        if old is not None:
            old.saver.deleteLater()
            old.deleteLater()
        self.round.begin(NAMED if self._person else "")
        place = DraftPlace(FOR_PERSON if self._person else TABLE, self._person, Compartment.HARM_REDUCTION)
        self._keeper = Keeper(self._tools, place, self.round, self)
        self._keeper.saver.hide()
        self._keeper.title = self._name(private=False)
        state = self._keeper.state()
        if state is not None:
            self.round.restore(state)
        rename(self.save, _("Save") if self._person else _("Save and go on"))

    def _name(self, *, private: bool) -> str:
        try:
            return called(self._tools.desk.reading.get(Person, self._person).record, private=private)
        except NotFound:
            return ""

    @Slot(object)
    def _on_day_read(self, day: object) -> None:
        self._day = day if isinstance(day, TableDay) else None
        self._say()

    @Slot()
    def _say(self) -> None:
        self.header.set_title(self.title())
        self.header.set_subtitle(self._subtitle())
        things = sum(one.count or 0 for one in self.round.board.rows())
        self.total.setText(ngettext("{n} thing", "{n} things", things).format(n=things))
        some = bool(self.round.board.counts())
        self.take_back.setEnabled(self.round.board.can_take_back())
        self.start_over.setEnabled(some)
        self.save.setEnabled(some)

    def _subtitle(self) -> str:
        if self._person:
            return self._name(private=self._private)
        if self._day is None:
            return ""
        said = ngettext("{n} round today", "{n} rounds today", self._day.rounds).format(n=self._day.rounds)
        if self.stock.isHidden():
            return said
        left = ngettext("{n} box of naloxone left", "{n} boxes of naloxone left", self._day.boxes_left)
        parts = [said, left.format(n=self._day.boxes_left)]
        if self._day.ends_first:
            parts.append(_("good until {day}").format(day=show_date(self._day.ends_first)))
        return " · ".join(parts)

    # doing

    @Slot()
    def _on_save_clicked(self) -> None:
        if not self.save.isEnabled() or self._keeper is None or not self.round.ready():
            return
        self._keeper.flush()
        supply = self.round.supply(self._tools.desk.clock.now().replace(microsecond=0), self._person)
        draft = self._keeper.draft_id()
        self.save.setEnabled(False)
        self._run(partial(supplies.give, self._tools.desk, supply, draft=draft), then=self._on_given)

    @Slot(object)
    def _on_given(self, given: object) -> None:
        if not isinstance(given, GivenOut) or self._keeper is None:
            return
        self._saved = given.saved
        self._keeper.drop()
        self.round.begin(NAMED if self._person else "")
        self.trouble.show_message("")
        self.shelf.show_message(short_words(given.short))
        if self._person:
            self._person = ""
            self.back_requested.emit()
        else:
            self.refresh()
            self.take_focus()
        self.said.emit(_("Saved. Thank you."), True)

    @Slot()
    def _on_start_over_clicked(self) -> None:
        self.round.begin(NAMED if self._person else "")
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.discard()
        self._say()
        self.take_focus()

    @Slot()
    def _on_header_back_requested(self) -> None:
        self.leave()
        self.back_requested.emit()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())
        self._say()


def short_words(short: int) -> str:
    """Say that more naloxone was given than the shelf held by the count; nothing when it was enough."""
    if not short:
        return ""
    return ngettext(
        "Saved. By the count {n} box of naloxone more was given than the shelf held. Please count the shelf.",
        "Saved. By the count {n} boxes of naloxone more were given than the shelf held. Please count the shelf.",
        short,
    ).format(n=short)
