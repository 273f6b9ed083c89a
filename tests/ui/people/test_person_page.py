"""A person's page and a quick contact: nothing raw, nothing lost, one step back into the programme."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from lead_desktop import i18n
from lead_desktop.casework import contacts, notes as written, people
from lead_desktop.domain.contact import Contact, Note, SudNote
from lead_desktop.domain.engagement import Engagement
from lead_desktop.ui.person.contact_page import ContactScreen
from lead_desktop.ui.person.history_dialog import HistoryDialog
from lead_desktop.ui.person.page import PersonScreen
from tests.fakes.desks import bring_in, walk_in
from tests.ui.people.conftest import bring


@pytest.fixture
def marco(desk, clock) -> str:
    return bring_in(desk, clock)


@pytest.fixture
def screen(qtbot, tools, settle, marco):
    made = bring(qtbot, PersonScreen(tools), marco)
    settle()
    return made


def press(screen, name) -> None:
    screen.findChild(QPushButton, name).click()


def standing(desk, person) -> Engagement:
    return desk.reading.of_person(Engagement, person)[-1].record


def enrol(desk, clock, person, status="inactive_away") -> None:
    for code in ("enrolled_active", status):
        opened = contacts.open_engagement(desk, person)
        after = opened.record.with_(status=code, enrolled_on=date(2026, 1, 5), status_at=clock.now())
        contacts.set_engagement(desk, person, after, opened=opened)


def test_the_page_tells_who_and_how_long_and_its_models_keep_every_rule(screen):
    for part in (screen.timeline, screen.contacts.list, screen.charges):
        QAbstractItemModelTester(part.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, screen)
    assert screen.header.status.text() == "Referred"
    assert screen.header.left.text() == "30 days left"
    assert screen.header.accessibleName() == "Marco Baca"
    assert screen.charges.rows.rowCount() == 1
    screen.set_private(True)
    assert screen.header.accessibleName() == "M. B."


def test_no_raw_code_stands_on_the_page_in_either_language(desk, clock, screen, settle, marco):
    contacts.record_contact(
        desk, marco, Contact(at=clock.now(), minutes=5, kind="brief", mode="phone", place_kind="phone_only")
    )
    for language in ("en", "es"):
        i18n.set_language(language)
        screen.retranslate()
        screen.refresh()
        settle()
        words = [one.text() for one in screen.findChildren(QLabel)]
        for part in (screen.timeline, screen.contacts.list, screen.charges):
            rows = part.rows
            words += [
                str(rows.index(row, column).data())
                for row in range(rows.rowCount())
                for column in range(rows.columnCount())
            ]
        assert [one for one in words if "_" in one] == [], language


def test_welcome_back_is_one_click_and_can_be_taken_back(desk, clock, screen, settle, marco):
    enrol(desk, clock, marco)
    screen.refresh()
    settle()
    assert not screen.welcome.isHidden()
    screen.welcome.link_activated.emit("back")
    settle()
    assert standing(desk, marco).status == "enrolled_active"
    assert screen.welcome.isHidden()
    screen.undo()
    settle()
    assert standing(desk, marco).status == "inactive_away"


def test_a_status_offers_only_what_follows_and_asks_what_belongs_to_it(desk, screen, settle, marco):
    press(screen, "change_status_button")
    settle()
    combo = screen.stack.form.form.blocks["status"].editor.combo
    codes = [combo.itemData(at) for at in range(combo.count()) if combo.itemData(at)]
    assert "enrolled_quiet" not in codes
    assert "closed_program" not in codes
    combo.setCurrentIndex(combo.findData("inactive_choice"))
    assert screen.stack.form.help.message().startswith("The person does not want contact now.")
    screen.stack.form.try_to_save()
    settle()
    assert standing(desk, marco).status == "inactive_choice"
    screen.undo()
    settle()
    assert standing(desk, marco).status == "referred"


@pytest.mark.parametrize("role", ["project_manager"])
def test_the_project_manager_may_close_as_an_exception_with_reason_and_note(qtbot, desk, tools, settle, role, clock):
    rid = walk_in_as_supervisor(desk)
    screen = bring(qtbot, PersonScreen(tools), rid)
    settle()
    press(screen, "change_status_button")
    settle()
    form = screen.stack.form.form
    combo = form.blocks["status"].editor.combo
    combo.setCurrentIndex(combo.findData("closed_program"))
    screen.stack.form.try_to_save()
    settle()
    assert standing(desk, rid).status == "outreach"
    assert form.attention()


def walk_in_as_supervisor(desk) -> str:
    from tests.fakes.desks import as_role

    with as_role(desk, "supervisor"):
        return walk_in(desk)


def test_an_edit_waits_as_a_draft_and_keeps_what_somebody_else_changed(desk, screen, settle, marco):
    press(screen, "edit_person_button")
    settle()
    screen.stack.form.form.blocks["pronouns"].editor.set_raw("él")
    screen.stack.form.page.changed.emit()
    screen.leave()
    settle()
    screen.stack.form.cancel.click()
    opened = people.open_person(desk, marco)
    people.save_person(desk, opened, opened.record.with_(safe_words="the bicycle"))
    press(screen, "edit_person_button")
    settle()
    assert screen.stack.form.form.blocks["pronouns"].editor.raw() == "él"
    screen.stack.form.try_to_save()
    settle()
    record = people.open_file(desk, marco).person.record
    assert (record.pronouns, record.safe_words) == ("él", "the bicycle")


def test_a_contact_takes_few_keys_and_its_note_may_speak_of_use_unless_its_author_says_otherwise(
    qtbot, desk, tools, settle, marco
):
    screen = bring(qtbot, ContactScreen(tools), marco)
    keys = 0

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        nonlocal keys
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        keys += 1

    for letter in (Qt.Key.Key_B, Qt.Key.Key_P, Qt.Key.Key_S):
        press(letter)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    box = screen._box
    box.contact_page.note.blocks["text"].editor.set_raw("Coffee at the plaza.")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert keys < 10
    held = people.open_file(desk, marco).contacts[0].record
    assert (held.kind, held.mode, held.place_kind, held.minutes) == ("brief", "phone", "street", 15)
    assert held.staff == (desk.worker.id,)
    assert isinstance(written.notes_of(desk, marco)[0].record, SudNote)
    screen.undo()
    settle()
    assert people.open_file(desk, marco).contacts == ()


def test_a_note_is_plain_when_its_author_says_so_and_waits_as_a_draft(qtbot, desk, tools, settle, marco):
    first = bring(qtbot, ContactScreen(tools), marco)
    page = first._box.contact_page
    page.note.blocks["text"].editor.set_raw("About the ID.")
    page.plain.setChecked(True)
    first.leave()
    settle()
    again = bring(qtbot, ContactScreen(tools), marco)
    page = again._box.contact_page
    assert page.plain.isChecked()
    assert isinstance(page.note_record(), Note)
    page.contact.blocks["minutes"].editor.set_raw("abc")
    again._box.try_to_save()
    assert page.banner.is_shown()
    again._box.discard.click()
    again._box.notice.link_activated.emit("discard")
    settle()
    assert desk.drafts.of(desk.worker.id) == ()


@pytest.mark.parametrize("typed", ["99999", "abc", "-5", "1e9", "٣"])
@pytest.mark.survives(48)
def test_minutes_that_are_no_minutes_are_said_by_the_field_and_kept(qtbot, tools, settle, marco, typed):
    screen = bring(qtbot, ContactScreen(tools), marco)
    page = screen._box.contact_page
    for name, code in (("kind", "brief"), ("mode", "phone"), ("place_kind", "office")):
        page.contact.blocks[name].editor.buttons[code].setChecked(True)
    page.contact.blocks["minutes"].editor.line.setText(typed)
    screen._box.try_to_save()
    settle()
    if typed != "٣":
        assert page.banner.is_shown()
    assert page.contact.blocks["minutes"].editor.raw() == typed or typed == "٣"


@pytest.mark.parametrize("text", ["<b>fett</b>", "a\u202eb", "👩‍👧", "' ; DROP TABLE record; --", "=1+1"])
@pytest.mark.survives(42)
def test_a_note_comes_back_as_plain_text(desk, clock, screen, settle, marco, text):
    contact = Contact(at=clock.now() - timedelta(minutes=1), minutes=5, kind="brief", mode="phone", place_kind="office")
    contacts.record_contact(desk, marco, contact, SudNote(text=text))
    screen.refresh()
    settle()
    shown = screen.contacts.note.findChild(QLabel, "note_text")
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == written.notes_of(desk, marco)[0].record.text


def test_a_usual_contact_is_saved_with_one_key_and_another_kind_with_two(desk, tools, qtbot, settle, marco):
    for keys in ((), (Qt.Key.Key_W,)):
        bring(qtbot, ContactScreen(tools), marco)
        settle()
        for key in (*keys, Qt.Key.Key_Return):
            held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(QApplication.focusWidget(), key, held)
        settle()
    held = people.open_file(desk, marco).contacts
    assert sorted(one.record.kind for one in held) == ["brief", "substantive"]
    assert {(one.record.mode, one.record.minutes, one.record.place_kind) for one in held} == {
        ("in_person", 5, "street")
    }


def test_a_sign_of_danger_brings_what_helps_and_stays_open_until_it_is_settled(
    desk, tools, qtbot, screen, settle, marco
):
    form = bring(qtbot, ContactScreen(tools), marco)
    settle()
    page = form._box.contact_page
    page.safety.blocks["flags"].editor.buttons["suicide_risk"].click()
    assert "988" in page.prompts.message()
    form._box.try_to_save()
    settle()
    screen.refresh()
    settle()
    assert screen.careful.message().startswith("Suicide risk, seen")
    screen.careful.link_activated.emit("settle")
    settle()
    screen.stack.form.form.blocks["what_was_done"].editor.set_raw("We called 988 together.")
    screen.stack.form.try_to_save()
    settle()
    assert screen.careful.isHidden()


def test_a_note_of_yesterday_is_added_to_and_one_of_today_changed(desk, clock, screen, settle, marco):
    contact = Contact(at=clock.now(), minutes=5, kind="brief", mode="phone", place_kind="office")
    contacts.record_contact(desk, marco, contact, SudNote(text="First."))
    screen.refresh()
    settle()
    press(screen, "note_change")
    settle()
    screen.stack.form.form.blocks["text"].editor.set_raw("First, and right.")
    screen.stack.form.try_to_save()
    settle()
    clock.advance(timedelta(days=1))
    screen.refresh()
    settle()
    press(screen, "note_add")
    screen.stack.form.form.blocks["text"].editor.set_raw("<b>It was Ana.</b>")
    screen.stack.form.try_to_save()
    settle()
    shown = [one.text() for one in screen.contacts.note.findChildren(QLabel, "note_text")]
    assert shown == ["First, and right.", "<b>It was Ana.</b>"]
    assert screen.contacts.note.findChild(QPushButton, "note_change") is None


@pytest.mark.parametrize("role", ["case_manager"])
def test_a_sealed_note_is_written_from_the_tab_of_notes(desk, screen, settle, marco, role):
    assert desk.worker.role == role
    screen.contacts.seal.click()
    screen.stack.form.form.blocks["text"].editor.set_raw("Grief.")
    screen.stack.form.try_to_save()
    settle()
    assert "Grief." in [one.text() for one in screen.contacts.note.findChildren(QLabel, "note_text")]
    assert desk.drafts.of(desk.worker.id) == ()


def test_how_the_facts_of_a_person_came_about_is_told(desk, screen, settle, marco):
    press(screen, "person_history")
    settle()
    dialog = screen.window().findChild(HistoryDialog, "historyDialog")
    words = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Marco Baca" in words
    assert "_" not in words
    dialog.close_button.click()
    settle()


def test_the_history_of_a_contact_is_told_in_spanish(desk, clock, screen, settle, marco):
    contact = Contact(at=clock.now(), minutes=5, kind="brief", mode="phone", place_kind="office")
    contacts.record_contact(desk, marco, contact)
    i18n.set_language("es")
    screen.refresh()
    settle()
    press(screen, "note_history")
    settle()
    dialog = screen.window().findChild(HistoryDialog, "historyDialog")
    words = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Teléfono" in words
    assert "Phone" not in words
    dialog.close_button.click()
    settle()


def test_an_overdose_asks_to_look_in_and_stops_when_it_is_written_how_the_person_is(desk, clock, screen, settle, marco):
    press(screen, "record_overdose")
    form = screen.stack.form
    form.try_to_save()
    assert form.page.banner.is_shown()
    form.form.blocks["at"].editor.set_raw({"day": "2026-11-24", "time": "08:00"})
    form.form.blocks["outcome"].editor.buttons["survived"].click()
    form.try_to_save()
    settle()
    assert screen.careful.message().startswith("After an overdose: look in until Nov 27")
    screen.careful.link_activated.emit("look_in")
    settle()
    screen.stack.form.form.blocks["follow_up"].editor.set_raw("Tired, and glad.")
    screen.stack.form.try_to_save()
    settle()
    assert screen.careful.isHidden()


def test_a_warrant_is_written_on_the_tab_of_who_may_and_changed_there(desk, screen, settle, marco):
    press(screen, "add_legal")
    form = screen.stack.form
    form.form.blocks["kind"].editor.set_raw("warrant")
    form.form.blocks["told_by"].editor.buttons["participant"].click()
    form.form.blocks["about"].editor.set_raw("<b>Missed court</b>")
    form.try_to_save()
    settle()
    rows = screen.legal.list.rows
    assert rows.index(0, 0).data() == "Warrant, <b>Missed court</b>"
    screen.legal.opened.emit(rows.record(0))
    settle()
    screen.stack.form.form.blocks["disposition"].editor.set_raw("dismissed")
    screen.stack.form.try_to_save()
    settle()
    assert rows.index(0, 2).data() == "Dismissed"


@pytest.mark.parametrize("role", ["outreach"])
def test_the_tab_of_court_matters_is_not_there_for_who_may_not(desk, screen, role):
    assert desk.worker.role == role
    assert not screen.tabs.isTabVisible(6)
