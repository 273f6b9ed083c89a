"""The plan of one person: what is done with it, each act taken back by one key."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Slot

from lead_desktop.casework import plans
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import GoalCard
from lead_desktop.domain.base import Compartment, Record
from lead_desktop.domain.plan import AnyGoal, AnyStep, Goal, Plan, Step, SudGoal, SudStep
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.badges import show_badges
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.plan import acts
from lead_desktop.ui.plan.edit_card import EditCard, Fillable
from lead_desktop.ui.plan.goal_form import GoalForm
from lead_desktop.ui.plan.layouts import PLAN, STEP
from lead_desktop.ui.plan.view import PlanView
from lead_desktop.ui.tools import Tools

SPANISH = "367"
"""Code of the language in hud.preferred_language."""
_TITLES = {
    "start": N_("The plan"),
    "edit": N_("The plan"),
    "review": N_("Looking at it together again"),
}


class PlanScreen(PlanView):
    """Opened with a person's id."""

    def __init__(self, tools: Tools) -> None:
        """Connect the board to what it wishes for."""
        super().__init__(tools)
        self._last_saved: Saved | None = None
        self._save: Callable[[Record, str], None] | None = None
        self.header.back_requested.connect(self.back_requested)
        self.empty.action_requested.connect(partial(self._edit_plan, "start"))
        self.review.clicked.connect(partial(self._edit_plan, "review"))
        self.add_goal.clicked.connect(self._on_add_goal_clicked)
        self.print_button.clicked.connect(self._on_print_clicked)
        self.print_question.link_activated.connect(self._on_print_answered)
        self.retranslate()

    def open(self, what: object) -> None:
        """Show a person's plan, with the form that was half filled in, if there is one."""
        if what != self._person:
            self._drop_editor()
            self._person, self._board = str(what), None
            self._expanded, self._version = set(), ""
            self.trouble.show_message("")
            self.refresh()
            self._reopen_draft()

    def undo(self) -> None:
        """Take back the last act."""
        if self._last_saved is not None:
            saved, self._last_saved = self._last_saved, None
            self._run(self._tools.desk.undo, saved, then=self._on_undone)

    # forms

    def on_edit_plan_requested(self) -> None:
        """Open the plan as a whole for editing."""
        self._edit_plan("edit")

    def on_wish_chosen(self, wish: str) -> None:
        """Begin a goal with a wish of the intake."""
        self._edit_goal(None, wish)

    @Slot()
    def _on_add_goal_clicked(self) -> None:
        self._edit_goal(None)

    def _edit_plan(self, how: str) -> None:
        desk, board = self._tools.desk, self._board
        form = RecordForm(Plan, PLAN, self._tools.needs)
        opened = plans.open_plan(desk, board.plan.rid) if board and how == "edit" else None
        today = desk.clock.now().date()
        fresh = Plan(person=self._person, started_on=today, language="es" if self._speaks_spanish() else "en")
        if board and how == "review":
            held = board.plan.record
            fresh = fresh.with_(statement=held.statement, language=held.language or fresh.language)
        form.load(opened.record if opened else fresh)
        if opened is not None:
            show_badges(desk, form.blocks, opened.rid)
        place = DraftPlace(f"plan.{how}", self._person, Compartment.CASEWORK)

        def save(record: Record, draft: str) -> None:
            if opened is not None and isinstance(record, Plan):
                self._commit(partial(plans.save_plan, desk, opened, record, draft=draft), _("The plan is saved."))
            elif isinstance(record, Plan):
                act = plans.next_version if how == "review" else plans.start_plan
                self._commit(partial(act, desk, self._person, record, draft=draft), _("The plan is saved."))

        self._open_form(place, _TITLES[how], form, save)

    def _speaks_spanish(self) -> bool:
        return self._held.preferred_language == SPANISH

    def _edit_goal(self, goal: Kept[AnyGoal] | None, wish: str = "") -> None:
        desk, board = self._tools.desk, self._board
        if board is None:
            return
        form = GoalForm(self._tools.needs, with_use=self.with_use())
        opened = plans.open_goal(desk, goal.record, goal.rid) if goal else None
        fresh = Goal(person=self._person, plan=board.plan.rid, in_their_words=wish or None)
        form.load(opened.record if opened else fresh)
        if opened is not None:
            show_badges(desk, form.form().blocks, opened.rid)
        apart = Compartment.SUD if self.with_use() else Compartment.CASEWORK
        place = DraftPlace(f"plan.goal.{goal.rid if goal else 'new'}", self._person, apart)

        def save(record: Record, draft: str) -> None:
            if not isinstance(record, Goal | SudGoal):
                return
            if opened is not None:
                act: Callable[[], Saved | None] = partial(plans.edit_goal, desk, opened, record, draft=draft)
            else:
                act = partial(plans.add_goal, desk, self._person, record, draft=draft)
            self._commit(act, _("The goal is saved."))

        title = N_("Change the goal") if goal else N_("A new goal")
        self._open_form(place, title, form, save, at=goal.rid if goal else "")

    def _edit_step(self, card: GoalCard, step: Kept[AnyStep] | None, **values: object) -> None:
        desk = self._tools.desk
        kind = SudStep if isinstance(card.goal.record, SudGoal) else Step
        form = RecordForm(kind, STEP, self._tools.needs)
        opened = plans.open_step(desk, step.record, step.rid) if step else None
        base = opened.record if opened else kind(goal=card.goal.rid, person=self._person)
        form.load(kind.model_validate({name: getattr(base, name) for name in kind.model_fields} | values))
        if opened is not None:
            show_badges(desk, form.blocks, opened.rid)
        name = step.rid if step else f"{card.goal.rid}.new"
        place = DraftPlace(f"plan.step.{name}", self._person, kind.COMPARTMENT)

        def save(record: Record, draft: str) -> None:
            if not isinstance(record, Step | SudStep):
                return
            if opened is not None:
                act: Callable[[], Saved | None] = partial(plans.edit_step, desk, opened, record, draft=draft)
            else:
                act = partial(plans.add_step, desk, card.goal, record, draft=draft)
            self._commit(act, _("The step is saved."))

        self._focus = ""
        self._open_form(place, N_("Change the step") if step else N_("A new step"), form, save, at=card.goal.rid)

    def _open_form(
        self, place: DraftPlace, title: str, form: Fillable, save: Callable[[Record, str], None], at: str = ""
    ) -> None:
        card = EditCard(self._tools, place, title, form)
        card.keeper.title = self._held.shown_name()
        card.save_requested.connect(self._on_form_save_requested)
        card.closed.connect(self.close_editor)
        card.keeper.went_wrong.connect(self.show_trouble)
        self._save = save
        self.open_editor(card, at or "top")

    def _reopen_draft(self) -> None:
        """Open the form whose draft waits, as after a kill; the newest where there are several."""
        if not self.may_edit():
            return
        desk = self._tools.desk
        for draft in desk.drafts.of(desk.worker.id):
            _plan, _dot, rest = draft.form.partition(".")
            what, _dot, rid = rest.partition(".")
            if draft.subject == self._person and draft.form.startswith("plan.") and self._reopen(what, rid):
                return

    def _reopen(self, what: str, rid: str) -> bool:
        board = self._board
        if board is None or what in ("edit", "review", "start"):
            fits = (board is None) == (what == "start")
            if fits:
                self._edit_plan(what)
            return fits
        for card in board.goals:
            step = next((one for one in card.steps if one.rid == rid), None)
            if what == "step" and (step is not None or rid == f"{card.goal.rid}.new"):
                self._edit_step(card, step)
                return True
            if what == "goal" and card.goal.rid == rid:
                self._edit_goal(card.goal)
                return True
        if what == "goal" and rid == "new":
            self._edit_goal(None)
            return True
        return False

    # what goals and steps ask for

    def on_asked(self, what: str, rid: str, value: object) -> None:
        """Do what a goal or a step asks for."""
        for card in self._board.goals if self._board else ():
            if card.goal.rid == rid:
                self._on_goal_asked(what, card, value)
                return
            for step in card.steps:
                if step.rid == rid:
                    self._on_step_asked(what, card, step, value)
                    return

    def _on_goal_asked(self, what: str, card: GoalCard, value: object) -> None:
        desk, rid = self._tools.desk, card.goal.rid
        if what == "toggle":
            self._expanded ^= {rid}
            self._focus = f"stands.{rid}"
            self.show_board()
        elif what == "edit_goal":
            self._edit_goal(card.goal)
        elif what == "add_step":
            self._edit_step(card, None)
        elif what == "remove_goal":
            self._commit(partial(acts.take_off_goal, desk, card.goal), _("The goal was taken off the plan."))
        elif what == "move_goal" and isinstance(value, int) and self._board:
            goals = [one.goal for one in self._board.goals]
            self._move(goals, rid, value)
        elif what == "set_goal" and isinstance(value, Mapping):
            self._focus = f"stands.{rid}"
            self._commit(partial(acts.change_goal, desk, card.goal, value), _("Saved."))

    def _on_step_asked(self, what: str, card: GoalCard, step: Kept[AnyStep], value: object) -> None:
        desk, rid = self._tools.desk, step.rid
        if what == "edit_step":
            self._edit_step(card, step)
        elif what == "edit_step_blocked":
            self._edit_step(card, step, status="blocked")
        elif what == "remove_step":
            self._commit(partial(acts.take_off_step, desk, step), _("The step was taken off."))
        elif what == "move_step" and isinstance(value, int):
            self._move(list(card.steps), rid, value)
        elif what == "step_status":
            self._focus = f"status.{rid}"
            self._commit(partial(acts.change_step, desk, step, {"status": value}), _("Saved."))

    def _move(self, siblings: list[Kept[AnyGoal]] | list[Kept[AnyStep]], rid: str, by: int) -> None:
        to = acts.moved(siblings, rid, by)
        last = to == (0 if by < 0 else len(siblings) - 1)
        self._focus = f"{'up' if (by < 0) != last else 'down'}.{rid}"
        self._commit(partial(plans.place, self._tools.desk, siblings, rid, to), _("Moved."))

    # acts

    @Slot()
    def _on_form_save_requested(self) -> None:
        record = self.editor.form.record() if self.editor else None
        if self.editor is not None and record is not None and self._save is not None:
            self.editor.set_busy(busy=True)
            self._save(record, self.editor.keeper.draft_id())

    def _run(self, act: Callable[..., object], *args: object, then: Callable[[object], None]) -> None:
        self.trouble.show_message("")
        job = self._tools.jobs.run(act, *args)
        job.finished.connect(then)
        job.went_wrong.connect(self._on_went_wrong)

    def _commit(self, act: Callable[[], Saved | None], words: str) -> None:
        self._run(act, then=partial(self._on_saved, words))

    def _on_saved(self, words: str, saved: object) -> None:
        if self.editor is not None and not self.editor.isEnabled():
            self.editor.keeper.drop()
            self._drop_editor()
        if isinstance(saved, Saved):
            self._last_saved = saved
            self.said.emit(words, True)
        self.refresh()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        if self.editor is not None:
            self.editor.set_busy(busy=False)
        self.show_trouble(error)  # type: ignore[arg-type]
        self.show_board()

    @Slot(object)
    def _on_undone(self, _saved: object) -> None:
        self.refresh()

    @Slot()
    def _on_print_clicked(self) -> None:
        """Ask whether goals about use go on the paper too, where there are any; the participant decides."""
        goals = self._board.goals if self._board else ()
        if any(isinstance(card.goal.record, SudGoal) for card in goals):
            question = _("Some goals are specially protected. What should be on the paper? The participant decides.")
            self.print_question.show_message(question, [("others", _("The other goals only")), ("all", _("All goals"))])
        else:
            self._on_print_answered("others")

    @Slot(str)
    def _on_print_answered(self, which: str) -> None:
        self.print_question.show_message("")
        if self._board is not None:
            acts.preview(self._tools, self._board, self._held, self, include_sud=which == "all")
