"""What the page of a person does with services and with what to be careful about: forms opened and shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework import safety, services
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.service import AnyService
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.person.safety import SettlePanel
from lead_desktop.ui.person.service_form import ChangeService, ServiceBox
from lead_desktop.ui.tools import Tools


class CareActs(QObject):
    """Shows its forms by the page's own way."""

    went_wrong = Signal(object)

    def __init__(self, tools: Tools, show: Callable[[FormBox], None], page: QWidget) -> None:
        """Take how a form is shown, and the page they belong to."""
        super().__init__(page)
        self._tools, self._show = tools, show
        self._person = ""

    def begin_service(self, person: str) -> None:
        """Begin a service of the first kind that the role may record."""
        self._person = person
        self._on_kind_requested(services.kinds_of(self._tools.desk)[0])

    @Slot(object)
    def change_service(self, held: object) -> None:
        """Ask how a service turned out."""
        if isinstance(held, Kept) and isinstance(held.record, AnyService):
            self._run(services.open_service, held, self._on_service_opened)

    def settle(self, person: str) -> None:
        """Ask what was done about the newest sign of danger."""
        self._run(safety.open_flag, person, self._on_flag_opened)

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
            panel = SettlePanel(self._tools, opened)
            self._show(panel)
            panel.form.focus_first()

    def _run(self, act: Callable[..., object], about: object, then: Callable[[object], None]) -> None:
        job = self._tools.jobs.run(act, self._tools.desk, about)
        job.finished.connect(then)
        job.went_wrong.connect(self.went_wrong)
