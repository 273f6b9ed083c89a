"""All referrals that the worker may see: look through, filter, search, open."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget

from lead_desktop.casework.reached import Reached, reached
from lead_desktop.casework.referrals import OPEN, QueueRow, referral_list
from lead_desktop.domain.person import sort_text
from lead_desktop.domain.text import visible
from lead_desktop.errors import NotAllowed
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.ui import theme
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.referrals.words import (
    code_words,
    moment_words,
    name_words,
    reached_tone,
    reached_words,
    status_tone,
    status_words,
)  # fmt: skip
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows
from lead_desktop.ui.widgets.search_box import SearchBox

_WAITING = "waiting"
_ROOM = {1: 640, 2: 780, 4: 960}
"""From which width on, in unscaled pixels, a column is shown: kind, time, agreed."""


class ReferralListScreen(Screen):
    """The newest referral first; officers see their own, and that it was received."""

    def __init__(self, tools: Tools) -> None:
        """Build the table and its filters."""
        super().__init__("referrals")
        self._tools = tools
        self._private = False
        self._all: tuple[QueueRow, ...] = ()
        self._far: Mapping[str, Reached] = {}
        self._care = tools.desk.worker.side == "care"
        self.header = PageHeader()
        self.new = button("", "plus", "primary", name="new_referral")
        self.header.add_button(self.new)
        self.trouble = Banner("bad")
        self.search = SearchBox(_("Search by name"))
        self.search.setMinimumWidth(150)
        self.status = QComboBox()
        self.status.setObjectName("filter_status")
        self.kind = QComboBox()
        self.kind.setObjectName("filter_kind")
        for combo in (self.status, self.kind):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        self._rows = Rows(self._columns(), self)
        self.table = ListTable(self._rows, "")
        self.table.setObjectName("referral_table")
        self.empty = EmptyState("inbox", "")
        self._build()
        self._connect()
        self.retranslate()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Name"), lambda one: name_words(one.name, private=self._private), style="strong"),
            Column(N_("Kind"), lambda one: code_words("referral_type", one.kind), 200, least=150),
            Column(N_("When"), lambda one: moment_words(one.at), 190, style="muted"),
            Column(
                N_("Where it stands"),
                self._stands,
                230,
                tone=self._tone,
            ),
            Column(N_("Agreed?"), lambda one: code_words("agrees_to_introduction", one.agrees), 150),
        )

    def _stands(self, one: QueueRow) -> str:
        return status_words(one.status) if one.status else reached_words(self._far[one.rid])

    def _tone(self, one: QueueRow) -> str:
        return status_tone(one.status) if one.status else reached_tone(self._far[one.rid])

    def _build(self) -> None:
        body = Page(self)
        filters = QHBoxLayout()
        filters.setSpacing(10)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.status)
        filters.addWidget(self.kind)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.head.addLayout(filters)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        body.column.addWidget(self.stack)
        self.status.setVisible(self._care)

    def _connect(self) -> None:
        self.new.clicked.connect(self._on_new_clicked)
        self.empty.action_requested.connect(self._on_new_clicked)
        self.search.searched.connect(self._show)
        self.search.down_pressed.connect(self.table.enter)
        self.status.currentIndexChanged.connect(self._show)
        self.kind.currentIndexChanged.connect(self._show)
        self.table.opened.connect(self._on_table_opened)

    def title(self) -> str:
        """Name the page."""
        return _("Referrals")

    def open(self, what: object) -> None:
        """Show only what waits for a decision, or all."""
        place = self.status.findData(what if isinstance(what, str) else "")
        self.status.setCurrentIndex(max(place, 0))

    def refresh(self) -> None:
        """Read the referrals again."""
        try:
            self._all = referral_list(self._tools.desk)
            self._far = reached(self._tools.desk, [one.rid for one in self._all if not one.status])
            self.trouble.show_message("")
        except NotAllowed as error:
            self._all = ()
            self.trouble.show_message(error.words())
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        rename(self.new, _("New referral"))
        self.search.set_placeholder(_("Search by name"))
        self.table.setAccessibleName(self.title())
        self._fill(self.status, _("Where it stands"), self._states())
        self._fill(self.kind, _("Kind"), self._kinds())
        self._show()

    def _states(self) -> list[tuple[str, str]]:
        named = ("accepted", "declined", "not_eligible", "not_accepted_capacity", "intake_completed")
        waiting = (_WAITING, _("Waiting for a decision"))
        return [("", _("Every state")), waiting, *((one, status_words(one)) for one in named)]

    def _kinds(self) -> list[tuple[str, str]]:
        types = self._tools.desk.programme.referral_types
        return [("", _("Every kind")), *((one, code_words("referral_type", one)) for one in types)]

    @staticmethod
    def _fill(combo: QComboBox, name: str, options: list[tuple[str, str]]) -> None:
        held = combo.currentData()
        with QSignalBlocker(combo):
            combo.clear()
            for code, words in options:
                combo.addItem(words, code)
            combo.setCurrentIndex(max(combo.findData(held), 0))
        combo.setAccessibleName(name)

    @Slot()
    def _show(self) -> None:
        shown = tuple(one for one in self._all if self._wanted(one))
        keep = self.table.current_record()
        self._rows.show_records(shown)
        if isinstance(keep, QueueRow):
            self.table.choose_row(next((at for at, one in enumerate(shown) if one.rid == keep.rid), -1))
        self.header.set_subtitle(ngettext("{n} referral", "{n} referrals", len(shown)) if self._all else "")
        self._say_empty()
        self.stack.setCurrentWidget(self.table if shown else self.empty)

    def _say_empty(self) -> None:
        if self._all:
            self.empty.set_words(_("Nothing found"), _("Try fewer letters, or another filter."))
        else:
            self.empty.set_words(
                _("No referrals yet"), _("A referral is the door into the program."), _("New referral")
            )

    def _wanted(self, one: QueueRow) -> bool:
        status, kind = self.status.currentData() or "", self.kind.currentData() or ""
        stands = one.status in OPEN if status == _WAITING else status in ("", one.status)
        words = _plain(self.search.text()).split()
        return stands and kind in ("", one.kind) and all(word in _plain(one.name) for word in words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where the room is short, so that the name can be read."""
        super().resizeEvent(event)
        px = theme.current().px
        for column, room in _ROOM.items():
            self.table.setColumnHidden(column, self.width() < px(room))
        self.table.share()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Stand in the list where there is one, else on the button."""
        if self.stack.currentWidget() is self.table:
            self.table.enter()
        else:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> bool:
        """Search in this list."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    @Slot()
    def _on_new_clicked(self) -> None:
        self.open_requested.emit("new_referral", None)

    @Slot(object)
    def _on_table_opened(self, row: object) -> None:
        if isinstance(row, QueueRow):
            self.open_requested.emit("referral", row.rid)


def _plain(text: str) -> str:
    return sort_text(visible(text.encode("utf-8", "ignore").decode(), lines=False))
