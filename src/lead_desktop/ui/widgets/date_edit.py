"""A date typed by hand or taken from a calendar; unlike Qt's own editor it may be empty or half known."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from lead_desktop import i18n
from lead_desktop.clock import Clock
from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import plain_tip
from lead_desktop.ui.widgets.typed_date import typed_date


class CalendarPopup(QFrame):
    """A calendar that floats below its field; Escape closes it."""

    chosen = Signal(object)  # a date

    def __init__(self, parent: QWidget) -> None:
        """Float over a parent."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendarPopup")
        self.calendar = QCalendarWidget(self)
        self.calendar.setAccessibleName(_("Calendar"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.activated.connect(self._on_day_taken)
        self.calendar.clicked.connect(self._on_day_taken)
        for name, picture, words in (
            ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", _("Month after")),
        ):
            made = self.calendar.findChild(QToolButton, name)
            if isinstance(made, QToolButton):
                made.setIcon(icon(picture))
                made.setAccessibleName(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.calendar)

    def offer(self, day: date, today: date | None = None) -> None:
        """Show the month of a day, today marked, in the language and colours of now."""
        spanish = i18n.language() == "es"
        self.calendar.setLocale(
            QLocale(QLocale.Language.Spanish if spanish else QLocale.Language.English, QLocale.Country.UnitedStates)
        )
        look = theme.current()
        plain, heading, marked = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        plain.setForeground(look.color("text"))
        heading.setForeground(look.color("text"))
        if today is not None:
            marked.setForeground(look.color("accent_text"))
            marked.setFontWeight(QFont.Weight.Bold)
            self.calendar.setDateTextFormat(QDate(today.year, today.month, today.day), marked)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, plain)
        self.calendar.setHeaderTextFormat(heading)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setMinimumSize(look.px(300), look.px(250))
        self.adjustSize()

    @Slot(QDate)
    def _on_day_taken(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class DateEdit(QLineEdit):
    """Keeps what was typed; says which date it means, if any; writes it as 2026-11-24 when left."""

    date_changed = Signal(str, object)  # what stands there, and the date or None

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Take the clock that knows today, for the calendar."""
        super().__init__(parent)
        self._clock = clock
        self._popup: CalendarPopup | None = None
        self._open = self.addAction(icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._open.triggered.connect(self.open_calendar)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._on_editing_finished)
        self._retranslate()

    def value(self) -> date | None:
        """Return the date that stands there, or None when empty or not a date."""
        return typed_date(self.text(), i18n.language())

    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        self.setText(value.isoformat() if value else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar by Alt+Down or F4, as lists to choose from do."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Show the calendar below the field, at the date that stands there or today."""
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.chosen.connect(self._on_popup_chosen)
        today = self._clock.now().date()
        self._popup.offer(self.value() or today, today)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._popup.show()
        self._popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Ask in the other language; the calendar is made anew when next opened."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._popup is not None:
                self._popup.deleteLater()
                self._popup = None

    def _retranslate(self) -> None:
        words = _("Open calendar")
        self.setPlaceholderText(_("YYYY-MM-DD"))
        self._open.setText(words)
        self._open.setToolTip(plain_tip(words))
        for made in self.findChildren(QToolButton):
            made.setAccessibleName(words)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self.date_changed.emit(text, self.value())

    @Slot()
    def _on_editing_finished(self) -> None:
        value = self.value()
        if value is not None and self.text() != value.isoformat():
            self.set_value(value)

    def _on_popup_chosen(self, value: date) -> None:
        self.set_value(value)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
