"""The preview of a print that holds somebody's data: it asks what for, and is written down before it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework import disclosures
from lead_desktop.casework.disclosures import Leaving
from lead_desktop.casework.kept import Saved
from lead_desktop.ui.printing.dialog import Outlets, PrintPreview
from lead_desktop.ui.printing.drawing import Make
from lead_desktop.ui.printing.purpose import PurposePanel
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools


@dataclass(frozen=True, slots=True)
class Paper:
    """A print: what makes it in a language, whose language that is, and what leaves with it."""

    make: Make
    language: str
    leaving: Leaving


class PersonPrint(PrintPreview):
    """Nothing goes to the printer or into a file before the list of what was shared says so."""

    playbook_requested = Signal()

    def __init__(
        self, tools: Tools, paper: Paper, parent: QWidget | None = None, outlets: Outlets | None = None
    ) -> None:
        """Begin with the person's own copy."""
        self._tools, self._paper = tools, paper
        self._written: Saved | None = None
        self._go: Callable[[], None] | None = None
        self.purpose: PurposePanel | None = None
        super().__init__(paper.make, paper.language, tools.jobs, parent, outlets)
        self.purpose = PurposePanel(tools.desk, paper.leaving, tools.needs.words)
        self.purpose.changed.connect(self.show_allowed)
        self.purpose.playbook_requested.connect(self._on_playbook_requested)
        self.add_above(self.purpose)
        self.handed_out.connect(self._on_handed_out)
        if isinstance(parent, Screen):
            self.playbook_requested.connect(partial(parent.open_requested.emit, "asked", None))

    def may_leave(self) -> bool:
        """Tell whether it is said what for, and what allows it."""
        return self.purpose is not None and self.purpose.ground() is not None

    def let_go(self, how: str, go: Callable[[], None]) -> None:
        """Write down that it leaves, then let it leave."""
        ground = self.purpose.ground() if self.purpose else None
        if ground is None:
            return
        self._go = go
        act = partial(disclosures.let_go, self._tools.desk, self._paper.leaving, ground, how, self.digest())
        self.start(self._tools.jobs.run(act), self._on_written)

    def stayed(self) -> None:
        """Write down that it was tried, and did not leave."""
        if self._written is not None:
            written, self._written = self._written, None
            self._tools.jobs.run(disclosures.stayed, self._tools.desk, written)

    @Slot(object)
    def _on_written(self, saved: object) -> None:
        go, self._go = self._go, None
        self._written = saved if isinstance(saved, Saved) else None
        if go is not None:
            go()

    @Slot(str, str)
    def _on_handed_out(self, _how: str, _digest: str) -> None:
        self._written = None

    @Slot()
    def _on_playbook_requested(self) -> None:
        self.reject()
        self.playbook_requested.emit()


def open_print(tools: Tools, paper: Paper, parent: QWidget, note: Callable[[str], object]) -> PrintPreview:
    """Open the preview of a print; `note` writes that it was handed out where the worker keeps no list of sharing.

    That is so on a laptop of the police: their own referral is their own paper.
    """
    if disclosures.may_note(tools.desk):
        shown: PrintPreview = PersonPrint(tools, paper, parent)
    else:
        shown = PrintPreview(paper.make, paper.language, tools.jobs, parent)
        shown.handed_out.connect(partial(_note, note))
    shown.open()
    return shown


def _note(note: Callable[[str], object], how: str, digest: str) -> None:
    note(f"{how} {digest[:16]}")
