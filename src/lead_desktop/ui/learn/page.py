"""What there is to learn: four short lessons and the guiding principles, and below them who read what."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from lead_desktop.casework import learning
from lead_desktop.casework.learning import Read
from lead_desktop.domain.lesson import PRINCIPLES, teaching
from lead_desktop.domain.training import Training
from lead_desktop.i18n import N_, gettext as _, ngettext, show_date
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill
from lead_desktop.ui.widgets.rows import Column, Rows


@dataclass(frozen=True, slots=True)
class _Shown:
    """A lesson on the page."""

    key: str
    minutes: int
    card: Card
    open: QPushButton
    read: Pill


class LearnScreen(Screen):
    """The same lessons for every role; the log of everybody only for who may read it."""

    def __init__(self, tools: Tools) -> None:
        """Build the cards and the log."""
        super().__init__("learn")
        self._tools = tools
        self.header = PageHeader(back=True)
        self.header.back_requested.connect(self.back_requested)
        inside = Page(self, scrolls=True)
        inside.head.addWidget(self.header)
        self.lessons = [
            *(self._lesson(one.key, one.minutes, one.icon) for one in teaching().lessons),
            self._lesson(PRINCIPLES, 2, "scale"),
        ]
        for one in self.lessons:
            inside.column.addWidget(one.card)
        columns = (
            Column(N_("Worker"), lambda one: one.name, style="strong"),
            Column(N_("Lesson"), lambda one: code_words("lesson", one.lesson), 300, least=180),
            Column(N_("Read on"), lambda one: show_date(one.at.date()), 150, style="muted", least=110),
        )
        self.rows = Rows(columns)
        self.table = ListTable(self.rows, "")
        self.table.setObjectName("training_log")
        self.table.setMinimumHeight(260)
        self.log = Card(icon="list-checks")
        self.log.add(self.table)
        inside.column.addWidget(self.log)
        inside.column.addStretch(1)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Lessons")

    def refresh(self) -> None:
        """Read again who read what."""
        mine = learning.read_by_me(self._tools.desk)
        for one in self.lessons:
            self._say_read(one, mine.get(one.key))
        everybody: tuple[Read, ...] = ()
        if self._tools.desk.may("read", Training):
            everybody = learning.training_log(self._tools.desk)
        self.log.setVisible(bool(everybody))
        self.rows.show_records(everybody)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(_("Short, in English and Spanish, the same for everybody in the program."))
        for one in self.lessons:
            title = code_words("lesson", one.key)
            one.card.set_title(title)
            one.card.set_subtitle(ngettext("{n} minute", "{n} minutes", one.minutes))
            rename(one.open, _("Read"))
            one.open.setAccessibleName(_("Read: {title}").format(title=title))
        self.log.set_title(_("Who read what"))
        self.table.setAccessibleName(_("Who read what"))
        self.refresh()

    def take_focus(self) -> None:
        """Begin at the first lesson."""
        self.lessons[0].open.setFocus()

    def _lesson(self, key: str, minutes: int, icon: str) -> _Shown:
        card, open_, read = Card(icon=icon), button("", "book-open", name=f"open_{key}"), Pill("", "good")
        card.setObjectName(f"lesson_{key}")
        card.add_action(read)
        card.add_action(open_)
        open_.clicked.connect(self._on_open_clicked)
        return _Shown(key, minutes, card, open_, read)

    @staticmethod
    def _say_read(one: _Shown, at: datetime | None) -> None:
        one.read.show_status(_("Read on {day}").format(day=show_date(at.date())) if at is not None else "", "good")

    @Slot()
    def _on_open_clicked(self) -> None:
        key = next(one.key for one in self.lessons if one.open is self.sender())
        self.open_requested.emit("lesson", key)
