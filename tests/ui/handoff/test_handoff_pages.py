"""A hand-off on the screen: a tap for each moment, what came of it, and that nobody could come."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from lead_desktop import i18n
from lead_desktop.casework import handoffs
from lead_desktop.domain.handoff import STEPS, Handoff, HandoffCare
from lead_desktop.ui.handoff.list_page import HandoffListScreen
from lead_desktop.ui.handoff.page import HandoffScreen
from lead_desktop.ui.referrals.page import ReferralScreen
from tests.fakes.desks import as_role
from tests.ui.desk_screens import HOSTILE, UNSEEN, shown_texts, type_into
from tests.unit.casework.test_screening_queue import sent


@pytest.fixture
def call(office):
    return handoffs.begin(office.desk).rids[0]


@pytest.fixture
def screen(office, call):
    made = HandoffScreen(office.tools)
    office.show(made, call)
    return made


def held(office, rid):
    return office.desk.reading.get(Handoff, rid).record


def answer(screen, name, value):
    block = screen._box.form.blocks[name]
    block.set_answer(value)
    block.editor.changed.emit()


def save(office, screen):
    screen._box.try_to_save()
    office.settle()


def test_each_moment_takes_one_key_and_the_next_step_has_the_focus(office, screen, call):
    screen.take_focus()
    for step in STEPS[1:]:
        office.clock.advance(timedelta(minutes=7))
        assert QApplication.focusWidget() is screen._box.steps.buttons[step]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        office.settle()
    assert [held(office, call).minutes(step) for step in STEPS] == [0, 7, 14, 21, 28]
    assert "28 minutes" in shown_texts(screen)
    assert screen.stands.text() == "Introduced, to be finished"
    assert not screen.nobody.isVisible()


def test_a_tap_is_taken_back_by_undo(office, screen, call):
    screen._box.steps.buttons["cm_answered_at"].click()
    office.settle()
    assert office.said == [("Noted.", True)]
    screen.undo()
    office.settle()
    assert held(office, call).cm_answered_at is None
    assert screen._box.steps.buttons["cm_answered_at"].isEnabled()


def test_a_tap_keeps_what_is_half_typed_and_the_draft_keeps_the_tap(office, screen, call):
    answer(screen, "place", "Plaza")
    screen._box.steps.buttons["cm_answered_at"].click()
    office.settle()
    assert screen._box.form.blocks["place"].answer().value == "Plaza"
    save(office, screen)
    assert (held(office, call).place, held(office, call).cm_answered_at) == ("Plaza", office.clock.now())


@pytest.mark.survives(38)
def test_half_typed_words_and_taps_come_back_after_a_kill(office, screen, call):
    type_into(screen._box.form.blocks["caller"], "Officer Lop")
    screen._box.steps.buttons["cm_arrived_at"].click()
    office.settle()
    screen.leave()
    office.settle()
    office.kill()
    again = HandoffScreen(office.tools)
    office.show(again, call)
    assert again._box.form.blocks["caller"].answer().value == "Officer Lop"
    assert held(office, call).cm_arrived_at is not None


def test_nobody_can_come_asks_why_and_what_happened_instead(office, screen, call):
    screen.nobody.click()
    save(office, screen)
    assert not held(office, call).result
    for name, value in (("mode", "delayed"), ("why_nobody", "too_far"), ("instead", ["card_given"])):
        answer(screen, name, value)
    save(office, screen)
    assert (held(office, call).result, held(office, call).instead) == ("no_cm_available", ("card_given",))
    listed = HandoffListScreen(office.tools)
    office.show(listed, None)
    assert any("1 call, 0 introduced, 1 to which nobody could come." in one for one in shown_texts(listed))
    assert any("Too far away to come in time (1)" in one for one in shown_texts(listed))


def test_care_is_on_the_page_of_who_may_hold_it_and_nowhere_else(office, call):
    with as_role(office.desk, "supervisor"):
        screen = HandoffScreen(office.tools)
        office.show(screen, call)
        screen._box.care.blocks["given"].set_answer(["naloxone"])
        screen._box.care.blocks["given"].editor.changed.emit()
        save(office, screen)
    assert office.desk.reading.of_type(HandoffCare)[0].record.given == ("naloxone",)
    manager = HandoffScreen(office.tools)
    office.show(manager, call)
    assert manager._box.care is None


def test_a_call_is_joined_to_its_referral_once_that_is_here(office, screen, call):
    assert not screen._joining.isVisible()
    rid = sent(office.desk)
    screen.refresh()
    office.settle()
    assert screen._joining.isVisible()
    screen.joined.click()
    office.settle()
    assert held(office, call).referral == rid
    screen.referral.click()
    assert office.asked == [("referral", rid)]


def test_the_list_leads_to_a_hand_off_and_a_call_begins_one(office, call):
    listed = HandoffListScreen(office.tools)
    office.show(listed, None)
    QAbstractItemModelTester(listed.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, listed)
    assert str(listed.rows.index(0, 3).data()) == "To be answered"
    listed.call.click()
    office.settle()
    assert office.asked[-1][0] == "handoff"
    assert office.asked[-1][1] != call


def test_a_referral_leads_to_its_hand_off_and_begins_it_once(office):
    rid = sent(office.desk)
    screen = ReferralScreen(office.tools)
    office.show(screen, rid)
    for _each in range(2):
        screen.handoff.click()
        office.settle()
    assert office.asked[0] == office.asked[1]
    assert held(office, office.asked[0][1]).who == "Marco Baca"


def test_a_hand_off_that_is_not_here_is_said_in_words(office):
    screen = HandoffScreen(office.tools)
    office.show(screen, "nothing")
    assert screen.trouble.message() == "This record is not on this laptop."


def test_no_raw_code_stands_on_the_pages_in_either_language(office, screen, call):
    listed = HandoffListScreen(office.tools)
    office.show(listed, None)
    for language in ("en", "es"):
        i18n.set_language(language)
        for one in (screen, listed):
            one.retranslate()
            cells = [str(listed.rows.index(0, at).data()) for at in range(5)]
            assert [words for words in [*shown_texts(one), *cells] if "_" in words] == [], language


@pytest.mark.survives(41)
@pytest.mark.survives(42)
@pytest.mark.survives(43)
@pytest.mark.survives(46)
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_said_on_the_phone_is_kept_and_shown_as_typed(office, screen, call, text):
    for name in ("caller", "who", "place"):
        type_into(screen._box.form.blocks[name], text + "".join(UNSEEN))
    save(office, screen)
    assert {getattr(held(office, call), name) for name in ("caller", "who", "place")} == {text}
    assert text in screen.header._subtitle.toolTip() or text in screen.header._subtitle.text()


@pytest.mark.survives(45)
def test_an_endless_paste_is_refused_with_its_length(office, screen, call):
    type_into(screen._box.form.blocks["caller"], "x" * 1_000_000)
    save(office, screen)
    assert held(office, call).caller is None or len(held(office, call).caller) <= 200
