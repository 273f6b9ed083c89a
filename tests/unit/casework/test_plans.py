"""The plan: goals in the participant's words, steps, order, versions, and the line around substance use."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from lead_desktop.casework import intake, plans
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Opened, Saved
from lead_desktop.casework.plans import GoalCard, PlanBoard
from lead_desktop.casework.ranks import rank_after, rank_between, ranks_with
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.plan import AnyGoal, Goal, Plan, Step, SudGoal, SudStep, goal_type
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("plans"), clock)
    yield made
    made.close()


@pytest.fixture
def luz(desk: Desk, clock: StandingClock) -> str:
    person = walk_in(desk)
    plans.start_plan(desk, person, Plan(started_on=clock.now().date(), statement="Mi propia puerta"))
    return person


def the_board(desk: Desk, person: str) -> PlanBoard:
    found = plans.plan_board(desk, person)
    assert found is not None
    return found


def add(desk: Desk, person: str, words: str, domain: str = "shelter_housing", *steps: str) -> GoalCard:
    plan = the_board(desk, person).plan.rid
    saved = plans.add_goal(desk, person, Goal(plan=plan, in_their_words=words).model_copy(update={"domain": domain}))
    for step in steps:
        plans.add_step(desk, card(desk, person, saved.rids[0]).goal, Step(what=step, who="together"))
    return card(desk, person, saved.rids[0])


def card(desk: Desk, person: str, rid: str) -> GoalCard:
    return next(one for one in the_board(desk, person).goals if one.goal.rid == rid)


def move(desk: Desk, opened: Opened[AnyGoal], domain: str) -> Saved | None:
    held = {name: getattr(opened.record, name) for name in type(opened.record).model_fields}
    return plans.edit_goal(desk, opened, goal_type(domain).model_validate({**held, "domain": domain}))


def words(desk: Desk, person: str) -> list[str | None]:
    return [one.goal.record.in_their_words for one in the_board(desk, person).goals]


def bodies(desk: Desk, person: str, compartment: Compartment, *, gone: int = 0) -> str:
    sql = "SELECT body FROM record WHERE scope = ? AND gone = ?"
    rows = desk.vault.reader.execute(sql, (f"{person}/{compartment}", gone)).fetchall()
    return "\n".join(row[0] for row in rows)


def test_there_is_no_plan_until_one_is_begun(desk: Desk) -> None:
    assert plans.plan_board(desk, walk_in(desk)) is None


def test_goals_and_steps_come_in_the_order_they_were_told(desk: Desk, luz: str) -> None:
    add(desk, luz, "A door to lock", "shelter_housing", "Call", "Visit", "Move in")
    add(desk, luz, "Use alone less", "safer_use")
    add(desk, luz, "See my daughter", "family")
    assert words(desk, luz) == ["A door to lock", "Use alone less", "See my daughter"]
    assert [one.record.what for one in the_board(desk, luz).goals[0].steps] == ["Call", "Visit", "Move in"]


def test_a_goal_or_step_can_be_put_after_another_one(desk: Desk, luz: str) -> None:
    first = add(desk, luz, "one", "docs", "a", "c")
    add(desk, luz, "three")
    goal = Goal(plan=the_board(desk, luz).plan.rid, domain="docs", in_their_words="two")
    high = the_board(desk, luz).goals[1].goal.record.rank or ""
    plans.add_goal(desk, luz, goal.with_(rank=rank_between(first.goal.record.rank or "", high)))
    assert words(desk, luz) == ["one", "two", "three"]
    plans.add_goal(desk, luz, goal.with_(in_their_words="four"), after=high)
    assert words(desk, luz)[-1] == "four"
    last = first.steps[-1].record.rank or ""
    plans.add_step(desk, first.goal, Step(what="d"), after=last)
    assert [one.record.what for one in card(desk, luz, first.goal.rid).steps] == ["a", "c", "d"]


@pytest.mark.parametrize("domain", ["safer_use", "sud_treatment"])
def test_a_goal_about_use_and_its_steps_are_substance_use_records_from_the_start(
    desk: Desk, luz: str, domain: str
) -> None:
    made = add(desk, luz, "Not alone any more", domain, "Tell my brother")
    assert isinstance(made.goal.record, SudGoal)
    assert isinstance(made.steps[0].record, SudStep)
    assert {made.goal.scope, made.steps[0].scope} == {f"{luz}/sud"}
    assert made.goal.record.set_on == date(2026, 11, 24)
    assert "alone" not in bodies(desk, luz, Compartment.CASEWORK)


def test_moving_a_goal_across_the_line_leaves_its_words_only_in_the_deleted_record(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "Zaragoza goal", "health_phys", "Zaragoza step")
    opened = plans.open_goal(desk, made.goal.record, made.goal.rid)
    saved = move(desk, opened, "safer_use")
    assert saved is not None
    assert "Zaragoza" not in bodies(desk, luz, Compartment.CASEWORK)
    assert "Zaragoza" in bodies(desk, luz, Compartment.CASEWORK, gone=1)
    (moved,) = the_board(desk, luz).goals
    assert isinstance(moved.goal.record, SudGoal)
    assert moved.goal.record.supersedes == made.goal.rid
    assert [one.record.what for one in moved.steps] == ["Zaragoza step"]
    listed = desk.vault.reader.execute("SELECT count(*) FROM listed WHERE title LIKE '%Zaragoza%'").fetchone()
    assert listed[0] == 0
    desk.undo(saved)
    (back,) = the_board(desk, luz).goals
    assert (back.goal.rid, len(back.steps)) == (made.goal.rid, 1)
    assert "Zaragoza" not in bodies(desk, luz, Compartment.SUD)


def test_a_goal_about_use_can_become_another_goal_and_keeps_its_place(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "one", "sud_treatment", "step")
    add(desk, luz, "two")
    move(desk, plans.open_goal(desk, made.goal.record, made.goal.rid), "culture")
    first = the_board(desk, luz).goals[0]
    assert isinstance(first.goal.record, Goal)
    assert isinstance(first.steps[0].record, Step)
    assert words(desk, luz) == ["one", "two"]


def test_a_goal_may_change_in_words_and_part_of_life_at_once_and_its_draft_goes(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "Papers", "docs")
    draft = desk.drafts.new(desk.worker.id, "plan.goal", luz, made.goal.scope)
    desk.drafts.keep(draft)
    after = made.goal.record.with_(domain="legal", in_their_words="Clear my warrant")
    plans.edit_goal(desk, plans.open_goal(desk, made.goal.record, made.goal.rid), after, draft=draft.id)
    assert words(desk, luz) == ["Clear my warrant"]
    assert desk.drafts.get(desk.worker.id, draft.id) is None


def test_a_goal_that_cannot_be_saved_where_it_moves_stays_where_it_was(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "Papers", "docs")
    with pytest.raises(Incomplete):
        move(desk, plans.open_goal(desk, made.goal.record, made.goal.rid), "no_such_part")
    assert [one.goal.rid for one in the_board(desk, luz).goals] == [made.goal.rid]


def test_stages_go_either_way_without_a_word_and_are_kept(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "Work again", "work_edu")
    for stage in ("act", "con", "return", "pre"):
        opened = plans.open_goal(desk, made.goal.record, made.goal.rid)
        assert plans.edit_goal(desk, opened, opened.record.with_(stage=stage)) is not None
    assert card(desk, luz, made.goal.rid).goal.record.stage == "pre"


def test_a_goal_says_when_it_was_reached_until_it_goes_on(desk: Desk, luz: str, clock: StandingClock) -> None:
    made = add(desk, luz, "ID card", "docs")

    def set_status(status: str) -> tuple[date | None, date | None]:
        opened = plans.open_goal(desk, made.goal.record, made.goal.rid)
        plans.edit_goal(desk, opened, opened.record.with_(status=status))
        held = card(desk, luz, made.goal.rid).goal.record
        return held.reached_on, held.changed_on

    today = clock.now().date()
    assert set_status("reached") == (today, today)
    assert set_status("working_on_it") == (None, today)
    opened = plans.open_goal(desk, made.goal.record, made.goal.rid)
    assert plans.edit_goal(desk, opened, opened.record) is None


def test_a_step_says_when_it_was_done_and_what_is_in_the_way_only_while_it_is(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "Dentist", "health_phys", "Call")
    rid = made.steps[0].rid

    def save(**values: object) -> tuple[date | None, str | None]:
        held = card(desk, luz, made.goal.rid).steps[0].record
        opened = plans.open_step(desk, held, rid)
        plans.edit_step(desk, opened, opened.record.with_(**values))
        held = card(desk, luz, made.goal.rid).steps[0].record
        return held.done_on, held.barrier

    assert save(status="done") == (date(2026, 11, 24), None)
    assert save(what="Call twice") == (date(2026, 11, 24), None)
    assert save(status="blocked", barrier="waitlist") == (None, "waitlist")
    assert save(status="doing") == (None, None)


def test_steps_and_goals_are_put_in_another_order(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "one", "docs", "a", "b", "c")
    add(desk, luz, "two", "safer_use")
    add(desk, luz, "three")
    plans.place(desk, made.steps, made.steps[2].rid, 0)
    assert [one.record.what for one in card(desk, luz, made.goal.rid).steps] == ["c", "a", "b"]
    goals = [one.goal for one in the_board(desk, luz).goals]
    saved = plans.place(desk, goals, goals[0].rid, 2)
    assert saved is not None
    assert words(desk, luz) == ["two", "three", "one"]
    desk.undo(saved)
    assert words(desk, luz) == ["one", "two", "three"]
    assert plans.place(desk, goals, goals[0].rid, 0) is None


def test_goals_that_two_laptops_put_in_one_place_can_still_be_moved(desk: Desk, luz: str) -> None:
    plan = the_board(desk, luz).plan.rid
    for one in ("one", "two", "three"):
        plans.add_goal(desk, luz, Goal(plan=plan, domain="docs", in_their_words=one, rank="n"))
    goals = [one.goal for one in the_board(desk, luz).goals]
    plans.place(desk, goals, goals[2].rid, 1)
    assert [one.goal.rid for one in the_board(desk, luz).goals] == [goals[0].rid, goals[2].rid, goals[1].rid]


def test_goals_and_steps_taken_off_come_back(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "one", "docs", "a", "b")
    step = plans.open_step(desk, made.steps[0].record, made.steps[0].rid)
    gone = plans.remove_step(desk, step)
    assert len(card(desk, luz, made.goal.rid).steps) == 1
    desk.undo(gone)
    assert len(card(desk, luz, made.goal.rid).steps) == 2
    gone = plans.remove_goal(desk, plans.open_goal(desk, made.goal.record, made.goal.rid))
    assert words(desk, luz) == []
    desk.undo(gone)
    assert len(card(desk, luz, made.goal.rid).steps) == 2


def test_a_step_of_a_goal_about_use_can_be_opened_and_taken_off(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "one", "safer_use", "a")
    plans.remove_step(desk, plans.open_step(desk, made.steps[0].record, made.steps[0].rid))
    plans.remove_goal(desk, plans.open_goal(desk, made.goal.record, made.goal.rid))
    assert words(desk, luz) == []


def test_looking_at_it_together_again_makes_a_version_and_the_earlier_one_can_be_read(
    desk: Desk, luz: str, clock: StandingClock
) -> None:
    first = add(desk, luz, "one")
    draft = desk.drafts.new(desk.worker.id, "plan.review", luz, f"{luz}/casework")
    desk.drafts.keep(draft)
    plans.next_version(desk, luz, Plan(started_on=clock.now().date(), statement="Más cerca"), draft=draft.id)
    second = add(desk, luz, "two")
    board = the_board(desk, luz)
    assert (board.plan.record.version, board.plan.record.statement) == (2, "Más cerca")
    assert [one.record.statement for one in board.earlier] == ["Mi propia puerta"]
    assert [one.goal.rid for one in board.goals] == [first.goal.rid, second.goal.rid]
    assert [one.goal.rid for one in board.goals_of(board.earlier[0])] == [first.goal.rid]
    assert desk.drafts.get(desk.worker.id, draft.id) is None


def test_the_first_look_together_without_a_plan_is_its_first_version(desk: Desk, clock: StandingClock) -> None:
    person = walk_in(desk)
    plans.next_version(desk, person, Plan(started_on=clock.now().date()))
    assert the_board(desk, person).plan.record.version == 1


def test_the_plan_as_a_whole_is_changed_in_place(desk: Desk, luz: str) -> None:
    opened = plans.open_plan(desk, the_board(desk, luz).plan.rid)
    assert plans.save_plan(desk, opened, opened.record) is None
    assert plans.save_plan(desk, opened, opened.record.with_(language="es", copy_given=True)) is not None
    assert the_board(desk, luz).plan.record.language == "es"
    with pytest.raises(Incomplete):
        plans.save_plan(desk, opened, opened.record.with_(started_on=None))


def test_the_first_wishes_of_the_intake_wait_for_the_plan(desk: Desk, luz: str) -> None:
    assert plans.wishes(desk, luz) == ()
    file = intake.start_intake(desk, luz)
    fresh = intake.fresh_section(file, "strengths").with_(wish_1="A dog", wish_3="Sleep")
    intake.save_section(desk, file, "strengths", (None, fresh, "partial"))
    assert plans.wishes(desk, luz) == ("A dog", "Sleep")
    with as_role(desk, "peer"):
        assert plans.wishes(desk, luz) == ()


def test_outreach_reads_the_plan_without_the_goals_about_use(desk: Desk, luz: str) -> None:
    add(desk, luz, "Open", "docs", "a")
    add(desk, luz, "Apart", "safer_use", "b")
    with as_role(desk, "outreach"):
        board = the_board(desk, luz)
        assert [one.goal.record.in_their_words for one in board.goals] == ["Open"]
        assert [len(one.steps) for one in board.goals] == [1]


def test_who_may_only_read_changes_nothing(desk: Desk, luz: str) -> None:
    made = add(desk, luz, "one", "docs", "a")
    opened = plans.open_goal(desk, made.goal.record, made.goal.rid)
    step = plans.open_step(desk, made.steps[0].record, made.steps[0].rid)
    plan = plans.open_plan(desk, the_board(desk, luz).plan.rid)
    acts = (
        lambda: plans.start_plan(desk, luz, plan.record),
        lambda: plans.open_plan(desk, plan.rid),
        lambda: plans.save_plan(desk, plan, plan.record),
        lambda: plans.next_version(desk, luz, plan.record),
        lambda: plans.add_goal(desk, luz, opened.record),
        lambda: plans.open_goal(desk, opened.record, opened.rid),
        lambda: plans.edit_goal(desk, opened, opened.record),
        lambda: move(desk, opened, "safer_use"),
        lambda: plans.remove_goal(desk, opened),
        lambda: plans.add_step(desk, made.goal, step.record),
        lambda: plans.open_step(desk, step.record, step.rid),
        lambda: plans.edit_step(desk, step, step.record),
        lambda: plans.remove_step(desk, step),
        lambda: plans.place(desk, made.steps, step.rid, 0),
    )
    with as_role(desk, "project_manager"):
        for act in acts:
            with pytest.raises(NotAllowed):
                act()
    with as_role(desk, "officer"), pytest.raises(NotAllowed):
        plans.plan_board(desk, luz)


def test_an_act_that_always_writes_says_so() -> None:
    with pytest.raises(AssertionError):
        plans.done(None)


# ranks

ranks = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(ranks)
def test_there_is_always_room_between_two_ranks(where: list[float]) -> None:
    order: list[str] = []
    for one in where:
        at = round(one * len(order))
        low, high = (order[at - 1] if at else ""), (order[at] if at < len(order) else "")
        made = rank_between(low, high)
        assert low < made
        assert not high or made < high
        assert made
        assert not made.endswith("a")
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz")
        order.insert(at, made)
    assert order == sorted(set(order))


@given(st.integers(1, 400))
def test_adding_at_the_end_keeps_ranks_short(count: int) -> None:
    rank = ""
    for _ in range(count):
        rank = rank_after(rank)
    assert len(rank) <= 200


@given(st.lists(st.text("abn", min_size=1, max_size=2), min_size=1, max_size=8), st.data())
def test_whatever_the_ranks_what_is_moved_stands_where_it_was_put(held: list[str], data: st.DataObject) -> None:
    held = sorted(one + "m" for one in held)
    moved, to = data.draw(st.integers(0, len(held) - 1)), data.draw(st.integers(0, len(held) - 1))
    fresh = ranks_with(held, moved, to)
    expected = [place for place in range(len(held)) if place != moved]
    expected.insert(to, moved)
    if len(fresh) > 1:
        assert sorted(fresh, key=lambda place: fresh[place]) == expected
        return
    others = [held[place] for place in expected]
    others[to] = fresh[moved]
    assert others == sorted(others)


def test_a_year_of_clock_does_not_change_a_plan(desk: Desk, luz: str, clock: StandingClock) -> None:
    add(desk, luz, "one")
    clock.advance(timedelta(days=365))
    assert words(desk, luz) == ["one"]
    clock.advance(timedelta(days=-365))
