"""What came of a hand-off: two records of two classes on one page, kept as it is typed."""

from functools import partial

from lead_desktop.casework.handoffs import save_handoff
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.handoff import STEPS, Handoff, HandoffCare
from lead_desktop.i18n import N_
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.handoff.steps_card import StepsCard
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools

FORM = "handoff"
LAYOUT: Layout = (
    Section(
        N_("What came of it"),
        (
            Row("result", "mode"), Row("why_nobody"), Row("instead"), Row("instead_place"),
            Row("consent_to_contact", "consent_how"), Row("willingness"),
        ),
    ),
    Section(N_("Help right away"), (Row("needs_met"),)),
    Section(N_("How it goes on"), (Row("next_plan"), Row("next_at", "next_place"))),
    Section(N_("The call"), (Row("caller", "who"), Row("place"), Row("worker"))),
    Section(
        N_("Times"),
        (Row("officer_called_at", "cm_answered_at"), Row("cm_arrived_at", "custody_released_at"),
         Row("handoff_done_at")),
    ),
)  # fmt: skip
CARE: Layout = (
    Section(
        N_("Care right away"), (Row("given"),),
        N_("Kept apart, as everything that tells of substances or health."),
    ),
)  # fmt: skip
Pair = tuple[Opened[Handoff], Opened[HandoffCare] | None]


class HandoffBox(FormBox):
    """The form of one hand-off, with the care given where the role may hold that."""

    def __init__(self, tools: Tools, opened: Pair, *, care: bool) -> None:
        """Show both records as they are, or the draft that waits."""
        self._opened = opened
        handoff, given = opened
        self.form = RecordForm(Handoff, LAYOUT, tools.needs)
        self.form.load(handoff.record)
        self.care = RecordForm(HandoffCare, CARE, tools.needs) if care else None
        forms: dict[str, RecordForm] = {"handoff": self.form}  # type: ignore[type-arg]
        if self.care is not None:
            self.care.load(given.record if given else HandoffCare(handoff=handoff.rid))
            forms["care"] = self.care
        where = Compartment.HARM_REDUCTION if care else Compartment.CASEWORK
        super().__init__(tools, DraftPlace(FORM, handoff.rid, where), FormPage(forms), self._act)
        self.setObjectName("handoff_form")
        self.steps = StepsCard()
        self.page.put_first(self.steps)
        self.begin()

    def begin(self) -> None:
        """Go on with the draft that waits; a moment that was tapped meanwhile stands in it too."""
        super().begin()
        for step in STEPS:
            at, block = getattr(self._opened[0].record, step), self.form.blocks[step]
            if at is not None and block.answer().value is None and not block.answer().problems:
                block.set_answer(at.isoformat())

    def choose_result(self, code: str) -> None:
        """Say what came of it, and go to what that asks."""
        block = self.form.blocks["result"]
        block.set_answer(code)
        block.editor.changed.emit()
        self.form.focus_field("why_nobody" if code == "no_cm_available" else "mode")

    def _act(self, draft: str) -> Act | None:
        handoff = self.form.record()
        care = self.care.record() if self.care is not None else None
        if handoff is None or (self.care is not None and care is None):
            return None
        return partial(save_handoff, self._tools.desk, self._opened, (handoff, care), draft=draft)
