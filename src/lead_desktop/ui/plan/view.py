"""The plan board: the participant's statement, wishes, goals with steps, earlier versions, and one open form."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from lead_desktop.casework import plans
from lead_desktop.casework.plans import PlanBoard
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan, SudGoal
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.names import called
from lead_desktop.ui.plan.edit_card import EditCard
from lead_desktop.ui.plan.goal_card import GoalView
from lead_desktop.ui.plan.plan_card import EarlierCard, PlanCard, WishesCard
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.page_header import PageHeader


class PlanView(Screen):
    """Builds the board and shows it as it stands; what is done with it comes in `page`."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; `open` says whose plan it is."""
        super().__init__("plan")
        self._tools = tools
        self._person = ""
        self._held = Person()
        self._board: PlanBoard | None = None
        self._wishes: tuple[str, ...] = ()
        self._private = False
        self._expanded: set[str] = set()
        self._version = ""
        self._focus = ""
        self.editor: EditCard | None = None
        self._editor_at = ""
        self.header = PageHeader(back=True)
        self.print_button = button("", "printer", name="printPlan")
        self.review = button("", "refresh-cw", name="reviewPlan")
        self.add_goal = button("", "plus", "primary", name="addGoal")
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("planTrouble")
        self.print_question = Banner("info", closable=True)
        self.print_question.setObjectName("printQuestion")
        self.empty = EmptyState("target", "")
        self._build()

    def _build(self) -> None:
        body = Page(self, scrolls=True)
        for made in (self.print_button, self.review, self.add_goal):
            self.header.add_button(made)
        for part in (self.header, self.trouble, self.print_question):
            body.head.addWidget(part)
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        body.column.addLayout(self._list)
        body.column.addWidget(self.empty, 1)
        body.column.addStretch(1)

    # what a screen promises

    def title(self) -> str:
        """Return the page's words for assistive technology."""
        return _("Plan")

    def refresh(self) -> None:
        """Read the plan again; an open form keeps what is typed in it."""
        if not self._person:
            return
        try:
            self._board = plans.plan_board(self._tools.desk, self._person)
            self._held = self._tools.desk.reading.get(Person, self._person).record
        except LeadError as error:
            self.show_trouble(error)
            return
        self._wishes = plans.wishes(self._tools.desk, self._person)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word again, and build the board anew."""
        version = self._board.plan.record.version or 1 if self._board else 0
        parts = [_("Plan"), self._held.participant_number or ""]
        parts.append(_("version {number}").format(number=version) if version else "")
        self.header.set_title(called(self._held, private=self._private) or _("Plan"))
        self.header.set_subtitle("  ·  ".join(part for part in parts if part))
        rename(self.print_button, _("Print"))
        rename(self.review, _("Look at it together again"))
        rename(self.add_goal, _("Add a goal"))
        self.empty.set_words(
            _("What do you want to be different?"),
            _("The plan belongs to the participant. One sentence is enough to begin, and everything can change."),
            _("Begin the plan") if self.may_edit() else "",
        )
        self.show_board()

    def set_private(self, private: bool) -> None:
        """Show initials in place of the name."""
        self._private = private
        self.retranslate()

    def leave(self) -> bool:
        """Keep the draft of the open form."""
        if self.editor is not None:
            self.editor.keeper.flush()
        return True

    # what it shows

    def may_edit(self) -> bool:
        """Tell whether the worker's role may change the plan."""
        return bool(self._person) and self._tools.desk.may("edit", Plan, person=self._person)

    def with_use(self) -> bool:
        """Tell whether the worker's role may hold goals about substance use."""
        return self._tools.desk.may("edit", SudGoal, person=self._person)

    def show_board(self) -> None:
        """Build the cards anew around the open form."""
        editable, board = self.may_edit(), self._board
        self._clear()
        self.empty.setVisible(board is None and self.editor is None)
        self.print_button.setVisible(board is not None)
        for made in (self.review, self.add_goal):
            made.setVisible(board is not None and editable)
        self._host("top", self._list)
        if board is not None:
            self._show_plan(board, editable=editable)
        if self._focus:
            QTimer.singleShot(0, self._restore_focus)

    def _show_plan(self, board: PlanBoard, *, editable: bool) -> None:
        card = PlanCard(board.plan.record, editable=editable)
        card.edit_requested.connect(self.on_edit_plan_requested)
        self._list.addWidget(card)
        for at, goal in enumerate(board.goals):
            expanded = goal.goal.rid in self._expanded
            view = GoalView(goal, (at, len(board.goals)), editable=editable, expanded=expanded)
            view.asked.connect(self.on_asked)
            self._host(goal.goal.rid, view.place_for_editor)
            self._list.addWidget(view)
        told = {card.goal.record.in_their_words for card in board.goals}
        waiting = tuple(wish for wish in self._wishes if wish not in told)
        if waiting and editable:
            wishes = WishesCard(waiting)
            wishes.wish_chosen.connect(self.on_wish_chosen)
            self._list.addWidget(wishes)
        if board.earlier:
            earlier = EarlierCard(board, self._version)
            earlier.toggled.connect(self._on_version_toggled)
            self._list.addWidget(earlier)

    def open_editor(self, card: EditCard, at: str) -> None:
        """Show a form at the top, or within the goal whose id `at` is."""
        self._drop_editor()
        self.editor, self._editor_at = card, at
        self.show_board()
        card.form.focus_first()
        QTimer.singleShot(0, self._bring_into_sight)

    def close_editor(self) -> None:
        """Take the open form away; its draft, if any, stays on the disk."""
        self._drop_editor()
        self.show_board()

    @Slot(object)
    def show_trouble(self, error: LeadError) -> None:
        """Say what went wrong; every word typed stays."""
        self.trouble.show_message(error.words())

    # wishes that `page` carries out

    def on_asked(self, what: str, rid: str, value: object) -> None:
        """Do what a goal or a step asks for."""
        raise NotImplementedError

    def on_edit_plan_requested(self) -> None:
        """Open the plan as a whole for editing."""
        raise NotImplementedError

    def on_wish_chosen(self, wish: str) -> None:
        """Begin a goal with a wish of the intake."""
        raise NotImplementedError

    # within

    @Slot()
    def _restore_focus(self) -> None:
        """Put the focus where it was before the cards were built anew, once they are shown."""
        wanted, self._focus = self._focus, ""
        for target in self.findChildren(QWidget, wanted) if wanted else ():
            if target.isVisible() and target.isEnabled():
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _bring_into_sight(self) -> None:
        """Scroll so that the open form is seen, its first field at least."""
        area, focus = self.findChild(QScrollArea), QApplication.focusWidget()
        if isinstance(area, QScrollArea) and self.editor is not None:
            area.ensureWidgetVisible(self.editor, 0, 20)
            if focus is not None and self.editor.isAncestorOf(focus):
                area.ensureWidgetVisible(focus, 40, 80)

    def _host(self, place: str, layout: QVBoxLayout) -> None:
        if self.editor is not None and self._editor_at == place:
            layout.addWidget(self.editor)
            self.editor.show()

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self.editor.keeper.flush()
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None

    def _clear(self) -> None:
        """Take every card away; the open form is set aside so that it lives on, with its focus."""
        inside = self.editor is not None and self.editor.isAncestorOf(QApplication.focusWidget() or self)
        if self.editor is not None:
            self.editor.setParent(self)
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self.editor:
                old.hide()
                old.deleteLater()
        if inside and self.editor is not None:
            self.editor.form.focus_first()

    @Slot(str)
    def _on_version_toggled(self, rid: str) -> None:
        self._version = "" if self._version == rid else rid
        self._focus = f"version.{rid}"
        self.show_board()
