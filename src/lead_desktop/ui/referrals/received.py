"""What follows a referral: thanks, what happens next, whom to call, paper, another one, a way back."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.roster import whom_to_call
from lead_desktop.domain.clocks import intake_deadline
from lead_desktop.domain.referral import COMMUNITY, Referral
from lead_desktop.i18n import gettext as _, show_date
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.looks import announce, button, plain_label, rename
from lead_desktop.ui.roster.on_call_card import OnCallCard
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.icon_label import IconLabel


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral that was sent: what it holds, what the save did, and the form as it stood, for a way back."""

    referral: Referral
    saved: Saved
    state: Json


class ReceivedPage(QWidget):
    """Calm words after a referral was saved."""

    another_requested = Signal()
    undo_requested = Signal()
    print_requested = Signal()
    list_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Take the desk, for the programme's settings and for who is on call."""
        super().__init__(parent)
        self.setObjectName("received")
        self._desk = desk
        self._referral = Referral()
        self._title = plain_label(role="title", wrap=True)
        self._title.setObjectName("received.title")
        self._kept = plain_label(role="muted", wrap=True)
        self._steps = Card(icon="list-checks")
        self._lines = [plain_label(wrap=True) for _each in range(3)]
        for line in self._lines:
            self._steps.add(line)
        self._call = OnCallCard()
        self.another = button("", "plus", "primary", name="received.another")
        self.paper = button("", "printer", name="received.print")
        self.list = button("", "inbox", name="received.list")
        self.back = button("", "undo-2", "quiet", name="received.undo")
        for made, signal in (
            (self.another, self.another_requested), (self.paper, self.print_requested),
            (self.list, self.list_requested), (self.back, self.undo_requested),
        ):  # fmt: skip
            made.setAutoDefault(True)
            made.clicked.connect(signal)
        self._place()

    def show_for(self, referral: Referral) -> None:
        """Say what happens next with a referral."""
        self._referral = referral
        self.retranslate()
        announce(self, self._title.text())
        self.another.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        said_no = self._referral.person_agrees == "no"
        self._title.setText(_("Noted — thank you") if said_no else _("Received — thank you"))
        self._kept.setText(_("It is saved and encrypted on this laptop."))
        self._steps.set_title(_("What happens next"))
        steps = self._no_steps() if said_no else self._steps_on()
        for line, words in zip(self._lines, (*steps, "", "", "")[:3], strict=True):
            line.setText(words)
            line.setVisible(bool(words))
        self._call.show_reach(whom_to_call(self._desk), self._desk.clock.now())
        self._call.setVisible(not said_no)
        rename(self.another, _("New referral"))
        rename(self.paper, _("Print the summary"))
        rename(self.list, _("See all referrals"))
        rename(self.back, _("Take it back and change it"))

    def _no_steps(self) -> tuple[str, ...]:
        return (
            _("The person said no, and that is their choice. It counts against nobody."),
            _("The door stays open: a new referral can be made at any time."),
        )

    def _steps_on(self) -> tuple[str, ...]:
        first = _("Somebody from the outreach team looks at it. You are told that it arrived, not what becomes of it.")
        if self._referral.referral_type != "arrest_diversion":
            find = _("Outreach looks for the person where you said they can be found.")
            return (first, find) if self._referral.referral_type in (*COMMUNITY, "social_contact") else (first,)
        return (_("A case manager meets the person. If nobody can come, plan a place and time with the person."), first,
                self._deadline())  # fmt: skip

    def _deadline(self) -> str:
        at, days = self._referral.referred_at, self._desk.programme.intake_window_days or 30
        if at is None:
            return ""
        day = show_date(intake_deadline(at, days))
        return _(
            "If the intake is done by {date}, the charge is expected not to be filed. The prosecutor decides."
        ).format(date=day)

    def _place(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconLabel("circle-check", "good", 40), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._kept)
        head.addLayout(words, 1)
        actions = QHBoxLayout()
        actions.setSpacing(10)
        for made in (self.another, self.paper, self.list, self.back):
            actions.addWidget(made)
        actions.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(860)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(16)
        for part in (head, self._steps, self._call, actions):
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(inside, 8)
        outer.addStretch(1)
