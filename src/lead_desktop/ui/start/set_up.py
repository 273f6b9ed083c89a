"""Setting up a laptop in three steps: whose it is, who works on it, and the passphrase."""

import unicodedata

from PySide6.QtCore import QTimer, Signal, Slot

from lead_desktop.casework import entrance
from lead_desktop.casework.entrance import Entrance
from lead_desktop.casework.opening import SetUp
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.start.page import StartPage
from lead_desktop.ui.start.steps import SecretStep, SideStep, WhoStep


class SetUpPage(StartPage):
    """What was typed in a step stays when one goes back, and when something goes wrong."""

    opened = Signal(object)  # an Opening with the recovery code

    def __init__(self, door: Entrance, jobs: Jobs, needs: Needs) -> None:
        """Take the way in and what forms need."""
        super().__init__("setUpPage", jobs)
        self._door = door
        self.side = SideStep()
        self.who = WhoStep(needs)
        self.secret = SecretStep()
        self._steps = (self.side, self.who, self.secret)
        self._at = 0
        self._next = button("", "arrow-right", "primary", name="next")
        self._back = button("", "arrow-left", "quiet", name="back")
        for step in self._steps:
            self.column.addWidget(step)
        self.column.addLayout(self._row(self._next, self._back))
        self._next.clicked.connect(self._on_next_clicked)
        self._back.clicked.connect(self._on_back_clicked)
        self.secret.entered.connect(self._on_next_clicked)
        self.setFocusProxy(self.side)
        self.retranslate()
        self._go(0)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        headings = (_("Whose laptop is this?"), _("Who are you?"), _("How do you sign in?"))
        leads = (
            _("A laptop belongs to one side. What it may hold depends on that, and it cannot be changed later."),
            _("Your name stands beside what you write. The rest can be changed later in the settings."),
            _("Only you know the passphrase. Nobody can look it up, so a recovery code comes next."),
        )
        step = _("Step {n} of {all}").format(n=self._at + 1, all=len(self._steps))
        self.set_heading(headings[self._at], f"{step} · {leads[self._at]}")
        last = self._at == len(self._steps) - 1
        rename(self._next, _("Set up this laptop") if last else _("Next"))
        rename(self._back, _("Back"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong, by the field where there is one."""
        if why := entrance.reasons(error):
            self.secret.fresh.first.show_problem(" ".join(_(one) for one in why))
        else:
            super().show_error(error)

    def _go(self, at: int) -> None:
        self._at = at
        self.banner.show_message("")
        for place, step in enumerate(self._steps):
            step.setVisible(place == at)
        self.retranslate()
        QTimer.singleShot(0, self._steps[at], self._steps[at].take_focus)

    @Slot()
    def _on_back_clicked(self) -> None:
        if self._at == 0:
            self.back_requested.emit()
        else:
            self._go(self._at - 1)

    @Slot()
    def _on_next_clicked(self) -> None:
        if self.busy() or not self._steps[self._at].ready():
            return
        if self._at == 0:
            self.who.set_side(self.side.chosen())
            self._go(1)
        elif self._at == 1:
            user, programme = self.who.records()
            self.secret.suggest(
                sign_in_name(user.name or ""), (user.name or "", user.agency or "", programme.name or "")
            )
            self._go(2)
        else:
            self._set_up()

    def _set_up(self) -> None:
        user, programme = self.who.records()
        passphrase = self.secret.fresh.value()
        if passphrase is None:
            return
        wish = SetUp(self.secret.name.text(), passphrase, user, programme)
        doing = _("Setting up. The laptop measures how hard it can make guessing; this takes a few seconds.")
        self.work(doing, self._jobs.run(self._door.set_up, wish), self.opened.emit)


def sign_in_name(name: str) -> str:
    """Suggest a sign-in name for a person's name: `rosa.alvarez` for Rosa Álvarez."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = ["".join(sign for sign in word if sign.isalnum()) for word in plain.split()]
    return ".".join(word for word in words if word)
