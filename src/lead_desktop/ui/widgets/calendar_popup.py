"""A calendar from which a date is taken, below the field that asks for it."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from lead_desktop import i18n
from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.icons import icon


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
