"""The unlock page: a name, a passphrase, and a way out of every trouble."""

from PySide6.QtCore import QTimer, Signal, Slot

from lead_desktop.casework import entrance
from lead_desktop.casework.entrance import Entrance
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.start.fields import PassphraseField, TextField
from lead_desktop.ui.start.page import StartPage

MINUTE_MS = 60_000
_LOOK_MS = 1000
_LINKS = {
    entrance.SPARE: N_("Use the spare key file"),
    entrance.RESTORE: N_("Restore a backup"),
    entrance.RECOVER: N_("Use the recovery code"),
}


class UnlockPage(StartPage):
    """Asks who is there. The same sentence for a wrong name and a wrong passphrase, so that names stay unknown."""

    opened = Signal(object)  # an Opening
    recover_requested = Signal(str)  # the sign-in name typed
    restore_requested = Signal()
    other_requested = Signal()  # the other profile: sample or programme

    def __init__(self, door: Entrance, jobs: Jobs, hint: tuple[str, str] = ("", "")) -> None:
        """Take the way in; `hint` is sign-in name and passphrase of invented data, which may be shown."""
        super().__init__("unlockPage", jobs)
        self._door = door
        self._hint = hint
        self._error: LeadError | None = None
        self._until_ms = 0
        self.name = TextField("signInName")
        self.passphrase = PassphraseField("passphrase")
        self._unlock = button("", "lock-open", "primary", name="unlock")
        self._recover = button("", role="link", name="useRecoveryCode")
        self._restore = button("", role="link", name="restoreBackup")
        self._other = button("", role="link", name="otherProfile")
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        for widget in (self.name, self.passphrase):
            self.column.addWidget(widget)
        self.column.addLayout(self._row(self._unlock))
        self.column.addLayout(self._row(self._recover, self._restore))
        self.column.addLayout(self._row(self._other))
        self._connect()
        if hint[0]:
            self.name.line.setText(hint[0])
        self.setFocusProxy(self.passphrase.line if hint[0] else self.name.line)
        self.retranslate()
        self._look_ahead()

    def show_done(self, words: str, name: str = "") -> None:
        """Say what was done before, as after a restore."""
        if name:
            self.name.line.setText(name)
            self.passphrase.line.setFocus()
        self.banner.set_tone("good")
        self.banner.show_message(words)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        sample = self._door.profile == "sample"
        if sample:
            words = _("Everybody in here is invented. The sign-in name is {name}, the passphrase: {passphrase}")
            lead = words.format(name=self._hint[0], passphrase=self._hint[1])
        else:
            lead = _("The files on this laptop are locked. Nothing can be read without your passphrase.")
        self.set_heading(_("Sample program") if sample else _("Welcome back"), lead)
        self.name.set_words(_("Sign-in name"))
        self.passphrase.set_words(_("Passphrase"))
        rename(self._unlock, _("Unlock"))
        rename(self._recover, _(_LINKS[entrance.RECOVER]))
        rename(self._restore, _(_LINKS[entrance.RESTORE]))
        rename(self._other, _("Back to this laptop's own program") if sample else _("Open the sample program"))
        self._recover.setVisible(not sample)
        self._restore.setVisible(not sample)
        if self._error is not None:
            self.show_error(self._error)

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong and what can be done about it."""
        self._error = error
        if minutes := entrance.minutes_to_wait(error):
            self._until_ms = self._until_ms or self._door.clock.boot_ms() + minutes * MINUTE_MS
            self._timer.start()
            self.look()
            return
        self.banner.set_tone("bad")
        self.banner.show_message(error.words(), self._links(error))

    @Slot()
    def look(self) -> None:
        """Count the waiting time down; at its end another try is offered."""
        left = self._until_ms - self._door.clock.boot_ms()
        if self._error is None or left <= 0:
            self._stop_waiting()
            self.banner.show_message("")
            return
        minutes = -(-left // MINUTE_MS)
        sentence = ngettext(
            "Too many tries. Please wait {n} minute, or use your recovery code.",
            "Too many tries. Please wait {n} minutes, or use your recovery code.",
            minutes,
        )
        self._unlock.setEnabled(False)
        if sentence != self.banner.message() or self.banner.isHidden():
            self.banner.set_tone("warn")
            self.banner.show_message(sentence, self._links(self._error))

    def after_work(self) -> None:
        """Let the person type again; a passphrase that did not fit is selected, not lost."""
        self.passphrase.line.setFocus()
        self.passphrase.line.selectAll()

    def _connect(self) -> None:
        self._unlock.clicked.connect(self._on_unlock_clicked)
        self.name.line.returnPressed.connect(self._on_name_return_pressed)
        self.passphrase.line.returnPressed.connect(self._on_unlock_clicked)
        self.name.line.textEdited.connect(self._on_name_edited)
        self._recover.clicked.connect(self._on_recover_clicked)
        self._restore.clicked.connect(self.restore_requested)
        self._other.clicked.connect(self.other_requested)
        self.banner.link_activated.connect(self._on_banner_link_activated)

    def _look_ahead(self) -> None:
        trouble = self._door.trouble()
        if trouble is not None:
            self.show_error(trouble)

    def _links(self, error: LeadError) -> list[tuple[str, str]]:
        return [(key, _(_LINKS[key])) for key in entrance.ways_out(error)]

    def _stop_waiting(self) -> None:
        self._timer.stop()
        self._until_ms, self._error = 0, None
        self._unlock.setEnabled(True)

    @Slot()
    def _on_name_return_pressed(self) -> None:
        self.passphrase.line.setFocus()

    @Slot()
    def _on_name_edited(self) -> None:
        if self._until_ms:
            self._stop_waiting()
            self.banner.show_message("")

    @Slot()
    def _on_unlock_clicked(self) -> None:
        if self.busy() or not self._unlock.isEnabled():
            return
        for field, words in (
            (self.name, _("Please type your sign-in name.")),
            (self.passphrase, _("Please type your passphrase.")),
        ):
            if not field.text():
                field.show_problem(words)
                field.line.setFocus()
                return
        self._error = None
        job = self._jobs.run(self._door.enter, self.name.text(), self.passphrase.text())
        self.work(_("Unlocking. This takes a second, and makes guessing slow for others."), job, self.opened.emit)

    @Slot()
    def _on_recover_clicked(self) -> None:
        self.recover_requested.emit(self.name.text())

    @Slot(str)
    def _on_banner_link_activated(self, key: str) -> None:
        if key == entrance.RECOVER:
            self._on_recover_clicked()
        elif key == entrance.RESTORE:
            self.restore_requested.emit()
        elif key == entrance.SPARE and not self.busy():
            self._error = None
            job = self._jobs.run(self._door.use_spare)
            self.work(_("Looking at the spare key file."), job, self._after_spare)

    def _after_spare(self, _nothing: object) -> None:
        trouble = self._door.trouble()
        if trouble is not None:
            self.show_error(trouble)
            return
        self.show_done(
            _("The spare key file is in place. The damaged one is kept beside it. A passphrase changed very lately "
              "may be the one before.")
        )  # fmt: skip
