"""The sample program: how to sign in to it, and a line of progress while its invented people are entered."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from lead_desktop.casework.entrance import Entrance, close
from lead_desktop.casework.opening import Opening, SetUp
from lead_desktop.domain.programme import Programme, User
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.jobs import Jobs, Steps
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.start.page import StartPage
from lead_desktop.ui.widgets.card import Card

SIGN_IN_NAME = "sample"
PASSPHRASE = "seven lanterns cross the quiet mesa"  # noqa: S105 - of invented data, and shown on the page
_USER = User(name="Rosa Álvarez", role="supervisor", agency="LEAD Santa Fe (sample)")
_PROGRAMME = Programme(name="LEAD Santa Fe (sample)", number_prefix="S")

Fill = Callable[..., object]
"""Enters the invented people: called with the desk and a `Steps`."""


class SamplePage(StartPage):
    """Makes the sample profile; stopped midway it leaves nothing behind."""

    opened = Signal(object)  # an Opening

    def __init__(self, door: Entrance, jobs: Jobs, fill: Fill) -> None:
        """Take the way into the sample profile, and what fills it."""
        super().__init__("samplePage", jobs)
        self._door = door
        self._fill = fill
        self._card = Card()
        self._labels = [plain_label(role="muted") for _each in range(2)]
        self._values = [plain_label(SIGN_IN_NAME, role="code"), plain_label(PASSPHRASE, role="code", wrap=True)]
        self._values[0].setObjectName("sampleName")
        self._values[1].setObjectName("samplePassphrase")
        for label, value in zip(self._labels, self._values, strict=True):
            self._card.add(label)
            self._card.add(value)
        self._card.body.setSpacing(4)
        self._make = button("", "arrow-right", "primary", name="makeSample")
        self._back = button("", "arrow-left", "quiet", name="back")
        self.column.addWidget(self._card)
        self.column.addLayout(self._row(self._make, self._back))
        self._make.clicked.connect(self._on_make_clicked)
        self._back.clicked.connect(self.back_requested)
        self.setFocusProxy(self._make)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_heading(
            _("Sample program"),
            _("Everybody in it is invented, so its passphrase need not be secret. You will need it after the screen "
              "locks; it also stands on the page that asks for it."),
        )  # fmt: skip
        for label, words in zip(self._labels, (_("Sign-in name"), _("Passphrase")), strict=True):
            label.setText(words)
        rename(self._make, _("Open the sample program"))
        rename(self._back, _("Back"))

    @Slot()
    def _on_make_clicked(self) -> None:
        if self.busy():
            return
        job = self._jobs.run_in_steps(make_sample, self._door, self._fill)
        doing = _("Entering the sample program. This takes a moment, for it is entered as people would.")
        self.work(doing, job, self.opened.emit, stops=True)


def make_sample(door: Entrance, fill: Fill, steps: Steps) -> Opening:
    """Make the sample vault and fill it; when that is stopped or goes wrong, the vault is removed again."""
    user = _USER.with_(language=language())
    opened = door.set_up(SetUp(SIGN_IN_NAME, PASSPHRASE, user, _PROGRAMME))
    try:
        fill(opened.desk, steps)
        if steps.stopped():
            raise LeadError
    except BaseException:
        close(opened, "quit")
        door.remove()
        raise
    return opened
