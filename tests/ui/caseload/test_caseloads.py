"""Whose people are whose, and handing somebody over."""

from datetime import timedelta

import pytest

from lead_desktop import i18n
from lead_desktop.casework.handing_over import hand_over, handed, holder
from lead_desktop.ui.caseload.hand_over_page import HandOverScreen
from lead_desktop.ui.caseload.page import CaseloadScreen
from tests.fakes.desks import as_role, walk_in
from tests.ui.desk_screens import shown_texts, type_into
from tests.unit.casework.test_handing_over import to, without_anybody
from tests.unit.casework.test_screening_queue import a_worker


@pytest.fixture
def ben(office):
    return a_worker(office.desk, "Ben Archuleta")


@pytest.fixture
def rosa(office):
    return a_worker(office.desk, "Rosa Chávez")


@pytest.fixture
def ana(office, ben):
    with as_role(office.desk, "supervisor"):
        rid = walk_in(office.desk, "Ana Trujillo")
        hand_over(office.desk, rid, to(ben))
    return rid


def form(office, person):
    screen = HandOverScreen(office.tools)
    office.show(screen, person)
    return screen


def answer(screen, name, value):
    block = screen._box.form.blocks[name]
    block.set_answer(value)
    block.editor.changed.emit()


def names(screen):
    return [str(screen.rows.index(row, 0).data()) for row in range(screen.rows.rowCount())]


def test_a_caseload_is_shown_by_worker_and_leads_to_person_and_hand_over(office, ana, ben):
    screen = CaseloadScreen(office.tools)
    office.show(screen, ben)
    assert names(screen) == ["Ana Trujillo"]
    assert "1 person · Nearly full" in shown_texts(screen)
    assert not screen.over.isEnabled()
    screen.table.enter()
    screen.over.click()
    screen.table.opened.emit(screen.table.current_record())
    assert office.asked == [("hand_over", ana), ("person", ana)]
    screen.set_private(True)
    assert names(screen) == ["A. T."]


def test_when_a_worker_leaves_their_people_stand_first_for_whoever_sees_everybody(office, ana, ben):
    screen = CaseloadScreen(office.tools)
    office.show(screen, ben)
    screen.here.click()
    office.settle()
    assert office.said[-1][0].startswith("Noted. Their people stand among those without a worker")
    fresh = CaseloadScreen(office.tools)
    office.show(fresh, "")
    assert names(fresh) == ["Ana Trujillo"]
    assert str(fresh.rows.index(0, 4).data()) == "Ben Archuleta"
    assert "1 person is without a worker." in shown_texts(fresh)
    fresh.open(ben)
    fresh.refresh()
    office.settle()
    fresh.here.click()
    office.settle()
    assert office.said[-1][0] == "Noted. They can be chosen again."


def test_nobody_without_a_worker_is_good_news(office, ben):
    screen = CaseloadScreen(office.tools)
    office.show(screen, "")
    assert "Nobody is without a worker" in shown_texts(screen)
    assert "Everybody has a worker who is here." in shown_texts(screen)


def test_a_case_manager_sees_the_own_people_and_those_with_nobody(office, ana):
    with as_role(office.desk, "supervisor"):
        alone = walk_in(office.desk, "Jim Yazzie")
        without_anybody(office.desk, alone)
    with as_role(office.desk, "case_manager"):
        screen = CaseloadScreen(office.tools)
        office.show(screen, "")
        assert names(screen) == ["Jim Yazzie"]
        assert screen.choice.count() == 1
        assert not screen.here.isVisible()


def test_a_hand_over_is_made_on_its_page_and_can_be_taken_back(office, ana, ben, rosa):
    office.clock.advance(timedelta(minutes=5))
    screen = form(office, ana)
    assert any("Ben Archuleta" in one for one in shown_texts(screen._box.along))
    offered = [made.property("worker") for made in screen._box.form.blocks["to_worker"].editor.group.buttons()]
    assert offered == [rosa]
    answer(screen, "to_worker", rosa)
    answer(screen, "reason", "language")
    type_into(screen._box.form.blocks["remark"], "He likes mornings.")
    screen._box.try_to_save()
    office.settle()
    assert holder(office.desk, ana) == rosa
    assert handed(office.desk, ana)[0].record.remark == "He likes mornings."
    assert office.said[-1][1] is True
    screen.undo()
    office.settle()
    assert holder(office.desk, ana) == ben


def test_what_is_missing_is_said_by_its_field_and_nothing_is_handed_over(office, ana, ben, rosa):
    screen = form(office, ana)
    screen._box.try_to_save()
    office.settle()
    assert {name for name, _label in screen._box.form.attention()} == {"to_worker", "reason"}
    assert holder(office.desk, ana) == ben


def test_a_full_worker_is_said_in_words_and_the_form_stays(office, ana, ben, rosa):
    with as_role(office.desk, "supervisor"):
        for _each in range(2):
            hand_over(office.desk, walk_in(office.desk), to(rosa))
    screen = form(office, ana)
    answer(screen, "to_worker", rosa)
    answer(screen, "reason", "workload")
    screen._box.try_to_save()
    office.settle()
    assert "2 people" in screen._box.trouble.message()
    answer(screen, "over_limit", "Only for this week")
    screen._box.try_to_save()
    office.settle()
    assert holder(office.desk, ana) == rosa


@pytest.mark.survives(38)
def test_a_hand_over_half_typed_comes_back_after_a_kill_and_own_drafts_are_named(office, ana, rosa):
    office.desk.drafts.keep(office.desk.drafts.new(office.desk.worker.id, "contact", ana, f"{ana}/casework"))
    screen = form(office, ana)
    assert any("half-typed" in one for one in shown_texts(screen._box.along))
    answer(screen, "to_worker", rosa)
    screen.leave()
    office.settle()
    office.kill()
    again = form(office, ana)
    assert again._box.form.blocks["to_worker"].answer().value == rosa


def test_the_pages_speak_spanish_without_raw_codes(office, ana, ben):
    caseload, over = CaseloadScreen(office.tools), form(office, ana)
    office.show(caseload, ben)
    i18n.set_language("es")
    for screen in (caseload, over):
        screen.retranslate()
        assert [one for one in shown_texts(screen) if "_" in one] == []
    assert "Pasar a otra persona del equipo" in shown_texts(over)
