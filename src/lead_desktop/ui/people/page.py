"""People: everybody the worker may see, searched while one types, opened by Enter."""

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from lead_desktop.casework import people
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.people import PersonRow
from lead_desktop.domain.person import Person
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.looks import announce, button, rename
from lead_desktop.ui.people.add import AddPerson
from lead_desktop.ui.people.list_words import count_words, empty_words
from lead_desktop.ui.people.look_up import LookUp
from lead_desktop.ui.people.search import Asker, Found, Wish
from lead_desktop.ui.people.status_filter import StatusFilter
from lead_desktop.ui.people.table import PeopleRows, PeopleTable
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.search_box import SearchBox

MOST_KEPT = 600
NOTE_MS = 3000
LOWEST = 48
"""Pixels that the list keeps below the card for looking somebody up."""


class PeopleScreen(ActingScreen):
    """The list, the search above it, and the page on which somebody is added."""

    def __init__(self, tools: Tools) -> None:
        """Build the list; it is read when the screen comes to the front."""
        super().__init__(tools, "people")
        self._chosen = ""
        self._away = False
        self._found: Found | None = None
        self._asker = Asker(tools, self)
        self.header = PageHeader()
        self.add_button = button("", "user-plus", "primary", name="add_person_button")
        self.look_up_button = button("", "user-search", "quiet", name="look_up_button")
        self.search = SearchBox("")
        self.status = StatusFilter()
        self.rows = PeopleRows(tools.needs.clock, self)
        self.table = PeopleTable(self.rows)
        self.empty = EmptyState("users", "")
        self.look_up = LookUp(tools)
        self.adding = AddPerson(tools)
        self._noting = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.empty.setObjectName("empty")
        inside = Page(self)
        self.header.add_button(self.look_up_button)
        self.header.add_button(self.add_button)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.search, 1)
        line.addWidget(self.status)
        for part in (self.header, self.trouble):
            inside.head.addWidget(part)
        inside.head.addLayout(line)
        inside.head.addWidget(self.look_up)
        self.below = QStackedWidget()
        for page in (self.table, self.empty, self.adding):
            self.below.addWidget(page)
        self.below.setMinimumHeight(LOWEST)
        inside.column.addWidget(self.below, 1)
        may_add = self._tools.desk.may("create", Person)
        self.add_button.setVisible(may_add)
        self.look_up_button.setVisible(people.may_look_up(self._tools.desk))
        self.look_up.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search_searched)
        self.search.down_pressed.connect(self.table.enter)
        self.status.currentIndexChanged.connect(self._on_status_changed)
        self.table.opened.connect(self._on_table_opened)
        self.table.chosen.connect(self._on_table_chosen)
        self.rows.more_wanted.connect(self._on_rows_more_wanted)
        self._asker.answered.connect(self._on_asker_answered)
        self._asker.went_wrong.connect(self._on_went_wrong)
        self.add_button.clicked.connect(self.begin_adding)
        self.look_up_button.clicked.connect(self._on_look_up_clicked)
        self.empty.action_requested.connect(self._on_empty_action_requested)
        self.adding.added.connect(self._on_adding_added)
        self.adding.left_again.connect(self._on_adding_left)
        self.adding.person_requested.connect(self._open)
        self.look_up.closed.connect(self._on_look_up_closed)
        self._noting.timeout.connect(self._on_noting_timeout)

    # what the window asks

    def title(self) -> str:
        """Name the page."""
        return _("People")

    def open(self, what: object) -> None:
        """Show those with one engagement status."""
        self.status.choose(what)

    def refresh(self) -> None:
        """Read the list again, as far as it was read, and stay on the same person."""
        self._away = False
        if not self.is_adding():
            self._ask(rows=min(max(self.rows.rowCount(), Wish().rows), MOST_KEPT))

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.add_button, _("Add a person"))
        rename(self.look_up_button, _("Look somebody up"))
        self.search.set_placeholder(_("Name, number, phone or birth date"))
        self.table.setAccessibleName(self.title())
        self.status.retranslate()
        self.look_up.retranslate()
        self.adding.retranslate()
        self._say()

    def leave(self) -> bool:
        """Keep what was typed about somebody new."""
        self._away = True
        self._noting.stop()
        self.adding.flush()
        self.look_up.clear()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials, or names again."""
        self.rows.set_private(private)
        self.look_up.set_private(private)

    def take_focus(self) -> None:
        """Begin at the search, or in the form while somebody is added."""
        if self.is_adding():
            self.adding.take_focus()
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> bool:
        """Go to the search with all of it selected."""
        if self.is_adding():
            return False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def is_adding(self) -> bool:
        """Say whether the form for somebody new is in front."""
        return self.below.currentWidget() is self.adding

    # the list

    def _ask(self, *, rows: int = Wish().rows) -> None:
        if not self._away:
            self._asker.ask(Wish(self.search.text(), self.status.chosen(), rows))

    @Slot(str)
    def _on_search_searched(self, _text: str) -> None:
        self.table.scrollToTop()
        self._noting.start()
        self._ask()

    @Slot()
    def _on_status_changed(self) -> None:
        self._ask()

    @Slot()
    def _on_noting_timeout(self) -> None:
        """Write that somebody searched, once the fingers rest."""
        if self.search.text().strip():
            self._tools.jobs.run(people.note_search, self._tools.desk)

    @Slot(object)
    def _on_rows_more_wanted(self, last: object) -> None:
        if isinstance(last, PersonRow) and self._found is not None and not self._away:
            wish = self._found.wish
            self._asker.ask(Wish(wish.text, wish.status, after=last))

    @Slot(object)
    def _on_asker_answered(self, found: object) -> None:
        if not isinstance(found, Found):
            return
        self.trouble.show_message("")
        if found.wish.after is not None:
            self.rows.append(found.rows, more=found.more)
            return
        chosen = self._chosen
        self._found = found
        self.rows.show_page(found.rows, found.workers, more=found.more)
        place = self.rows.place_of(chosen)
        if place >= 0:
            self.table.choose_row(place)
        if not self.is_adding():
            self.below.setCurrentWidget(self.table if found.rows else self.empty)
        self._say()
        if found.wish.text:
            announce(self, count_words(found))

    def _say(self) -> None:
        adding = self.is_adding()
        may_add = self._tools.desk.may("create", Person)
        self.header.set_title(_("Add a person") if adding else self.title())
        self.header.set_subtitle(
            _("A name or a nickname is enough. Everything else can come later.") if adding else count_words(self._found)
        )
        for part in (self.search, self.status):
            part.setVisible(not adding)
        self.add_button.setVisible(may_add and not adding)
        self.look_up_button.setVisible(people.may_look_up(self._tools.desk) and not adding)
        wish = self._found.wish if self._found is not None else Wish()
        self.empty.set_words(*empty_words(wish, may_add=may_add))

    @Slot()
    def _on_empty_action_requested(self) -> None:
        wish = self._found.wish if self._found is not None else Wish()
        if wish.text.strip() or wish.status:
            self.status.setCurrentIndex(0)
            self.search.clear()
            self._ask()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_adding()

    @Slot(object)
    def _on_table_chosen(self, row: object) -> None:
        if isinstance(row, PersonRow):
            self._chosen = row.rid

    @Slot(object)
    def _on_table_opened(self, row: object) -> None:
        if isinstance(row, PersonRow):
            self._open(row.rid)

    @Slot(str)
    def _open(self, rid: str) -> None:
        self.open_requested.emit("person", rid)

    # looking somebody up, adding somebody

    @Slot()
    def _on_look_up_clicked(self) -> None:
        self.look_up.begin()

    @Slot()
    def _on_look_up_closed(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def begin_adding(self) -> None:
        """Show the form, with the draft that waits if there is one."""
        self.look_up.clear()
        self.below.setCurrentWidget(self.adding)
        self.adding.begin(self.search.text())
        self._say()

    @Slot()
    def _on_adding_left(self) -> None:
        self.below.setCurrentWidget(self.table)
        self._say()
        self.refresh()
        self.take_focus()

    @Slot(object, str)
    def _on_adding_added(self, saved: object, number: str) -> None:
        if not isinstance(saved, Saved):
            return
        self._saved = saved
        self.below.setCurrentWidget(self.table)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._say()
        self.open_requested.emit("person", saved.rids[0])
        self.said.emit(_("Added with the number {number}.").format(number=number), True)

    def show_taken_back(self) -> None:
        """Show what is there once something was taken back."""
        self.open_requested.emit("people", None)
