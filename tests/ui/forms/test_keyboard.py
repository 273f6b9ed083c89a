"""The keyboard alone fills every field, and Tab goes where the eye goes."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lead_desktop.ui.forms.layout import field_names
from tests.ui.forms.sample import LAYOUT


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def tab_to(form, name):
    for _each in range(60):
        if form.field_in_focus() == name:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def test_tab_visits_the_fields_in_reading_order_and_back(form):
    form.focus_field("name")
    seen = ["name"]
    for _each in range(80):
        press(Qt.Key.Key_Tab)
        at = form.field_in_focus()
        if at != seen[-1]:
            if at in seen or at is None:
                break
            seen.append(at)
    expected = [name for name in field_names(LAYOUT) if name != "why_not"]
    assert seen == expected
    form.focus_field("note")
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.field_in_focus() == "safe"


def test_the_keyboard_alone_fills_the_form(page, form):
    write("Rosa")
    tab_to(form, "dob")
    write("3/2/1987")
    tab_to(form, "legal_name")
    write("Rosa")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write("Alvarez")
    tab_to(form, "aliases")
    write("Rosie")
    tab_to(form, "phones")
    press(Qt.Key.Key_Space)
    write("505 555 0100")
    tab_to(form, "agrees")
    write("y")
    tab_to(form, "helper")
    write("Rosa Alvarez")
    tab_to(form, "nights")
    write("3")
    tab_to(form, "kind")
    write("Hou")
    tab_to(form, "living")
    write("Place not meant")
    tab_to(form, "reasons")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    tab_to(form, "languages")
    write("Spanish")
    tab_to(form, "safe")
    write("n")
    tab_to(form, "why_not")
    write("A room")
    tab_to(form, "note")
    write("Met at the library.")
    living = form.blocks["living"].editor.combo
    living.setEditText(living.itemText(1))
    assert page.complete(), form.attention()
    record = form.record()
    assert record.dob == date(1987, 3, 2)
    assert record.legal_name.last == "Alvarez"
    assert record.phones[0].number == "505 555 0100"
    assert record.agrees == "yes"
    assert record.kind == "housing"
    assert record.helper == "id-1"
    assert len(record.reasons) == 2
    assert record.languages == ("367",)
    assert record.safe is False
    assert record.why_not == "A room"


def test_arrows_and_letters_choose_and_delete_takes_back(form):
    form.focus_field("agrees")
    press(Qt.Key.Key_Space)
    assert form.record().agrees == "yes"
    press(Qt.Key.Key_Right)
    assert form.record().agrees == "not_now"
    write("n")
    assert form.record().agrees == "no"
    write("n")
    assert form.record().agrees == "not_now"
    press(Qt.Key.Key_Delete)
    assert form.record().agrees is None
    press(Qt.Key.Key_Tab)
    assert form.field_in_focus() == "helper"


def test_a_row_of_answers_is_one_stop_for_tab(form):
    form.focus_field("safe")
    press(Qt.Key.Key_Tab)
    assert form.field_in_focus() == "note"


def test_f8_opens_the_ways_a_question_can_stay_open(qtbot, form):
    form.focus_field("dob")
    press(Qt.Key.Key_F8)
    menu = form.findChild(QWidget, "no_answer_menu")
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert form.record().unanswered[0].key == "dob"
    press(Qt.Key.Key_Space)
    assert form.record().unanswered == ()
    assert form.field_in_focus() == "dob"


def test_alt_down_opens_the_calendar_and_it_fills_the_line(qtbot, form):
    form.focus_field("dob")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = form.findChild(QWidget, "calendarPopup")
    qtbot.waitUntil(calendar.isVisible)
    calendar.calendar.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form.record().dob == date(2026, 11, 23)
    assert form.field_in_focus() == "dob"


def test_tab_leaves_a_box_of_text(form):
    form.focus_field("note")
    write("One")
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.field_in_focus() == "safe"
    assert form.record().note == "One"
