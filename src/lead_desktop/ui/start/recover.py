"""Forgotten passphrase: the printed recovery code opens once, and a new passphrase is chosen."""

from PySide6.QtCore import Signal, Slot

from lead_desktop.casework import entrance
from lead_desktop.casework.entrance import Entrance
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.start.fields import NewPassphrase, TextField
from lead_desktop.ui.start.page import StartPage


class RecoverPage(StartPage):
    """Sign-in name, code, new passphrase twice."""

    opened = Signal(object)  # an Opening that holds the next code

    def __init__(self, door: Entrance, jobs: Jobs, name: str = "") -> None:
        """Take the way in, and the name typed so far."""
        super().__init__("recoverPage", jobs)
        self._door = door
        self.name = TextField("signInName")
        self.name.line.setText(name)
        self.code = TextField("recoveryCode")
        self.fresh = NewPassphrase()
        self._open = button("", "lock-open", "primary", name="recover")
        self._back = button("", "arrow-left", "quiet", name="back")
        for widget in (self.name, self.code, self.fresh):
            self.column.addWidget(widget)
        self.column.addLayout(self._row(self._open, self._back))
        self._open.clicked.connect(self._on_open_clicked)
        self._back.clicked.connect(self.back_requested)
        self.fresh.again.line.returnPressed.connect(self._on_open_clicked)
        self.setFocusProxy(self.code.line if name else self.name.line)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_heading(
            _("Use the recovery code"),
            _("The code is on the sheet printed when this laptop was set up. It works once; a new code follows."),
        )
        self.name.set_words(_("Sign-in name"))
        self.code.set_words(
            _("Recovery code"), _("Nine groups of four. Spaces, dashes and small letters do not matter.")
        )
        rename(self._open, _("Unlock and set the new passphrase"))
        rename(self._back, _("Back"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong, by the field where there is one."""
        if error.code in {"recovery_code_mistyped", "wrong_recovery_code"}:
            self.code.show_problem(error.words())
        elif why := entrance.reasons(error):
            self.fresh.first.show_problem(" ".join(_(one) for one in why))
        else:
            super().show_error(error)

    def after_work(self) -> None:
        """Go back to the code."""
        self.code.line.setFocus()

    @Slot()
    def _on_open_clicked(self) -> None:
        if self.busy():
            return
        if not self.name.text():
            self.name.show_problem(_("Please type your sign-in name."))
            self.name.line.setFocus()
            return
        if not self.code.text():
            self.code.show_problem(_("Please type the recovery code."))
            self.code.line.setFocus()
            return
        self.fresh.own_words = (self.name.text(),)
        passphrase = self.fresh.value()
        if passphrase is None:
            return
        job = self._jobs.run(self._door.recover, self.code.text(), self.name.text(), passphrase)
        self.work(_("Unlocking with the recovery code."), job, self.opened.emit)
