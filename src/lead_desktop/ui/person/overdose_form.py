"""An overdose, and how the person is within 72 hours after it."""

from functools import partial

from lead_desktop.casework import overdoses
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.overdose import Overdose
from lead_desktop.i18n import N_
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools

OVERDOSE: Layout = (
    Section(
        N_("What happened"),
        (Row("at", "outcome"), Row("place_kind", "area"), Row("reported_by"), Row("substances")),
        N_("The person did nothing wrong by living through this. Skip what is not known."),
    ),
    Section(
        N_("Help that was there"),
        (Row("naloxone_given", "product"), Row("doses", "given_by"), Row("rescue_breathing", "called_911"),
         Row("hospital", "left_early"), Row("alone", "after_break")),
    ),
    Section(N_("What the team did"), (Row("response"), Row("good_samaritan_told"))),
)  # fmt: skip
LOOK_IN: Layout = (Section(N_("How the person is"), (Row("follow_up"), Row("response"))),)


class OverdoseBox(FormBox):
    """A new overdose."""

    def __init__(self, tools: Tools, person: str) -> None:
        """Begin one; when it was is asked, never guessed."""
        self._person = person
        self.form: RecordForm[Overdose] = RecordForm(Overdose, OVERDOSE, tools.needs)
        place = DraftPlace("overdose", person, Compartment.HARM_REDUCTION)
        super().__init__(tools, place, FormPage({"overdose": self.form}), self._act)
        self.setObjectName("overdose_form")
        self.retranslate(N_("Save"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(overdoses.record_overdose, self._tools.desk, self._person, record, draft=draft)


class LookInBox(FormBox):
    """How the person is after an overdose."""

    def __init__(self, tools: Tools, opened: Opened[Overdose]) -> None:
        """Open the overdose after which nobody looked in yet."""
        self._opened = opened
        self.form: RecordForm[Overdose] = RecordForm(Overdose, LOOK_IN, tools.needs)
        self.form.load(opened.record)
        place = DraftPlace("look_in", opened.record.person or "", Compartment.HARM_REDUCTION)
        super().__init__(tools, place, FormPage({"overdose": self.form}), self._act)
        self.setObjectName("look_in_form")
        self.retranslate(N_("Save how the person is"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(overdoses.looked_in, self._tools.desk, self._opened, record, draft=draft)
