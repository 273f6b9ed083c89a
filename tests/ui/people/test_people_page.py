"""The list of people: searched while typing, paged while scrolling, opened by keys, honest when empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from lead_desktop.casework import people
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.ui.people.page import PeopleScreen
from lead_desktop.ui.people.search import PAGE
from tests.ui.people.conftest import bring


def fill(desk, count: int, last: str = "Baca") -> list[str]:
    return [
        people.add_person(
            desk, Person(legal_name=PersonName(first=f"Ana{chr(97 + at // 26)}{chr(97 + at % 26)}", last=last))
        ).rids[0]
        for at in range(count)
    ]


@pytest.fixture
def screen(qtbot, tools, settle):
    made = bring(qtbot, PeopleScreen(tools))
    settle()
    return made


def test_nobody_yet_offers_to_add_somebody(screen):
    assert screen.below.currentWidget() is screen.empty
    assert screen.empty.accessibleName() == "Nobody is here yet."
    screen.empty.action_requested.emit()
    assert screen.is_adding()


def test_the_list_reads_page_by_page_and_its_model_keeps_every_rule(desk, screen, settle):
    QAbstractItemModelTester(screen.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, screen)
    fill(desk, PAGE + 5)
    screen.refresh()
    settle()
    assert screen.rows.rowCount() in (PAGE, PAGE + 5)
    assert screen.header._subtitle.text() == "65 people"
    QTest.keyClick(screen.table, Qt.Key.Key_End)
    settle()
    assert screen.rows.rowCount() == PAGE + 5
    assert not screen.rows.canFetchMore()
    screen.refresh()
    settle()
    assert screen.rows.rowCount() == PAGE + 5


def test_typing_searches_down_goes_to_the_list_and_enter_opens(qtbot, desk, screen, settle):
    rid = fill(desk, 1, "Trujillo")[0]
    fill(desk, 2)
    opened = []
    screen.open_requested.connect(lambda kind, what: opened.append((kind, what)))
    QTest.keyClicks(screen.search, "truj")
    qtbot.waitUntil(lambda: screen.rows.rowCount() == 1)
    assert screen.header._subtitle.text() == "1 person found"
    QTest.keyClick(screen.search, Qt.Key.Key_Down)
    settle()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened == [("person", rid)]
    assert screen.find_here()
    assert screen.search.hasFocus()


@pytest.mark.parametrize("typed", ["<b>x</b>", "' OR 1=1 --", "\u202eabc", "👩‍👧", "x" * 3000])
@pytest.mark.survives(41)
def test_whatever_is_typed_says_that_nobody_was_found_with_it(screen, settle, typed):
    screen.search.setText(typed)
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    settle()
    assert screen.below.currentWidget() is screen.empty
    assert screen.empty.accessibleName() == f"Nobody found for “{typed}”."
    screen.empty.action_requested.emit()
    settle()
    assert screen.search.text() == ""


def test_an_answer_that_comes_late_is_let_go(desk, screen, settle):
    fill(desk, 3)
    screen.search.setText("nobody")
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    screen.search.setText("")
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    settle()
    assert screen.rows.rowCount() == 3


def test_a_status_narrows_the_list(desk, screen, settle):
    fill(desk, 2)
    screen.open("outreach")
    screen.refresh()
    settle()
    assert screen.rows.rowCount() == 2
    screen.open("deceased")
    screen.refresh()
    settle()
    assert screen.empty.accessibleName() == "Nobody has this status right now."


def test_the_privacy_view_shows_initials(desk, screen, settle):
    fill(desk, 1)
    screen.refresh()
    settle()
    screen.set_private(True)
    assert screen.rows.index(0, 0).data() == "A. B."
    screen.set_private(False)
    assert screen.rows.index(0, 0).data() == "Anaaa Baca"


def test_adding_somebody_alike_asks_first_and_can_be_taken_back(desk, screen, settle):
    fill(desk, 1)
    said = []
    screen.said.connect(lambda words, undo: said.append((words, undo)))
    screen.search.setText("Anaaa Baca")
    screen.begin_adding()
    settle()
    screen.adding.save.click()
    settle()
    assert len(people.people(desk)) == 1
    assert "is here already" in screen.adding.hint.message()
    screen.adding.hint.link_activated.emit("none")
    screen.adding.save.click()
    settle()
    assert len(people.people(desk)) == 2
    assert said[-1][1] is True
    screen.undo()
    settle()
    assert len(people.people(desk)) == 1


def test_what_was_typed_about_somebody_new_waits_as_a_draft(qtbot, tools, screen, settle):
    screen.begin_adding()
    screen.adding.form.focus_field("name_used")
    QTest.keyClicks(screen.adding.form.blocks["name_used"].editor.focus_target(), "Luz")
    screen.leave()
    settle()
    again = bring(qtbot, PeopleScreen(tools))
    again.begin_adding()
    assert again.adding.form.blocks["name_used"].editor.raw() == "Luz"
    again.adding.discard.click()
    settle()
    assert again.adding.keeper.state() is None


def test_somebody_without_a_name_is_asked_for_one(desk, screen, settle):
    screen.begin_adding()
    screen.adding.save.click()
    settle()
    assert "at least one name" in screen.adding.trouble.message()
    assert people.people(desk) == ()


@pytest.mark.parametrize("role", ["case_manager"])
def test_a_case_manager_looks_somebody_up_with_a_reason(desk, screen, settle, role):
    fill(desk, 1)
    screen.look_up_button.click()
    screen.look_up.name.put("Anaaa Baca")
    screen.look_up.ask_button.click()
    settle()
    assert "why you ask" in screen.look_up._answer.text()
    screen.look_up.reason.put("Asked at the desk")
    screen.look_up.ask_button.click()
    settle()
    assert "Reaching out" in screen.look_up._answer.text()
    screen.leave()
    assert screen.look_up.name.text() == ""
