"""The five moments of a hand-off: one tap each, the time beside it, and the minutes since the call."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from lead_desktop.domain.handoff import STEPS, Handoff
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.handoff.words import STEP_WORDS, minutes_words
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import button, plain_label, rename, set_look
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.pill import Pill


class StepsCard(Card):
    """`tapped` tells which step happened now; steps that are noted show their time in place of waiting."""

    tapped = Signal(str)

    def __init__(self) -> None:
        """Build a line for each step."""
        super().__init__(icon="clock")
        self.setObjectName("steps")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.buttons, self._times, self._took = {}, {}, {}
        for at, step in enumerate(STEPS):
            made = button("", "check", name=f"tap_{step}")
            made.setAutoDefault(True)
            made.clicked.connect(partial(self.tapped.emit, step))
            self.buttons[step] = made
            self._times[step] = plain_label(role="strong")
            self._took[step] = Pill()
            grid.addWidget(made, at, 0)
            grid.addWidget(self._times[step], at, 1)
            grid.addWidget(self._took[step], at, 2)
        self.add(grid)

    def show_record(self, record: Handoff, target: int) -> None:
        """Show what is noted; the step that comes next stands out. target: the program's minutes to the meeting."""
        self.set_title(_("One tap at each moment"))
        self.set_subtitle(_("Times can be corrected below. Leave out what did not happen."))
        following = record.next_step()
        for step, made in self.buttons.items():
            at = getattr(record, step)
            rename(made, _(STEP_WORDS[step]))
            made.setEnabled(at is None and not record.result)
            set_look(made, "role", "primary" if step == following else "")
            made.setIcon(icon("check", "on_accent" if step == following else "text"))
            self._times[step].setText(f"{at:%H:%M}" if at else "")
            minutes = record.minutes(step) if step != STEPS[0] else None
            tone = "neutral" if step != STEPS[-1] or minutes is None else "good" if minutes <= target else "warn"
            self._took[step].show_status(minutes_words(minutes), tone)
