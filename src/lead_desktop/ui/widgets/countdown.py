"""How many days are left of a window, such as the days in which an intake is to be finished."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.widgets.pill import Pill

CLOSE_DAYS = 2


def days_left(days: int) -> tuple[str, str]:
    """Return words and tone for days left: 0 is the last day, below that the window has passed."""
    if days < 0:
        return ngettext("Window passed {n} day ago", "Window passed {n} days ago", -days), "bad"
    if days == 0:
        return _("Last day"), "warn"
    return ngettext("{n} day left", "{n} days left", days), "warn" if days <= CLOSE_DAYS else "info"


class Countdown(Pill):
    """A pill with the days left; its tone grows with the need."""

    def __init__(self, days: int | None = None, parent: QWidget | None = None) -> None:
        """Take the days left, negative when past, None when no window runs."""
        super().__init__(parent=parent)
        self._days = days
        self.set_days(days)

    def set_days(self, days: int | None) -> None:
        """Show other days left, or nothing."""
        self._days = days
        if days is None:
            self.show_status("", "neutral")
        else:
            self.show_status(*days_left(days))

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_days(self._days)
