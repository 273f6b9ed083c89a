"""A worker's own way in: another passphrase, another recovery code."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from lead_desktop.casework import entrance
from lead_desktop.casework.access import renew_recovery_code
from lead_desktop.casework.opening import change_own_passphrase
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.start.fields import NewPassphrase, PassphraseField
from lead_desktop.ui.start.recovery_code import RecoveryCodePage
from lead_desktop.ui.tools import Tools


class PassphraseCard(WorkCard):
    """The passphrase of now, and the new one twice; until all is done the one of now opens."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Change the passphrase of the person at the desk."""
        super().__init__("passphraseCard", "key-round", parent)
        self._tools = tools
        self.old = PassphraseField("oldPassphrase")
        self.fresh = NewPassphrase()
        self.fresh.own_words = (tools.desk.vault.user_name, tools.desk.worker.name, tools.desk.worker.agency)
        self._change = button("", "check", name="changePassphrase")
        self.add(self.old)
        self.add(self.fresh)
        self.body.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeft)
        self._change.clicked.connect(self._on_change_clicked)
        self.close_up(self.old, self.fresh, self._change)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Change your passphrase"))
        self.set_subtitle(_("The recovery code stays as it is."))
        self.old.set_words(_("Current passphrase"))
        rename(self._change, _("Change the passphrase"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong, by the field where there is one."""
        if why := entrance.reasons(error):
            self.fresh.first.show_problem(" ".join(_(one) for one in why))
        elif error.code == "wrong_passphrase":
            self.old.show_problem(_("This is not your passphrase."))
        else:
            super().show_error(error)

    @Slot()
    def _on_change_clicked(self) -> None:
        if self.busy():
            return
        if not self.old.text():
            self.old.show_problem(_("Please type your passphrase."))
            self.old.line.setFocus()
            return
        fresh = self.fresh.value()
        if fresh is not None:
            job = self._tools.jobs.run(change_own_passphrase, self._tools.desk, self.old.text(), fresh)
            self.work(job, self._on_changed)

    @Slot(object)
    def _on_changed(self, _nothing: object) -> None:
        self.old.clear()
        self.fresh.clear()
        self.say(_("The passphrase is changed. Use the new one from now on."))


class RecoveryCard(WorkCard):
    """A new recovery code, when the sheet is lost; the one before opens nothing any more."""

    def __init__(self, tools: Tools, print_code: Callable[[str], object], parent: QWidget | None = None) -> None:
        """Make the code for the person at the desk; `print_code` shows the sheet."""
        super().__init__("recoveryCard", "file-text", parent)
        self._tools = tools
        self._print_code = print_code
        self.passphrase = PassphraseField("recoveryPassphrase")
        self._make = button("", "refresh-cw", name="newRecoveryCode")
        self.add(self.passphrase)
        self.body.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeft)
        self._make.clicked.connect(self._on_make_clicked)
        self.close_up(self.passphrase, self._make)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("New recovery code"))
        self.set_subtitle(
            _("When the sheet is lost or somebody has seen it. After that, the old code no longer works.")
        )
        self.passphrase.set_words(_("Your passphrase"))
        rename(self._make, _("Make a new code"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong, by the field where there is one."""
        if error.code == "wrong_passphrase":
            self.passphrase.show_problem(_("This is not your passphrase."))
        else:
            super().show_error(error)

    @Slot()
    def _on_make_clicked(self) -> None:
        if self.busy():
            return
        if not self.passphrase.text():
            self.passphrase.show_problem(_("Please type your passphrase."))
            self.passphrase.line.setFocus()
            return
        job = self._tools.jobs.run(renew_recovery_code, self._tools.desk, self.passphrase.text())
        self.work(job, self._on_made)

    @Slot(object)
    def _on_made(self, code: str) -> None:
        self.passphrase.clear()
        self.say(_("A new recovery code was made. The one before opens nothing any more."))
        CodeDialog(code, self._tools.jobs, self._print_code, self.window()).open()


class CodeDialog(QDialog):
    """Shows a new recovery code once."""

    def __init__(self, code: str, jobs: Jobs, print_code: Callable[[str], object], parent: QWidget) -> None:
        """Take the code and what prints it."""
        super().__init__(parent)
        self.setObjectName("codeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Recovery code"))
        self.page = RecoveryCodePage(code, jobs, print_code)
        self.page.confirmed.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.addWidget(self.page)
        self.resize(620, 560)
