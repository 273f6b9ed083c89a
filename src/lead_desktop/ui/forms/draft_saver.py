"""Half-done work is kept while it is typed: soon after the last key, and at once when a field is left."""

from typing import Protocol

from PySide6.QtCore import QEvent, QTimer, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.clock import Clock
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.looks import plain_label

PAUSE_MS = 400
"""After a pause of this length what was typed is kept."""

LONGEST_MS = 2000
"""Somebody who types without a pause has this much to lose at most."""


class Drafted(Protocol):
    """Something with a state to keep: a page or a wizard."""

    @property
    def changed(self) -> SignalInstance:
        """Fires on each edit."""
        ...

    @property
    def left(self) -> SignalInstance:
        """Fires when a field is left."""
        ...

    def state(self) -> Json:
        """Return what is to be kept."""
        ...


class DraftSaver(QWidget):
    """Gives `draft_ready` with a state to be kept, and says when that was done. It keeps nothing itself."""

    draft_ready = Signal(object)

    def __init__(self, source: Drafted, clock: Clock, parent: QWidget | None = None) -> None:
        """Watch a page or a wizard."""
        super().__init__(parent)
        self._source = source
        self._clock = clock
        self._waiting = False
        self._saved_at = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_MS)
        for timer in (self._timer, self._longest):
            timer.timeout.connect(self.flush)
        self.label = plain_label(role="muted")
        self.label.setObjectName("draftSaved")
        source.changed.connect(self._on_source_changed)
        source.left.connect(self.flush)

    @Slot()
    def flush(self) -> None:
        """Give the state now if something is still to be kept, e.g. before the program locks."""
        self._timer.stop()
        self._longest.stop()
        if self._waiting:
            self._waiting = False
            self.draft_ready.emit(self._source.state())

    def saved(self) -> None:
        """Say that the draft is on disk."""
        self._saved_at = f"{self._clock.now():%H:%M}"
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        if self._saved_at:
            self.label.setText(_("Draft saved on this laptop at {time}").format(time=self._saved_at))

    @Slot()
    def _on_source_changed(self) -> None:
        if not self._waiting:
            self._longest.start()
        self._waiting = True
        self._timer.start()
