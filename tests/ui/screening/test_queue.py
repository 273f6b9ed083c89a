"""The screening queue and the decision that follows: who waits, what fits, who has room, who is told what."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from lead_desktop import i18n
from lead_desktop.casework.referrals import decide, track_of
from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.referral import CriterionCheck
from lead_desktop.domain.screening import Screening
from lead_desktop.ui.referrals.page import ReferralScreen
from lead_desktop.ui.screening.queue_page import QueueScreen
from tests.ui.desk_screens import HOSTILE, UNSEEN, shown_texts
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_screening_queue import a_worker, sent

CHECKS = (
    CriterionCheck(key="adult", result="ok"), CriterionCheck(key="low_level", result="ok"),
    CriterionCheck(key="amenable", result="ok"), CriterionCheck(key="history", result="not_ok"),
    CriterionCheck(key="catchment", result="ok"),
)  # fmt: skip


@pytest.fixture
def ben(office):
    return a_worker(office.desk, "Ben Archuleta")


@pytest.fixture
def queue(office):
    return QueueScreen(office.tools)


def decision(office, rid):
    screen = ReferralScreen(office.tools)
    office.show(screen, rid)
    return screen


def answer(screen, name, value):
    block = screen.panel.form.blocks[name]
    block.set_answer(value)
    block.editor.changed.emit()


def cells(screen, row=0):
    return [str(screen.rows.index(row, column).data()) for column in range(screen.rows.columnCount())]


def test_the_queue_says_how_long_how_urgent_and_what_to_look_at_and_opens_by_a_key(office, queue):
    rid = sent(office.desk, 28, criteria=CHECKS)
    sent(office.desk, 1, referral_type="community")
    office.show(queue, None)
    QAbstractItemModelTester(queue.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, queue)
    assert cells(queue) == ["Marco Baca", "Arrest diversion", "28 days", "2 days left", "1 to look at", "Sent"]
    assert cells(queue, 1)[3] == ""
    queue.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert office.asked == [("referral", rid)]
    queue.set_private(True)
    assert cells(queue)[0] == "M. B."


def test_an_empty_queue_says_so_kindly(office, queue):
    office.show(queue, None)
    assert "Nothing waits" in shown_texts(queue)


def test_who_has_room_is_told_and_when_nobody_has(office, queue, ben):
    office.show(queue, None)
    assert "Room for 2 people. Held charges come first." in shown_texts(queue)
    assert "0 people · Room for more" in shown_texts(queue)
    for _each in range(2):
        rid = sent(office.desk)
        decide(office.desk, rid, choose(office.desk, rid, "accepted", assigned_to=ben))
    queue.refresh()
    office.settle()
    assert "2 people · Full" in shown_texts(queue)
    assert any(one.startswith("Nobody has room now.") for one in shown_texts(queue))


def test_no_raw_code_and_no_english_stands_on_the_queue_in_spanish(office, queue, ben):
    sent(office.desk, 28, criteria=CHECKS)
    office.show(queue, None)
    english = {one for one in shown_texts(queue) if " " in one}
    i18n.set_language("es")
    queue.retranslate()
    words = shown_texts(queue) + cells(queue)
    assert [one for one in words if "_" in one] == []
    assert english & set(words) <= {"Ben Archuleta · Case manager"}


def test_what_the_criteria_say_begins_with_what_the_referrer_found_and_asks_for_a_reason(office, ben):
    screen = decision(office, sent(office.desk, criteria=CHECKS))
    results = screen.panel.form.blocks["results"].editor
    assert {code: row.result.value() for code, row in results.rows.items()}["history"] == "not_met"
    answer(screen, "decision", "accepted")
    answer(screen, "assigned_to", ben)
    screen.panel.go.click()
    assert dict(screen.panel.form.attention()).keys() == {"decision"}
    results.rows["history"].result.set_value("overridden")
    results.rows["history"].result.changed.emit("overridden")
    screen.panel.go.click()
    assert dict(screen.panel.form.attention()).keys() == {"results"}
    results.rows["history"].reason.put("The prosecutor said yes")
    results.changed.emit()
    screen.panel.go.click()
    office.settle()
    (held,) = office.desk.reading.of_type(Screening)
    said = {one.key: (one.result, one.reason) for one in held.record.results}
    assert said["history"] == ("overridden", "The prosecutor said yes")
    assert held.record.criteria_version == "default 2026-11"


def test_other_criteria_than_the_sites_are_named_with_both_versions(office, ben):
    screen = decision(office, sent(office.desk, criteria=CHECKS, criteria_version="default 2019-01"))
    assert any("default 2019-01" in one and "default 2026-11" in one for one in shown_texts(screen.panel))


def test_one_more_than_the_limit_is_refused_in_words_then_goes_on_with_a_reason(office, ben):
    for _each in range(2):
        rid = sent(office.desk)
        decide(office.desk, rid, choose(office.desk, rid, "accepted", assigned_to=ben))
    rid = sent(office.desk)
    screen = decision(office, rid)
    answer(screen, "decision", "accepted")
    answer(screen, "assigned_to", ben)
    screen.panel.go.click()
    office.settle()
    assert "2 people" in screen.trouble.message()
    assert track_of(office.desk, rid).record.status == "submitted"
    answer(screen, "over_limit", "Family of somebody he knows")
    screen.panel.go.click()
    office.settle()
    assert track_of(office.desk, rid).record.status == "accepted"
    assert len(office.desk.reading.of_type(Assignment)) == 3


def test_the_card_says_what_each_person_is_told_as_the_decision_is_chosen(office, ben):
    screen = decision(office, sent(office.desk, wants_feedback=False))
    answer(screen, "decision", "not_accepted_capacity")
    office.settle()
    assert "Does not wish to hear back." in shown_texts(screen.panel.told)
    assert any("keeps its place" in one for one in shown_texts(screen.panel.told))
    answer(screen, "decision", "accepted")
    answer(screen, "assigned_to", ben)
    office.settle()
    assert any(one.startswith("Ben Archuleta finds") for one in shown_texts(screen.panel.told))
    assert any("with the person's consent" in one for one in shown_texts(screen.panel.told))


@pytest.mark.survives(38)
def test_a_decision_half_made_comes_back_after_a_kill(office, ben):
    rid = sent(office.desk, criteria=CHECKS)
    screen = decision(office, rid)
    answer(screen, "decision", "accepted")
    answer(screen, "assigned_to", ben)
    screen.panel.form.blocks["results"].editor.rows["history"].reason.put("half")
    screen.leave()
    office.settle()
    office.kill()
    again = decision(office, rid)
    assert again.panel.form.blocks["assigned_to"].answer().value == ben
    assert again.panel.form.blocks["results"].editor.rows["history"].reason.text() == "half"


@pytest.mark.survives(41)
@pytest.mark.survives(42)
@pytest.mark.survives(43)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_of_workers_and_reasons_are_shown_as_typed(office, text):
    worker = a_worker(office.desk, text)
    rid = sent(office.desk)
    screen = decision(office, rid)
    assert any(text in one for one in (made.text().replace("&&", "&") for made in buttons(screen)))
    answer(screen, "decision", "accepted_override")
    answer(screen, "assigned_to", worker)
    answer(screen, "reason", text + "".join(UNSEEN))
    office.settle()
    assert any(one.startswith(text) for one in shown_texts(screen.panel.told))
    screen.panel.go.click()
    office.settle()
    (held,) = office.desk.reading.of_type(Screening)
    assert held.record.reason == text


def buttons(screen):
    return screen.panel.form.blocks["assigned_to"].editor.group.buttons()
