"""The forms of a place and of what it offers."""

from functools import partial

from lead_desktop.casework import directory
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.i18n import N_
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools

PROVIDER: Layout = (
    Section(
        N_("Place"),
        (Row("name", "name_es"), Row("phone", "text_phone"), Row("address", "getting_there"), Row("kinds")),
    ),
    Section(N_("More about it"), (Row("about"), Row("about_es"), Row("website"), Row("languages"))),
    Section(N_("Is it right?"), (Row("checked_on", "open_now"), Row("source_words", "source_words_es"))),
)
OFFER: Layout = (
    Section(N_("What it is"), (Row("name", "name_es"), Row("everyday"), Row("treatments"))),
    Section(
        N_("For whom, when, how"),
        (
            Row("easy"),
            Row("who", "who_es"),
            Row("hours", "hours_es"),
            Row("how", "how_es"),
            Row("cost", "places"),
        ),
    ),
)


class PlaceBox(FormBox):
    """A new place, or one that is changed."""

    def __init__(self, tools: Tools, opened: Opened[Provider] | None = None) -> None:
        """Begin with what was opened; a new place was checked today, by whoever adds it."""
        self._opened = opened
        self.form: RecordForm[Provider] = RecordForm(Provider, PROVIDER, tools.needs)
        fresh = Provider(checked_on=tools.desk.clock.now().date(), checked_by=tools.desk.worker.id)
        self.form.load(opened.record if opened else fresh)
        place = DraftPlace("_provider", opened.rid if opened else "", Compartment.REFERENCE)
        super().__init__(tools, place, FormPage({"provider": self.form}), self._act)
        self.setObjectName("place_form")
        self.retranslate(N_("Save the place"))
        self.begin()

    def take_focus(self) -> None:
        """Begin at the name."""
        self.form.focus_field("name")

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(directory.save_provider, self._tools.desk, record, opened=self._opened, draft=draft)


class OfferBox(FormBox):
    """Something new that a place offers, or a change of it."""

    def __init__(self, tools: Tools, provider: str, opened: Opened[Offer] | None = None) -> None:
        """Take the id of the place, and what was opened."""
        self._opened = opened
        self.form: RecordForm[Offer] = RecordForm(Offer, OFFER, tools.needs)
        self.form.load(opened.record if opened else Offer(provider=provider))
        place = DraftPlace("_offer", opened.rid if opened else provider, Compartment.REFERENCE)
        super().__init__(tools, place, FormPage({"offer": self.form}), self._act)
        self.setObjectName("offer_form")
        self.retranslate(N_("Save the offer"))
        self.begin()

    def take_focus(self) -> None:
        """Begin at the name."""
        self.form.focus_field("name")

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(directory.save_offer, self._tools.desk, record, opened=self._opened, draft=draft)
