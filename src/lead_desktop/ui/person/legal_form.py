"""A court matter or a warrant: what it is, where it stands, and the hearing that comes."""

from functools import partial

from lead_desktop.casework import legal
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.legal import LegalMatter
from lead_desktop.i18n import N_
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools

MATTER: Layout = (
    Section(
        N_("The matter"),
        (Row("kind", "told_by"), Row("warrant_type", "warrant_status"), Row("about"), Row("court", "court_place"),
         Row("number")),
    ),
    Section(N_("Next hearing"), (Row("next_hearing", "ride"), Row("hearing_place"))),
    Section(
        N_("Who helps, and how it goes on"), (Row("defender", "prosecutor"), Row("would_help"), Row("disposition"))
    ),
)  # fmt: skip


class MatterBox(FormBox):
    """A new matter, or one that is changed."""

    def __init__(self, tools: Tools, person: str, opened: Opened[LegalMatter] | None) -> None:
        """Begin one, or open one."""
        self._person, self._opened = person, opened
        self.form: RecordForm[LegalMatter] = RecordForm(LegalMatter, MATTER, tools.needs)
        if opened is not None:
            self.form.load(opened.record)
        name = f"legal.{opened.rid}" if opened else "legal"
        place = DraftPlace(name, person, Compartment.LEGAL)
        super().__init__(tools, place, FormPage({"legal_matter": self.form}), self._act)
        self.setObjectName("legal_form")
        self.retranslate(N_("Save"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        if self._opened is None:
            return partial(legal.add_matter, self._tools.desk, self._person, record, draft=draft)
        return partial(legal.save_matter, self._tools.desk, self._opened, record, draft=draft)
