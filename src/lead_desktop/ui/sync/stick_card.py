"""Carrying by stick: what waits as a sealed file for the hub, and the hub's answer from one."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.sync.told import Done
from lead_desktop.ui.files import FileAsker
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.settings.work_card import WorkCard
from lead_desktop.ui.sync.link import Link, Tell
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.widgets.flow_layout import FlowLayout

SUFFIX = ".cmsync"


class StickCard(WorkCard):
    """Whoever carries the file learns only how large it is."""

    def __init__(self, runner: Runner, files: FileAsker, parent: QWidget | None = None) -> None:
        """Take what asks for the files."""
        super().__init__("stickCard", "hard-drive", parent)
        self._runner = runner
        self._files = files
        self._write = button("", "upload", name="writeBundle")
        self._read = button("", "download", name="readBundle")
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        for one in (self._write, self._read):
            flow.addWidget(one)
        self.add(row)
        self._write.clicked.connect(self._on_write_clicked)
        self._read.clicked.connect(self._on_read_clicked)
        self.close_up(self._write, self._read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Carry by stick"))
        self.set_subtitle(
            _("Where there is no network for long. The file is sealed: it opens only at the hub, and the hub's answer "
              "only on this laptop.")
        )  # fmt: skip
        rename(self._write, _("Write a file for the hub"))
        rename(self._read, _("Read the hub's answer"))

    @Slot()
    def _on_write_clicked(self) -> None:
        if self.busy() or self._runner.running():
            return
        suggested = f"lead-{self._runner.tools.desk.clock.now():%Y-%m-%d}{SUFFIX}"
        target = self._files.to_write(self, _("Write a file for the hub"), suggested)
        if target is not None:
            named = target if target.suffix else target.with_suffix(SUFFIX)
            job = self._runner.tools.jobs.hub(_write, self._runner.link, named)
            self.work(job, self._on_written)

    @Slot(object)
    def _on_written(self, count: int) -> None:
        words = ngettext("The file holds one change.", "The file holds {n} changes.", count)
        self.say(f"{words} " + _("They stay on this laptop until the hub's answer is read."))

    @Slot()
    def _on_read_clicked(self) -> None:
        if self.busy() or self._runner.running():
            return
        source = self._files.to_read(self, _("Read the hub's answer"), f"*{SUFFIX}")
        if source is not None:
            runner = self._runner
            job = runner.tools.jobs.hub(_read, runner.link, source, runner.teller())
            self.work(job, self._on_read)
            runner.follow(job)

    @Slot(object)
    def _on_read(self, done: Done) -> None:
        words = ngettext("One record arrived.", "{n} records arrived.", done.received)
        self.say(words)


def _write(link: Link, target: Path, steps: Steps) -> int:
    return link.write_bundle(target, steps)


def _read(link: Link, source: Path, tell: Tell, steps: Steps) -> Done:
    return link.read_bundle(source, tell, steps)
