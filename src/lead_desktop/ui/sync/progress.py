"""What a round does now: words, a counted line, and a way to stop it that loses nothing."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar

from lead_desktop.i18n import gettext as _
from lead_desktop.sync.told import Told
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.sync.words import doing_words
from lead_desktop.ui.widgets.card import Card


class RoundCard(Card):
    """Shown while a round goes on."""

    def __init__(self, runner: Runner) -> None:
        """Follow the rounds of a runner."""
        super().__init__(icon="refresh-cw")
        self.setObjectName("roundCard")
        self._runner = runner
        self._hint = plain_label(role="muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setObjectName("roundProgress")
        self.stop = button("", "pause", name="stopRound")
        self.stop.clicked.connect(runner.cancel)
        self.add(self._bar)
        self.add(self._hint)
        self.body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        runner.told.connect(self.show_told)

    def refresh(self) -> None:
        """Show the round under way, or nothing."""
        now = self._runner.now
        self.setVisible(now is not None)
        if now is not None:
            self.show_told(now)

    @Slot(object)
    def show_told(self, now: Told) -> None:
        """Show how far it is; a total that is not known moves the line without an end."""
        words = doing_words(now)
        self.set_title(words)
        self._bar.setRange(0, now.total)
        self._bar.setValue(now.done)
        self._bar.setAccessibleName(words)
        rename(self.stop, _("Stop for now"))
        self._hint.setText(_("You can go on working meanwhile. What has arrived stays."))
