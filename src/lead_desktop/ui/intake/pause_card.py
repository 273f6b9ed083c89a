"""Pausing the deadline of the intake, with a reason, where that is agreed with the prosecutor (domain 1.7 D)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from lead_desktop.domain.base import Problem
from lead_desktop.domain.intake import Pause
from lead_desktop.i18n import gettext as _
from lead_desktop.ids import new_id
from lead_desktop.ui.forms.editors import make_editor
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import specs_of
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.widgets.card import Card


class PauseCard(Card):
    """Asks for the days and the reason of a pause, or for the last day of the one that runs."""

    pause_requested = Signal(object)  # a Pause
    end_requested = Signal(object)  # the last day that does not count
    closed = Signal()

    def __init__(self, needs: Needs) -> None:
        """Build the three fields."""
        super().__init__(icon="pause")
        self.setObjectName("pauseCard")
        self._needs = needs
        self._running = False
        specs = specs_of(Pause)
        self.blocks = {name: FieldBlock(make_editor(specs[name], needs)) for name in ("since", "until", "reason")}
        row = QHBoxLayout()
        row.setSpacing(16)
        for block in self.blocks.values():
            row.addWidget(block, 1)
            block.changed.connect(self._on_block_changed)
        self.add(row)
        self.save = button("", "check", "primary", name="savePause")
        self.cancel = button("", role="quiet", name="cancelPause")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.add(foot)
        self.save.clicked.connect(self._on_save_clicked)
        self.cancel.clicked.connect(self.closed)
        self.hide()

    def ask(self, running: Pause | None) -> None:
        """Ask for a new pause, or for the end of the one that runs."""
        self._running = running is not None
        today = self._needs.clock.now().date().isoformat()
        self.blocks["since"].set_answer(None if self._running else today)
        self.blocks["until"].set_answer(today if self._running else None)
        self.blocks["reason"].set_answer(None)
        for name in ("since", "reason"):
            self.blocks[name].setVisible(not self._running)
        self.show_problems(())
        self.retranslate()
        self.show()
        self.blocks["until" if self._running else "since"].take_focus()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say by each field what is amiss."""
        for name, block in self.blocks.items():
            mine = [Problem("", one.code) for one in problems if one.field.rpartition(".")[2] == name]
            block.show_problems(mine, force=True)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.set_title(_("Let the time run again") if self._running else _("Pause the time for the intake"))
        self.set_subtitle(_("The reason stays with the intake. The charge only says that these days do not count."))
        rename(self.save, _("Let it run again") if self._running else _("Pause"))
        rename(self.cancel, _("Cancel"))

    def _day(self, name: str) -> date | None:
        value = self.blocks[name].answer().value
        return date.fromisoformat(value) if value else None

    def _on_block_changed(self) -> None:
        self.show_problems(())

    def _on_save_clicked(self) -> None:
        unread = [Problem(name, one.code) for name, block in self.blocks.items() for one in block.answer().problems]
        if self._running and not unread and self._day("until") is None:
            unread = [Problem("until", "needed")]
        self.show_problems(unread)
        if unread:
            return
        if self._running:
            self.end_requested.emit(self._day("until"))
            return
        reason = self.blocks["reason"].answer().value
        key = new_id(self._needs.clock)
        self.pause_requested.emit(Pause(key=key, since=self._day("since"), until=self._day("until"), reason=reason))
