"""Writing an entry of a register, going on with one, and saying what an order of a court lets whom have."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from lead_desktop.casework import registers
from lead_desktop.casework.incidents import report_incident
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.incident import Incident
from lead_desktop.domain.registers import Breach
from lead_desktop.domain.requests import OrderCheck, RecordRequest
from lead_desktop.i18n import N_, gettext as _, show_date
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

ORDER: Layout = (
    Section("", (Row("court", "number"), Row("names_records"), Row("recipient", "until"), Row("categories"))),
)


class EntryBox(FormBox):
    """A new entry, or one that goes on. `order_requested` asks for the form about an order that came."""

    order_requested = Signal()

    def __init__(
        self, tools: Tools, layout: Layout, start: AboutPerson, opened: Opened[AboutPerson] | None = None
    ) -> None:
        """Begin with `start`, or go on with the draft that waits."""
        self._opened = opened
        self._person = start.person
        self.form: RecordForm[AboutPerson] = RecordForm(type(start), layout, tools.needs)
        self.form.load(start)
        name = f"register.{opened.rid if opened else 'new'}.{start.NAME}"
        place = DraftPlace(name, start.person or "", Compartment.CONSENT)
        super().__init__(tools, place, FormPage({"entry": self.form}), self._act)
        self.setObjectName("entry_form")
        self.known = Banner("info")
        self.known.setObjectName("known")
        self.known.link_activated.connect(self._on_known_link_activated)
        inside = self.layout()
        if isinstance(inside, QVBoxLayout):
            inside.insertWidget(0, self.known)
        self.retranslate(N_("Save") if opened else N_("Write it down"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word, and what is known of deadlines and orders."""
        super().retranslate(save_words)
        held = self._opened.record if self._opened else None
        if isinstance(held, Breach) and (people := held.tell_people_by()) and (office := held.tell_office_by()):
            words = _("Tell the people by {people}, the federal office by {office}, unless it is judged low.")
            self.known.show_message(words.format(people=show_date(people), office=show_date(office)))
        elif isinstance(held, RecordRequest) and held.paper == "court_order" and self._may_check():
            words = _("An order of a court came with this. Once you have read it, say what it lets whom have.")
            self.known.show_message(words, [("order", _("Say what the order allows"))])

    def _may_check(self) -> bool:
        return self._person is not None and self._tools.desk.may("create", OrderCheck)

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        if self._opened is not None:
            return partial(registers.change, self._tools.desk, self._opened, record, draft=draft)
        about = record.with_(person=record.person or self._person)
        if isinstance(about, Incident):
            return partial(report_incident, self._tools.desk, about, draft=draft)
        return partial(registers.write, self._tools.desk, about, draft=draft)

    def _on_known_link_activated(self, _key: str) -> None:
        self.keeper.flush()
        self.order_requested.emit()


class OrderBox(FormBox):
    """What an order of a court lets whom have, as whoever answers for privacy has read it."""

    def __init__(self, tools: Tools, rid: str, held: RecordRequest) -> None:
        """Begin with who asked; `rid`: the request's id."""
        start = OrderCheck(person=held.person, request=rid, recipient=held.organization, court=held.organization)
        self.form: RecordForm[OrderCheck] = RecordForm(OrderCheck, ORDER, tools.needs)
        self.form.load(start)
        place = DraftPlace(f"order.{rid}", held.person or "", Compartment.CONSENT)
        super().__init__(tools, place, FormPage({"order": self.form}), self._act)
        self.setObjectName("order_form")
        self.retranslate(N_("I have read it, and this is what it allows"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        return None if record is None else partial(registers.write, self._tools.desk, record, draft=draft)
