"""Once after unlock and once on each new day, beside the work, the calendar says who was not reached lately."""

import logging
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lead_desktop.casework.quiet import note_quiet
from lead_desktop.errors import LeadError
from lead_desktop.ui.tools import Tools

_LOG = logging.getLogger(__name__)
_SOON_MS = 2500
_LOOK_MS = 10 * 60 * 1000


class QuietWatch(QObject):
    """Looks at the date now and then; a new one, also after a night with the lid closed, asks the calendar."""

    changed = Signal()  # somebody stands elsewhere now

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        """Watch over the people of a desk."""
        super().__init__(parent)
        self._tools = tools
        self._asked: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin_soon(self) -> None:
        """Ask for the first time when the first page has had time to fill."""
        self._timer.start(_SOON_MS)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Ask the calendar, unless that was done today."""
        self._timer.setInterval(_LOOK_MS)
        today = self._tools.desk.clock.now().date()
        if today == self._asked:
            return
        self._asked = today
        job = self._tools.jobs.run(note_quiet, self._tools.desk)
        job.finished.connect(self._on_noted)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_noted(self, saved: object) -> None:
        if saved is not None:
            self.changed.emit()

    @Slot(object)
    def _on_went_wrong(self, error: LeadError) -> None:
        """Try again at the next look: nothing was changed, and nobody waits for it."""
        self._asked = None
        _LOG.warning("quiet code=%s", error.code)
