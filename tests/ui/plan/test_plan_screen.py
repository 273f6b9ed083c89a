"""The plan on the screen: the participant's words, goals, steps, stages without a wrong way, and nothing lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from lead_desktop.casework import disclosures, intake, plans
from lead_desktop.domain.plan import Goal, Plan, Step, SudGoal, SudStep
from lead_desktop.store.faults import DiskFull
from lead_desktop.ui.language import Language
from lead_desktop.ui.plan.page import PlanScreen
from tests.fakes.desks import as_role, walk_in
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

JUDGING = ("fail", "relapse", "non-compliant", "unsuccessful", "overdue", "abstinen")


@pytest.fixture
def person(laptop: Laptop) -> str:  # noqa: F811
    return walk_in(laptop.desk)


@pytest.fixture
def screen(laptop: Laptop, person: str) -> PlanScreen:  # noqa: F811
    plans.start_plan(laptop.desk, person, Plan(started_on=laptop.clock.now().date(), statement="My own door"))
    made = PlanScreen(laptop.tools)
    laptop.show(made, person)
    return made


def board(laptop: Laptop, person: str) -> plans.PlanBoard:  # noqa: F811
    found = plans.plan_board(laptop.desk, person)
    assert found is not None
    return found


def add_goal(laptop: Laptop, person: str, words: str, *steps: str, use: bool = False) -> str:  # noqa: F811
    plan = board(laptop, person).plan.rid
    made = SudGoal(domain="safer_use", plan=plan) if use else Goal(domain="docs", plan=plan)
    rid = plans.add_goal(laptop.desk, person, made.with_(in_their_words=words)).rids[0]
    goal = next(card.goal for card in board(laptop, person).goals if card.goal.rid == rid)
    for step in steps:
        plans.add_step(laptop.desk, goal, (SudStep if use else Step)(what=step, who="together"))
    return rid


def click(screen: PlanScreen, name: str) -> None:
    found = next((one for one in screen.findChildren(QWidget, name) if one.isVisible()), None)
    assert found is not None, name
    found.click()  # type: ignore[attr-defined]
    QApplication.processEvents()


def words(laptop: Laptop, person: str) -> list[str | None]:  # noqa: F811
    return [card.goal.record.in_their_words for card in board(laptop, person).goals]


def steps(laptop: Laptop, person: str) -> list[str | None]:  # noqa: F811
    return [one.record.what for one in board(laptop, person).goals[0].steps]


def test_an_empty_plan_opens_with_the_question_and_begins_with_one_sentence(laptop, person):  # noqa: F811
    screen = PlanScreen(laptop.tools)
    laptop.show(screen, person)
    assert screen.empty.isVisible()
    assert "What do you want to be different?" in shown_texts(screen.empty)
    screen.empty.action_requested.emit()
    type_into(screen.editor.form.blocks["statement"], "Sleep well")
    screen.editor.save.click()
    laptop.settle()
    assert board(laptop, person).plan.record.statement == "Sleep well"
    assert screen.editor is None
    assert not screen.empty.isVisible()


def test_a_goal_about_use_is_apart_from_the_start_and_keeps_what_was_typed_while_one_chooses(
    laptop, person, screen  # noqa: F811
):  # fmt: skip
    screen.add_goal.click()
    form = screen.editor.form
    form.domain.set_value("docs")
    type_into(form.form().blocks["in_their_words"], "Not alone any more")
    next(one for one in form.domain._choices.buttons if one.code == "safer_use").setChecked(True)
    assert text_of(form.form().blocks["in_their_words"]) == "Not alone any more"
    screen.editor.save.click()
    laptop.settle()
    (card,) = board(laptop, person).goals
    assert isinstance(card.goal.record, SudGoal)
    bodies = laptop.desk.vault.reader.execute("SELECT body FROM record WHERE scope LIKE '%/casework'").fetchall()
    assert "alone" not in "".join(row[0] for row in bodies)


def test_choosing_another_part_of_life_later_moves_the_goal(laptop, person, screen):  # noqa: F811
    rid = add_goal(laptop, person, "Feel better", "Call")
    screen.refresh()
    laptop.settle()
    click(screen, f"edit.{rid}")
    form = screen.editor.form
    next(one for one in form.domain._choices.buttons if one.code == "sud_treatment").setChecked(True)
    screen.editor.save.click()
    laptop.settle()
    (card,) = board(laptop, person).goals
    assert isinstance(card.goal.record, SudGoal)
    assert card.goal.record.supersedes == rid
    assert len(card.steps) == 1
    screen.undo()
    laptop.settle()
    assert board(laptop, person).goals[0].goal.rid == rid


def test_a_goal_without_a_part_of_life_says_so(laptop, person, screen):  # noqa: F811
    screen.add_goal.click()
    screen.editor.save.click()
    assert "Please choose a part of life." in shown_texts(screen.editor)
    assert words(laptop, person) == []


def test_steps_are_added_changed_ticked_put_in_order_and_taken_off(laptop, person, screen):  # noqa: F811
    rid = add_goal(laptop, person, "Papers", "a", "b")
    screen.refresh()
    laptop.settle()
    click(screen, f"addStep.{rid}")
    type_into(screen.editor.form.blocks["what"], "c")
    screen.editor.save.click()
    laptop.settle()
    assert steps(laptop, person) == ["a", "b", "c"]
    last = board(laptop, person).goals[0].steps[2]
    click(screen, f"up.{last.rid}")
    laptop.settle()
    assert steps(laptop, person) == ["a", "c", "b"]
    assert QApplication.focusWidget().objectName() == f"up.{last.rid}"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    laptop.settle()
    assert steps(laptop, person) == ["a", "b", "c"]
    click(screen, f"tick.{last.rid}")
    laptop.settle()
    assert board(laptop, person).goals[0].steps[2].record.status == "done"
    click(screen, f"edit.{last.rid}")
    type_into(screen.editor.form.blocks["what"], "!")
    screen.editor.save.click()
    laptop.settle()
    assert steps(laptop, person) == ["a", "b", "!c"]
    click(screen, f"remove.{last.rid}")
    laptop.settle()
    assert steps(laptop, person) == ["a", "b"]
    screen.undo()
    laptop.settle()
    assert steps(laptop, person) == ["a", "b", "!c"]


def test_a_step_with_something_in_the_way_asks_what_it_is(laptop, person, screen):  # noqa: F811
    add_goal(laptop, person, "Papers", "a")
    screen.refresh()
    step = board(laptop, person).goals[0].steps[0]
    box = screen.findChild(QWidget, f"status.{step.rid}")
    box.activated.emit(box.findData("blocked"))
    laptop.settle()
    assert screen.editor.form.blocks["barrier"].isVisible()
    screen.editor.form.blocks["barrier"].set_answer("waitlist")
    screen.editor.save.click()
    laptop.settle()
    held = board(laptop, person).goals[0].steps[0].record
    assert (held.status, held.barrier) == ("blocked", "waitlist")
    assert any("In the way: Waiting list" in one for one in shown_texts(screen))


def test_goals_are_put_in_order_and_taken_off_and_come_back(laptop, person, screen):  # noqa: F811
    first, second = add_goal(laptop, person, "one"), add_goal(laptop, person, "two", use=True)
    screen.refresh()
    laptop.settle()
    click(screen, f"up.{second}")
    laptop.settle()
    assert words(laptop, person) == ["two", "one"]
    click(screen, f"remove.{first}")
    laptop.settle()
    assert words(laptop, person) == ["two"]
    screen.undo()
    laptop.settle()
    assert words(laptop, person) == ["two", "one"]


@pytest.mark.parametrize("use", [False, True])
def test_stages_go_any_way_without_a_warning_and_only_coming_round_speaks_of_safety(
    laptop, person, screen, use  # noqa: F811
):  # fmt: skip
    rid = add_goal(laptop, person, "one", use=use)
    screen.refresh()
    laptop.settle()
    click(screen, f"stands.{rid}")
    for stage in ("act", "con", "return"):
        loop = screen.findChild(QWidget, f"stage.{rid}")
        next(one for one in loop._choices.buttons if one.code == stage).setChecked(True)
        laptop.settle()
        assert board(laptop, person).goals[0].goal.record.stage == stage
        assert screen.trouble.isHidden()
        prompt = screen.findChild(QWidget, f"prompt.{rid}").text()
        assert ("Tolerance is lower" in prompt) == (use and stage == "return")
        assert not [bad for bad in JUDGING for one in shown_texts(screen) if bad in one.lower()]


def test_scales_are_kept_at_once(laptop, person, screen):  # noqa: F811
    rid = add_goal(laptop, person, "one")
    screen.refresh()
    laptop.settle()
    click(screen, f"stands.{rid}")
    for name, code in (("importance", "9"), ("confidence", "0"), ("progress", "-2")):
        scale = screen.findChild(QWidget, f"{name}.{rid}")
        next(one for one in scale._choices.buttons if one.code == code).setChecked(True)
        laptop.settle()
    held = board(laptop, person).goals[0].goal.record
    assert (held.importance, held.confidence, held.progress) == (9, 0, -2)


def test_a_half_typed_step_comes_back_after_a_kill(laptop, person, screen):  # noqa: F811
    rid = add_goal(laptop, person, "one", use=True)
    screen.refresh()
    laptop.settle()
    click(screen, f"addStep.{rid}")
    type_into(screen.editor.form.blocks["what"], "Carry nal")
    laptop.qtbot.waitUntil(lambda: screen.editor.keeper.on_disk)
    (draft,) = laptop.desk.drafts.of(laptop.desk.worker.id)
    assert draft.scope == f"{person}/sud"
    laptop.kill()
    again = PlanScreen(laptop.tools)
    laptop.show(again, person)
    assert text_of(again.editor.form.blocks["what"]) == "Carry nal"
    again.editor.save.click()
    laptop.settle()
    assert steps(laptop, person) == ["Carry nal"]
    assert laptop.desk.drafts.of(laptop.desk.worker.id) == ()


@pytest.mark.parametrize("open_form", ["addGoal", "editPlan", "reviewPlan"])
def test_each_half_filled_form_comes_back_and_can_be_discarded(laptop, person, screen, open_form):  # noqa: F811
    click(screen, open_form)
    screen.editor.form.changed.emit()
    screen.leave()
    laptop.settle()
    again = PlanScreen(laptop.tools)
    laptop.show(again, person)
    assert again.editor is not None
    again.editor.discard.click()
    again.editor.sure.click()
    laptop.settle()
    assert again.editor is None
    assert laptop.desk.drafts.of(laptop.desk.worker.id) == ()


def test_looking_together_again_makes_a_version_and_earlier_ones_can_be_read(laptop, person, screen):  # noqa: F811
    screen.review.click()
    box = screen.editor.form.blocks["statement"].editor.focus_target()
    assert box.toPlainText() == "My own door"
    box.insertPlainText("More, ")
    screen.editor.save.click()
    laptop.settle()
    held = board(laptop, person)
    assert held.plan.record.version == 2
    click(screen, f"version.{held.earlier[0].rid}")
    assert "“My own door”" in shown_texts(screen)


def test_a_wish_of_the_intake_becomes_a_goal_in_its_own_words(laptop, person, screen):  # noqa: F811
    file = intake.start_intake(laptop.desk, person)
    fresh = intake.fresh_section(file, "strengths").with_(wish_1="A dog")
    intake.save_section(laptop.desk, file, "strengths", (None, fresh, "done"))
    screen.refresh()
    laptop.settle()
    click(screen, "wish.0")
    screen.editor.form.domain.set_value("meaning")
    screen.editor.save.click()
    laptop.settle()
    assert words(laptop, person) == ["A dog"]
    assert screen.findChild(QPushButton, "wish.0") is None or not screen.findChild(QPushButton, "wish.0").isVisible()


def test_who_may_only_read_sees_the_plan_without_ways_to_change_it(laptop, person, screen):  # noqa: F811
    add_goal(laptop, person, "Open", "a")
    add_goal(laptop, person, "Apart", use=True)
    with as_role(laptop.desk, "outreach"):
        screen.refresh()
        laptop.settle()
        assert not screen.add_goal.isVisible()
        assert "Open" in shown_texts(screen)
        assert "Apart" not in shown_texts(screen)
        assert not [one for one in screen.findChildren(QPushButton, "editPlan") if one.isVisible()]


def test_printing_asks_about_protected_goals_only_where_there_are_any(laptop, person, screen, monkeypatch):  # noqa: F811
    asked = []
    monkeypatch.setattr("lead_desktop.ui.plan.acts.preview", lambda *_args, include_sud: asked.append(include_sud))
    screen.print_button.click()
    assert asked == [False]
    add_goal(laptop, person, "Apart", use=True)
    screen.refresh()
    screen.print_button.click()
    assert screen.print_question.isVisible()
    click(screen, "link_all")
    assert asked == [False, True]


def test_a_copy_of_the_plan_is_made_and_handing_it_out_is_written_down(laptop, person, screen):  # noqa: F811
    screen.print_button.click()
    preview = screen.findChild(QWidget, "printPreview")
    laptop.qtbot.waitUntil(lambda: preview._drawn is not None, timeout=20_000)
    preview.let_go("file", lambda: preview.handed_out.emit("file", preview.digest()))
    laptop.settle()
    assert [one.record.what for one in disclosures.shared_of(laptop.desk, person)] == ["plan"]
    rows = laptop.desk.vault.reader.execute("SELECT count(*) FROM audit WHERE action = 'plan.print'").fetchone()
    assert rows[0] == 1
    preview.reject()


def test_the_language_switches_live_and_what_is_typed_stays(laptop, person, screen):  # noqa: F811
    screen.add_goal.click()
    screen.editor.form.domain.set_value("docs")
    type_into(screen.editor.form.form().blocks["in_their_words"], "Papeles")
    language = Language(QApplication.instance())
    language.switch("es")
    laptop.settle()
    assert text_of(screen.editor.form.form().blocks["in_their_words"]) == "Papeles"
    assert any("Identificación y documentos" in one for one in shown_texts(screen.editor))
    language.switch("en")
    laptop.settle()


# bad input


@pytest.mark.survives(24)
def test_a_full_disk_loses_no_word(laptop, person, screen, monkeypatch):  # noqa: F811
    def full(*_args: object, **_more: object) -> None:
        raise DiskFull

    monkeypatch.setattr(plans, "add_goal", full)
    screen.add_goal.click()
    screen.editor.form.domain.set_value("docs")
    type_into(screen.editor.form.form().blocks["in_their_words"], "Papers")
    screen.editor.save.click()
    laptop.settle()
    assert "disk is full" in screen.trouble.message()
    assert screen.editor.isEnabled()
    assert text_of(screen.editor.form.form().blocks["in_their_words"]) == "Papers"


@pytest.mark.survives(41)
@pytest.mark.survives(42)
@pytest.mark.survives(46)
@pytest.mark.parametrize("text", HOSTILE)
def test_odd_text_is_kept_and_shown_as_typed(laptop, person, screen, text):  # noqa: F811
    rid = add_goal(laptop, person, text)
    screen.refresh()
    laptop.settle()
    click(screen, f"addStep.{rid}")
    type_into(screen.editor.form.blocks["what"], text)
    screen.editor.save.click()
    laptop.settle()
    assert steps(laptop, person) == [text]
    assert shown_texts(screen).count(text) == 2


@pytest.mark.survives(43)
@pytest.mark.parametrize("sign", UNSEEN)
def test_what_cannot_be_seen_is_not_kept(laptop, person, screen, sign):  # noqa: F811
    rid = add_goal(laptop, person, "one")
    screen.refresh()
    laptop.settle()
    click(screen, f"addStep.{rid}")
    type_into(screen.editor.form.blocks["what"], f"Ca{sign}ll")
    screen.editor.save.click()
    laptop.settle()
    assert steps(laptop, person) == ["Call"]


@pytest.mark.survives(44)
def test_a_broken_draft_comes_back_with_words_about_it(laptop, person, screen):  # noqa: F811
    screen.on_edit_plan_requested()
    state = screen.editor.form.state()
    state["fields"]["statement"]["raw"] = "My\ud800 door"
    screen.editor.form.restore(state)
    assert "not valid text" in error_of(screen.editor.form.blocks["statement"])


@pytest.mark.survives(45)
@pytest.mark.survives(47)
@pytest.mark.parametrize(
    ("field", "text"),
    [("what", "x" * 900), *(("by_when", one) for one in ("2001-02-31", "1899-01-01", "9999-01-01", "soon"))],
)  # fmt: skip
def test_a_step_that_cannot_be_read_is_named_by_its_field_and_kept_as_typed(
    laptop, person, screen, field, text  # noqa: F811
):  # fmt: skip
    rid = add_goal(laptop, person, "one")
    screen.refresh()
    laptop.settle()
    click(screen, f"addStep.{rid}")
    blocks = screen.editor.form.blocks
    if field != "what":
        type_into(blocks["what"], "Call")
    type_into(blocks[field], text)
    screen.editor.save.click()
    laptop.settle()
    assert error_of(blocks[field])
    assert text_of(blocks[field]) == text
    assert steps(laptop, person) == []
