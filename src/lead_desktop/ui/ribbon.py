"""The ribbon that says the people on the screen are invented."""

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.names import day_words
from lead_desktop.ui.widgets.icon_label import IconLabel


class Ribbon(QFrame):
    """Shown as long as the sample program is open."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("ribbon")
        self._day: date | None = None
        self._words = plain_label(wrap=True)
        self._leave = button("", role="link", name="leaveSample")
        self._leave.clicked.connect(self.leave_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 4, 20, 4)
        layout.setSpacing(10)
        layout.addWidget(IconLabel("info", "warn", 16))
        layout.addWidget(self._words, 1)
        layout.addWidget(self._leave)
        self.retranslate()
        self.hide()

    def show_day(self, day: date) -> None:
        """Say which day it is in the sample."""
        self._day = day
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of now."""
        words = _("Sample program: everybody here is invented. Do not enter real people.")
        if self._day is not None:
            words += " " + _("Shown as of {date}.").format(date=day_words(self._day))
        self._words.setText(words)
        rename(self._leave, _("Leave the sample"))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_leave"):
            self.retranslate()
