"""Planning one shift, changing it, or taking it off the roster."""

from functools import partial

from PySide6.QtCore import Slot

from lead_desktop.casework.kept import Opened
from lead_desktop.casework.roster import add_shift, change_shift, open_shift, remove_shift
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.roster import RosterShift
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.form_screen import FormScreen
from lead_desktop.ui.roster.page import NEW
from lead_desktop.ui.tools import Tools

FORM = "shift"
LAYOUT: Layout = (
    Section("", (Row("worker", "place"), Row("starts_at", "ends_at"), Row("phone", "area"))),
)  # fmt: skip


class ShiftBox(FormBox):
    """The form of one shift; `opened` None: one that is still to be planned."""

    def __init__(self, tools: Tools, rid: str, opened: Opened[RosterShift] | None) -> None:
        """Show a shift, or begin one with the next full hour."""
        self._opened = opened
        self.form = RecordForm(RosterShift, LAYOUT, tools.needs)
        start = tools.desk.clock.now().replace(minute=0, second=0, microsecond=0)
        self.form.load(opened.record if opened else RosterShift(starts_at=start))
        place = DraftPlace(FORM, rid, Compartment.PROGRAMME)
        super().__init__(tools, place, FormPage({"roster_shift": self.form}), self._act)
        self.setObjectName("shift_form")
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        desk = self._tools.desk
        if self._opened is None:
            return partial(add_shift, desk, record, draft=draft)
        return partial(change_shift, desk, self._opened, record, draft=draft)


class ShiftScreen(FormScreen):
    """The page around the form; `open` names the shift, or NEW."""

    BACK_TO = "on_call"
    SAVE_WORDS = N_("Save the shift")
    SAVED_WORDS = N_("The roster is changed. Other laptops have it once they meet the hub.")

    def __init__(self, tools: Tools) -> None:
        """Build the frame."""
        self.remove = button("", "trash-2", "quiet", name="remove_shift")
        super().__init__(tools, "shift", self._made)
        self.header.add_button(self.remove)
        self.remove.clicked.connect(self._on_remove_clicked)

    def title(self) -> str:
        """Name the page."""
        return _("A shift on call")

    def about(self, *, private: bool) -> str:  # noqa: ARG002 - as the page of a person
        """Name nobody: a shift is about a worker, who stands in the form."""
        return ""

    def _made(self, rid: str) -> FormBox:
        opened = None if rid == NEW else open_shift(self._tools.desk, rid)
        return ShiftBox(self._tools, rid, opened)

    def _say(self) -> None:
        super()._say()
        rename(self.remove, _("Take off the roster"))
        self.remove.setVisible(self._rid not in ("", NEW))

    @Slot()
    def _on_remove_clicked(self) -> None:
        job = self._tools.jobs.run(remove_shift, self._tools.desk, self._rid)
        job.finished.connect(self._on_box_saved)
        job.went_wrong.connect(self._on_went_wrong)
