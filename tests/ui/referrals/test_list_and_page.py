"""The list of referrals, one referral with its decision, and the day that leads to them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lead_desktop.casework.referrals import decide, submit_referral, track_of
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.referral import CriterionCheck, ReferralStatus
from lead_desktop.store import outgoing
from lead_desktop.ui.referrals.list_page import ReferralListScreen
from lead_desktop.ui.referrals.page import ReferralScreen
from lead_desktop.ui.today.due_row import DueRow
from lead_desktop.ui.today.page import TodayScreen, place_of
from lead_desktop.wire.messages import Result
from tests.ui.referrals.conftest import settled, show
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_story import a_referral

CRITERIA = (CriterionCheck(key="adult", result="ok"), CriterionCheck(key="amount", result="not_ok"))


def sent(tools, first="Marco", **values):
    referral = a_referral(tools.desk.clock, person_name=PersonName(first=first, last="Baca"), **values)
    return submit_referral(tools.desk, referral).rids[0]


def opened(screen):
    wishes = []
    screen.open_requested.connect(lambda kind, what: wishes.append((kind, what)))
    return wishes


def texts(widget):
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def choose_on_screen(screen, decision, **more):
    form = screen.panel.form
    form.blocks["decision"].set_answer(decision)
    form.blocks["decision"].editor.changed.emit()
    for name, value in more.items():
        form.blocks[name].set_answer(value)
        form.blocks[name].editor.changed.emit()


def test_the_list_filters_and_opens_by_keyboard(qtbot, care):
    waiting, done = sent(care), sent(care, "Núria", referral_type="community")
    decide(care.desk, done, choose(care.desk, done, "not_eligible"))
    screen = show(qtbot, ReferralListScreen(care))
    wishes = opened(screen)
    assert screen.table.model().rowCount() == 2
    screen.open("waiting")
    assert screen.table.model().rowCount() == 1
    screen.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wishes == [("referral", waiting)]
    screen.open(None)
    screen.search.setText("nuria")
    screen.search.searched.emit("nuria")
    assert [screen.table.model().record(0).rid] == [done]
    screen.kind.setCurrentIndex(screen.kind.findData("arrest_diversion"))
    assert "Nothing found" in texts(screen)


@pytest.mark.survives(49)
@pytest.mark.parametrize("text", ['"', "*", "(", "NEAR(", "col:x", "x" * 10_000])
def test_any_search_gives_an_answer(qtbot, care, text):
    sent(care)
    screen = show(qtbot, ReferralListScreen(care))
    screen.search.setText(text)
    screen.search.searched.emit(text)
    assert "Nothing found" in texts(screen)


def all_acknowledged(desk):
    writer = desk.vault.writer
    batch = outgoing.next_batch(writer)
    taken = [Result(n=n, seq=n, h=0, outcome="applied") for n in range(batch.first, batch.last + 1)]
    with writer.transaction():
        outgoing.acknowledge(writer, taken)


def test_an_officer_sees_how_far_it_came_and_no_filter_of_states(qtbot, police):
    rid = sent(police)
    screen = show(qtbot, ReferralListScreen(police))
    cell = screen.table.model().index
    assert cell(0, 3).data() == "Saved here, not sent yet"
    assert not screen.status.isVisible()
    all_acknowledged(police.desk)
    screen.refresh()
    assert cell(0, 3).data() == "Sent"
    with police.desk.writing("status.arrived") as work:
        work.create(ReferralStatus(referral=rid, received_at=police.desk.clock.now()), client=rid)
    screen.refresh()
    assert cell(0, 3).data() == "Received"


def test_a_criterion_that_does_not_fit_advises_to_ask(qtbot, care):
    rid = sent(care, criteria=CRITERIA)
    screen = ReferralScreen(care)
    screen.open(rid)
    show(qtbot, screen)
    assert any("ask a supervisor or prosecutor" in one for one in texts(screen.panel))
    assert not any("arrest_diversion" in one or "not_ok" in one for one in texts(screen))


def test_accepting_leads_to_the_person_and_can_be_taken_back(qtbot, care):
    rid = sent(care)
    screen = ReferralScreen(care)
    screen.open(rid)
    show(qtbot, screen)
    wishes = opened(screen)
    choose_on_screen(screen, "accepted")
    screen.panel.go.click()
    settled(qtbot, care)
    track = track_of(care.desk, rid)
    assert wishes == [("person", track.record.person)]
    assert not screen.panel.isVisible()
    screen.undo()
    settled(qtbot, care)
    assert track_of(care.desk, rid).record.status == "submitted"
    assert screen.panel.isVisible()


def test_a_refusal_needs_its_reason_and_says_so_by_the_field(qtbot, care):
    rid = sent(care)
    screen = ReferralScreen(care)
    screen.open(rid)
    show(qtbot, screen)
    choose_on_screen(screen, "not_eligible")
    screen.panel.go.click()
    assert dict(screen.panel.form.attention()).keys() == {"reason"}
    assert track_of(care.desk, rid).record.status == "submitted"
    choose_on_screen(screen, "not_eligible", reason="Lives in another county")
    screen.panel.go.click()
    settled(qtbot, care)
    assert track_of(care.desk, rid).record.status == "not_eligible"


def test_somebody_here_already_is_offered_and_can_be_chosen(qtbot, care):
    first = sent(care)
    decide(care.desk, first, choose(care.desk, first, "accepted"))
    person = track_of(care.desk, first).record.person
    rid = sent(care)
    screen = ReferralScreen(care)
    screen.open(rid)
    show(qtbot, screen)
    choose_on_screen(screen, "already_enrolled", reason="Known since today")
    screen.panel.go.click()
    settled(qtbot, care)
    assert "Choose the person" in screen.trouble.message()
    next(one for one in screen.panel.choice.buttons() if one.property("person") == person).setChecked(True)
    screen.panel.go.click()
    settled(qtbot, care)
    assert track_of(care.desk, rid).record.person == person


def test_an_officer_reads_their_referral_without_a_decision(qtbot, police):
    rid = sent(police)
    screen = ReferralScreen(police)
    screen.open(rid)
    show(qtbot, screen)
    assert screen.panel is None
    assert "Saved here, not sent yet" in texts(screen)


def test_the_day_opens_what_is_due_and_goes_on_with_a_draft(qtbot, care):
    rid = sent(care)
    draft = care.desk.drafts.new(care.desk.worker.id, "referral", "", "")
    care.desk.drafts.keep(draft)
    screen = show(qtbot, TodayScreen(care))
    wishes = opened(screen)
    assert QApplication.focusWidget().objectName() == f"due_referral_{rid}"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    screen.findChild(DueRow, f"draft_{draft.id}").click()
    screen.new.click()
    assert wishes == [("referral", rid), ("new_referral", draft.id), ("new_referral", None)]


def test_names_are_initials_in_the_privacy_view(qtbot, care):
    rid = sent(care)
    for screen in (TodayScreen(care), ReferralScreen(care)):
        screen.open(rid)
        show(qtbot, screen)
        screen.set_private(True)
        assert not any("Baca" in one for one in texts(screen))


def test_an_empty_day_is_kind(qtbot, police):
    screen = show(qtbot, TodayScreen(police))
    assert "Nothing is due today" in texts(screen)
    assert QApplication.focusWidget() is screen.new


def test_a_draft_goes_on_where_it_was_begun(care):
    made = care.desk.drafts.new
    owner = care.desk.worker.id
    assert place_of(made(owner, "intake.housing", "p1", "")) == ("intake", "p1")
    assert place_of(made(owner, "contact", "p1", "")) == ("contact", "p1")
    assert place_of(made(owner, "person_edit", "p1", "")) == ("person", "p1")
    assert place_of(made(owner, "person_add", "", "")) == ("people", "")


def test_a_half_typed_decision_comes_back_after_the_program_was_killed(qtbot, care):
    held, other = sent(care), sent(care, "Núria")
    screen = ReferralScreen(care)
    screen.open(held)
    show(qtbot, screen)
    choose_on_screen(screen, "not_eligible")
    reason = screen.panel.form.blocks["reason"]
    reason.take_focus()
    QTest.keyClicks(QApplication.focusWidget(), "Lives two towns aw")
    screen.panel.keeper.saver.flush()
    settled(qtbot, care)
    again = ReferralScreen(care)
    again.open(other)
    show(qtbot, again)
    assert again.panel.form.blocks["decision"].answer().value is None
    again.open(held)
    again.refresh()
    assert again.panel.form.blocks["decision"].answer().value == "not_eligible"
    assert again.panel.form.blocks["reason"].editor.raw() == "Lives two towns aw"
    assert [place_of(one) for one in care.desk.drafts.of(care.desk.worker.id)] == [("referral", held)]


def test_a_decision_that_is_recorded_takes_its_draft_along(qtbot, care):
    held = sent(care)
    screen = ReferralScreen(care)
    screen.open(held)
    show(qtbot, screen)
    choose_on_screen(screen, "not_eligible", reason="Lives two towns away", notified_how="phone")
    screen.panel.keeper.saver.flush()
    settled(qtbot, care)
    assert care.desk.drafts.of(care.desk.worker.id)
    screen.panel.go.click()
    settled(qtbot, care)
    assert not care.desk.drafts.of(care.desk.worker.id)
    assert track_of(care.desk, held) is not None
