"""The hub among the settings: whether this laptop has joined one, and which."""

from PySide6.QtCore import Qt, Slot

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.sync.runner import Runner


class HubCard(WorkCard):
    """Leads to the page where a hub is joined, or to that about sending and receiving."""

    def __init__(self, runner: Runner, screen: Screen) -> None:
        """Take what speaks with the hub, and the screen it stands on."""
        super().__init__("hubCard", "laptop", screen)
        self._runner = runner
        self._screen = screen
        self._about = plain_label(wrap=True)
        self._go = button("", "arrow-right", name="openHub")
        self.add(self._about)
        self.body.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        self._go.clicked.connect(self._on_go_clicked)
        runner.changed.connect(self.retranslate)
        self.close_up(self._go)

    @Slot()
    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Hub of your program"))
        standing = self._runner.standing()
        if standing.joined:
            self.set_subtitle(_("This laptop has joined a hub and agrees with your team's laptops."))
            about = _("{address}. This is laptop {n}. Its six words: {words}")
            self._about.setText(about.format(address=standing.hub, n=standing.dev, words=standing.words))
            rename(self._go, _("Sending and receiving"))
        else:
            self.set_subtitle(_("Without a hub everything stays on this laptop."))
            self._about.setText("")
            rename(self._go, _("Show the six words") if standing.pending else _("Join a hub"))
        self._about.setVisible(standing.joined)

    @Slot()
    def _on_go_clicked(self) -> None:
        self._screen.open_requested.emit("sync" if self._runner.standing().joined else "join", None)
