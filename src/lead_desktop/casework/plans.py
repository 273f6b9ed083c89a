"""The plan that belongs to the participant: its goals in their words, steps, barriers, and versions (domain 2.6)."""

from dataclasses import dataclass

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.plan import AnyGoal, AnyStep, Goal, Plan, Step, SudGoal, SudStep, goal_type
from lead_desktop.ids import RecordId
from lead_desktop.store.records import Kept, Opened
from lead_desktop.store.writing import Saved

_A, _LETTERS = ord("a"), 26


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


def plan_board(desk: Desk, person: str) -> PlanBoard | None:
    """Return a person's current plan with goals and steps, or None when there is none yet."""
    desk.allow("read", Plan, person=person)
    plans = sorted(desk.reading.of_person(Plan, person), key=lambda one: (one.record.version or 1, one.created_ms))
    if not plans:
        return None
    desk.note_view(Plan, plans[-1].rid)
    goals: list[Kept[AnyGoal]] = [*desk.reading.of_person(Goal, person)]
    steps: list[Kept[AnyStep]] = [*desk.reading.of_person(Step, person)]
    if desk.may("read", SudGoal, person=person):
        goals += desk.reading.of_person(SudGoal, person)
        steps += desk.reading.of_person(SudStep, person)
    cards = tuple(
        GoalCard(goal, tuple(sorted((one for one in steps if one.record.goal == goal.rid), key=_place)))
        for goal in sorted(goals, key=_place)
    )
    return PlanBoard(plans[-1], cards, tuple(reversed(plans[:-1])))


def start_plan(desk: Desk, person: str, plan: Plan) -> Saved:
    """Begin a person's plan."""
    desk.allow("create", Plan)
    check(desk, plan)
    with desk.writing("plan.start", person) as work:
        work.create(plan.with_(person=person), client=person)
    return done(work.saved)


def save_plan(desk: Desk, opened: Opened[Plan], after: Plan) -> Saved | None:
    """Change the plan as a whole; None when nothing differs."""
    desk.allow("edit", Plan, person=opened.record.person or "")
    check(desk, after)
    with desk.writing("plan.edit", opened.rid) as work:
        work.edit(opened, after)
    return work.saved


def next_version(desk: Desk, person: str, plan: Plan) -> Saved:
    """Look at the plan together again: a new version of the plan; goals and steps go on."""
    desk.allow("create", Plan)
    held = plan_board(desk, person)
    version = (held.plan.record.version or 1) + 1 if held else 1
    check(desk, plan)
    with desk.writing("plan.review", person) as work:
        work.create(plan.with_(person=person, version=version), client=person)
    return done(work.saved)


def add_goal(desk: Desk, person: str, goal: AnyGoal, after: str = "") -> Saved:
    """Add a goal; one about safer use or treatment is a substance use record from the start (rulings)."""
    kind = goal_type(goal.domain or "")
    desk.allow("create", kind)
    check(desk, goal)
    with desk.writing(f"{kind.NAME}.add", person) as work:
        work.create(goal.with_(person=person, rank=goal.rank or rank_after(after)), client=person)
    return done(work.saved)


def move_goal(desk: Desk, opened: Opened[AnyGoal], domain: str) -> Saved:
    """Move a goal to another part of life: a new record takes its place and names it in `supersedes`.

    A goal's class is fixed at creation, so that one about substance use never was anything else (rulings).
    """
    kind = goal_type(domain)
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    desk.allow("create", kind)
    goal = opened.record
    held = {name: getattr(goal, name) for name in type(goal).model_fields}
    steps = desk.reading.under(SudStep if isinstance(goal, SudGoal) else Step, opened.rid)
    step_kind: type[AnyStep] = SudStep if kind is SudGoal else Step
    client = goal.person or ""
    with desk.writing(f"{kind.NAME}.move", opened.rid) as work:
        fresh = work.create(kind.model_validate({**held, "domain": domain, "supersedes": opened.rid}), client=client)
        for step in steps:
            values = {name: getattr(step.record, name) for name in type(step.record).model_fields}
            work.create(step_kind.model_validate({**values, "goal": fresh}), client=client)
            work.remove(desk.reading.open(type(step.record), step.rid))
        work.remove(opened)
    return done(work.saved)


def edit_goal(desk: Desk, opened: Opened[AnyGoal], after: AnyGoal) -> Saved | None:
    """Change a goal; None when nothing differs."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    check(desk, after)
    with desk.writing(f"{opened.record.NAME}.edit", opened.rid) as work:
        work.edit(opened, after)
    return work.saved


def remove_goal(desk: Desk, opened: Opened[AnyGoal]) -> Saved:
    """Take a goal with its steps off the plan; it can be brought back."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    step_kind: type[AnyStep] = SudStep if isinstance(opened.record, SudGoal) else Step
    with desk.writing(f"{opened.record.NAME}.remove", opened.rid) as work:
        for step in desk.reading.under(step_kind, opened.rid):
            work.remove(desk.reading.open(step_kind, step.rid))
        work.remove(opened)
    return done(work.saved)


def add_step(desk: Desk, goal: Kept[AnyGoal], step: AnyStep, after: str = "") -> Saved:
    """Add a step to a goal."""
    desk.allow("create", type(step))
    person = goal.record.person or ""
    step = step.with_(goal=goal.rid, person=person, rank=step.rank or rank_after(after))
    check(desk, step)
    with desk.writing(f"{step.NAME}.add", goal.rid) as work:
        work.create(step, client=person)
    return done(work.saved)


def edit_step(desk: Desk, opened: Opened[AnyStep], after: AnyStep) -> Saved | None:
    """Change a step; a date done is put in when it becomes done. None when nothing differs."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    if after.status == "done" and opened.record.status != "done" and after.done_on is None:
        after = after.with_(done_on=desk.clock.now().date())
    check(desk, after)
    with desk.writing(f"{opened.record.NAME}.edit", opened.rid) as work:
        work.edit(opened, after)
    return work.saved


def remove_step(desk: Desk, opened: Opened[AnyStep]) -> Saved:
    """Take a step off; it can be brought back."""
    desk.allow("edit", type(opened.record), person=opened.record.person or "")
    with desk.writing(f"{opened.record.NAME}.remove", opened.rid) as work:
        work.remove(opened)
    return done(work.saved)


def place(desk: Desk, opened: Opened[AnyGoal] | Opened[AnyStep], before: str, after: str) -> Saved | None:
    """Move a goal or a step between the ranks `before` and `after`; either may be empty."""
    record: AnyGoal | AnyStep = opened.record
    desk.allow("edit", type(record), person=record.person or "")
    with desk.writing(f"{record.NAME}.place", opened.rid) as work:
        work.edit(opened, record.with_(rank=rank_between(before, after)))
    return work.saved


def rank_after(rank: str) -> str:
    """Return a rank that sorts after `rank`; an empty one starts the order."""
    return rank_between(rank, "")


def rank_between(low: str, high: str) -> str:
    """Return a fractional index between two ranks (sync 3.9): text over a to z that never ends in `a`.

    An empty `low` is the beginning and an empty `high` the end of the order.
    """
    made, at = "", 0
    while True:
        floor = ord(low[at]) - _A if at < len(low) else 0
        ceiling = ord(high[at]) - _A if at < len(high) else _LETTERS
        if ceiling - floor > 1:
            return made + chr(_A + (floor + ceiling) // 2)
        made += chr(_A + floor)
        if ceiling > floor:
            high = ""
        at += 1


def done(saved: Saved | None) -> Saved:
    """Return what an act wrote that always writes something."""
    if saved is None:
        raise AssertionError
    return saved


def _place(kept: Kept[AnyGoal] | Kept[AnyStep]) -> tuple[str, RecordId]:
    return (kept.record.rank or "", kept.rid)
