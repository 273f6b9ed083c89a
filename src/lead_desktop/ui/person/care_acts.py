"""What the page of a person does with services and with what to be careful about: forms opened and shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework import legal, overdoses, safety, services
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.legal import LegalMatter
from lead_desktop.domain.service import AnyService
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.person.legal_form import MatterBox
from lead_desktop.ui.person.overdose_form import LookInBox, OverdoseBox
from lead_desktop.ui.person.safety import SettlePanel
from lead_desktop.ui.person.service_form import ChangeService, ServiceBox
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.tools import Tools


class CareActs(QObject):
    """Shows its forms by the page's own way."""

    went_wrong = Signal(object)

    def __init__(self, tools: Tools, show: Callable[[FormBox], None], page: QWidget) -> None:
        """Take how a form is shown, and the page they belong to."""
        super().__init__(page)
        self._tools, self._show = tools, show
        self._person = ""

    def begin(self, what: str, person: str) -> None:
        """Begin an `overdose`, a legal `matter`, or a `service` of the first kind that the role may record."""
        self._person = person
        if what == "overdose":
            self._open(OverdoseBox(self._tools, person))
        elif what == "matter":
            self._open(MatterBox(self._tools, person, None))
        else:
            self._on_kind_requested(services.kinds_of(self._tools.desk)[0])

    def links(self, view: PersonView) -> list[tuple[str, str]]:
        """Return what can be done about what is open for somebody."""
        found = []
        if view.may.settle and view.safety:
            found.append(("settle", _("Write what was done")))
        if view.may.overdose and any(one.record.follow_up_by() for one in view.overdoses):
            found.append(("look_in", _("Write how the person is")))
        return found

    def follow(self, key: str, person: str) -> None:
        """Go where a link of the banner leads."""
        if key == "settle":
            self._run(safety.open_flag, person, self._on_flag_opened)
        else:
            self._run(overdoses.waiting, person, self._on_overdose_opened)

    @Slot(object)
    def change_matter(self, held: object) -> None:
        """Open a legal matter for a change."""
        if isinstance(held, Kept) and isinstance(held.record, LegalMatter):
            self._person = held.record.person or ""
            self._run(legal.open_matter, held, self._on_matter_opened)

    @Slot(object)
    def change_service(self, held: object) -> None:
        """Ask how a service turned out."""
        if isinstance(held, Kept) and isinstance(held.record, AnyService):
            self._run(services.open_service, held, self._on_service_opened)

    @Slot(str)
    def _on_kind_requested(self, kind: str) -> None:
        box = ServiceBox(self._tools, self._person, kind)
        box.kind_requested.connect(self._on_kind_requested)
        self._show(box)
        box.take_focus()

    @Slot(object)
    def _on_service_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            box = ChangeService(self._tools, opened)
            self._show(box)
            box.take_focus()

    @Slot(object)
    def _on_flag_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            self._open(SettlePanel(self._tools, opened))

    @Slot(object)
    def _on_overdose_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            self._open(LookInBox(self._tools, opened))

    @Slot(object)
    def _on_matter_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            self._open(MatterBox(self._tools, self._person, opened))

    def _open(self, box: SettlePanel | OverdoseBox | LookInBox | MatterBox) -> None:
        self._show(box)
        box.form.focus_first()

    def _run(self, act: Callable[..., object], about: object, then: Callable[[object], None]) -> None:
        job = self._tools.jobs.run(act, self._tools.desk, about)
        job.finished.connect(then)
        job.went_wrong.connect(self.went_wrong)
