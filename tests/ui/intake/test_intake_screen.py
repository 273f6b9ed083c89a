"""The intake on the screen: sittings, drafts, skipping, privacy, what is open, and bad input that loses nothing."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from lead_desktop import i18n
from lead_desktop.casework import intake
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.household import Strengths
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.law import IntakeLaw
from lead_desktop.domain.person import Person
from lead_desktop.domain.substance_use import SubstanceUse
from lead_desktop.store.faults import DiskFull
from lead_desktop.ui.intake.page import IntakeScreen
from lead_desktop.ui.language import Language
from tests.fakes.desks import as_role, bring_in, walk_in
from tests.ui.desk_screens import (
    HOSTILE,
    UNSEEN,
    Laptop,
    error_of,
    laptop,  # noqa: F401 - a fixture
    shown_texts,
    text_of,
    type_into,
)


@pytest.fixture
def screen(laptop: Laptop) -> IntakeScreen:  # noqa: F811
    made = IntakeScreen(laptop.tools)
    laptop.marco = bring_in(laptop.desk, laptop.clock)  # type: ignore[attr-defined]
    laptop.show(made, laptop.marco)  # type: ignore[attr-defined]
    return made


def block(screen: IntakeScreen, section: str, field: str):
    screen.sections.go_to(section)
    return screen.sections.panel(section).form.blocks[field]


def stored(laptop: Laptop, kind):  # noqa: F811
    held = laptop.desk.reading.of_person(kind, laptop.marco)  # type: ignore[attr-defined]
    return held[-1].record if held else None


def test_an_intake_is_begun_where_there_is_none(laptop: Laptop):  # noqa: F811
    screen = IntakeScreen(laptop.tools)
    person = walk_in(laptop.desk)
    laptop.show(screen, person)
    assert screen.stack.currentWidget() is screen.empty
    screen.empty.action_requested.emit()
    laptop.settle()
    assert screen.stack.currentWidget() is screen.sections
    assert screen.sections.here() == "identity"


def test_a_section_is_saved_and_the_next_one_shown(laptop, screen):  # noqa: F811
    type_into(block(screen, "strengths", "wish_1"), "My own door")
    screen.sections.next.click()
    laptop.settle()
    assert stored(laptop, Strengths).wish_1 == "My own door"
    assert screen.sections.here() == "safety"
    assert screen.sections.progress_words.text() == "1 of 13 sections"
    assert laptop.said[-1] == ("Strengths and wishes: saved.", True)
    screen.undo()
    laptop.settle()
    assert stored(laptop, Strengths) is None


def test_half_typed_sections_come_back_exactly_after_a_kill(laptop, screen):  # noqa: F811
    type_into(block(screen, "strengths", "wish_1"), "My own d")
    laptop.qtbot.waitUntil(lambda: screen.sections.panel("strengths").keeper.on_disk)
    laptop.kill()
    again = IntakeScreen(laptop.tools)
    laptop.show(again, laptop.marco)
    assert again.sections.here() == "strengths"
    assert text_of(again.sections.panel("strengths").form.blocks["wish_1"]) == "My own d"
    assert stored(laptop, Strengths) is None
    again.sections.next.click()
    laptop.settle()
    assert stored(laptop, Strengths).wish_1 == "My own d"
    assert laptop.desk.drafts.of(laptop.desk.worker.id) == ()


def test_a_draft_can_be_discarded_after_a_second_thought(laptop, screen):  # noqa: F811
    type_into(block(screen, "strengths", "wish_1"), "x")
    panel = screen.sections.panel("strengths")
    laptop.qtbot.waitUntil(lambda: panel.keeper.on_disk)
    panel.discard.click()
    assert panel.sure.isVisible()
    panel.sure.click()
    laptop.settle()
    assert text_of(panel.form.blocks["wish_1"]) == ""
    assert laptop.desk.drafts.of(laptop.desk.worker.id) == ()


def test_sections_are_taken_in_any_order_and_skipped(laptop, screen):  # noqa: F811
    screen.sections.go_to("income")
    screen.sections.skip.click()
    laptop.settle()
    type_into(block(screen, "law", "nights_jail_30"), "2")
    screen.sections.go_to("identity")
    laptop.settle()
    assert stored(laptop, IntakeLaw).nights_jail_30 == 2
    states = {one.key: one.state for one in stored(laptop, Intake).sections}
    assert states == {"income": "skipped", "law": "partial"}
    assert "You can skip any question." in shown_texts(screen)


def test_every_field_of_every_section_can_stay_open_but_links_and_states(laptop, screen):  # noqa: F811
    for key in intake.sections(laptop.desk, laptop.marco):
        for name, one in screen.sections.panel(key).form.blocks.items():
            assert one._no_answer.offered or not one.spec.can_stay_open, (key, name)


def test_a_role_has_no_page_for_what_it_may_not_hold(laptop):  # noqa: F811
    person = bring_in(laptop.desk, laptop.clock)
    with as_role(laptop.desk, "outreach"):
        screen = IntakeScreen(laptop.tools)
        laptop.show(screen, person)
        shown = [
            screen.sections.list.model().index(row, 0).data() for row in range(screen.sections.list.model().rowCount())
        ]
    assert "Substance use" not in shown
    assert "Private" not in shown
    assert "Safety" in shown


def test_private_questions_are_covered_until_they_are_asked_for_and_again_afterwards(laptop, screen):  # noqa: F811
    panel = screen.sections.panel("violence")
    screen.sections.go_to("violence")
    assert panel.is_covered()
    assert not panel.form.isVisible()
    panel.cover.action_requested.emit()
    laptop.settle()
    assert panel.form.isVisible()
    rows = laptop.desk.vault.reader.execute("SELECT count(*) FROM audit WHERE action = 'violence.reveal'").fetchone()
    assert rows[0] == 1
    screen.sections.go_to("summary")
    screen.sections.go_to("violence")
    assert panel.is_covered()


def test_the_participant_places_a_substance_by_keys(laptop, screen):  # noqa: F811
    rows = block(screen, "substance_use", "substances").editor
    rows.add.click()
    part = rows.cards[0].editor
    part.blocks["substance"].set_answer("fentanyl")
    dots = part.blocks["continuum"].editor.dots
    QTest.keyClick(dots.buttons[0], Qt.Key.Key_Right)
    QTest.keyClick(dots.buttons[1], Qt.Key.Key_Right)
    assert dots.value() == "2"
    screen.sections.next.click()
    laptop.settle()
    held = stored(laptop, SubstanceUse).substances[0]
    assert (held.substance, held.continuum, held.placed_by) == ("fentanyl", "2", "participant")


def test_a_withdrawal_risk_shows_what_to_do(laptop, screen):  # noqa: F811
    block(screen, "safer_use", "withdrawal_risk").editor.buttons["alcohol"].setChecked(True)
    assert "dangerous" in screen.sections.panel("safer_use").warning.message()


def test_the_grid_of_needs_is_kept_with_the_summary(laptop, screen):  # noqa: F811
    grid = block(screen, "summary", "needs").editor
    grid.lines["docs"]._choices.buttons[3].setChecked(True)
    screen.sections.save_here()
    laptop.settle()
    assert [(one.domain, one.urgency) for one in stored(laptop, Intake).needs] == [("docs", 3)]


def complete(laptop: Laptop, screen: IntakeScreen) -> None:  # noqa: F811
    screen.complete.click()
    laptop.settle()
    while screen.open_page.isVisible() and (found := _prefers(screen)):
        found[0].click()
        laptop.settle()
    screen.open_page.complete.click()
    laptop.settle()


def _prefers(screen: IntakeScreen) -> list[QPushButton]:
    made = screen.open_page.findChildren(QPushButton)
    return [one for one in made if one.objectName().startswith("prefer.") and one.isVisible()]


def test_completing_says_what_is_open_and_each_can_be_answered_there(laptop, screen):  # noqa: F811
    screen.complete.click()
    laptop.settle()
    assert screen.stack.currentWidget() is screen.open_page
    assert not screen.open_page.complete.isEnabled()
    assert len(_prefers(screen)) == 8
    screen.open_page.answer_requested.emit("identity", "may_call")
    laptop.settle()
    assert screen.sections.here() == "identity"
    assert screen.sections.panel("identity").form.field_in_focus() == "may_call"


def test_a_completed_intake_says_calmly_what_holds_and_leads_to_the_plan(laptop, screen):  # noqa: F811
    complete(laptop, screen)
    assert screen.stack.currentWidget() is screen.done_page
    words = " ".join(shown_texts(screen.done_page))
    assert "Marco Baca is enrolled" in words
    assert "done in time, on November 24, 2026" in words
    screen.done_page.plan.click()
    assert laptop.asked[-1] == ("plan", laptop.marco)
    screen.done_page.update_button.click()
    type_into(block(screen, "strengths", "wish_1"), "More")
    screen.sections.next.click()
    laptop.settle()
    assert stored(laptop, Intake).status == "updated"


def test_a_late_intake_keeps_both_dates(laptop, screen):  # noqa: F811
    laptop.clock.advance(timedelta(days=45))
    complete(laptop, screen)
    words = " ".join(shown_texts(screen.done_page))
    assert "done on January 8, 2027" in words
    assert "ended on December 24, 2026" in words
    assert stored(laptop, DivertedCharge).status == "window_lapsed"


def test_the_time_is_paused_and_runs_again(laptop, screen):  # noqa: F811
    assert screen.countdown.text() == "30 days left"
    laptop.clock.advance(timedelta(days=1))
    screen.pause.click()
    screen.pause_card.save.click()
    laptop.settle()
    assert error_of(screen.pause_card.blocks["reason"])
    screen.pause_card.blocks["reason"].editor.buttons["hospital"].setChecked(True)
    screen.pause_card.save.click()
    laptop.settle()
    assert screen.paused.text() == "Time is paused"
    screen.pause.click()
    screen.pause_card.save.click()
    laptop.settle()
    assert screen.countdown.text() == "30 days left"


def test_the_language_switches_live_and_every_word_typed_stays(laptop, screen):  # noqa: F811
    app = QApplication.instance()
    type_into(block(screen, "strengths", "wish_1"), "Mi propia puerta")
    language = Language(app)
    language.switch("es")
    laptop.settle()
    assert "Puede omitir cualquier pregunta." in shown_texts(screen)
    assert text_of(screen.sections.panel("strengths").form.blocks["wish_1"]) == "Mi propia puerta"
    language.switch("en")
    assert i18n.language() == "en"


def test_the_privacy_view_shows_initials(laptop, screen):  # noqa: F811
    screen.set_private(True)
    assert "Marco" not in " ".join(shown_texts(screen.header))


# bad input


@pytest.mark.survives(24)
def test_a_full_disk_loses_no_word(laptop, screen, monkeypatch):  # noqa: F811
    def full(*_args: object) -> None:
        raise DiskFull

    monkeypatch.setattr(intake, "save_section", full)
    wish = block(screen, "strengths", "wish_1")
    type_into(wish, "My own door")
    screen.sections.save_here()
    laptop.settle()
    assert "disk is full" in screen.trouble.message()
    assert text_of(wish) == "My own door"
    assert screen.sections.panel("strengths").isEnabled()
    monkeypatch.undo()
    screen.sections.save_here()
    laptop.settle()
    assert stored(laptop, Strengths).wish_1 == "My own door"


@pytest.mark.survives(41)
@pytest.mark.survives(42)
@pytest.mark.survives(46)
@pytest.mark.parametrize("text", HOSTILE)
def test_odd_text_is_kept_and_shown_as_typed(laptop, screen, text):  # noqa: F811
    type_into(block(screen, "strengths", "wish_1"), text)
    type_into(block(screen, "identity", "name_used"), text)
    screen.sections.next.click()
    laptop.settle()
    assert stored(laptop, Strengths).wish_1 == text
    assert laptop.desk.reading.get(Person, laptop.marco).record.name_used == text
    assert text in shown_texts(screen.header)


@pytest.mark.survives(42)
def test_a_name_like_markup_is_literal_text_on_the_last_page_too(laptop, screen):  # noqa: F811
    type_into(block(screen, "identity", "name_used"), "<b>bold</b>")
    complete(laptop, screen)
    assert "<b>bold</b> is enrolled" in shown_texts(screen.done_page)


@pytest.mark.survives(43)
@pytest.mark.parametrize("sign", UNSEEN)
def test_what_cannot_be_seen_is_not_kept(laptop, screen, sign):  # noqa: F811
    type_into(block(screen, "strengths", "wish_1"), f"My{sign} door")
    screen.sections.save_here()
    laptop.settle()
    assert stored(laptop, Strengths).wish_1 == "My door"


@pytest.mark.survives(44)
def test_a_broken_draft_comes_back_with_words_about_it(laptop, screen):  # noqa: F811
    panel = screen.sections.panel("strengths")
    state = panel.page.state()
    state["forms"]["strengths"]["fields"]["wish_1"]["raw"] = "My\ud800 door"
    panel.page.restore(state)
    assert "not valid text" in error_of(panel.form.blocks["wish_1"])
    assert text_of(panel.form.blocks["wish_1"]) == "My door"


@pytest.mark.survives(45)
@pytest.mark.parametrize(
    ("section", "field", "length"), [("strengths", "wish_1", 21_000), ("identity", "name_used", 300)]
)
def test_too_long_a_text_is_not_saved_and_the_draft_stays(laptop, screen, section, field, length):  # noqa: F811
    one = block(screen, section, field)
    type_into(one, "x" * length)
    screen.sections.next.click()
    laptop.settle()
    assert screen.sections.here() == section
    assert error_of(one)
    assert len(text_of(one)) >= min(length, 200)


@pytest.mark.survives(47)
@pytest.mark.parametrize("text", ["2001-02-31", "1899-01-01", "9999-01-01", "2031-01-01", "3/4/81", "yesterday"])
def test_a_day_that_is_none_is_named_by_its_field_and_kept_as_typed(laptop, screen, text):  # noqa: F811
    before = laptop.desk.reading.get(Person, laptop.marco).record.dob
    dob = block(screen, "identity", "dob")
    target = dob.editor.focus_target()
    target.clear()
    type_into(dob, text)
    screen.sections.next.click()
    laptop.settle()
    assert screen.sections.here() == "identity"
    assert error_of(dob)
    assert text_of(dob) == text
    assert laptop.desk.reading.get(Person, laptop.marco).record.dob == before
    screen.sections.go_to("summary")
    assert screen.sections.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("Needs attention")


@pytest.mark.survives(48)
@pytest.mark.parametrize("text", ["1e999", "NaN", "-1", "9" * 40, "2,5", "0x10"])
def test_a_number_that_is_none_is_named_by_its_field_and_kept_as_typed(laptop, screen, text):  # noqa: F811
    nights = block(screen, "law", "nights_jail_30")
    type_into(nights, text)
    screen.sections.next.click()
    laptop.settle()
    assert screen.sections.here() == "law"
    assert error_of(nights)
    assert text_of(nights) == text
    assert stored(laptop, IntakeLaw) is None
