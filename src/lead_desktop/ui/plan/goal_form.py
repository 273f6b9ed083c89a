"""A goal as a form: the part of life decides which class of record it is; what was typed stays while one chooses."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.domain.plan import SUD_DOMAINS, AnyGoal, Goal, SudGoal
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.plan.layouts import GOAL
from lead_desktop.ui.widgets.segmented import Segmented

Form = RecordForm[Goal] | RecordForm[SudGoal]


def domains(*, with_use: bool) -> list[tuple[str, str]]:
    """Return the parts of life as code and words; those about substance use only where the role may hold them."""
    lists = ("plan_domain", "plan_domain_sud") if with_use else ("plan_domain",)
    return [(one.code, one.label(language())) for name in lists for one in code_list(name).codes]


class GoalForm(QWidget):
    """The parts of life as buttons, and below them the goal in the participant's words."""

    changed = Signal()
    left = Signal()

    def __init__(self, needs: Needs, *, with_use: bool) -> None:
        """Begin with a goal of no part of life."""
        super().__init__()
        self._with_use = with_use
        self._goal: AnyGoal = Goal()
        self._plain = RecordForm(Goal, GOAL, needs)
        self._apart_form = RecordForm(SudGoal, GOAL, needs)
        self._label = plain_label(role="label")
        self.domain = Segmented(domains(with_use=with_use), clearable=False)
        self.domain.setObjectName("goalDomain")
        self._apart = plain_label(role="help", wrap=True)
        self._error = plain_label(role="error", wrap=True)
        self._error.setObjectName("domain.error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._label, self.domain, self._apart, self._error, *self._both()):
            column.addWidget(part)
        for form in self._both():
            form.changed.connect(self.changed)
            form.left.connect(self._on_form_left)
        self.domain.changed.connect(self._on_domain_changed)
        self.retranslate()
        self._show()

    def form(self) -> Form:
        """Return the form of the class that the part of life asks for."""
        return self._apart_form if self.domain.value() in SUD_DOMAINS else self._plain

    def _both(self) -> tuple[Form, Form]:
        return self._plain, self._apart_form

    def load(self, goal: AnyGoal) -> None:
        """Show a goal."""
        self._goal = goal
        self.domain.set_value(goal.domain)
        held = {name: getattr(goal, name) for name in type(goal).model_fields}
        self._plain.load(Goal.model_validate({**held, "domain": None}))
        self._apart_form.load(SudGoal.model_validate({**held, "domain": None}))
        self._show()

    def state(self) -> Json:
        """Return everything as typed; JSON."""
        return {"domain": self.domain.value(), "form": self.form().state()}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        self.domain.set_value(state.get("domain"))
        self._show()
        self.form().restore(state.get("form", {}))

    def record(self) -> AnyGoal | None:
        """Return the goal, or None while an answer is missing or cannot be read."""
        found, domain = self.form().record(), self.domain.value()
        if found is None or domain is None:
            return None
        return found.with_(domain=domain)

    def ready_to_save(self) -> bool:
        """Show what stands in the way of saving; return whether nothing does."""
        self._error.setText("" if self.domain.value() else _("Please choose a part of life."))
        self._error.setVisible(bool(self._error.text()))
        record = self.record()
        readable = record is not None
        if self.domain.value() and not readable:
            self.form().ready_to_save()
        return readable

    def focus_first(self) -> None:
        """Put the focus on the part of life where it is open, else into the words."""
        if self.domain.value() is None:
            self.domain.setFocus()
        else:
            self.form().focus_field("in_their_words")

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Put words in the language that is switched on; the forms follow by themselves."""
        self._label.setText(_("Part of life"))
        self.domain.relabel(domains(with_use=self._with_use))
        self.domain.setAccessibleName(_("Part of life"))
        self._show()

    def _show(self) -> None:
        now = self.form()
        for form in self._both():
            form.setVisible(form is now)
        was_apart, apart = self._goal.domain in SUD_DOMAINS, self.domain.value() in SUD_DOMAINS
        words = (
            _("This goal is kept with what is specially protected, apart from the rest of the plan.") if apart else ""
        )
        if was_apart and not apart and self.domain.value():
            words = _("Everyone who may read the plan can then read this goal. Please look at its words again.")
        self._apart.setText(words)
        self._apart.setVisible(bool(words))
        self._error.setVisible(bool(self._error.text()) and not self.domain.value())

    @Slot(object)
    def _on_domain_changed(self, _code: object) -> None:
        shown = next(form for form in self._both() if not form.isHidden())
        if shown is not self.form():
            self.form().restore({**shown.state(), "focus": None})
        self._show()
        self.changed.emit()

    @Slot(str)
    def _on_form_left(self, _field: str) -> None:
        self.left.emit()
