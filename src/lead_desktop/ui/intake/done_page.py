"""After the intake: calm words about what now holds, and the next step."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework.intake import IntakeFile
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.states import machine
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.names import day_words
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.icon_label import IconLabel


def charge_words(charge: DivertedCharge) -> str:
    """Say what the intake means for a held charge, with every date that is known."""
    done = charge.condition_met_at.date() if charge.condition_met_at else None
    held = charge.held_since.date() if charge.held_since else None
    if charge.status == "condition_met":
        return _(
            "The intake was done in time, on {done}. The charge of {held} is expected not to be filed. "
            "The prosecutor decides."
        ).format(done=day_words(done), held=day_words(held))
    if charge.status == "window_lapsed" and done:
        return _(
            "The intake was done on {done}; the time for it ended on {deadline}. Both dates are kept with the charge "
            "of {held}. The prosecutor decides."
        ).format(done=day_words(done), deadline=day_words(charge.due_on(done)), held=day_words(held))
    words = machine("charge").find(charge.status or "held_pending_intake").label(language())
    return _("Charge of {held}: {status}.").format(held=day_words(held), status=words)


class DonePage(QWidget):
    """Who is enrolled since when, what that means for held charges, and where to go from here."""

    plan_requested = Signal()
    person_requested = Signal()
    update_requested = Signal()

    def __init__(self) -> None:
        """Build the page; `show_file` fills it."""
        super().__init__()
        self.setObjectName("intakeDone")
        self._name = ""
        self._done: date | None = None
        self._updated = False
        self._charges: Sequence[DivertedCharge] = ()
        self._title = plain_label(role="title", wrap=True)
        self._when = plain_label(role="muted", wrap=True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(8)
        self._choice = plain_label(role="muted", wrap=True)
        self.plan = button("", "target", "primary", name="buildPlan")
        self.update_button = button("", "refresh-cw", name="updateIntake")
        self.to_person = button("", "user-round", "quiet", name="toPerson")
        self.plan.clicked.connect(self.plan_requested)
        self.update_button.clicked.connect(self.update_requested)
        self.to_person.clicked.connect(self.person_requested)
        self._place()

    def _place(self) -> None:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconLabel("heart-handshake", "accent_text", 36), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._when)
        head.addLayout(words, 1)
        card.add(head)
        card.add(self._facts)
        card.add(self._choice)
        foot = QWidget()
        flow = FlowLayout(foot, gap=10)
        for made in (self.plan, self.update_button, self.to_person):
            flow.addWidget(made)
        card.add(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_file(self, name: str, file: IntakeFile) -> None:
        """Show a completed intake."""
        header = file.intake.record
        self._name = name
        self._done = header.completed_at.date() if header.completed_at else None
        self._updated = header.status == "updated"
        self._charges = tuple(one.record for one in file.charges)
        self.retranslate()

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self._title.setText(_("{name} is enrolled").format(name=self._name))
        when = _("Intake done on {day}.").format(day=day_words(self._done))
        self._when.setText(f"{when} {_('Brought up to date since.')}" if self._updated else when)
        emptied(self._facts)
        for charge in self._charges:
            self._facts.addWidget(plain_label(charge_words(charge), wrap=True))
        self._choice.setText(_("LEAD is your choice. You can stop, pause or come back at any time."))
        rename(self.plan, _("Build the plan together"))
        rename(self.update_button, _("Bring the intake up to date"))
        rename(self.to_person, _("To the person's page"))
