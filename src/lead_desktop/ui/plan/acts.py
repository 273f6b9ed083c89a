"""What the plan board does with goals and steps, each as one act for the working thread."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from lead_desktop.casework import plans
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.disclosures import Leaving
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import PlanBoard
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import AnyGoal, AnyStep
from lead_desktop.domain.programme import Programme
from lead_desktop.reports.paper.plan import PlanGoal, PlanSheet, plan_copy
from lead_desktop.reports.paper.sheet import Printing
from lead_desktop.ui.printing.person_print import Paper, PersonPrint
from lead_desktop.ui.tools import Tools


def change_goal(desk: Desk, goal: Kept[AnyGoal], values: Mapping[str, object]) -> Saved | None:
    """Change fields of a goal as it stands on the disk."""
    opened = plans.open_goal(desk, goal.record, goal.rid)
    return plans.edit_goal(desk, opened, opened.record.with_(**values))


def take_off_goal(desk: Desk, goal: Kept[AnyGoal]) -> Saved:
    """Take a goal off the plan."""
    return plans.remove_goal(desk, plans.open_goal(desk, goal.record, goal.rid))


def change_step(desk: Desk, step: Kept[AnyStep], values: Mapping[str, object]) -> Saved | None:
    """Change fields of a step as it stands on the disk."""
    opened = plans.open_step(desk, step.record, step.rid)
    return plans.edit_step(desk, opened, opened.record.with_(**values))


def take_off_step(desk: Desk, step: Kept[AnyStep]) -> Saved:
    """Take a step off."""
    return plans.remove_step(desk, plans.open_step(desk, step.record, step.rid))


def moved(siblings: Sequence[Kept[AnyGoal] | Kept[AnyStep]], rid: str, by: int) -> int:
    """Return where something stands after a move by one place, within the ends."""
    at = next(place for place, one in enumerate(siblings) if one.rid == rid)
    return max(0, min(len(siblings) - 1, at + by))


def preview(tools: Tools, board: PlanBoard, person: Person, parent: QWidget, *, include_sud: bool) -> PersonPrint:
    """Open the preview of the plan's copy, in its own language; what leaves is written down before it does."""
    desk = tools.desk
    goals = tuple(PlanGoal(card.goal.record, tuple(one.record for one in card.steps)) for card in board.goals)
    sheet = PlanSheet(
        board.plan.record, goals, person.shown_name(), person.participant_number or "", include_sud=include_sud
    )
    make = partial(_make, sheet, desk.programme, partial(Printing, at=desk.clock.now(), role=desk.worker.role))
    speaks_of = ("needs_goals_summary", "sud_treatment_status") if sheet.holds_sud() else ("needs_goals_summary",)
    leaving = Leaving(board.plan.record.person or "", "plan", speaks_of, board.plan.rid)
    shown = PersonPrint(tools, Paper(make, board.plan.record.language or "en", leaving), parent)
    shown.open()
    return shown


def _make(sheet: PlanSheet, programme: Programme, printing: partial[Printing], which: str) -> bytes:
    return plan_copy(sheet, programme, printing(which))
