"""After unlock the records are checked beside the work; a person hears of it only when something is wrong."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.integrity import Verified, after_unlock, note_check
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.tools import Tools

_LOG = logging.getLogger(__name__)
_SOON_MS = 4000
_MOST_CODES = 5


class RecordsWatch(QObject):
    """Runs the check once, some seconds after the first page stands, and writes its result to the audit chain."""

    trouble_found = Signal(str)  # the sentence for the person

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        """Check the records of a desk."""
        super().__init__(parent)
        self._tools = tools
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.begin)

    def begin_soon(self) -> None:
        """Begin when the first page has had time to fill."""
        self._timer.start(_SOON_MS)

    @Slot()
    def begin(self) -> None:
        """Begin the check now."""
        job = self._tools.jobs.behind(_after_unlock, self._tools.desk)
        job.finished.connect(self._on_checked)
        job.went_wrong.connect(self._on_went_wrong)

    def stop(self) -> None:
        """Begin no check any more."""
        self._timer.stop()

    @Slot(object)
    def _on_checked(self, verified: Verified) -> None:
        self._tools.jobs.run(note_check, self._tools.desk, verified)
        if not verified.good:
            self.trouble_found.emit(told(verified))

    @Slot(object)
    def _on_went_wrong(self, error: LeadError) -> None:
        _LOG.warning("records_check code=%s", error.code)


def told(verified: Verified) -> str:
    """Say what a check found, in words; kinds and numbers for whoever helps, never a name."""
    count = len(verified.faults)
    found = ngettext(
        "A check found one entry that is not as it was saved.",
        "A check found {n} entries that are not as they were saved.",
        count,
    )
    advice = _("The check changed nothing. Please tell your supervisor today, and keep this laptop as it is.")
    codes = ", ".join(f"{one.kind} {one.what}".strip() for one in verified.faults[:_MOST_CODES])
    helper = _("For whoever helps you: {codes}").format(codes=codes)
    return " ".join((found.format(n=count), advice, helper))


def _after_unlock(desk: Desk, steps: Steps) -> Verified:
    return after_unlock(desk, steps, steps.stopped)
