"""A check of everything this laptop holds, on request: it may take a while, can be stopped, and changes nothing."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.integrity import Verified, note_check, verify
from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.records_watch import told
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.tools import Tools


class CheckCard(WorkCard):
    """Work goes on meanwhile: the check has a thread and a view of the file of its own."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Check the records of a desk."""
        super().__init__("checkCard", "list-checks", parent)
        self._tools = tools
        self._begin = button("", "list-checks", name="checkRecords")
        self.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._begin.clicked.connect(self._on_begin_clicked)
        self.close_up(self._begin)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Check the records"))
        self.set_subtitle(
            _("Reads everything on this laptop and compares it with its history and signatures. It happens by itself "
              "once a day. Nothing is changed, and you can go on working meanwhile.")
        )  # fmt: skip
        rename(self._begin, _("Check this laptop's records"))

    @Slot()
    def _on_begin_clicked(self) -> None:
        if not self.busy():
            self.work(self._tools.jobs.behind(_verify, self._tools.desk), self._on_verified, stops=True)

    @Slot(object)
    def _on_verified(self, verified: Verified) -> None:
        self._tools.jobs.run(note_check, self._tools.desk, verified)
        if not verified.good:
            self.say(told(verified), "bad")
            return
        words = ngettext(
            "Everything is as it was saved: one record and its history.",
            "Everything is as it was saved: {n} records and their history.",
            verified.records,
        )
        self.say(words.format(n=verified.records))


def _verify(desk: Desk, steps: Steps) -> Verified:
    return verify(desk, steps, steps.stopped)
