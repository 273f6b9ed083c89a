"""The program's own numbers and names, for those whose role may change them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.kept import Opened, Saved
from lead_desktop.casework.settings import open_programme, save_programme
from lead_desktop.domain.programme import Programme
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms.layout import Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.tools import Tools

LAYOUT = (
    Section(
        N_("Names and numbers"),
        (Row("name"), Row("number_prefix", "outreach_phone"), Row("referral_types"), Row("criteria_set")),
    ),
    Section(
        N_("Times"),
        (
            Row("intake_window_days", "pauses_agreed"),
            Row("active_contact_days", "plan_review_days"),
            Row("outreach_hours", "handoff_target_minutes"),
            Row("look_back_months", "consent_reminder_days"),
        ),
    ),
    Section(N_("Caseload"), (Row("caseload_notice", "caseload_limit"),)),
    Section(N_("Laptops that do not reach the hub"), (Row("lease_sud_days", "lease_days"), Row("lease_grace_days"))),
    Section(N_("Partners and places"), (Row("agencies"), Row("sites"), Row("juvenile_pathway"))),
    Section(N_("Reporting"), (Row("hmis_reporting", "hmis_coc"),)),
)


class ProgramCard(WorkCard):
    """Saved by a button: these numbers move other people's deadlines."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Offer to open the settings; the form is long, so it is made when it is wanted."""
        super().__init__("programCard", "settings", parent)
        self._tools = tools
        self._opened: Opened[Programme] | None = None
        self.form: RecordForm[Programme] | None = None
        self._open = button("", "pencil", name="openProgram")
        self._save = button("", "check", "primary", name="saveProgram")
        self._save.hide()
        for act in (self._open, self._save):
            self.body.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        self._open.clicked.connect(self._on_open_clicked)
        self._save.clicked.connect(self._on_save_clicked)
        self.close_up(self._save)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Program"))
        self.set_subtitle(_("Changes apply from the next save. Deadlines already running do not change."))
        rename(self._open, _("Change the program settings"))
        rename(self._save, _("Save the program settings"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong; fields say it themselves."""
        if isinstance(error, Incomplete) and self.form is not None:
            self.form.complete()
        super().show_error(error)

    @Slot()
    def _on_open_clicked(self) -> None:
        self._opened = open_programme(self._tools.desk)
        self.form = RecordForm(Programme, LAYOUT, self._tools.needs)
        self.form.load(self._opened.record)
        self.body.insertWidget(self.body.indexOf(self._save), self.form)
        self._open.hide()
        self._save.show()
        self.form.focus_first()

    @Slot()
    def _on_save_clicked(self) -> None:
        if self.busy() or self.form is None or self._opened is None:
            return
        if not self.form.complete():
            self.form.focus_first()
            return
        record = self.form.record()
        if record is not None:
            self.form.setEnabled(False)
            job = self._tools.jobs.run(save_programme, self._tools.desk, self._opened, record)
            self.work(job, self._on_saved)
            job.ended.connect(self._on_save_ended)

    @Slot()
    def _on_save_ended(self) -> None:
        if self.form is not None:
            self.form.setEnabled(True)

    @Slot(object)
    def _on_saved(self, saved: Saved | None) -> None:
        if saved is None:
            self.say(_("Nothing was different."), "info")
            return
        self._opened = open_programme(self._tools.desk)
        self.say(_("Saved."))
