"""Backups: one button that makes one, one that goes to the page where one is restored."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lead_desktop.casework.backups import back_up
from lead_desktop.casework.desk import Desk
from lead_desktop.i18n import gettext as _, show_time
from lead_desktop.ui.files import FileAsker
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.tools import Tools

SUFFIX = ".leadbackup"
_RESTORE = "restore"


class BackupCard(WorkCard):
    """Restoring needs the vault closed, so it locks first and goes on in a fresh process."""

    def __init__(
        self, tools: Tools, files: FileAsker, end: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        """Take what asks for the file, and what ends the session."""
        super().__init__("backupCard", "save", parent)
        self._tools = tools
        self._files = files
        self._end = end
        self._make = button("", "save", "primary", name="backUpNow")
        self._restore = button("", "rotate-ccw", name="restoreBackup")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._make)
        row.addWidget(self._restore)
        row.addStretch(1)
        self.add(row)
        self._make.clicked.connect(self._on_make_clicked)
        self._restore.clicked.connect(self._on_restore_clicked)
        self.banner.link_activated.connect(self._on_link_activated)
        self.close_up(self._make, self._restore)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Backup"))
        self.set_subtitle(
            _("One encrypted file with everything in it. Keep it on another drive, apart from the laptop. It opens "
              "with the passphrase of the day it was made.")
        )  # fmt: skip
        rename(self._make, _("Back up now"))
        rename(self._restore, _("Restore a backup"))

    @Slot()
    def _on_make_clicked(self) -> None:
        if self.busy():
            return
        suggested = f"lead-{self._tools.desk.clock.now():%Y-%m-%d}{SUFFIX}"
        target = self._files.to_write(self, _("Back up now"), suggested)
        if target is None:
            return
        named = target if target.suffix else target.with_suffix(SUFFIX)
        self.work(self._tools.jobs.run_in_steps(_back_up, self._tools.desk, named), self._on_made, stops=True)

    @Slot(object)
    def _on_made(self, made_at: datetime) -> None:
        self.say(_("Backed up and checked. It shows everything as of {time}.").format(time=show_time(made_at)))

    @Slot()
    def _on_restore_clicked(self) -> None:
        words = _(
            "To restore, the laptop locks first and then asks for the file. Nothing is replaced before you say so."
        )
        self.say(words, "warn", ((_RESTORE, _("Lock and go on")),))

    @Slot(str)
    def _on_link_activated(self, key: str) -> None:
        if key == _RESTORE:
            self._end(_RESTORE)


def _back_up(desk: Desk, target: Path, steps: Steps) -> datetime:
    return back_up(desk, target, steps, steps.stopped)
