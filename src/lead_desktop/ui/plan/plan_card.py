"""The plan as a whole: what the participant wants to be different, how it was agreed, and its earlier versions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lead_desktop.casework.kept import Kept
from lead_desktop.casework.plans import PlanBoard
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.vocabulary import label
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.names import day_words
from lead_desktop.ui.widgets.card import Card


def plan_facts(plan: Plan) -> str:
    """Return how and when a plan was agreed, its language, its copy and the next look, on one line."""
    parts = [_("Started {day}").format(day=day_words(plan.started_on)) if plan.started_on else ""]
    parts.append(label("interface_language", plan.language, language()) if plan.language else "")
    if plan.agreed_how:
        agreed = label("plan_agreed", plan.agreed_how, language())
        parts.append(f"{_('How it was agreed')}: {agreed} {day_words(plan.agreed_on)}".strip())
    parts.append(_("Copy given") if plan.copy_given else "")
    if plan.look_together_on:
        parts.append(_("Next look together: {day}").format(day=day_words(plan.look_together_on)))
    return "  ·  ".join(part for part in parts if part)


class PlanCard(Card):
    """The participant's own statement, large, and the facts below it."""

    edit_requested = Signal()

    def __init__(self, plan: Plan, *, editable: bool) -> None:
        """Show a plan."""
        super().__init__(_("What do you want to be different?"), icon="sparkles")
        self.setObjectName("planCard")
        words = plain_label(f"“{plan.statement}”" if plan.statement else _("Not written yet."), wrap=True)
        words.setProperty("role", "section" if plan.statement else "muted")
        words.setObjectName("planStatement")
        self.add(words)
        self.add(plain_label(plan_facts(plan), role="small", wrap=True))
        if editable:
            change = button(_("Change"), "pencil", "quiet", name="editPlan")
            change.clicked.connect(self.edit_requested)
            self.add_action(change)


class WishesCard(Card):
    """The first wishes of the intake, each ready to become a goal."""

    wish_chosen = Signal(str)

    def __init__(self, wishes: tuple[str, ...]) -> None:
        """Show the wishes as they were said."""
        super().__init__(_("First wishes, from the intake"), _("In the participant's own words."))
        self.setObjectName("wishes")
        self._wishes = wishes
        for at, wish in enumerate(wishes):
            row = QHBoxLayout()
            row.addWidget(plain_label(f"“{wish}”", wrap=True), 1)
            make = button(_("Make it a goal"), "plus", "quiet", name=f"wish.{at}")
            make.setAccessibleName(f"{_('Make it a goal')}: {wish}")
            make.clicked.connect(self._on_wish_clicked)
            row.addWidget(make)
            self.add(row)

    def _on_wish_clicked(self) -> None:
        name = self.sender().objectName()
        self.wish_chosen.emit(self._wishes[int(name.partition(".")[2])])


class EarlierCard(Card):
    """Earlier versions of the plan, each opened on request."""

    toggled = Signal(str)

    def __init__(self, board: PlanBoard, shown: str) -> None:
        """List the versions; `shown` is the id of the one that is open."""
        super().__init__(_("Earlier versions"))
        self.setObjectName("earlierVersions")
        for plan in board.earlier:
            is_open = plan.rid == shown
            words = _("Version {number}, {day}").format(
                number=plan.record.version or 1, day=day_words(plan.record.started_on)
            )
            made = button(words, "chevron-up" if is_open else "chevron-down", "quiet", name=f"version.{plan.rid}")
            made.clicked.connect(self._on_version_clicked)
            row = QHBoxLayout()
            row.addWidget(made)
            row.addStretch(1)
            self.add(row)
            if is_open:
                self.add(self._reading(board, plan))

    @staticmethod
    def _reading(board: PlanBoard, plan: Kept[Plan]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 0, 8)
        statement = plan.record.statement
        column.addWidget(plain_label(f"“{statement}”" if statement else _("Not written yet."), wrap=True))
        column.addWidget(plain_label(plan_facts(plan.record), role="small", wrap=True))
        goals = board.goals_of(plan)
        if goals:
            column.addWidget(plain_label(_("Goals set by then, as they stand now:"), role="small", wrap=True))
        for card in goals:
            words = card.goal.record.in_their_words or ""
            status = label("goal_status", card.goal.record.status or "hoping", language())
            column.addWidget(plain_label(f"•  {words}  ·  {status}", wrap=True))
        return column

    def _on_version_clicked(self) -> None:
        self.toggled.emit(self.sender().objectName().partition(".")[2])
