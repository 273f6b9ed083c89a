"""Putting a backup in the vault's place: chosen, looked into, proved, confirmed; what was there is kept aside."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox

from lead_desktop.casework.entrance import BackupFile, Entrance
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, show_time
from lead_desktop.ui.files import FileAsker
from lead_desktop.ui.jobs import Jobs, Steps
from lead_desktop.ui.looks import button, plain_label, plain_text, rename
from lead_desktop.ui.start.fields import PassphraseField, TextField
from lead_desktop.ui.start.page import StartPage

PATTERN = "*.leadbackup"
_MEGA = 1024 * 1024


class RestorePage(StartPage):
    """Nothing is replaced before the backup was opened by its passphrase and every page of it checked."""

    restored = Signal(str)  # the sign-in name

    def __init__(self, door: Entrance, jobs: Jobs, files: FileAsker) -> None:
        """Take the way in and what asks for the file."""
        super().__init__("restorePage", jobs)
        self._door = door
        self._files = files
        self._source: Path | None = None
        self._found: BackupFile | None = None
        self._choose = button("", "folder", name="chooseBackup")
        self._what = plain_label(role="strong", wrap=True)
        self._what.setObjectName("backupFound")
        self.name = TextField("signInName")
        self.passphrase = PassphraseField("passphrase")
        self._sure = QCheckBox()
        self._sure.setObjectName("sure")
        self._go = button("", "rotate-ccw", "primary", name="restoreNow")
        self._back = button("", "arrow-left", "quiet", name="back")
        self.column.addLayout(self._row(self._choose))
        for widget in (self._what, self.name, self.passphrase, self._sure):
            self.column.addWidget(widget)
        self.column.addLayout(self._row(self._go, self._back))
        self._choose.clicked.connect(self._on_choose_clicked)
        self._go.clicked.connect(self._on_go_clicked)
        self._back.clicked.connect(self.back_requested)
        self.setFocusProxy(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_heading(
            _("Restore a backup"),
            _(
                "The backup is checked before anything is replaced. What is here now is kept aside for as long as this "
                "laptop may hold what is in it. Before it goes, what was never sent from it is sealed for the hub."
            ),
        )
        rename(self._choose, _("Choose the backup file"))
        self.name.set_words(_("Sign-in name"))
        self.passphrase.set_words(_("Passphrase"), _("The one that was in use when the backup was made."))
        sure = _("Replace what is on this laptop with this backup")
        self._sure.setText(plain_text(sure))
        self._sure.setAccessibleName(sure)
        rename(self._go, _("Restore"))
        rename(self._back, _("Back"))
        self._show_found()

    def after_work(self) -> None:
        """Go back to the passphrase, which is the likeliest slip."""
        self.passphrase.line.setFocus()
        self.passphrase.line.selectAll()

    def _show_found(self) -> None:
        found = self._found
        self._what.setVisible(found is not None)
        if found is not None:
            words = _("Backup of {time}, {size} MB").format(
                time=show_time(found.made_at), size=f"{max(found.size / _MEGA, 0.1):.1f}"
            )
            self._what.setText(words)

    @Slot()
    def _on_choose_clicked(self) -> None:
        chosen = self._files.to_read(self, _("Choose the backup file"), f"LEAD Desktop ({PATTERN})")
        if chosen is None:
            return
        self.banner.show_message("")
        try:
            self._found = self._door.look_into(chosen)
            self._source = chosen
        except LeadError as error:
            self._found, self._source = None, None
            self.show_error(error)
        self._show_found()
        if self._source is not None:
            self.name.line.setFocus()

    @Slot()
    def _on_go_clicked(self) -> None:
        missing = self._missing()
        if self.busy() or missing:
            self.banner.set_tone("warn")
            self.banner.show_message(missing)
            return
        who = (self.name.text(), self.passphrase.text())
        job = self._jobs.run_in_steps(_restore, self._door, self._source, who)
        self.work(_("Checking and restoring the backup."), job, self._on_job_finished, stops=True)

    def _missing(self) -> str:
        if self._source is None:
            return _("Please choose the backup file first.")
        if not self.name.text() or not self.passphrase.text():
            return _("Please type the sign-in name and the passphrase.")
        if not self._sure.isChecked():
            return _("Please tick the line that says the backup takes the place of what is here.")
        return ""

    @Slot(object)
    def _on_job_finished(self, _aside: object) -> None:
        self.restored.emit(self.name.text())


def _restore(door: Entrance, source: Path, who: tuple[str, str], steps: Steps) -> bool:
    return door.restore(source, who, steps, steps.stopped)
