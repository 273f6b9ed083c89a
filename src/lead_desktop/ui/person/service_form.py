"""Recording a service, or how one turned out; what concerns substance use is chosen first and rests apart."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from lead_desktop.casework import services
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.service import SERVICES, AnyService
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.segmented import Segmented

NEW: Layout = (
    Section(N_("The service"), (Row("service"), Row("how", "provider"), Row("requested_on", "quantity"))),
    Section(N_("How it turned out"), (Row("outcome", "connected_on"), Row("cost", "fund_source"))),
)
CHANGED: Layout = (
    Section(N_("How it turned out"), (Row("outcome", "connected_on"), Row("cost", "fund_source"))),
    Section(N_("The service"), (Row("how", "provider"), Row("requested_on", "quantity"))),
)


def _kinds() -> dict[str, str]:
    return {
        "general": _("Everyday life, health, law"),
        "harm_reduction": _("Safer use"),
        "sud": _("Treatment for substance use"),
    }


class ServiceBox(FormBox):
    """A new service. `kind_requested` asks for the form of another kind."""

    kind_requested = Signal(str)

    def __init__(self, tools: Tools, person: str, kind: str) -> None:
        """Begin a service of today; kinds that the role may not record are not offered."""
        self._person, self._kind = person, kind
        record_type = SERVICES[kind]
        self.form: RecordForm[AnyService] = RecordForm(record_type, NEW, tools.needs)
        self.form.load(record_type(requested_on=tools.desk.clock.now().date()))
        place = DraftPlace(f"service.{kind}", person, record_type.COMPARTMENT)
        super().__init__(tools, place, FormPage({"service": self.form}), self._act)
        self.setObjectName("new_service")
        allowed = services.kinds_of(tools.desk)
        self.kinds = Segmented([one for one in _kinds().items() if one[0] in allowed], clearable=False)
        self.kinds.setObjectName("service_kind")
        self.kinds.set_value(kind)
        self.kinds.changed.connect(self._on_kinds_changed)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.kinds)
        self.kinds.setVisible(len(allowed) > 1)
        self.retranslate(N_("Save the service"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word in the language of now."""
        super().retranslate(save_words)
        self.kinds.relabel(list(_kinds().items()))
        self.kinds.setAccessibleName(_("Kind of service"))

    def take_focus(self) -> None:
        """Begin at what it is."""
        self.form.focus_field("service")

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(services.record_service, self._tools.desk, self._person, record, draft=draft)

    @Slot(object)
    def _on_kinds_changed(self, kind: object) -> None:
        self.keeper.flush()
        self.kind_requested.emit(str(kind or self._kind))


class ChangeService(FormBox):
    """How a service turned out."""

    def __init__(self, tools: Tools, opened: Opened[AnyService]) -> None:
        """Open one service."""
        self._opened = opened
        self.form: RecordForm[AnyService] = RecordForm(type(opened.record), CHANGED, tools.needs)
        self.form.load(opened.record)
        place = DraftPlace(f"service.{opened.rid}", opened.record.person or "", opened.record.COMPARTMENT)
        super().__init__(tools, place, FormPage({"service": self.form}), self._act)
        self.setObjectName("change_service")
        self.retranslate(N_("Save"))
        self.begin()

    def take_focus(self) -> None:
        """Begin at how it turned out."""
        self.form.focus_field("outcome")

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(services.save_service, self._tools.desk, self._opened, record, draft=draft)
