"""The held charge on the screen: what happened, its time, and what the prosecutor said."""

from datetime import timedelta

import pytest

from lead_desktop import i18n
from lead_desktop.casework import intake
from lead_desktop.casework.referrals import decide, track_of
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.ui.charge.decision_page import ChargeDecisionScreen
from lead_desktop.ui.charge.page import ChargeScreen
from tests.fakes.desks import as_role, bring_in
from tests.ui.desk_screens import HOSTILE, UNSEEN, Laptop, laptop, shown_texts, type_into
from tests.unit.casework.test_charges import intake_done
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_screening_queue import a_worker, sent

__all__ = ["laptop"]


@pytest.fixture
def marco(laptop: Laptop):
    return bring_in(laptop.desk, laptop.clock)


@pytest.fixture
def rid(laptop, marco):
    return laptop.desk.reading.of_person(DivertedCharge, marco)[0].rid


@pytest.fixture
def screen(laptop, rid):
    made = ChargeScreen(laptop.tools)
    laptop.show(made, rid)
    return made


def held(laptop, rid):
    return laptop.desk.reading.get(DivertedCharge, rid).record


def answer(screen, name, value):
    block = screen._box.form.blocks[name]
    block.set_answer(value)
    block.editor.changed.emit()


def save(laptop, screen):
    screen._box.try_to_save()
    laptop.settle()


def story(laptop, screen):
    laptop.settle()
    return " | ".join(shown_texts(screen.story))


def test_the_page_says_since_when_and_until_when_and_leads_on(laptop, screen, marco, rid):
    assert "Held since Nov 24, 2026, with 30 days for the intake" in story(laptop, screen)
    assert "Intake by Dec 24, 2026" in story(laptop, screen)
    assert screen.left.text() == "30 days left"
    screen.decide.click()
    screen.person.click()
    assert laptop.asked == [("charge_decision", rid), ("person", marco)]
    screen.set_private(True)
    assert "M. B." in screen.header._subtitle.text()


def test_more_time_is_given_and_taken_back(laptop, screen, rid):
    screen.more.click()
    screen.more_time.save.click()
    laptop.settle()
    assert held(laptop, rid).extensions == ()
    assert screen.more_time.isVisible()
    type_into(screen.more_time.blocks["days"], "10")
    screen.more_time.save.click()
    laptop.settle()
    assert screen.left.text() == "40 days left"
    assert "10 days more, agreed on Nov 24, 2026" in story(laptop, screen)
    screen.undo()
    laptop.settle()
    assert screen.left.text() == "30 days left"


@pytest.mark.survives(48)
@pytest.mark.parametrize("text", ["0", "-3", "1e999", "NaN", "9" * 40, "3,5", "181", "days"])
def test_a_number_of_days_that_cannot_be_is_refused_by_the_field(laptop, screen, rid, text):
    screen.more.click()
    type_into(screen.more_time.blocks["days"], text)
    screen.more_time.save.click()
    laptop.settle()
    assert held(laptop, rid).extensions == ()
    assert screen.more_time.isVisible()


def test_the_time_is_paused_with_a_reason_that_the_charge_does_not_hold(laptop, screen, rid):
    screen.pause.click()
    screen.pausing.blocks["reason"].set_answer("hospital")
    screen.pausing.save.click()
    laptop.settle()
    assert "In hospital" in story(laptop, screen)
    assert "hospital" not in held(laptop, rid).to_json()
    assert screen.pause.text() == "Let the time run again"
    laptop.clock.advance(timedelta(days=3))
    screen.refresh()
    laptop.settle()
    screen.pause.click()
    screen.pausing.save.click()
    laptop.settle()
    assert screen.left.text() == "30 days left"


def test_outreach_reads_the_pause_and_can_change_nothing(laptop, rid):
    with as_role(laptop.desk, "outreach"):
        made = ChargeScreen(laptop.tools)
        laptop.show(made, rid)
        assert "Held since" in story(laptop, made)
        for one in (made.decide, made.more, made.pause, made.over):
            assert not one.isVisible()


def test_that_the_time_has_passed_is_noted_by_a_person_and_the_door_stays_open(laptop, screen, rid):
    laptop.clock.set_wall(laptop.clock.now() + timedelta(days=31))
    screen.refresh()
    assert "nobody noted it yet" in story(laptop, screen)
    screen.over.click()
    laptop.settle()
    assert held(laptop, rid).status == "window_lapsed"
    assert "The person can still join at any time." in story(laptop, screen)
    assert not screen.over.isVisible()


def test_an_intake_that_came_late_is_told_with_its_days_and_nothing_is_lost(laptop, screen, marco, rid):
    laptop.clock.set_wall(laptop.clock.now() + timedelta(days=34))
    intake_done(laptop.desk, marco)
    screen.refresh()
    assert "4 days after its time. Every answer is kept. The prosecutor decides." in story(laptop, screen)
    assert intake.open_intake(laptop.desk, marco).intake.record.status == "completed"


def test_what_the_prosecutor_said_is_written_on_its_page_and_taken_back(laptop, rid):
    made = ChargeDecisionScreen(laptop.tools)
    laptop.show(made, rid)
    combo = made._box.form.blocks["status"].editor.combo
    codes = {combo.itemData(at) for at in range(combo.count())} - {None, ""}
    assert codes == {"held_pending_intake", "rejected_by_prosecutor", "not_filed"}
    answer(made, "review", "accepted")
    answer(made, "status", "not_filed")
    save(laptop, made)
    assert (held(laptop, rid).status, held(laptop, rid).decided_on) == ("not_filed", laptop.clock.now().date())
    made.undo()
    laptop.settle()
    assert held(laptop, rid).status == "held_pending_intake"
    assert laptop.asked[-1] == ("charge", rid)


@pytest.mark.survives(38)
def test_a_decision_half_typed_comes_back_after_a_kill(laptop, rid):
    made = ChargeDecisionScreen(laptop.tools)
    laptop.show(made, rid)
    type_into(made._box.form.blocks["prosecutor_office"], "First Jud")
    made.leave()
    laptop.settle()
    laptop.kill()
    again = ChargeDecisionScreen(laptop.tools)
    laptop.show(again, rid)
    assert again._box.form.blocks["prosecutor_office"].answer().value == "First Jud"


@pytest.mark.survives(41)
@pytest.mark.survives(42)
@pytest.mark.survives(43)
@pytest.mark.parametrize("text", HOSTILE)
def test_an_office_and_its_reason_are_kept_and_shown_as_typed(laptop, screen, rid, text):
    made = ChargeDecisionScreen(laptop.tools)
    laptop.show(made, rid)
    answer(made, "review", "rejected")
    for name in ("prosecutor_office", "review_reason"):
        type_into(made._box.form.blocks[name], text + "".join(UNSEEN))
    save(laptop, made)
    assert (held(laptop, rid).prosecutor_office, held(laptop, rid).review_reason) == (text, text)
    screen.refresh()
    laptop.settle()
    assert f"{text} · Does not agree: {text}" in story(laptop, screen)


def test_no_raw_code_and_no_word_of_failure_stands_on_the_pages(laptop, screen, rid):
    made = ChargeDecisionScreen(laptop.tools)
    laptop.show(made, rid)
    for language in ("en", "es"):
        i18n.set_language(language)
        for one in (screen, made):
            one.retranslate()
            words = shown_texts(one)
            assert [text for text in words if "_" in text or "fail" in text.casefold()] == [], language


def test_the_project_manager_records_a_decision_on_anybodys_charge(office):
    ben = a_worker(office.desk, "Ben Archuleta")
    referral = sent(office.desk)
    decide(office.desk, referral, choose(office.desk, referral, "accepted", assigned_to=ben))
    person = track_of(office.desk, referral).record.person
    rid = office.desk.reading.of_person(DivertedCharge, person)[0].rid
    made = ChargeDecisionScreen(office.tools)
    office.show(made, rid)
    answer(made, "status", "not_filed")
    save(office, made)
    assert held(office, rid).status == "not_filed"
