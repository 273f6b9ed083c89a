"""The state of sending and receiving in the frame of the window: an icon, a few words, and the way to its page."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from lead_desktop.casework.syncing import Standing
from lead_desktop.i18n import gettext as _
from lead_desktop.sync.told import Told
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import plain_text, plain_tip
from lead_desktop.ui.sync.words import state_words, trouble_words


class StateButton(QPushButton):
    """Says the same to everybody: words beside the icon, the whole sentence in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without anything to say."""
        super().__init__(parent)
        self.setObjectName("syncState")
        self.setProperty("role", "state")
        self.setAutoDefault(False)
        self._standing: Standing | None = None
        self._now: Told | None = None

    def show_state(self, standing: Standing, now: Told | None) -> None:
        """Show where this laptop stands, and what a round does if one is under way."""
        self._standing, self._now = standing, now
        self._say()

    def show_progress(self, now: Told | None) -> None:
        """Show what a round does now."""
        self._now = now
        self._say()

    def _say(self) -> None:
        if self._standing is None:
            return
        said = state_words(self._standing, self._now)
        self.setIcon(icon(said.icon, said.color))
        self.setText(plain_text(said.words))
        self.setAccessibleName(_("Sending and receiving: {state}").format(state=said.words))
        self.setAccessibleDescription(trouble_words(self._standing))
        self.setToolTip(plain_tip(trouble_words(self._standing) or said.words))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_now"):
            self._say()
