"""What the prosecutor said about a held charge, and what was decided in the end."""

from functools import partial

from PySide6.QtCore import QSignalBlocker

from lead_desktop.casework.charges import BY_HAND, open_for_decision, record_decision
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.charge.words import charge_words
from lead_desktop.ui.forms.combo_editor import ComboEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.form_screen import FormScreen
from lead_desktop.ui.tools import Tools

FORM = "charge_decision"
LAYOUT: Layout = (
    Section(
        N_("Does the prosecutor agree to the diversion?"),
        (Row("prosecutor_office"), Row("review"), Row("review_reason")),
    ),
    Section(N_("What was decided"), (Row("status", "decided_on"),)),
)  # fmt: skip


class DecidedEditor(ComboEditor):
    """The status of now and what may be decided by hand; that the intake is done is said by the intake alone."""

    def _show(self, code: object) -> None:
        self._offer(code if isinstance(code, str) and code else None)
        super()._show(code)

    def _offer(self, held: str | None) -> None:
        super()._offer(held)
        with QSignalBlocker(self.combo):
            for at in reversed(range(self.combo.count())):
                code = self.combo.itemData(at)
                if code and code != held and code not in BY_HAND:
                    self.combo.removeItem(at)


class DecidedForm(RecordForm[DivertedCharge]):
    """The prosecutor's part of a charge."""

    def editor_for(self, spec: Spec) -> Editor:
        """Give the status an editor of its own."""
        return DecidedEditor(spec, self._needs) if spec.name == "status" else super().editor_for(spec)


class DecidedBox(FormBox):
    """The form about one charge."""

    def __init__(self, tools: Tools, opened: Opened[DivertedCharge]) -> None:
        """Show what was said so far, or the draft that waits."""
        self._opened = opened
        self.form = DecidedForm(DivertedCharge, LAYOUT, tools.needs)
        self.form.load(opened.record)
        place = DraftPlace(FORM, opened.rid, Compartment.CHARGE)
        super().__init__(tools, place, FormPage({"diverted_charge": self.form}), self._act)
        self.setObjectName("charge_decision_form")
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(record_decision, self._tools.desk, self._opened, record, draft=draft)


class ChargeDecisionScreen(FormScreen):
    """The page around the form; `open` names the charge."""

    BACK_TO = "charge"
    SAVED_WORDS = N_("Saved. The charge says so now.")

    def __init__(self, tools: Tools) -> None:
        """Build the frame."""
        self._charge = DivertedCharge()
        super().__init__(tools, "charge_decision", self._made)

    def title(self) -> str:
        """Name the page."""
        return _("What the prosecutor said")

    def about(self, *, private: bool) -> str:  # noqa: ARG002 - as the page of a person
        """Name the charge; whose it is stands on its page."""
        return charge_words(self._charge)

    def _made(self, rid: str) -> FormBox:
        opened = open_for_decision(self._tools.desk, rid)
        self._charge = opened.record
        return DecidedBox(self._tools, opened)
