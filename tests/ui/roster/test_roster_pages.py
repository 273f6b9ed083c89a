"""The roster on the screen: whom to call now, shifts to come, and planning them."""

from datetime import timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from lead_desktop import i18n
from lead_desktop.casework.roster import roster
from lead_desktop.ui.referrals.received import ReceivedPage
from lead_desktop.ui.roster.page import NEW, RosterScreen
from lead_desktop.ui.roster.shift_page import ShiftScreen
from tests.fakes.desks import as_role
from tests.ui.desk_screens import HOSTILE, shown_texts, type_into
from tests.unit.casework.test_roster import planned, worker
from tests.unit.casework.test_story import a_referral


@pytest.fixture
def ben(office):
    return worker(office.desk, "Ben Archuleta", "505-555-0900")


@pytest.fixture
def screen(office, ben):
    planned(office.desk, ben, -1)
    made = RosterScreen(office.tools)
    office.show(made, None)
    return made


def answer(screen, name, value):
    block = screen._box.form.blocks[name]
    block.set_answer(value)
    block.editor.changed.emit()


def save(office, screen):
    screen._box.try_to_save()
    office.settle()


def test_the_number_to_call_stands_large_with_until_when(screen):
    QAbstractItemModelTester(screen.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, screen)
    texts = shown_texts(screen)
    assert {"Ben Archuleta", "505-555-0900", "until 16:00"} <= set(texts)
    assert str(screen.rows.index(0, 0).data()) == "Nov 24, 2026, 08:00–16:00"


def test_where_nobody_is_on_call_it_says_who_is_next_and_what_to_do(office, ben):
    planned(office.desk, ben, 30)
    made = RosterScreen(office.tools)
    office.show(made, None)
    assert any("Next: Ben Archuleta" in one and "agree on a place and time" in one for one in shown_texts(made))


def test_an_officer_reads_and_plans_nothing(office, screen):
    with as_role(office.desk, "officer"):
        made = RosterScreen(office.tools)
        office.show(made, None)
        assert "505-555-0900" in shown_texts(made)
        assert not made.plan.isVisible()
        assert not made.again.isVisible()
        made.table.opened.emit(made.rows.record(0))
        assert office.asked == []


def test_after_a_referral_the_officer_sees_who_comes_and_the_number(office, screen):
    with as_role(office.desk, "officer"):
        page = ReceivedPage(office.desk)
        office.qtbot.addWidget(page)
        page.show()
        page.show_for(a_referral(office.clock))
        office.settle()
        assert {"Ben Archuleta", "505-555-0900"} <= set(shown_texts(page))
        page.show_for(a_referral(office.clock, person_agrees="no"))
        office.settle()
        assert "505-555-0900" not in shown_texts(page)


def test_a_shift_is_planned_changed_and_taken_off_each_with_a_way_back(office, ben):
    made = ShiftScreen(office.tools)
    office.show(made, NEW)
    assert not made.remove.isVisible()
    answer(made, "worker", ben)
    answer(made, "ends_at", (office.clock.now() + timedelta(hours=8)).isoformat())
    save(office, made)
    (one,) = roster(office.desk)
    assert (one.name, one.phone) == ("Ben Archuleta", "505-555-0900")
    made.open(one.rid)
    made.refresh()
    type_into(made._box.form.blocks["area"], "Southside")
    save(office, made)
    assert roster(office.desk)[0].area == "Southside"
    made.open(one.rid)
    made.refresh()
    made.remove.click()
    office.settle()
    assert roster(office.desk) == ()
    made.undo()
    office.settle()
    assert len(roster(office.desk)) == 1
    assert office.asked[-1][0] == "on_call"


@pytest.mark.survives(47)
def test_a_shift_that_ends_before_it_begins_is_said_by_its_field(office, ben):
    made = ShiftScreen(office.tools)
    office.show(made, NEW)
    answer(made, "worker", ben)
    answer(made, "ends_at", (office.clock.now() - timedelta(hours=8)).isoformat())
    save(office, made)
    assert {name for name, _label in made._box.form.attention()} == {"ends_at"}
    assert roster(office.desk) == ()


def test_this_week_is_repeated_by_one_button_and_taken_back(office, screen, ben):
    planned(office.desk, ben, 2)
    screen.again.click()
    office.settle()
    assert office.said[-1] == ("2 shifts are planned.", True)
    screen.undo()
    office.settle()
    assert len(roster(office.desk)) == 2
    screen.again.click()
    office.settle()
    screen.again.click()
    office.settle()
    assert office.said[-1][0].startswith("There is nothing to repeat")


@pytest.mark.survives(38)
def test_a_shift_half_typed_comes_back_after_a_kill(office, ben):
    made = ShiftScreen(office.tools)
    office.show(made, NEW)
    type_into(made._box.form.blocks["area"], "South")
    made.leave()
    office.settle()
    office.kill()
    again = ShiftScreen(office.tools)
    office.show(again, NEW)
    assert again._box.form.blocks["area"].answer().value == "South"


@pytest.mark.survives(42)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_number_or_an_area_is_shown_as_typed(office, ben, text):
    planned(office.desk, ben, -1, phone=text, area=text)
    made = RosterScreen(office.tools)
    office.show(made, None)
    assert text in shown_texts(made)
    assert str(made.rows.index(0, 2).data()) == text


def test_the_pages_speak_spanish_without_raw_codes(office, screen):
    i18n.set_language("es")
    screen.retranslate()
    assert [one for one in shown_texts(screen) if "_" in one] == []
    assert "A quién llamar ahora" in shown_texts(screen)
