"""What the printed slip says, typed line by line or pasted as its one line."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework.syncing import MistypedSlip, Slip, read_line, read_slip
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.sync.told import Joining
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.start.fields import TextField
from lead_desktop.ui.sync.link import Link
from lead_desktop.ui.sync.runner import Runner


class SlipCard(WorkCard):
    """Nothing typed is lost when it does not fit: the field that does not is named."""

    asked = Signal(object)  # Joining

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        """Take what speaks with the hub."""
        super().__init__("slipCard", "file-text", parent)
        self._runner = runner
        self.line = TextField("slipLine")
        self.url = TextField("slipAddress")
        self.pin = TextField("slipPin")
        self.code = TextField("slipCode")
        self._join = button("", "log-out", "primary", name="joinHub")
        for field in (self.line, self.url, self.pin, self.code):
            self.add(field)
            field.line.returnPressed.connect(self._on_join_clicked)
        self.body.addWidget(self._join, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.line.textEdited.connect(self._on_line_edited)
        self._join.clicked.connect(self._on_join_clicked)
        self.close_up(self._join)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Your slip"))
        self.set_subtitle(_("Your administrator prints it. Its code works once, and for one day."))
        self.line.set_words(_("The slip as text"), _("If you were given it as text, paste it here: it fills the rest."))
        self.url.set_words(_("Address of the hub"), _("It begins with https://"))
        self.pin.set_words(
            _("Key of the hub"), _("Six words or one long line, exactly as printed. It keeps out a false hub.")
        )
        self.code.set_words(_("Code"), _("Twelve letters and digits. Capitals and hyphens do not matter."))
        rename(self._join, _("Join the hub"))

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong, by the field where there is one."""
        if error.facts.get("err") == "code":
            self.code.show_problem(
                _("The hub does not accept this code. It works once and for one day; ask for a new one.")
            )
            self.code.line.setFocus()
        else:
            super().show_error(error)

    @Slot(str)
    def _on_line_edited(self, text: str) -> None:
        """Spread a pasted line over the fields as soon as it is whole."""
        try:
            slip = read_line(text)
        except MistypedSlip:
            return
        for field, words in ((self.url, slip.url), (self.pin, slip.pin), (self.code, slip.code)):
            field.line.setText(words)
            field.show_problem("")

    @Slot()
    def _on_join_clicked(self) -> None:
        if self.busy():
            return
        try:
            slip = read_slip(self.url.text(), self.pin.text(), self.code.text())
        except MistypedSlip as mistyped:
            self._show_mistyped(mistyped.part)
            return
        self.work(self._runner.tools.jobs.hub(_join, self._runner.link, slip), self._on_asked, stops=True)

    def _show_mistyped(self, part: str) -> None:
        field, words = {
            "url": (self.url, _("Please type the address as it is printed, beginning with https://")),
            "pin": (self.pin, _("Please compare this with the slip: six words, or one line of 43 letters.")),
            "code": (self.code, _("Please compare this with the slip: a letter is missing or mistaken.")),
        }[part]
        field.show_problem(words)
        field.line.setFocus()

    @Slot(object)
    def _on_asked(self, joining: Joining) -> None:
        for field in (self.line, self.code):
            field.line.clear()
        self.asked.emit(joining)


def _join(link: Link, slip: Slip, steps: Steps) -> Joining:
    return link.join(slip, steps)
