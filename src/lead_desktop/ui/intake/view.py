"""The pages of an intake: sections over several sittings, what is still open, what holds when it is done."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from lead_desktop.casework import intake, pauses
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.intake import IntakeFile
from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.intake import Pause
from lead_desktop.domain.person import Person
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.intake.done_page import DonePage
from lead_desktop.ui.intake.open_page import OpenPage
from lead_desktop.ui.intake.pause_card import PauseCard
from lead_desktop.ui.intake.sections_page import SectionsPage
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.names import called, day_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.countdown import Countdown
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill

DONE = ("completed", "updated")


class IntakeView(Screen):
    """Builds the pages and shows an intake as it stands; what is done with it comes in `page`."""

    def __init__(self, tools: Tools) -> None:
        """Build the pages; `open` says whose intake it is."""
        super().__init__("intake")
        self._tools = tools
        self._person = ""
        self._held = Person()
        self._file: IntakeFile | None = None
        self._private = False
        self.header = PageHeader(back=True)
        self.countdown = Countdown()
        self.paused = Pill(tone="info")
        self.pause = button("", "pause", name="pauseDeadline")
        self.complete = button("", "check", "primary", name="completeIntake")
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("intakeTrouble")
        self.pause_card = PauseCard(tools.needs)
        self.empty = EmptyState("clipboard-list", "")
        self.sections = SectionsPage(tools)
        self.open_page = OpenPage()
        self.done_page = DonePage()
        self.stack = QStackedWidget()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        body = Page(self)
        self.header.add_pill(self.countdown)
        self.header.add_pill(self.paused)
        self.header.add_button(self.pause)
        self.header.add_button(self.complete)
        for part in (self.header, self.trouble, self.pause_card):
            body.head.addWidget(part)
        for page in (self.empty, self.sections, self.open_page, self.done_page):
            self.stack.addWidget(page)
        body.column.addWidget(self.stack)

    # what a screen promises

    def title(self) -> str:
        """Return the page's words for assistive technology."""
        return _("Intake")

    def open(self, what: object) -> None:
        """Show a person's intake."""
        if what != self._person:
            self.sections.clear()
            self._person, self._file = str(what), None
            self.pause_card.hide()
            self.trouble.show_message("")

    def refresh(self) -> None:
        """Read the intake again; what is being typed stays."""
        if not self._person:
            return
        try:
            file = intake.open_intake(self._tools.desk, self._person)
            self._held = self._tools.desk.reading.get(Person, self._person).record
        except LeadError as error:
            self._show_trouble(error)
            return
        first = self._file is None
        self._file = file
        if file is None:
            self.stack.setCurrentWidget(self.empty)
        elif first:
            self.sections.show_intake(file, self._held.shown_name())
            self._show_start(file)
        else:
            self.sections.show_states(file)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word again."""
        name = called(self._held, private=self._private)
        self.header.set_title(name or _("Intake"))
        self.header.set_subtitle(self._subtitle())
        self.empty.set_words(
            _("No intake yet"),
            _("It can be taken over several sittings, in any order. Every question can be skipped."),
            _("Start the intake"),
        )
        rename(self.pause, _("Let the time run again") if self._pause() else _("Pause the time"))
        rename(self.complete, _("To the overview") if self._is_done() else _("Complete the intake"))
        self.paused.show_status(_("Time is paused") if self._pause() else "", "info")
        self.sections.retranslate()
        self.open_page.retranslate()
        self.pause_card.retranslate()
        if self._is_done() and self._file is not None:
            self.done_page.show_file(name, self._file)
        self._show_header()

    def leave(self) -> bool:
        """Keep the drafts."""
        self.sections.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials in place of the name."""
        self._private = private
        self.retranslate()

    def take_focus(self) -> None:
        """Put the focus where one goes on."""
        if self.stack.currentWidget() is self.sections:
            self.sections.take_focus()
        else:
            super().take_focus()

    # within

    def _is_done(self) -> bool:
        return self._file is not None and self._file.intake.record.status in DONE

    def _pause(self) -> Pause | None:
        return pauses.running_pause(self._file) if self._file else None

    def _subtitle(self) -> str:
        parts = [_("Intake"), self._held.participant_number or ""]
        started = self._file.intake.record.started_at if self._file else None
        if started is not None:
            parts.append(_("begun on {day}").format(day=day_words(started.date())))
        return "  ·  ".join(part for part in parts if part)

    def _show_header(self) -> None:
        file, here = self._file, self.stack.currentWidget()
        due = file.deadline if file is not None else None
        today = self._tools.desk.clock.now().date()
        self.countdown.set_days(days_left(due, today) if due is not None else None)
        self.pause.setVisible(file is not None and pauses.may_pause(self._tools.desk, file))
        self.complete.setVisible(here is self.sections and file is not None)

    def _show_start(self, file: IntakeFile) -> None:
        done = file.intake.record.status in DONE
        self.stack.setCurrentWidget(self.done_page if done else self.sections)

    @Slot()
    def _show_sections(self) -> None:
        self.stack.setCurrentWidget(self.sections)
        self.retranslate()
        self.sections.take_focus()

    @Slot(object)
    def _show_trouble(self, error: LeadError) -> None:
        self.trouble.show_message(error.words())
        self.open_page.set_busy(busy=False)
        self.complete.setEnabled(True)
        if isinstance(error, Incomplete) and self.pause_card.isVisible():
            self.pause_card.show_problems(error.problems)
