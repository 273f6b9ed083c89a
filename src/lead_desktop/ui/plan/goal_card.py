"""A goal on the plan: in the participant's words, with its steps, and where it stands as a loop without a wrong way."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lead_desktop.casework.plans import GoalCard
from lead_desktop.domain.plan import AnyGoal, SudGoal, domain_list
from lead_desktop.domain.vocabulary import code_list, label
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.looks import button, icon_button, plain_label
from lead_desktop.ui.plan.layouts import PROGRESS
from lead_desktop.ui.plan.step_row import StepRow
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.pill import Pill
from lead_desktop.ui.widgets.segmented import Segmented
from lead_desktop.ui.widgets.stage_loop import StageLoop
from lead_desktop.ui.widgets.turning_row import TurningRow

SCALE = [(str(step), str(step)) for step in range(11)]


def stage_words(goal: AnyGoal) -> str:
    """Return what helps at a stage; coming round again asks only for safety, where use is the matter."""
    if not goal.stage:
        return ""
    if goal.stage != "return":
        return _("What helps: {help}").format(help=code_list("stage").find(goal.stage).help(language()))
    if isinstance(goal, SudGoal):
        return _(
            "Tolerance is lower after a break, after jail, treatment or hospital. Start low, do not use alone, "
            "keep naloxone near."
        )
    return _("What did we learn? The door is open.")


class GoalView(Card):
    """Wishes leave as (what, id, value); the steps' wishes pass through."""

    asked = Signal(str, str, object)

    def __init__(self, card: GoalCard, at: tuple[int, int], *, editable: bool, expanded: bool) -> None:
        """Show a goal; `at` is its place and the number of goals."""
        goal = card.goal.record
        super().__init__(goal.in_their_words or "", icon="target")
        self.setObjectName(f"goal.{card.goal.rid}")
        self._rid, self._goal, self._editable = card.goal.rid, goal, editable
        if editable:
            self._add_buttons(at)
        self.add(self._pills(card))
        if goal.why_it_matters:
            self.add(plain_label(f"“{goal.why_it_matters}”", role="muted", wrap=True))
        for place, step in enumerate(card.steps):
            row = StepRow(step, (place, len(card.steps)), editable=editable)
            row.asked.connect(self.asked)
            self.add(row)
        self.place_for_editor = QVBoxLayout()
        self.add(self.place_for_editor)
        self.add(self._foot(expanded=expanded))
        self._stands = self._stands_panel() if expanded else None
        if self._stands is not None:
            self.add(self._stands)

    def _pills(self, card: GoalCard) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, gap=8)
        goal = card.goal.record
        domain = goal.domain or ""
        flow.addWidget(Pill(label(domain_list(domain), domain, language()), "info"))
        flow.addWidget(Pill(label("goal_status", goal.status or "hoping", language()), "neutral"))
        if goal.stage:
            flow.addWidget(Pill(label("stage", goal.stage, language()), "neutral"))
        if card.steps:
            done = sum(one.record.status == "done" for one in card.steps)
            words = _("{done} of {total} steps").format(done=done, total=len(card.steps))
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setRange(0, len(card.steps))
            bar.setValue(done)
            bar.setFixedWidth(140)
            bar.setAccessibleName(words)
            steps = QWidget()
            inside = QHBoxLayout(steps)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(plain_label(words, role="small"))
            inside.addWidget(bar)
            flow.addWidget(steps)
        return line

    def _add_buttons(self, at: tuple[int, int]) -> None:
        place, count = at
        words = self._goal.in_their_words or ""
        made = (
            ("arrow-up", _("{goal}: move up"), "up", ("move_goal", -1), place > 0),
            ("arrow-down", _("{goal}: move down"), "down", ("move_goal", 1), place < count - 1),
            ("pencil", _("{goal}: change"), "edit", ("edit_goal", None), True),
            ("trash-2", _("{goal}: take off"), "remove", ("remove_goal", None), True),
        )
        for icon, text, name, (act, value), enabled in made:
            one = icon_button(icon, text.format(goal=words), name=f"{name}.{self._rid}")
            one.setEnabled(enabled)
            one.clicked.connect(partial(self.asked.emit, act, self._rid, value))
            self.add_action(one)

    def _foot(self, *, expanded: bool) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, gap=8)
        if self._editable:
            add = button(_("Add a step"), "plus", "quiet", name=f"addStep.{self._rid}")
            add.clicked.connect(partial(self.asked.emit, "add_step", self._rid, None))
            flow.addWidget(add)
        words = _("Hide where it stands") if expanded else _("Where it stands")
        more = button(words, "chevron-up" if expanded else "chevron-down", "quiet", name=f"stands.{self._rid}")
        more.clicked.connect(partial(self.asked.emit, "toggle", self._rid, not expanded))
        flow.addWidget(more)
        return line

    def _stands_panel(self) -> TurningRow:
        panel = TurningRow(760)
        row = panel.line
        row.setSpacing(16)
        left = QVBoxLayout()
        stages = [(one.code, one.label(language())) for one in code_list("stage").codes]
        self.loop = StageLoop(stages)
        self.loop.setObjectName(f"stage.{self._rid}")
        self.loop.setAccessibleName(_("Stage"))
        self.loop.set_value(self._goal.stage)
        self.loop.setEnabled(self._editable)
        self.loop.changed.connect(self._on_stage_changed)
        prompt = plain_label(stage_words(self._goal), role="help", wrap=True)
        prompt.setObjectName(f"prompt.{self._rid}")
        left.addWidget(self.loop)
        left.addWidget(prompt)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        self._add_scale(right, "importance", _("How important"), SCALE)
        self._add_scale(right, "confidence", _("How confident"), SCALE)
        self._add_scale(
            right, "progress", _("How it goes, as you see it"), [(code, _(text)) for code, text in PROGRESS]
        )
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        return panel

    def _add_scale(self, column: QVBoxLayout, name: str, words: str, options: list[tuple[str, str]]) -> None:
        value = getattr(self._goal, name)
        scale = Segmented(options, gap=4)  # 0 to 10 beside the loop in one line, in Spanish too
        scale.setObjectName(f"{name}.{self._rid}")
        scale.setAccessibleName(words)
        scale.set_value(None if value is None else str(value))
        scale.setEnabled(self._editable)
        scale.changed.connect(partial(self._on_scale_changed, name))
        column.addWidget(plain_label(words, role="label", wrap=True))
        column.addWidget(scale)

    @Slot(object)
    def _on_stage_changed(self, code: object) -> None:
        self.asked.emit("set_goal", self._rid, {"stage": code})

    def _on_scale_changed(self, name: str, code: object) -> None:
        self.asked.emit("set_goal", self._rid, {name: None if code is None else int(str(code))})
