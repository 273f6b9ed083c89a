"""Joining a hub: what the printed slip says, then six words compared with the administrator, then the first sync."""

from PySide6.QtCore import Qt, Slot

from lead_desktop.casework.syncing import Standing
from lead_desktop.i18n import gettext as _
from lead_desktop.sync.told import Joining
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.sync.slip_card import SlipCard
from lead_desktop.ui.sync.wait_card import WaitCard
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.page_header import PageHeader

_SYNC = "sync"


class JoinScreen(Screen):
    """Shows the step at which this laptop is."""

    def __init__(self, runner: Runner) -> None:
        """Take what speaks with the hub."""
        super().__init__("join")
        self._runner = runner
        self.header = PageHeader(back=True)
        self.done = Banner("good")
        self.done.setObjectName("joinedBanner")
        self.slip = SlipCard(runner)
        self.wait = WaitCard(runner)
        page = Page(self, scrolls=True)
        page.head.addWidget(self.header)
        for part in (self.done, self.slip, self.wait):
            page.column.addWidget(part)
        page.column.addStretch(1)
        self.header.back_requested.connect(self.back_requested)
        self.slip.asked.connect(self._on_asked)
        self.wait.joined.connect(self._on_joined)
        self.wait.given_up.connect(self._on_given_up)
        self.done.link_activated.connect(self._on_link_activated)
        runner.changed.connect(self._on_runner_changed)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Join a hub")

    def refresh(self) -> None:
        """Show the step at which this laptop is."""
        standing = self._runner.standing()
        again = standing.trouble == "must_enrol_anew"
        self.slip.setVisible(not standing.pending and (not standing.joined or again))
        self.wait.setVisible(standing.pending)
        if standing.pending:
            self.wait.show_words(standing.words)
        joined = standing.joined and not again
        self._say_joined(standing if joined else None)

    def _say_joined(self, standing: Standing | None) -> None:
        if standing is None:
            words = link = ""
        elif standing.first_done:
            words = _("This laptop has joined the hub, and your team's records are here.")
            link = _("Sending and receiving")
        else:
            words = _("This laptop has joined the hub. Your team's records arrive now; you can go on working.")
            link = _("See how far it is")
        if words != self.done.message():  # a link made anew would take the keyboard away
            self.done.show_message(words, ((_SYNC, link),) if link else ())

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(_("Everything typed here until now goes along."))
        self.refresh()

    def leave(self) -> bool:
        """Ask no more while the page is away."""
        self.wait.rest()
        return True

    def take_focus(self) -> None:
        """Begin at the slip, or at the words."""
        target = self.slip.line.line if not self.slip.isHidden() else self.header
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_runner_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _on_asked(self, joining: Joining) -> None:
        if joining.state == "active":
            self._on_joined()
        else:
            self.refresh()
            self.take_focus()  # the button that had it is gone, and beyond the page Enter would lock
            self._runner.changed.emit()

    @Slot()
    def _on_joined(self) -> None:
        self.refresh()
        self.take_focus()
        self._runner.changed.emit()
        self._runner.begin()

    @Slot()
    def _on_given_up(self) -> None:
        self.refresh()
        self._runner.changed.emit()

    @Slot(str)
    def _on_link_activated(self, key: str) -> None:
        self.open_requested.emit(key, None)
