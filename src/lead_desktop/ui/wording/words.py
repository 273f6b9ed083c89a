"""What text fields ask about wording: whether help is wanted, and what stands in a text; the real one asks casework."""

from PySide6.QtCore import QObject, Signal, Slot

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.words import finder_of, words_stamp
from lead_desktop.domain.word_finder import Finder, Finding
from lead_desktop.ui.appearance import Appearance

ON, OFF = "on", "off"


class Words(QObject):
    """Answers for one desk. `changed`: help was switched on or off, or the site's list is another one."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Ask one desk; the list is read when somebody writes."""
        super().__init__()
        self._desk = desk
        self._finder: Finder | None = None
        self._stamp: tuple[tuple[str, int], ...] = ()
        self._appearance: Appearance | None = None

    @property
    def on(self) -> bool:
        """Tell whether this person wants the help."""
        return self._appearance is None or self._appearance.preferences.word_help == ON

    def follow(self, appearance: Appearance) -> None:
        """Be switched on and off by the preferences."""
        self._appearance = appearance
        appearance.changed.connect(self._on_appearance_changed)

    def look(self, text: str) -> tuple[Finding, ...]:
        """Return what stands in a text; nothing while the help is off."""
        if not self.on:
            return ()
        if self._finder is None:
            self.renew()
        return self._finder.look(text) if self._finder is not None else ()

    def renew(self) -> None:
        """Read the site's list again if it is another one, as after a sync; called when somebody comes to a field."""
        stamp = words_stamp(self._desk)
        if self._finder is None or stamp != self._stamp:
            self._stamp, self._finder = stamp, finder_of(self._desk)
            self.changed.emit()

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.changed.emit()
