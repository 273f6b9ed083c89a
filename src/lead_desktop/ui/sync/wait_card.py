"""The six words of this laptop's key, shown until the administrator has compared them."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.sync.told import Joining
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.sync.link import Link
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.widgets.flow_layout import FlowLayout

ASK_EVERY_MS = 5000


class WaitCard(WorkCard):
    """Asks by itself every few seconds how it stands, while the page is shown."""

    joined = Signal()
    given_up = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        """Take what speaks with the hub."""
        super().__init__("waitCard", "hourglass", parent)
        self._runner = runner
        self._quiet = False
        self._words = plain_label(role="code", wrap=True)
        self._words.setObjectName("fingerprint")
        self._ask = button("", "refresh-cw", name="askAgain")
        self._give_up = button("", "x", "quiet", name="giveUpJoining")
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        for one in (self._ask, self._give_up):
            flow.addWidget(one)
        self.add(self._words)
        self.add(row)
        self._ask.clicked.connect(self.ask)
        self._give_up.clicked.connect(self._on_give_up_clicked)
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.close_up(self._give_up)

    def show_words(self, words: str) -> None:
        """Show the words and begin to ask."""
        self._words.setText(words)
        self._words.setAccessibleName(_("The six words of this laptop: {words}").format(words=words))
        self._timer.start()

    def rest(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Compare these six words"))
        self.set_subtitle(
            _("Read them to your administrator, who sees six words too. They must be the same. When the administrator "
              "has confirmed, this laptop joins by itself; until then nothing is sent.")
        )  # fmt: skip
        rename(self._ask, _("Ask now"))
        rename(self._give_up, _("Give up joining"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong; a refusal ends the waiting."""
        if error.facts.get("err") in ("code", "unknown", "revoked"):
            self.rest()
            self.say(_("The hub did not let this laptop in. Please ask your administrator for a new slip."), "bad")
        else:
            super().show_error(error)

    @Slot()
    def ask(self) -> None:
        """Ask how it stands."""
        if not self.busy():
            self.work(self._runner.tools.jobs.hub(_ask_again, self._runner.link), self._on_answered)

    @Slot()
    def _on_timeout(self) -> None:
        if self.isVisible():
            self.ask()

    @Slot(object)
    def _on_answered(self, joining: Joining) -> None:
        if joining.state == "active":
            self.rest()
            self.joined.emit()

    @Slot()
    def _on_give_up_clicked(self) -> None:
        if not self.busy():
            self.rest()
            self.work(self._runner.tools.jobs.hub(_give_up, self._runner.link), self._on_given_up)

    @Slot(object)
    def _on_given_up(self, _nothing: object) -> None:
        self.given_up.emit()


def _ask_again(link: Link, steps: Steps) -> Joining:
    return link.ask_again(steps)


def _give_up(link: Link, _steps: Steps) -> None:
    link.give_up_joining()
