"""Editors for a day and for a moment: typed as people write them, or chosen in a calendar."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui import theme
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.plain_text import PlainLine
from lead_desktop.ui.forms.reading import FIRST_YEAR, LAST_YEAR, Unreadable, read_date, read_moment
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import button, plain_tip, set_look
from lead_desktop.ui.widgets.calendar_popup import CalendarPopup

TYPED_MAX = 60


class DayLine(PlainLine):
    """A line for a day with a button that opens a calendar, as do Alt+Down and F4."""

    def __init__(self, needs: Needs, *, past: bool, parent: QWidget | None = None) -> None:
        """Offer days up to today only where the day lies in the `past`."""
        super().__init__(TYPED_MAX, parent)
        self._needs = needs
        self._past = past
        self._popup: CalendarPopup | None = None
        self._open = self.addAction(icon("calendar", "muted"), PlainLine.ActionPosition.TrailingPosition)
        self._open.triggered.connect(self.open_calendar)
        self.retranslate()

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        words = _("Open calendar")
        self.setPlaceholderText(_("YYYY-MM-DD"))
        self._open.setText(words)
        self._open.setToolTip(plain_tip(_("Open calendar (Alt+Down)")))
        for made in self.findChildren(QToolButton):
            made.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar on Alt+Down and F4, as lists to choose from do."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Show the calendar below the line, at the day typed or today."""
        if self._popup is not None:
            self._popup.deleteLater()
        today = self._needs.clock.now().date()
        try:
            day = read_date(self.text(), language()) or today
        except Unreadable:
            day = today
        self._popup = CalendarPopup(self)
        self._popup.calendar.setMinimumDate(QDate(FIRST_YEAR, 1, 1))
        self._popup.calendar.setMaximumDate(_qdate(today) if self._past else QDate(LAST_YEAR, 12, 31))
        self._popup.chosen.connect(self._on_popup_chosen)
        self._popup.offer(day, today)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._popup.show()
        self._popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_popup_chosen(self, day: date) -> None:
        self.setText(day.isoformat())
        self.setFocus(Qt.FocusReason.PopupFocusReason)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


class DateEditor(Editor):
    """A day."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the line with its calendar."""
        super().__init__(spec, needs, parent)
        self.day = DayLine(needs, past=spec.note.past, parent=self)
        self.day.setObjectName(spec.name)
        self.day.textChanged.connect(self._on_text_changed)
        self.day.refused.connect(self.noticed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day, 1)
        row.addStretch(0)
        self.day.setMaximumWidth(theme.current().px(260))
        self.setFocusProxy(self.day)

    def raw(self) -> Json:
        """Return the text as typed."""
        return self.day.text()

    def set_raw(self, raw: Json) -> None:
        """Show a text as it was typed."""
        self.day.put(str(raw or ""))

    def answer(self) -> Answer:
        """Return the day in ISO form, or why the text is none."""
        try:
            day = read_date(self.day.text(), language())
        except Unreadable as fault:
            return Answer(None, (Problem("", fault.code),))
        return Answer(day.isoformat() if day else None)

    def set_answer(self, value: Json) -> None:
        """Show a stored day."""
        self.day.put(str(value or ""))

    def focus_target(self) -> QWidget:
        """Return the line."""
        return self.day

    def leave(self) -> None:
        """Write a day that can be read in one way only, so that the person sees what was understood."""
        self.day.tidy()
        answer = self.answer()
        if answer.value and answer.value != self.day.text():
            self.day.setText(str(answer.value))

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.day.retranslate()

    def _on_text_changed(self) -> None:
        self.changed.emit()


class MomentEditor(Editor):
    """A day and a time of day, with the clock of this place."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the two lines."""
        super().__init__(spec, needs, parent)
        self.day = DayLine(needs, past=spec.note.past, parent=self)
        self.time = PlainLine(TYPED_MAX, self)
        self.now = button("", role="link")
        self.day.setObjectName(spec.name)
        self.time.setObjectName(f"{spec.name}.time")
        self.now.setObjectName(f"{spec.name}.now")
        self._zone = needs.clock.now().tzinfo
        self._stored: tuple[str, str, datetime] | None = None
        for line in (self.day, self.time):
            line.textChanged.connect(self._on_text_changed)
            line.refused.connect(self.noticed)
        self.now.clicked.connect(self._on_now_clicked)
        self._place()
        self.retranslate()

    def _place(self) -> None:
        self.time.setFixedWidth(theme.current().px(110))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.day, 3)
        row.addWidget(self.time, 1)
        row.addWidget(self.now)
        self.setMaximumWidth(theme.current().px(460))
        self.setFocusProxy(self.day)

    def raw(self) -> Json:
        """Return both texts as typed."""
        return {"day": self.day.text(), "time": self.time.text()}

    def set_raw(self, raw: Json) -> None:
        """Show both texts as they were typed."""
        held = raw if isinstance(raw, dict) else {}
        self.day.put(str(held.get("day") or ""))
        self.time.put(str(held.get("time") or ""))

    def answer(self) -> Answer:
        """Return the moment in ISO form with its offset, or why the texts are none.

        A stored moment that was not touched comes back as it was, seconds and offset included.
        """
        typed = (self.day.text(), self.time.text())
        if self._stored and typed == self._stored[:2]:
            return Answer(self._stored[2].isoformat())
        try:
            moment = read_moment(*typed, language(), self._zone)
        except Unreadable as fault:
            return Answer(None, (Problem("", fault.code),))
        return Answer(moment.isoformat() if moment else None)

    def set_answer(self, value: Json) -> None:
        """Show a stored moment with the clock of the place where it happened."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        day, clock = (moment.date().isoformat(), f"{moment:%H:%M}") if moment else ("", "")
        self._stored = (day, clock, moment) if moment else None
        self.set_raw({"day": day, "time": clock})

    def focus_target(self) -> QWidget:
        """Return the line for the day."""
        return self.day

    def describe(self, name: str, description: str) -> None:
        """Name both lines."""
        super().describe(name, description)
        self.time.setAccessibleName(_("{field}: time of day").format(field=name))
        self.time.setAccessibleDescription(description)

    def mark_invalid(self, *, invalid: bool) -> None:
        """Mark both lines."""
        set_look(self.day, "problem", invalid)
        set_look(self.time, "problem", invalid)

    def leave(self) -> None:
        """Write a moment that can be read in one way only."""
        self.day.tidy()
        self.time.tidy()
        answer = self.answer()
        if isinstance(answer.value, str) and not (self._stored and self.raw() == self._stored[:2]):
            moment = datetime.fromisoformat(answer.value)
            for line, text in ((self.day, moment.date().isoformat()), (self.time, f"{moment:%H:%M}")):
                if line.text() != text:
                    line.setText(text)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.day.retranslate()
        self.time.setPlaceholderText(_("HH:MM"))
        self.now.setText(_("Now"))
        self.now.setAccessibleName(_("{field}: now").format(field=self.label_words()))

    def _on_now_clicked(self) -> None:
        now = self.needs.clock.now()
        self.day.setText(now.date().isoformat())
        self.time.setText(f"{now:%H:%M}")

    def _on_text_changed(self) -> None:
        self.changed.emit()
