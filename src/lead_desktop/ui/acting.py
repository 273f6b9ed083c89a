"""A screen on which something is done: beside the work, told when it goes wrong, and the last of it taken back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot

from lead_desktop.casework.kept import Saved
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner


class ActingScreen(Screen):
    """A subclass puts `trouble` in its place, and notes in `_saved` what it announces as undoable."""

    def __init__(self, tools: Tools, name: str) -> None:
        """Take an object name, for the style sheet and for tests."""
        super().__init__(name)
        self._tools = tools
        self._saved: Saved | None = None
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")

    def undo(self) -> None:
        """Take back what was announced last."""
        if self._saved is not None:
            saved, self._saved = self._saved, None
            self._run(self._tools.desk.undo, saved, then=self._on_taken_back)

    def show_taken_back(self) -> None:
        """Show what is there once something was taken back."""
        self.refresh()

    def _run(self, act: Callable[..., object], *args: Any, then: Callable[[Any], object]) -> None:  # noqa: ANN401 - as jobs.run
        job = self._tools.jobs.run(act, *args)
        job.finished.connect(then)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_taken_back(self, _saved: object) -> None:
        self.show_taken_back()
        self.said.emit(_("Taken back."), False)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())
