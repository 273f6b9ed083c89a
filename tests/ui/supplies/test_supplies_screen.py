"""Supplies by taps: keys alone in seconds, every tap taken back, kept as it is tapped, nobody asked for a name."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel

from lead_desktop import i18n
from lead_desktop.casework import supplies
from lead_desktop.domain.supply import NaloxoneLot, NaloxoneMove, Supply
from lead_desktop.ui.supplies.page import SuppliesScreen
from lead_desktop.ui.supplies.stock_page import ShelfScreen
from tests.fakes.desks import walk_in
from tests.ui.people.conftest import bring


@pytest.fixture
def role() -> str:
    return "outreach"


@pytest.fixture
def screen(qtbot, tools, settle):
    made = bring(qtbot, SuppliesScreen(tools))
    settle()
    return made


@pytest.fixture
def said(screen):
    heard = []
    screen.said.connect(lambda words, undo: heard.append((words, undo)))
    return heard


def came(desk, clock, number="A", boxes=2, days=100) -> None:
    lot = NaloxoneLot(product="nasal_4", number=number, expires_on=clock.now().date() + timedelta(days=days))
    supplies.receive(desk, lot, NaloxoneMove(kind="received", boxes=boxes, at=clock.now()))


def tile(screen, code):
    return screen.round.board.tiles[code]


def rounds(desk) -> list[Supply]:
    return [one.record for one in desk.reading.of_type(Supply)]


def test_keys_alone_count_and_save_a_round_in_ten_presses(desk, screen, settle, said):
    assert QApplication.focusWidget() is tile(screen, "naloxone_nasal")
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Space, Qt.Key.Key_Minus, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert QApplication.focusWidget() is tile(screen, "rescue_mask")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(QApplication.focusWidget(), key)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [(one.whom, one.person, one.things()) for one in rounds(desk)] == [("anonymous", None, 13)]
    assert screen.round.board.counts() == {}
    assert QApplication.focusWidget() is tile(screen, "naloxone_nasal")
    assert said[-1][1]
    screen.undo()
    settle()
    assert rounds(desk) == []


def test_taps_count_up_and_down_and_each_can_be_taken_back(screen):
    QTest.mouseClick(tile(screen, "water"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(tile(screen, "water"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(tile(screen, "water").less, Qt.MouseButton.LeftButton)
    QTest.keyClick(tile(screen, "socks"), Qt.Key.Key_5)
    assert screen.round.board.counts() == {"water": 1, "socks": 5}
    assert tile(screen, "water").accessibleName() == "Water: 1"
    screen.take_back.click()
    assert screen.round.board.counts() == {"water": 1}
    screen.take_back.click()
    assert screen.round.board.counts() == {"water": 2}
    screen.start_over.click()
    assert screen.round.board.counts() == {}
    assert not screen.save.isEnabled()


@pytest.mark.survives(48)
def test_a_number_stays_within_what_a_round_can_hold(screen):
    for _ in range(40):
        QTest.keyClick(tile(screen, "syringes"), Qt.Key.Key_9)
    assert tile(screen, "syringes").count() == 999
    for key in (Qt.Key.Key_E, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        QTest.keyClick(tile(screen, "syringes"), key)
    assert tile(screen, "syringes").count() == 999
    QTest.keyClick(tile(screen, "syringes"), Qt.Key.Key_Delete)
    QTest.keyClick(tile(screen, "syringes"), Qt.Key.Key_Minus)
    assert tile(screen, "syringes").count() == 0


def test_a_code_is_asked_for_only_where_one_was_chosen(desk, screen, settle):
    QTest.mouseClick(tile(screen, "foil"), Qt.MouseButton.LeftButton)
    screen.round.segments.changed.emit("coded")
    screen.save.click()
    assert not screen.round.needed.isHidden()
    screen.round.code.setText("<b>MAOR85</b>")
    screen.save.click()
    settle()
    assert [(one.whom, one.code) for one in rounds(desk)] == [("coded", "<b>MAOR85</b>")]


def test_what_is_tapped_waits_over_a_kill_and_stands_nowhere_on_today(desk, tools, qtbot, screen, settle):
    QTest.mouseClick(tile(screen, "food"), Qt.MouseButton.LeftButton)
    screen.leave()
    settle()
    again = bring(qtbot, SuppliesScreen(tools))
    settle()
    assert again.round.board.counts() == {"food": 1}
    assert all(one.form.startswith("_") for one in desk.drafts.of(desk.worker.id))


def test_a_round_for_somebody_is_saved_with_them_and_leads_back(desk, tools, qtbot, settle):
    person = walk_in(desk)
    made = bring(qtbot, SuppliesScreen(tools, "person_supplies"), person)
    settle()
    QTest.mouseClick(tile(made, "blanket"), Qt.MouseButton.LeftButton)
    assert made.round.who.isHidden()
    assert made.header.accessibleName() == "Supplies"
    with qtbot.waitSignal(made.back_requested):
        made.save.click()
    settle()
    assert [one.record.count_of("blanket") for one in supplies.supplies_of(desk, person)] == [1]


def test_more_naloxone_than_the_shelf_held_is_said_and_the_shelf_shows_it(desk, clock, tools, qtbot, screen, settle):
    came(desk, clock, boxes=1)
    QTest.keyClick(tile(screen, "naloxone_nasal"), Qt.Key.Key_3)
    screen.save.click()
    settle()
    assert "2 boxes of naloxone more" in screen.shelf.message()
    shelf = bring(qtbot, ShelfScreen(tools))
    settle()
    assert shelf.list.rows.index(0, 3).data() == "−2"
    assert "Please count the shelf" in shelf.notice.message()


def test_boxes_come_are_counted_and_go_by_forms_of_the_shelf(desk, clock, tools, qtbot, settle):
    shelf = bring(qtbot, ShelfScreen(tools))
    settle()
    QAbstractItemModelTester(shelf.list.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, shelf)
    assert shelf.doing.isHidden()
    shelf.received.click()
    form = shelf.stack.form
    form.try_to_save()
    assert form.page.banner.is_shown()
    form.lot.blocks["product"].editor.set_raw("nasal_4")
    form.lot.blocks["number"].editor.set_raw("'; DROP TABLE record; --")
    form.lot.blocks["expires_on"].editor.set_raw("2027-05-01")
    form.came.blocks["boxes"].editor.set_raw("12")
    form.try_to_save()
    settle()
    assert [(one.lot.record.number, one.left) for one in supplies.shelf(desk)] == [("'; DROP TABLE record; --", 12)]
    shelf.moves["counted"].click()
    shelf.stack.form.form.blocks["boxes"].editor.set_raw("10")
    shelf.stack.form.try_to_save()
    settle()
    shelf.moves["lost"].click()
    shelf.stack.form.form.blocks["boxes"].editor.set_raw("1")
    shelf.stack.form.try_to_save()
    settle()
    assert [one.left for one in supplies.shelf(desk)] == [9]
    shelf.undo()
    settle()
    assert [one.left for one in supplies.shelf(desk)] == [10]


@pytest.mark.parametrize("role", ["peer"])
def test_who_may_not_bring_in_lots_has_no_button_for_it(desk, tools, qtbot, settle, role):
    shelf = bring(qtbot, ShelfScreen(tools))
    settle()
    assert shelf.received.isHidden()
    assert desk.worker.role == role


def test_no_raw_code_and_no_english_stand_there_in_spanish(desk, clock, tools, qtbot, screen, settle):
    came(desk, clock)
    i18n.set_language("es")
    screen.retranslate()
    settle()
    words = [one.text() for one in screen.findChildren(QLabel)]
    assert [one for one in words if "_" in one or "Water" in one or "Supplies" in one] == []
    assert "Agua" in words
