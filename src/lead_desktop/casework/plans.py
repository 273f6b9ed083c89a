"""The plan that belongs to the participant: its goals in their words, steps, barriers, and versions (domain 2.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.ranks import rank_after, ranks_with
from lead_desktop.domain.base import Record
from lead_desktop.domain.household import Strengths
from lead_desktop.domain.plan import AnyGoal, AnyStep, Goal, Plan, Step, SudGoal, SudStep, goal_type, step_type
from lead_desktop.ids import RecordId
from lead_desktop.store.records import Kept, Opened
from lead_desktop.store.writing import Saved, Writing

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal with its steps, in the order the participant gave them."""

    goal: Kept[AnyGoal]
    steps: tuple[Kept[AnyStep], ...]


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """A plan with its goals; `earlier` holds the versions before it, newest first."""

    plan: Kept[Plan]
    goals: tuple[GoalCard, ...]
    earlier: tuple[Kept[Plan], ...]

    def goals_of(self, version: Kept[Plan]) -> tuple[GoalCard, ...]:
        """Return the goals that were set in a version or before it, as they stand now."""
        later = {one.rid for one in (self.plan, *self.earlier) if _version(one) > _version(version)}
        return tuple(card for card in self.goals if card.goal.record.plan not in later)


def plan_board(desk: Desk, person: str) -> PlanBoard | None:
    """Return a person's current plan with goals and steps, or None when there is none yet."""
    desk.allow("read", Plan, person=person)
    plans = sorted(desk.reading.of_person(Plan, person), key=_version)
    if not plans:
        return None
    desk.note_view(Plan, plans[-1].rid)
    goals = [
        one for kind in (Goal, SudGoal) if desk.may("read", kind, person=person) for one in _of(desk, kind, person)
    ]
    steps: list[Kept[AnyStep]] = [*desk.reading.of_person(Step, person)]
    if desk.may("read", SudStep, person=person):
        steps += desk.reading.of_person(SudStep, person)
    cards = tuple(
        GoalCard(goal, tuple(sorted((one for one in steps if one.record.goal == goal.rid), key=_place)))
        for goal in sorted(goals, key=_place)
    )
    return PlanBoard(plans[-1], cards, tuple(reversed(plans[:-1])))


def wishes(desk: Desk, person: str) -> tuple[str, ...]:
    """Return the first wishes that the participant told at intake, in their own words (domain 2.5.7)."""
    if not desk.may("read", Strengths, person=person):
        return ()
    held = desk.reading.of_person(Strengths, person)[-1:]
    told = [wish for one in held for wish in (one.record.wish_1, one.record.wish_2, one.record.wish_3)]
    return tuple(wish for wish in told if wish)


def start_plan(desk: Desk, person: str, plan: Plan, *, draft: str = "") -> Saved:
    """Begin a person's plan."""
    desk.allow("create", Plan)
    check(desk, plan)
    with desk.writing("plan.start", person) as work:
        work.create(plan.with_(person=person), client=person)
        _drop(work, draft)
    return done(work.saved)


def open_plan(desk: Desk, rid: str) -> Opened[Plan]:
    """Open a plan for editing."""
    opened = desk.reading.open(Plan, rid)
    desk.allow("edit", Plan, person=opened.record.person or "")
    return opened


def save_plan(desk: Desk, opened: Opened[Plan], after: Plan, *, draft: str = "") -> Saved | None:
    """Change the plan as a whole; None when nothing differs."""
    desk.allow("edit", Plan, person=opened.record.person or "")
    check(desk, after)
    with desk.writing("plan.edit", opened.rid) as work:
        work.edit(opened, after)
        _drop(work, draft)
    return work.saved


def next_version(desk: Desk, person: str, plan: Plan, *, draft: str = "") -> Saved:
    """Look at the plan together again: a new version of the plan; goals and steps go on."""
    desk.allow("create", Plan)
    version = max((one.record.version or 1 for one in desk.reading.of_person(Plan, person)), default=0) + 1
    check(desk, plan)
    with desk.writing("plan.review", person) as work:
        work.create(plan.with_(person=person, version=version), client=person)
        _drop(work, draft)
    return done(work.saved)


def add_goal(desk: Desk, person: str, goal: AnyGoal, *, after: str = "", draft: str = "") -> Saved:
    """Add a goal, last or after a rank; one about safer use or treatment is a substance use record from the start."""
    kind = goal_type(goal.domain or "")
    desk.allow("create", kind)
    last = after or _last_rank([*_of(desk, Goal, person), *_of(desk, SudGoal, person)])
    set_on = goal.set_on or desk.clock.now().date()
    fresh = _as(kind, goal, person=person, rank=goal.rank or rank_after(last), set_on=set_on)
    check(desk, fresh)
    with desk.writing(f"{kind.NAME}.add", person) as work:
        work.create(fresh, client=person)
        _drop(work, draft)
    return done(work.saved)


def open_goal(desk: Desk, goal: AnyGoal, rid: str) -> Opened[AnyGoal]:
    """Open a goal of the kind that `goal` is for editing."""
    desk.allow("edit", type(goal), person=goal.person or "")
    return desk.reading.open(SudGoal, rid) if isinstance(goal, SudGoal) else desk.reading.open(Goal, rid)


def edit_goal(desk: Desk, opened: Opened[AnyGoal], after: AnyGoal, *, draft: str = "") -> Saved | None:
    """Change a goal; None when nothing differs.

    One that now belongs to another part of life is moved there: a new record takes its place and names it in
    `supersedes`. A goal's class is fixed at creation, so that one about substance use never was anything else.
    """
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    if after.domain != opened.record.domain:
        return _move(desk, opened, after, draft)
    after = _dated(desk, opened.record, _as(type(opened.record), after))
    check(desk, after)
    with desk.writing(f"{opened.record.NAME}.edit", opened.rid) as work:
        work.edit(opened, after)
        _drop(work, draft)
    return work.saved


def remove_goal(desk: Desk, opened: Opened[AnyGoal]) -> Saved:
    """Take a goal with its steps off the plan; it can be brought back."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    with desk.writing(f"{opened.record.NAME}.remove", opened.rid) as work:
        for step in _steps(desk, opened):
            work.remove(desk.reading.open(type(step.record), step.rid))
        work.remove(opened)
    return done(work.saved)


def add_step(desk: Desk, goal: Kept[AnyGoal], step: AnyStep, *, after: str = "", draft: str = "") -> Saved:
    """Add a step to a goal, last or after a rank; it is of the goal's class."""
    kind = step_type(goal.record)
    desk.allow("create", kind)
    last = after or _last_rank(_steps(desk, goal))
    person = goal.record.person or ""
    fresh = _as(kind, step, goal=goal.rid, person=person, rank=step.rank or rank_after(last))
    check(desk, fresh)
    with desk.writing(f"{kind.NAME}.add", goal.rid) as work:
        work.create(fresh, client=person)
        _drop(work, draft)
    return done(work.saved)


def open_step(desk: Desk, step: AnyStep, rid: str) -> Opened[AnyStep]:
    """Open a step of the kind that `step` is for editing."""
    desk.allow("edit", type(step), person=step.person or "")
    return desk.reading.open(SudStep, rid) if isinstance(step, SudStep) else desk.reading.open(Step, rid)


def edit_step(desk: Desk, opened: Opened[AnyStep], after: AnyStep, *, draft: str = "") -> Saved | None:
    """Change a step; a date done is put in when it becomes done. None when nothing differs."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    if after.status != "done":
        after = after.with_(done_on=None)
    elif after.done_on is None:
        after = after.with_(done_on=desk.clock.now().date())
    if after.status != "blocked":
        after = after.with_(barrier=None)
    check(desk, after)
    with desk.writing(f"{opened.record.NAME}.edit", opened.rid) as work:
        work.edit(opened, after)
        _drop(work, draft)
    return work.saved


def remove_step(desk: Desk, opened: Opened[AnyStep]) -> Saved:
    """Take a step off; it can be brought back."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    with desk.writing(f"{opened.record.NAME}.remove", opened.rid) as work:
        work.remove(opened)
    return done(work.saved)


def place(desk: Desk, siblings: Sequence[Kept[AnyGoal] | Kept[AnyStep]], rid: str, to: int) -> Saved | None:
    """Let the goal or step `rid` stand at place `to` among its siblings, given in their order; None when it does."""
    at = next(place for place, one in enumerate(siblings) if one.rid == rid)
    desk.allow("edit", type(siblings[at].record), person=siblings[at].record.person or "")
    if at == to:
        return None
    fresh = ranks_with([one.record.rank or "" for one in siblings], at, to)
    with desk.writing(f"{siblings[at].record.NAME}.place", rid) as work:
        for changed, rank in fresh.items():
            opened = desk.reading.open(type(siblings[changed].record), siblings[changed].rid)
            work.edit(opened, opened.record.with_(rank=rank))
    return work.saved


def done(saved: Saved | None) -> Saved:
    """Return what an act wrote that always writes something."""
    if saved is None:
        raise AssertionError
    return saved


def _move(desk: Desk, opened: Opened[AnyGoal], after: AnyGoal, draft: str) -> Saved:
    """Put a goal with its steps where they now belong, as new records, and take the old ones away."""
    kind, client = goal_type(after.domain or ""), opened.record.person or ""
    desk.allow("create", kind)
    fresh = _dated(desk, opened.record, _as(kind, after, supersedes=opened.rid))
    check(desk, fresh)
    with desk.writing(f"{kind.NAME}.move", opened.rid) as work:
        rid = work.create(fresh, client=client)
        for step in _steps(desk, opened):
            work.create(_as(step_type(fresh), step.record, goal=rid), client=client)
            work.remove(desk.reading.open(type(step.record), step.rid))
        work.remove(opened)
        _drop(work, draft)
    return done(work.saved)


def _as(kind: type[R], record: Record, **values: object) -> R:
    """Return the fields of a record, with other values, as a record of a kind that has the same fields."""
    held = {name: getattr(record, name) for name in type(record).model_fields}
    return kind.model_validate({**held, **values})


def _dated(desk: Desk, before: AnyGoal, after: AnyGoal) -> AnyGoal:
    """Put in when a goal was reached, and when its status changed; one that goes on is not reached any more."""
    if after.status == before.status:
        return after
    today = desk.clock.now().date()
    reached_on = (after.reached_on or today) if after.status == "reached" else None
    return after.with_(changed_on=today, reached_on=reached_on)


def _of(desk: Desk, kind: type[Goal] | type[SudGoal], person: str) -> tuple[Kept[AnyGoal], ...]:
    return desk.reading.of_person(kind, person)


def _steps(desk: Desk, goal: Kept[AnyGoal] | Opened[AnyGoal]) -> tuple[Kept[AnyStep], ...]:
    return desk.reading.under(step_type(goal.record), goal.rid)


def _last_rank(held: Iterable[Kept[AnyGoal] | Kept[AnyStep]]) -> str:
    return max((one.record.rank or "" for one in held), default="")


def _drop(work: Writing, draft: str) -> None:
    if draft:
        work.discard_draft(draft)


def _version(kept: Kept[Plan]) -> tuple[int, int]:
    return (kept.record.version or 1, kept.created_ms)


def _place(kept: Kept[AnyGoal] | Kept[AnyStep]) -> tuple[str, RecordId]:
    return (kept.record.rank or "", kept.rid)
