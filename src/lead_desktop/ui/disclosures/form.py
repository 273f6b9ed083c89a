"""Writing down what was said, sent or handed over in another way than by this program."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from lead_desktop.casework import disclosures
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

SHARED: Layout = (
    Section(N_("What left"), (Row("what", "how"), Row("at"), Row("categories"))),
    Section(N_("To whom, and what allowed it"), (Row("basis"), Row("recipient", "attention"), Row("why"))),
)


class SharedBox(FormBox):
    """One entry; where a consent is said to allow it, one in force must."""

    def __init__(self, tools: Tools, person: str) -> None:
        """Begin with something said just now."""
        self._person = person
        self.form: RecordForm[Disclosure] = RecordForm(Disclosure, SHARED, tools.needs, whole=False)
        self.form.load(disclosures.begun(tools.desk))
        place = DraftPlace("disclosures.new", person, Compartment.CONSENT)
        super().__init__(tools, place, FormPage({"shared": self.form}), self._act)
        self.setObjectName("shared_form")
        self.least = Banner("info")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.least)
        self.retranslate(N_("Write it down"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word, and the rule for all of it."""
        super().retranslate(save_words)
        self.least.show_message(
            _(
                "Only what they need to know. An entry stays as it is written, and the person can ask for the list at "
                "any time."
            )
        )

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(disclosures.write_down, self._tools.desk, self._person, record, draft=draft)
