"""The line at the foot of the window: where the work is kept, who is at work, when the laptop locks."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.elided_label import ElidedLabel
from lead_desktop.ui.widgets.icon_label import IconLabel

SOON_MIN = 1


class StatusBar(QFrame):
    """Saved on this laptop at the left; worker, role and minutes to the lock at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nobody at work."""
        super().__init__(parent)
        self.setObjectName("statusBar")
        self._worker, self._role, self._minutes = "", "", -1
        self._saved_at = ""
        self._icon = IconLabel("hard-drive", "muted", 16)
        self._saved = ElidedLabel()
        self._saved.setObjectName("savedHere")
        self._who = ElidedLabel(role="strong")
        self._who.setObjectName("worker")
        self._lock_icon = IconLabel("lock", "muted", 14)
        self._locks = plain_label()
        self._locks.setObjectName("locksIn")
        layout = self._line = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._saved, 1)
        layout.addWidget(self._who)
        layout.addSpacing(8)
        layout.addWidget(self._lock_icon)
        layout.addWidget(self._locks)
        self.retranslate()

    def add_state(self, widget: QWidget) -> None:
        """Put something beside what is said of saving."""
        self._line.insertWidget(2, widget)

    def show_saved(self, at: str = "") -> None:
        """Say that everything is on this laptop; `at` is the time of the last save, as written."""
        self._saved_at = at
        self._icon.show_icon("circle-check" if at else "hard-drive", "good" if at else "muted")
        self.retranslate()

    def show_worker(self, name: str, role: str) -> None:
        """Show who is at work and in which role, already translated."""
        self._worker, self._role = name, role
        self.retranslate()

    def show_minutes(self, minutes: int) -> None:
        """Show the minutes until the lock; below zero nothing is shown."""
        if minutes != self._minutes:
            self._minutes = minutes
            self._lock_icon.show_icon("lock", "warn" if 0 <= minutes <= SOON_MIN else "muted")
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of now."""
        at = self._saved_at
        self._saved.setText(_("Saved on this laptop at {time}").format(time=at) if at else _("Saved on this laptop"))
        self._who.setText(" · ".join(part for part in (self._worker, self._role) if part))
        self._locks.setText(ngettext("Locks in {n} minute", "Locks in {n} minutes", max(self._minutes, 0)))
        for widget in (self._locks, self._lock_icon):
            widget.setVisible(self._minutes >= 0)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_locks"):
            self.retranslate()
