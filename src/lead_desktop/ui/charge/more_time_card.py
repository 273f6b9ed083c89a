"""More time for the intake, as the prosecutor agreed: how many days and when it was said; never why."""

import json
from collections.abc import Sequence

from pydantic import ValidationError
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from lead_desktop.domain.base import Problem
from lead_desktop.domain.charge import Extension
from lead_desktop.i18n import gettext as _
from lead_desktop.ids import new_id
from lead_desktop.ui.forms.editors import make_editor
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.problems import from_validation
from lead_desktop.ui.forms.spec import specs_of
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.widgets.card import Card


class MoreTimeCard(Card):
    """Asks for days and day; hidden until it is asked for."""

    wanted = Signal(object)  # an Extension
    closed = Signal()

    def __init__(self, needs: Needs) -> None:
        """Build both fields."""
        super().__init__(icon="calendar")
        self.setObjectName("more_time_card")
        self._needs = needs
        specs = specs_of(Extension)
        self.blocks = {name: FieldBlock(make_editor(specs[name], needs)) for name in ("days", "agreed_on")}
        row = QHBoxLayout()
        row.setSpacing(16)
        for block in self.blocks.values():
            row.addWidget(block, 1)
        self.save = button("", "check", "primary", name="save_more_time")
        self.cancel = button("", role="quiet", name="cancel_more_time")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.add(row)
        self.add(foot)
        self.save.clicked.connect(self._on_save_clicked)
        self.cancel.clicked.connect(self.closed)
        self.hide()

    def ask(self) -> None:
        """Ask anew, with today as the day it was agreed on."""
        self.blocks["days"].set_answer(None)
        self.blocks["agreed_on"].set_answer(self._needs.clock.now().date().isoformat())
        self.show_problems(())
        self.show()
        self.blocks["days"].take_focus()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say by each field what is amiss."""
        for name, block in self.blocks.items():
            mine = [Problem("", one.code, one.facts) for one in problems if one.field == name]
            block.show_problems(mine, force=True)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.set_title(_("More time for the intake"))
        self.set_subtitle(_("As the prosecutor agreed. Why is not written on the charge."))
        rename(self.save, _("Give more time"))
        rename(self.cancel, _("Cancel"))
        for block in self.blocks.values():
            block.retranslate()

    @Slot()
    def _on_save_clicked(self) -> None:
        unread = [Problem(name, one.code) for name, block in self.blocks.items() for one in block.answer().problems]
        if unread:
            self.show_problems(unread)
            return
        values = {name: block.answer().value for name, block in self.blocks.items()}
        try:
            made = Extension.model_validate_json(json.dumps({"key": new_id(self._needs.clock), **values}))
        except ValidationError as fault:
            self.show_problems(from_validation(fault))
            return
        self.show_problems(())
        self.wanted.emit(made)
