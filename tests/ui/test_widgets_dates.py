from datetime import date

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtWidgets import QToolButton

from lead_desktop import i18n
from lead_desktop.ui.widgets.date_edit import DateEdit
from lead_desktop.ui.widgets.typed_date import typed_date
from tests.fakes.clock import StandingClock
from tests.ui.hearing import heard


@pytest.fixture
def edit(qtbot):
    made = DateEdit(StandingClock())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("2026-11-24", "en", date(2026, 11, 24)),
        ("2026-11-24", "es", date(2026, 11, 24)),
        (" 2026-1-2 ", "en", date(2026, 1, 2)),
        ("11/24/2026", "en", date(2026, 11, 24)),
        ("24/11/2026", "es", date(2026, 11, 24)),
        ("24.11.2026", "es", date(2026, 11, 24)),
        ("2/3/2026", "en", date(2026, 2, 3)),
        ("2/3/2026", "es", date(2026, 3, 2)),
        ("24/11/2026", "en", None),
        ("11/24/26", "en", None),
        ("26-11-24", "en", None),
        ("2026-13-02", "en", None),
        ("2026-02-30", "en", None),
        ("0000-01-01", "en", None),
        ("", "en", None),
        ("soon", "en", None),
        ("2026-11-24 x", "en", None),
        ("٢٠٢٦-١١-٢٤", "en", date(2026, 11, 24)),
    ],
)
def test_a_typed_date_means(text, language, meant):
    assert typed_date(text, language) == meant


def test_typing_tells_the_text_and_the_date_it_means(qtbot, edit):
    told = []
    edit.date_changed.connect(lambda text, value: told.append((text, value)))
    qtbot.keyClicks(edit, "1/2/2026")
    assert told[0] == ("1", None)
    assert told[-1] == ("1/2/2026", date(2026, 1, 2))


def test_leaving_writes_the_date_so_that_it_cannot_be_misread(qtbot, edit):
    qtbot.keyClicks(edit, "1/2/2026")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "2026-01-02"


def test_leaving_keeps_what_is_not_a_date_as_it_was_typed(qtbot, edit):
    qtbot.keyClicks(edit, "1/2/26")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "1/2/26"
    assert edit.value() is None


def test_the_calendar_opens_at_the_date_typed_or_today(qtbot, edit):
    edit.open_calendar()
    assert edit._popup.calendar.selectedDate() == QDate(2026, 11, 24)
    edit._popup.hide()
    edit.set_value(date(2020, 2, 29))
    edit.open_calendar()
    assert edit._popup.calendar.selectedDate() == QDate(2020, 2, 29)
    edit._popup.hide()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)],
)
def test_the_calendar_opens_by_key_and_its_choice_fills_the_field(qtbot, edit, key, modifier):
    qtbot.keyClick(edit, key, modifier)
    assert edit._popup.isVisible()
    with qtbot.waitSignal(edit.date_changed):
        edit._popup.calendar.activated.emit(QDate(2026, 12, 1))
    assert edit.value() == date(2026, 12, 1)
    assert not edit._popup.isVisible()


def test_buttons_in_field_and_calendar_have_names(edit):
    edit.open_calendar()
    shown = [made for made in edit.findChildren(QToolButton) if made.isVisible()]
    edit._popup.hide()
    assert len(shown) >= 5
    assert [made.objectName() for made in shown if not heard(made)] == []


def test_the_calendar_speaks_the_language_of_now(qtbot, edit):
    edit.open_calendar()
    edit._popup.hide()
    i18n._language = "es"
    edit.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert edit._popup is None
    edit.open_calendar()
    assert edit._popup.calendar.locale().monthName(11) == "noviembre"
    edit._popup.hide()


def test_the_date_can_be_taken_away(edit):
    edit.set_value(date(2026, 1, 1))
    edit.set_value(None)
    assert edit.text() == ""
