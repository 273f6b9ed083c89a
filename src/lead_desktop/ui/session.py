"""From unlock to lock: the window with its pages, the watch on idleness, and the way out that loses nothing."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from lead_desktop.casework import settings
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.opening import Opening, lock
from lead_desktop.domain import vocabulary
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.crisis.dialog import show_crisis
from lead_desktop.ui.idle import IdleWatch
from lead_desktop.ui.preferences import BY_ROLE
from lead_desktop.ui.quiet_watch import QuietWatch
from lead_desktop.ui.records_watch import RecordsWatch
from lead_desktop.ui.sync.frame import SyncFrame
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.window import PageSpec, Window

_LOG = logging.getLogger(__name__)
_FIELD_ROLES = ("outreach", "peer")
_LISTS = ("today", "people")
USUAL_MINUTES, FIELD_MINUTES, LAW_MINUTES = 10, 5, 5
CEILING_MINUTES = 30


class Session(QObject):
    """One person at one open desk. After `ended` nothing of it may be used any more."""

    ended = Signal(str)  # key, idle, quit, restore, wiped, leave or remove (the sample)

    def __init__(
        self,
        opened: Opening,
        tools: Tools,
        pages: Sequence[PageSpec],
        appearance: Appearance,
        runner: Runner | None = None,
    ) -> None:
        """Build the window; `start` shows it at the place where the last session was. `runner` None: without a hub."""
        super().__init__()
        self.tools = tools
        self.appearance = appearance
        self._opened = opened
        self._over = False
        self._first = pages[0].kind
        self.window = Window(pages)
        self.window.resize(appearance.preferences.width, appearance.preferences.height)
        self.idle = IdleWatch(tools.desk.clock, self.minutes(), self)
        self.records = RecordsWatch(tools, self)
        self.quiet = QuietWatch(tools, self)
        self.runner = runner
        self.sync = SyncFrame(self.window, runner) if runner is not None else None
        self._connect()
        self._say_who()

    def minutes(self) -> int:
        """Return the minutes without a sign of a person after which the laptop locks (rulings, Locking)."""
        chosen = self.appearance.preferences.lock_minutes
        if chosen != BY_ROLE:
            return min(chosen, CEILING_MINUTES)
        worker = self.tools.desk.worker
        if worker.side == "law":
            return LAW_MINUTES
        return FIELD_MINUTES if worker.role in _FIELD_ROLES else USUAL_MINUTES

    def start(self, *, sample: bool = False) -> None:
        """Show the window where the person was before, and begin to watch for idleness."""
        self.window.ribbon.setVisible(sample)
        if sample:
            self.window.ribbon.show_day(self.tools.desk.clock.now().date())
        self._go_to_last_place()
        self.window.show()
        self.window.status.show_minutes(self.minutes())
        self.idle.start()
        self.records.begin_soon()
        self.quiet.begin_soon()
        if self.runner is not None and self.sync is not None:
            self.sync.show_state()
            self.runner.begin_soon()
        if self._opened.unclean and not self._opened.missing.anything:
            self.window.toast.say(_("The program did not close in order last time. Everything that was saved is here."))

    def end(self, reason: str) -> None:
        """Cover the screen, keep what is half done and where one is, close the vault; then `ended`."""
        if self._over:
            return
        self._over = True
        self.idle.stop()
        self.records.stop()
        self.quiet.stop()
        if self.runner is not None and self.sync is not None:
            self.sync.stop()
            self.runner.stop()
        self.window.close_cover(_("Locking. Your work is being saved."))
        self._hide_the_rest()
        self._save_what_is_open()
        self.tools.jobs.close()
        self._close_desk(reason)
        self.setParent(self.window)
        self.window.installEventFilter(self)
        self.ended.emit(reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the covered screens from reading a desk that is closed, as they would in another language."""
        return event.type() == QEvent.Type.LanguageChange or super().eventFilter(watched, event)

    def close_window(self) -> None:
        """Let go of the window and every screen in it, where the process goes on."""
        self.window.let_close()
        self.window.deleteLater()

    def _save_what_is_open(self) -> None:
        """Half-typed text and the place go to the disk in the order they were asked for, before the threads end."""
        front = self.window.front()
        if front is not None:
            front.leave()
        kind, what = self.window.place()
        if kind and (what is None or isinstance(what, str)):
            self.tools.jobs.run(settings.keep_place, self.tools.desk, kind, what or "")
        size = self.window.size()
        if not self.window.isMaximized():
            self.appearance.change(width=max(size.width(), 960), height=max(size.height(), 640))

    def _close_desk(self, reason: str) -> None:
        try:
            lock(self.tools.desk, reason)
        except LeadError as error:
            _LOG.error("lock code=%s", error.code)

    def _hide_the_rest(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.hide()
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()

    def _connect(self) -> None:
        window = self.window
        window.lock_requested.connect(self._on_window_lock_requested)
        window.close_requested.connect(self._on_window_close_requested)
        window.help_requested.connect(self._on_window_help_requested)
        window.crisis_requested.connect(self._on_window_crisis_requested)
        window.search_requested.connect(self._on_window_search_requested)
        window.new_referral_requested.connect(self._on_window_new_referral_requested)
        window.ribbon.leave_requested.connect(self._on_window_close_sample)
        self.idle.ran_out.connect(self._on_idle_ran_out)
        self.records.trouble_found.connect(window.notice.show_message)
        self.tools.jobs.answered.connect(self._on_jobs_answered)
        self.quiet.changed.connect(self._on_quiet_changed)
        self.idle.minutes_changed.connect(window.status.show_minutes)
        if self.runner is not None:
            self.runner.wiped.connect(self._on_runner_wiped)
        self.appearance.restyling.connect(window.forget_hidden)
        self.appearance.changed.connect(self._on_appearance_changed)

    def _say_who(self) -> None:
        desk = self.tools.desk
        role = vocabulary.label("role", desk.worker.role, language()) if desk.worker.role else ""
        self.window.status.show_worker(desk.worker.name, role)
        self.window.rail.set_programme(desk.programme.name or "LEAD Desktop", desk.worker.agency)

    def _go_to_last_place(self) -> None:
        kind, what = settings.last_place(self.tools.desk)
        if not (kind and self.window.has(kind) and self._could_go(kind, what)):
            self.window.go(self._first)

    def _could_go(self, kind: str, what: str) -> bool:
        """What was open may not be on this laptop any more, or not be this role's."""
        try:
            return self.window.go(kind, what or None)
        except LeadError:
            return False

    @Slot()
    def _on_window_lock_requested(self) -> None:
        self.end("key")

    @Slot()
    def _on_window_close_requested(self) -> None:
        self.end("quit")

    @Slot()
    def _on_window_close_sample(self) -> None:
        self.end("leave")

    @Slot()
    def _on_runner_wiped(self) -> None:
        self.end("wiped")

    @Slot()
    def _on_idle_ran_out(self) -> None:
        self.end("idle")

    @Slot()
    def _on_window_help_requested(self) -> None:
        self._go_if_there("help")

    @Slot()
    def _on_window_crisis_requested(self) -> None:
        show_crisis(self.tools.jobs, self.tools.desk.clock, self.window)

    @Slot()
    def _on_window_search_requested(self) -> None:
        if self._go_if_there("people"):
            front = self.window.front()
            if front is not None:
                front.find_here()

    @Slot()
    def _on_window_new_referral_requested(self) -> None:
        self._go_if_there("new_referral")

    @Slot(object)
    def _on_jobs_answered(self, answer: object) -> None:
        """Say when the last change reached the disk."""
        if isinstance(answer, Saved):
            self.window.status.show_saved(f"{self.tools.desk.clock.now():%H:%M}")

    @Slot()
    def _on_quiet_changed(self) -> None:
        """Show it where people are counted or listed; a page with typing on it is left alone."""
        if self.window.place()[0] in _LISTS:
            self.window.refresh()

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.idle.set_minutes(self.minutes())
        self._say_who()

    def _go_if_there(self, kind: str) -> bool:
        return self.window.has(kind) and self.window.go(kind)
