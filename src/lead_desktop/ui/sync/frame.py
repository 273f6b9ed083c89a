"""The window while there is a hub: the state in its frame, the notice that records still arrive, pages read again."""

from PySide6.QtCore import QObject, QTimer, Slot

from lead_desktop.casework import syncing
from lead_desktop.i18n import gettext as _
from lead_desktop.sync.told import Done
from lead_desktop.ui.sync.network import NetworkHint
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.sync.state_button import StateButton
from lead_desktop.ui.sync.words import arriving_words
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.window import Window

AT_MOST_EVERY_MS = 700
_READ_AGAIN = ("today", "people", "referrals", "glance", "conflicts", "sync")
"""Pages without typing of their own: they follow what arrives."""
_OF_A_PERSON = ("person", "contact", "intake", "plan")
_BEGINS = ("intake", "plan", "referral", "new_referral")
"""Pages on which something of a person is begun that somebody elsewhere may have begun already."""
_PAGE = "sync"


class SyncFrame(QObject):
    """Connects a runner with the window it works for."""

    def __init__(self, window: Window, runner: Runner) -> None:
        """Put the state into the frame."""
        super().__init__(window)
        self._window = window
        self._runner = runner
        self.state = StateButton()
        self.arriving = Banner("info")
        self.arriving.setObjectName("arriving")
        self._shown = ""
        window.status.add_state(self.state)
        window.add_notice(self.arriving)
        self._soon = QTimer(self, singleShot=True, interval=AT_MOST_EVERY_MS)
        self._soon.timeout.connect(self._read_again)
        self._network = NetworkHint(self)
        self._network.came_back.connect(runner.on_online)
        self.state.clicked.connect(self._on_state_clicked)
        runner.changed.connect(self.show_state)
        runner.told.connect(self._on_told)
        runner.arrived.connect(self._on_arrived)
        runner.ended.connect(self._on_ended)
        window.page_changed.connect(self._on_page_changed)

    @Slot()
    def show_state(self) -> None:
        """Say where this laptop stands now."""
        self.state.show_state(self._runner.standing(), self._runner.now)

    def stop(self) -> None:
        """Say and read nothing any more."""
        self._soon.stop()
        self._runner.blockSignals(True)

    @Slot()
    def _on_told(self) -> None:
        if not self._soon.isActive():
            self._soon.start()
        self.state.show_progress(self._runner.now)

    @Slot()
    def _on_arrived(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot(object)
    def _on_ended(self, how: object) -> None:
        if isinstance(how, Done) and (how.received or how.gone or how.aside):
            self._read_again()
        else:
            self._say_arriving()

    @Slot()
    def _read_again(self) -> None:
        """Show what arrived where nobody types; a page with a form on it is left alone."""
        self._say_arriving()
        if self._window.place()[0] in _READ_AGAIN:
            self._window.refresh()

    @Slot(str)
    def _on_page_changed(self, _kind: str) -> None:
        self._say_arriving()

    def _say_arriving(self) -> None:
        standing = self._runner.standing()
        kind, what = self._window.place()
        words = ""
        if standing.joined and not standing.first_done and kind not in (_PAGE, "join"):
            words = arriving_words(standing)
        if kind in _OF_A_PERSON and isinstance(what, str) and syncing.arriving(self._runner.tools.desk, what):
            words = _("This person's records are still arriving. Please wait with a new intake or plan until they are "
                      "all here, so that nothing is written twice.")  # fmt: skip
        elif kind in _BEGINS and not syncing.everything_is_here(self._runner.tools.desk):
            words = _(syncing.NOT_ALL)
        if words != self._shown:
            self._shown = words
            self.arriving.show_message(words)

    @Slot()
    def _on_state_clicked(self) -> None:
        self._window.go(_PAGE)
