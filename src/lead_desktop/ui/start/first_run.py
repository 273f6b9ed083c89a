"""The very first page: set this laptop up, or look around among invented people."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.start.page import StartPage
from lead_desktop.ui.widgets.card import Card


class FirstRunPage(StartPage):
    """Two clear choices, and a way back to a backup for a laptop that was set up before."""

    set_up_requested = Signal()
    sample_requested = Signal()
    restore_requested = Signal()

    def __init__(self, jobs: Jobs, sealed: Sequence[Path] = ()) -> None:
        """Build both choices; sealed: files for the hub that a vault which is gone has left."""
        super().__init__("firstRunPage", jobs)
        self._sealed = sealed
        self._own = Card(icon="laptop")
        self._own_words = plain_label(wrap=True)
        self._set_up = button("", "arrow-right", "primary", name="setUp")
        self._sample = Card(icon="users")
        self._sample_words = plain_label(wrap=True)
        self._look = button("", "arrow-right", name="lookAround")
        self._restore = button("", role="link", name="restoreBackup")
        for card, words, act in (
            (self._own, self._own_words, self._set_up),
            (self._sample, self._sample_words, self._look),
        ):
            card.add(words)
            card.body.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addWidget(card)
        self.column.addLayout(self._row(self._restore))
        self._set_up.clicked.connect(self.set_up_requested)
        self._look.clicked.connect(self.sample_requested)
        self._restore.clicked.connect(self.restore_requested)
        self.setFocusProxy(self._set_up)
        self.retranslate()

    def _say_sealed(self) -> None:
        if not self._sealed:
            return
        words = _("Your administrator had the data on this laptop removed. What had not been sent was sealed first. "
                  "Only the hub can open it. Please give it to your administrator: {files}")  # fmt: skip
        self.banner.set_tone("info")
        self.banner.show_message(words.format(files=", ".join(str(one) for one in self._sealed)))

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_heading(_("Welcome"), _("What would you like to do?"))
        self._say_sealed()
        self._own.set_title(_("Set up this laptop"))
        self._own_words.setText(
            _("For real work. You say who you are, choose a passphrase and get a recovery code on paper. "
              "It takes about five minutes.")
        )  # fmt: skip
        rename(self._set_up, _("Set up this laptop"))
        self._sample.set_title(_("Look around with a sample program"))
        self._sample_words.setText(
            _("A program of invented people to try everything on. It is kept apart from real work, is marked as a "
              "sample all the time, and can be removed whenever you like.")
        )  # fmt: skip
        rename(self._look, _("Look around"))
        rename(self._restore, _("I have a backup of a laptop that was set up before"))
