"""The quick referral by keyboard: few keys, kept as it is typed, never lost, never blocked by uncertainty."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lead_desktop.casework import referral_start
from lead_desktop.casework.referrals import referral_list
from lead_desktop.domain.referral import Referral, ReferralTrack
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.ui.referrals import new_page
from lead_desktop.ui.referrals.new_page import NewReferralScreen
from tests.ui.referrals.conftest import OFFICER, PROGRAMME, settled, show

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


def here() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


@pytest.fixture
def screen(qtbot, police):
    return show(qtbot, NewReferralScreen(police))


def sent(screen, tools) -> Referral:
    assert screen.sent(), (screen.form.attention(), screen.trouble.message())
    return tools.desk.reading.get(Referral, referral_list(tools.desk)[0].rid).record


def person(keys, *, dob="5/1/1990"):
    keys.write("Marco")
    keys.press(ENTER)
    keys.write("Baca")
    keys.press(ENTER)
    assert here() == "dob"
    keys.type(dob)
    keys.press(ENTER)


def arrest(keys, charge=("shop",)):
    """Fill in an arrest diversion from the first field on, up to the attestation."""
    keys.press(ENTER)
    keys.type("y")
    keys.press(ENTER)
    person(keys)
    keys.write("Plaza, by the fountain")
    keys.press(ENTER)
    keys.type("y")
    keys.press(ENTER)
    assert here() == "incident_no"
    keys.write("26-11873")
    keys.press(ENTER)
    keys.type(charge[0])
    keys.press(ENTER, ENTER)
    for letter in (*charge[1:], "c", "n"):
        keys.type(letter)
        keys.press(ENTER)
    keys.press(Qt.Key.Key_Up, Qt.Key.Key_Space, ENTER)
    assert here().startswith("handoff_request")
    keys.type("c")
    keys.press(ENTER)
    assert here() == "officer_attestation"
    keys.press(Qt.Key.Key_Space)


def send(qtbot, keys, tools):
    keys.press(ENTER, with_=CONTROL)
    settled(qtbot, tools)


def test_an_arrest_diversion_takes_under_forty_keys(qtbot, police, screen, keys):
    assert here() == "referral_type.arrest_diversion"
    arrest(keys)
    send(qtbot, keys, police)
    referral = sent(screen, police)
    assert keys.count < 40
    assert referral.dob == date(1990, 5, 1)
    assert referral.would_be_charges[0].description == "Shoplifting"
    assert referral.would_be_charges[0].diverted is True
    assert (referral.name_quality, referral.dob_quality, referral.looks_under_18) == ("1", "1", False)
    assert referral.amount_within_limit == "na"
    assert (referral.referrer_name, referral.referrer_badge) == ("Ana Lopez", "1182")


def test_one_about_a_substance_asks_for_the_amount_and_still_takes_under_forty(qtbot, police, screen, keys):
    arrest(keys, ("parap", "y"))
    send(qtbot, keys, police)
    referral = sent(screen, police)
    assert keys.count < 40
    assert referral.would_be_charges[0].charge_class == "civil"
    assert referral.amount_within_limit == "yes"


def test_a_social_contact_takes_under_forty_keys(qtbot, police, screen, keys):
    keys.type("s")
    keys.press(ENTER)
    keys.type("y")
    keys.press(ENTER)
    person(keys)
    keys.write("Cerrillos Road")
    keys.press(ENTER)
    keys.type("y")
    keys.press(ENTER)
    assert here().startswith("social_contact_basis")
    keys.press(Qt.Key.Key_Space, ENTER)
    for letter in ("y", "y", "c", "n"):
        keys.type(letter)
        keys.press(ENTER)
    keys.press(Qt.Key.Key_Up, Qt.Key.Key_Space, ENTER)
    assert here() == "officer_attestation"
    keys.press(Qt.Key.Key_Space)
    send(qtbot, keys, police)
    referral = sent(screen, police)
    assert keys.count < 40
    assert referral.social_contact_basis == ("police_records",)
    assert {one.key: one.result for one in referral.criteria}["prior_involvement"] == "ok"
    assert "low_level" not in {one.key for one in referral.criteria}


def test_enter_after_the_last_answer_stands_on_send_and_sends(qtbot, police, screen, keys):
    arrest(keys)
    keys.press(ENTER)
    assert here() == "send_referral"
    keys.press(ENTER)
    settled(qtbot, police)
    sent(screen, police)


def test_one_key_says_that_every_open_criterion_fits(qtbot, police, screen, keys):
    arrest(keys)
    keys.press(Qt.Key.Key_A, with_=Qt.KeyboardModifier.AltModifier)
    send(qtbot, keys, police)
    assert keys.count < 40
    assert {one.result for one in sent(screen, police).criteria} == {"ok"}


def test_not_known_is_fine_and_a_criterion_that_does_not_fit_stops_nothing(qtbot, police, screen, keys):
    arrest(keys)
    row = screen.form.criteria().rows["no_profit"]
    row.result.setFocus()
    keys.press(Qt.Key.Key_Left)
    assert row.result.value() == "not_ok"
    assert "ask a supervisor or prosecutor" in row._advice.text()
    send(qtbot, keys, police)
    results = {one.key: one.result for one in sent(screen, police).criteria}
    assert results["no_profit"] == "not_ok"
    assert results["minors"] == "unknown"


def test_going_on_with_a_reason_needs_the_reason(qtbot, police, screen, keys):
    arrest(keys)
    row = screen.form.criteria().rows["low_level"]
    row.result.setFocus()
    keys.press(Qt.Key.Key_Right)
    assert here() == "criteria.low_level.reason"
    send(qtbot, keys, police)
    assert not screen.sent()
    assert row._error.text()
    row.reason.setFocus()
    keys.write("Nobody was hurt")
    send(qtbot, keys, police)
    held = {one.key: one for one in sent(screen, police).criteria}["low_level"]
    assert (held.result, held.reason) == ("override", "Nobody was hurt")


def test_a_person_who_says_no_is_noted_at_once_and_without_blame(qtbot, care, keys):
    screen = show(qtbot, NewReferralScreen(care))
    screen.form.focus_field("person_agrees")
    keys.type("nn")
    assert screen.form.so_far().person_agrees == "no"
    assert "their choice" in screen.notice.message() or "person's choice" in screen.notice.message()
    send(qtbot, keys, care)
    sent(screen, care)
    track = care.desk.reading.of_type(ReferralTrack)[0].record
    assert track.status == "declined"
    assert screen.received._title.text() == "Noted — thank you"
    assert "counts against nobody" in screen.received._lines[0].text()


@pytest.mark.parametrize(("typed", "shown"), [("2/3/2010", True), ("2/3/1990", False)])
def test_the_pathway_for_young_people_is_shown_and_the_draft_stays(qtbot, police, screen, keys, typed, shown):
    keys.press(ENTER)
    keys.type("y")
    keys.press(ENTER)
    person(keys, dob=typed)
    assert screen.form.pathway.isVisible() is shown
    assert screen.form.so_far().looks_under_18 is shown
    screen.saver.flush()
    settled(qtbot, police)
    assert police.desk.drafts.find(police.desk.worker.id, "referral", "").title == "Marco Baca"


def test_nobody_under_eighteen_is_sent_as_an_adult_without_a_reason(qtbot, police, screen, keys):
    arrest(keys)
    screen.form.focus_field("looks_under_18")
    keys.type("y")
    send(qtbot, keys, police)
    assert not screen.sent()
    assert ("looks_under_18" in dict(screen.form.attention())) is True
    screen.form.focus_field("adult_reason")
    keys.write("Showed an ID")
    send(qtbot, keys, police)
    assert sent(screen, police).adult_reason == "Showed an ID"


def test_what_is_typed_comes_back_after_the_program_was_killed(qtbot, police, screen, keys):
    keys.press(ENTER)
    keys.type("y")
    keys.press(ENTER)
    keys.write("Marco")
    screen.form.blocks["dob"].take_focus()
    keys.type("31/")
    screen.saver.flush()
    settled(qtbot, police)
    again = show(qtbot, NewReferralScreen(police))
    assert again.form.blocks["person_name"].editor.blocks["first"].editor.raw() == "Marco"
    assert again.form.blocks["dob"].editor.day.text() == "31/"
    assert again.form.field_in_focus() == "dob"
    assert "Nothing was lost" in again.notice.message()


def test_a_second_referral_may_be_begun_beside_a_draft(qtbot, police, screen, keys):
    keys.press(ENTER)
    keys.type("y")
    screen.saver.flush()
    settled(qtbot, police)
    again = show(qtbot, NewReferralScreen(police))
    again.notice.another_requested.emit()
    assert again.form.so_far().person_agrees is None
    again.open(police.desk.drafts.find(police.desk.worker.id, "referral", "").id)
    assert again.form.so_far().person_agrees == "yes"


def test_discarding_asks_first_and_then_the_draft_is_gone(qtbot, police, screen, keys):
    keys.press(ENTER)
    keys.type("y")
    screen.saver.flush()
    settled(qtbot, police)
    screen.discard.click()
    assert here() == "link_keep"
    keys.press(Qt.Key.Key_Space)
    assert police.desk.drafts.find(police.desk.worker.id, "referral", "") is not None
    screen.discard.click()
    screen.notice.discard_requested.emit()
    settled(qtbot, police)
    assert police.desk.drafts.find(police.desk.worker.id, "referral", "") is None
    assert screen.form.so_far().person_agrees is None


def test_a_sent_referral_leaves_no_draft_and_can_be_taken_back_as_one(qtbot, police, screen, keys):
    arrest(keys)
    send(qtbot, keys, police)
    assert police.desk.drafts.of(police.desk.worker.id) == ()
    screen.undo()
    settled(qtbot, police)
    assert referral_list(police.desk) == ()
    assert not screen.sent()
    assert screen.form.so_far().incident_no == "26-11873"
    assert police.desk.drafts.find(police.desk.worker.id, "referral", "") is not None


def test_after_the_thanks_the_next_visit_begins_anew(qtbot, police, screen, keys):
    arrest(keys)
    send(qtbot, keys, police)
    assert here() == "received.another"
    assert PROGRAMME.outreach_phone in [one.text() for one in screen.received._call.findChildren(QLabel)]
    assert screen.leave()
    screen.refresh()
    assert screen.form.so_far().person_name is None
    assert not screen.sent()


@pytest.mark.survives(24)
def test_when_the_save_fails_every_word_stays_and_sending_works_afterwards(qtbot, police, screen, keys, monkeypatch):
    class Full(LeadError):
        message = N_("The disk is full.")

    def fail(*_args, **_more):
        raise Full

    arrest(keys)
    real = new_page.submit_referral
    monkeypatch.setattr(new_page, "submit_referral", fail)
    send(qtbot, keys, police)
    assert screen.trouble.message() == "The disk is full."
    assert screen.form.so_far().incident_no == "26-11873"
    assert here() == "officer_attestation"
    monkeypatch.setattr(new_page, "submit_referral", real)
    send(qtbot, keys, police)
    sent(screen, police)
    assert screen.trouble.message() == ""


@pytest.mark.survives(41)
@pytest.mark.survives(42)
@pytest.mark.survives(46)
@pytest.mark.parametrize(
    "name", ["Robert'); DROP TABLE--", "<b>Ana</b>", "=1+1", "Null", "O'Brien", "مريم", "👨‍👩‍👧‍👦", "N" * 200, "X"]
)
def test_any_name_is_sent_as_it_was_typed(qtbot, police, screen, keys, name):
    arrest(keys)
    line = screen.form.blocks["person_name"].editor.blocks["first"].editor.line
    line.setText(name)
    send(qtbot, keys, police)
    assert sent(screen, police).person_name.first == name
    assert referral_list(police.desk)[0].name == f"{name} Baca"


@pytest.mark.survives(43)
@pytest.mark.survives(44)
def test_what_cannot_be_seen_is_not_sent(qtbot, police, screen, keys):
    arrest(keys)
    line = screen.form.blocks["person_name"].editor.blocks["first"].editor.line
    line.setText("Ma\u202erco\u200b")
    send(qtbot, keys, police)
    assert sent(screen, police).person_name.first == "Marco"


@pytest.mark.survives(45)
def test_a_paste_of_a_million_letters_is_refused_and_the_rest_stays(qtbot, police, screen, keys):
    arrest(keys)
    QApplication.clipboard().setText("x" * 1_000_000)
    screen.form.focus_field("location_text")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CONTROL)
    send(qtbot, keys, police)
    assert sent(screen, police).location_text == "Plaza, by the fountain"


@pytest.mark.survives(47)
@pytest.mark.parametrize("typed", ["31 Feb 1990", "1899-01-01", "9999-01-01", "2027-01-01", "1/2/90", "yesterday"])
def test_a_birth_date_that_cannot_be_is_said_by_its_field(qtbot, police, screen, keys, typed):
    arrest(keys)
    screen.form.focus_field("dob")
    QApplication.focusWidget().selectAll()
    keys.write(typed)
    send(qtbot, keys, police)
    assert not screen.sent()
    assert "dob" in dict(screen.form.attention())
    assert screen.form.blocks["dob"].editor.day.text() == typed


@pytest.mark.survives(48)
@pytest.mark.parametrize("typed", ["1e999", "NaN", "-0.5", "9" * 40, "1,5"])
def test_an_age_that_is_no_number_is_said_by_its_field(qtbot, police, screen, keys, typed):
    arrest(keys)
    screen.form.focus_field("approx_age")
    keys.write(typed)
    send(qtbot, keys, police)
    assert not screen.sent()
    assert "approx_age" in dict(screen.form.attention())


def test_a_programme_may_accept_other_kinds_and_name_criteria_that_are_not_here(qtbot, make_tools):
    programme = PROGRAMME.with_(referral_types=("community", "self"), criteria_set="gone", usual_language="367")
    tools = make_tools(OFFICER, programme)
    screen = show(qtbot, NewReferralScreen(tools))
    shown = [code for code, one in screen.form.blocks["referral_type"].editor.buttons.items() if one.isVisible()]
    assert shown == ["community", "self"]
    held = referral_start.blank_referral(tools.desk)
    assert held.referral_type == "community"
    assert (held.preferred_language, held.interpreter_needed) == ("367", None)
    assert held.criteria_version.startswith("default")
