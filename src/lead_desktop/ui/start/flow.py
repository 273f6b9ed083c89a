"""Which start page follows which, until a desk is open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lead_desktop.casework.entrance import Entrance, close
from lead_desktop.casework.opening import Opening
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.crisis.dialog import show_crisis
from lead_desktop.ui.files import FileAsker
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.start import sample
from lead_desktop.ui.start.first_run import FirstRunPage
from lead_desktop.ui.start.missing import MissingPage
from lead_desktop.ui.start.page import StartPage
from lead_desktop.ui.start.recover import RecoverPage
from lead_desktop.ui.start.recovery_code import RecoveryCodePage
from lead_desktop.ui.start.restore import RestorePage
from lead_desktop.ui.start.sample import Fill, SamplePage
from lead_desktop.ui.start.set_up import SetUpPage
from lead_desktop.ui.start.unlock import UnlockPage
from lead_desktop.ui.start.window import StartWindow


@dataclass(frozen=True, slots=True)
class StartNeeds:
    """What the start pages are handed: ways in by profile, threads, and what asks, prints and fills."""

    doors: Mapping[str, Entrance]
    jobs: Jobs
    files: FileAsker
    print_code: Callable[[str], object]
    fill: Fill


class StartFlow(QObject):
    """Shows pages in the start window; gives an open desk away once, when nothing more must be said."""

    opened = Signal(object, str)  # an Opening, and the profile it belongs to

    def __init__(self, window: StartWindow, needs: StartNeeds) -> None:
        """Take the window; `begin` shows the first page."""
        super().__init__(window)
        self._window = window
        self._needs = needs
        self._profile = "programme"
        self._pending: Opening | None = None
        window.crisis_requested.connect(self._on_window_crisis_requested)

    def begin(self, profile: str = "programme", *, restore: bool = False) -> None:
        """Show the page to start with: restore, unlock, or the first run."""
        self._to_profile(profile)
        if restore:
            self.show_restore()
            return
        try:
            there = self._door.exists()
        except LeadError as error:
            page = self.show_first_run()
            page.show_error(error)
            return
        if there:
            self.show_unlock()
        elif profile == "sample":
            self.show_sample()
        else:
            self.show_first_run()

    @Slot()
    def _on_window_crisis_requested(self) -> None:
        """Show it without a passphrase: it holds nothing of anybody."""
        show_crisis(self._needs.jobs, self._door.clock, self._window)

    def abandon(self) -> None:
        """Close a vault that was opened and not carried on with."""
        if self._pending is not None:
            close(self._pending, "quit")
            self._pending = None

    # the pages

    def show_first_run(self) -> StartPage:
        """Show the two choices."""
        page = FirstRunPage(self._needs.jobs, self._door.sealed_files())
        page.set_up_requested.connect(self.show_set_up)
        page.sample_requested.connect(self._on_other_requested)
        page.restore_requested.connect(self.show_restore)
        return self._show(page)

    @Slot()
    def show_set_up(self) -> None:
        """Show the three steps of setting up."""
        page = SetUpPage(self._door, self._needs.jobs, Needs(self._door.clock))
        page.opened.connect(self._on_opened)
        page.back_requested.connect(self._on_back_requested)
        self._show(page)

    def show_sample(self) -> None:
        """Show how to sign in to the sample, and fill it."""
        page = SamplePage(self._door, self._needs.jobs, self._needs.fill)
        page.opened.connect(self._on_sample_made)
        page.back_requested.connect(partial(self.begin, "programme"))
        self._show(page)

    def show_unlock(self) -> UnlockPage:
        """Ask who is there."""
        hint = (sample.SIGN_IN_NAME, sample.PASSPHRASE) if self._profile == "sample" else ("", "")
        page = UnlockPage(self._door, self._needs.jobs, hint)
        page.opened.connect(self._on_opened)
        page.recover_requested.connect(self.show_recover)
        page.restore_requested.connect(self.show_restore)
        page.other_requested.connect(self._on_other_requested)
        self._show(page)
        return page

    @Slot(str)
    def show_recover(self, name: str) -> None:
        """Ask for the recovery code."""
        page = RecoverPage(self._door, self._needs.jobs, name)
        page.opened.connect(self._on_opened)
        page.back_requested.connect(self._on_back_requested)
        self._show(page)

    @Slot()
    def show_restore(self) -> None:
        """Ask for a backup; the vault is closed by then."""
        self.abandon()
        page = RestorePage(self._door, self._needs.jobs, self._needs.files)
        page.restored.connect(self._on_restored)
        page.back_requested.connect(self._on_back_requested)
        self._show(page)

    # what follows

    @property
    def _door(self) -> Entrance:
        return self._needs.doors[self._profile]

    def _show(self, page: StartPage) -> StartPage:
        self._window.show_page(page)
        return page

    def _to_profile(self, profile: str) -> None:
        self._profile = profile
        self._window.ribbon.setVisible(profile == "sample")

    @Slot()
    def _on_back_requested(self) -> None:
        self.begin(self._profile)

    @Slot()
    def _on_other_requested(self) -> None:
        self.begin("programme" if self._profile == "sample" else "sample")

    @Slot(str)
    def _on_restored(self, name: str) -> None:
        words = _("The backup is in place. Please sign in with the passphrase of that time.")
        self.show_unlock().show_done(words, name)

    @Slot(object)
    def _on_sample_made(self, opened: Opening) -> None:
        self._give(opened)

    @Slot(object)
    def _on_opened(self, opened: Opening) -> None:
        self._pending = opened
        if opened.recovery_code:
            page = RecoveryCodePage(opened.recovery_code, self._needs.jobs, self._needs.print_code)
            page.confirmed.connect(self._on_code_confirmed)
            self._show(page)
        else:
            self._on_code_confirmed()

    @Slot()
    def _on_code_confirmed(self) -> None:
        opened = self._pending
        if opened is None:
            return
        if opened.missing.anything:
            page = MissingPage(opened, self._needs.jobs)
            page.go_on_requested.connect(self._on_go_on_requested)
            page.restore_requested.connect(self.show_restore)
            self._show(page)
        else:
            self._give(opened)

    @Slot()
    def _on_go_on_requested(self) -> None:
        if self._pending is not None:
            self._give(self._pending)

    def _give(self, opened: Opening) -> None:
        self._pending = None
        self.opened.emit(opened, self._profile)
