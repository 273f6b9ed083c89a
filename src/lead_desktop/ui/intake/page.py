"""The intake of one person: what is done with it, and what is said then."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from lead_desktop.casework import intake, pauses
from lead_desktop.casework.intake import Completed, SectionsOpen
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.intake import Pause
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.intake.layouts import PAGES
from lead_desktop.ui.intake.view import IntakeView
from lead_desktop.ui.jobs import Job
from lead_desktop.ui.tools import Tools


class IntakeScreen(IntakeView):
    """Opened with a person's id."""

    def __init__(self, tools: Tools) -> None:
        """Connect the pages to what they wish for."""
        super().__init__(tools)
        self._last_saved: Saved | None = None
        self._connect()

    def _connect(self) -> None:
        self.header.back_requested.connect(self.back_requested)
        self.empty.action_requested.connect(self._on_start_clicked)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.complete.clicked.connect(self._on_complete_clicked)
        self.pause_card.pause_requested.connect(self._on_pause_requested)
        self.pause_card.end_requested.connect(self._on_pause_end_requested)
        self.pause_card.closed.connect(self.pause_card.hide)
        self.sections.save_requested.connect(self._on_save_requested)
        self.sections.skip_requested.connect(self._on_skip_requested)
        self.sections.reveal_requested.connect(self._on_reveal_requested)
        self.sections.finish_requested.connect(self._on_complete_clicked)
        self.sections.went_wrong.connect(self._show_trouble)
        self.open_page.answer_requested.connect(self._on_answer_requested)
        self.open_page.prefer_not_requested.connect(self._on_prefer_not_requested)
        self.open_page.complete_requested.connect(self._on_complete_clicked)
        self.open_page.back_requested.connect(self._show_sections)
        self.done_page.plan_requested.connect(partial(self._go, "plan"))
        self.done_page.person_requested.connect(partial(self._go, "person"))
        self.done_page.update_requested.connect(self._show_sections)

    def undo(self) -> None:
        """Take back the last save, completion or pause."""
        if self._last_saved is not None:
            saved, self._last_saved = self._last_saved, None
            self._run(self._tools.desk.undo, saved, then=self._on_undone)

    def _go(self, kind: str) -> None:
        self.open_requested.emit(kind, self._person)

    def _run(self, act: Callable[..., object], *args: object, then: Callable[[object], None]) -> Job:
        self.trouble.show_message("")
        job = self._tools.jobs.run(act, *args)
        job.finished.connect(then)
        job.went_wrong.connect(self._show_trouble)
        return job

    # acts and what comes of them

    @Slot()
    def _on_start_clicked(self) -> None:
        self._run(intake.start_intake, self._tools.desk, self._person, then=self._on_started)

    @Slot(object)
    def _on_started(self, _file: object) -> None:
        self._file = None
        self.refresh()
        self.take_focus()

    @Slot(str, str)
    def _on_save_requested(self, section: str, state: str) -> None:
        panel = self.sections.panel(section)
        change = (panel.opened, panel.record(), state)
        act = (intake.save_section, self._tools.desk, self._file, section, change, panel.keeper.draft_id())
        job = self._run(*act, then=partial(self._on_section_saved, section))
        job.went_wrong.connect(partial(self._on_save_failed, section))

    def _on_save_failed(self, section: str, _error: object) -> None:
        self.sections.failed(section)

    def _on_section_saved(self, section: str, saved: object) -> None:
        self.refresh()
        if self._file is not None:
            self.sections.saved(section, self._file)
        self._note(saved, _("{section}: saved.").format(section=_(PAGES[section].title)))

    @Slot(str)
    def _on_skip_requested(self, section: str) -> None:
        act = (intake.skip_section, self._tools.desk, self._file, section)
        self._run(*act, then=partial(self._on_section_skipped, section))

    def _on_section_skipped(self, section: str, saved: object) -> None:
        self.refresh()
        self._note(saved, _("{section}: skipped for now.").format(section=_(PAGES[section].title)))

    @Slot(str)
    def _on_reveal_requested(self, section: str) -> None:
        act = (intake.reveal_section, self._tools.desk, self._file, section)
        self._run(*act, then=partial(self._on_revealed, section))

    def _on_revealed(self, section: str, _nothing: object) -> None:
        panel = self.sections.panel(section)
        panel.reveal()
        panel.form.focus_first()

    @Slot(str, str)
    def _on_answer_requested(self, section: str, field: str) -> None:
        self._show_sections()
        self.sections.answer(section, field)

    @Slot(str, str)
    def _on_prefer_not_requested(self, section: str, field: str) -> None:
        self.open_page.set_busy(busy=True)
        act = (intake.prefer_not, self._tools.desk, self._file, section, field)
        self._run(*act, then=partial(self._on_preferred_not, section))

    def _on_preferred_not(self, section: str, saved: object) -> None:
        self._on_section_saved(section, saved)
        self.open_page.set_busy(busy=False)
        self._show_open()

    @Slot()
    def _on_complete_clicked(self) -> None:
        """Save what was typed, then ask for the completion: the acts run in this order."""
        if self.stack.currentWidget() is self.sections and not self.sections.save_here():
            return
        if self._is_done():
            self.stack.setCurrentWidget(self.done_page)
            self.retranslate()
            return
        self.complete.setEnabled(False)
        job = self._run(self._complete, self._person, then=self._on_completed)
        job.went_wrong.connect(self._on_complete_failed)

    def _complete(self, person: str) -> Completed | None:
        """Complete the intake as it stands on the disk; runs on the working thread."""
        file = intake.open_intake(self._tools.desk, person)
        return intake.complete_intake(self._tools.desk, file) if file is not None else None

    @Slot(object)
    def _on_completed(self, done: object) -> None:
        self.complete.setEnabled(True)
        self.refresh()
        self.stack.setCurrentWidget(self.done_page)
        self.retranslate()
        self.done_page.plan.setFocus()
        if isinstance(done, Completed):
            self._note(done.saved, _completed_words(done))

    @Slot(object)
    def _on_complete_failed(self, error: object) -> None:
        if isinstance(error, SectionsOpen):
            self.trouble.show_message("")
            self.refresh()
            self.stack.setCurrentWidget(self.open_page)
            self._show_open()

    def _show_open(self) -> None:
        file, desk = self._file, self._tools.desk
        if file is None:
            return
        keys = [key for key in intake.sections(desk, file.person) if key not in intake.PRIVATE]
        untouched = sum(key not in file.states for key in keys)
        self.open_page.show_open(intake.open_questions(desk, file), untouched)
        self._show_header()
        self.open_page.take_focus()

    @Slot()
    def _on_pause_clicked(self) -> None:
        self.pause_card.ask(self._pause())

    @Slot(object)
    def _on_pause_requested(self, pause: Pause) -> None:
        self._run(pauses.pause_deadline, self._tools.desk, self._file, pause, then=self._on_paused)

    @Slot(object)
    def _on_pause_end_requested(self, until: date) -> None:
        self._run(pauses.end_pause, self._tools.desk, self._file, until, then=self._on_paused)

    @Slot(object)
    def _on_paused(self, saved: object) -> None:
        self.pause_card.hide()
        self.refresh()
        self._note(saved, _("The time is paused.") if self._pause() else _("The time runs again."))

    @Slot(object)
    def _on_undone(self, _saved: object) -> None:
        self._file = None
        self.refresh()

    def _note(self, saved: object, words: str) -> None:
        if isinstance(saved, Saved):
            self._last_saved = saved
            self.said.emit(words, True)


def _completed_words(done: Completed) -> str:
    """Say in one sentence what completing did for held charges."""
    if done.after_deadline:
        return _("The intake is complete. The time for it was over for a held charge; both dates are kept.")
    if done.conditions_met:
        return _("The intake is complete, in time for the held charge.")
    return _("The intake is complete.")
