"""What can be done on a person's page: a row of buttons, each there only for who may."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.looks import button, plain_text, plain_tip, rename, set_look
from lead_desktop.ui.widgets.flow_layout import FlowLayout

_BUTTONS = (
    ("contact", N_("Record a contact"), "message-circle", "primary", "record_contact"),
    ("supplies", N_("Give supplies"), "hand-helping", "", "give_supplies"),
    ("service", N_("Record a service"), "heart-handshake", "", "record_service"),
    ("overdose", N_("Overdose"), "life-buoy", "", "record_overdose"),
    ("intake", N_("Intake"), "clipboard-list", "", "open_intake"),
    ("plan", N_("Plan"), "target", "", "open_plan"),
    ("consents", N_("Consents"), "signature", "", "open_consents"),
    ("disclosures", N_("What was shared"), "shield-check", "", "open_disclosures"),
    ("status", N_("Change status"), "flag", "quiet", "change_status_button"),
    ("hand_over", N_("Hand over"), "arrow-right", "quiet", "hand_over_button"),
    ("edit", N_("Edit"), "pencil", "quiet", "edit_person_button"),
)
"""Key, words, icon, role and object name of each button, in their order."""


GAP = 8
LINES = 2
"""Where the words of all buttons would take more lines than this, some give theirs up and keep their icon."""
_SHORT_FIRST = (
    "edit", "hand_over", "status", "disclosures", "overdose", "consents", "service", "supplies", "plan", "intake",
)  # fmt: skip
"""In this order they give their words up; recording a contact keeps its own."""


class Doing(QWidget):
    """Says by its key what is asked for."""

    asked = Signal(str)

    def __init__(self) -> None:
        """Build every button; `show_allowed` says which are there."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=GAP)
        self._made: dict[str, QPushButton] = {}
        self._wide: dict[str, int] = {}
        self._narrow: dict[str, int] = {}
        self._bare: frozenset[str] = frozenset()
        for key, _words, icon, role, name in _BUTTONS:
            made = self._made[key] = button("", icon, role, name=name)
            made.clicked.connect(partial(self.asked.emit, key))
            flow.addWidget(made)

    def show_allowed(self, allowed: Mapping[str, bool]) -> None:
        """Show the buttons of what the worker may do."""
        for key, made in self._made.items():
            made.setVisible(allowed.get(key, False))
        self._fit()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        for key, words, _icon, _role, _name in _BUTTONS:
            rename(self._made[key], _(words))
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words up where they would push the page away, and take them back."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._wide:
            self.retranslate()

    def _measure(self) -> None:
        """Note how wide each button is without its words, and with them."""
        self._bare = frozenset(self._made)
        self._dress()
        self._narrow = self._widths()
        self._bare = frozenset()
        self._dress()
        self._wide = self._widths()
        self._fit()

    def _widths(self) -> dict[str, int]:
        return {key: made.sizeHint().width() + GAP for key, made in self._made.items()}

    def _fit(self) -> None:
        shown = [key for key, made in self._made.items() if not made.isHidden()]
        room = LINES * self.width() - max(self._wide.values(), default=0)
        needed = sum(self._wide.get(key, 0) for key in shown)
        bare = set()
        for key in _SHORT_FIRST:
            if needed > room and key in shown:
                needed -= self._wide.get(key, 0) - self._narrow.get(key, 0)
                bare.add(key)
        if bare != self._bare:
            self._bare = frozenset(bare)
            self._dress()

    def _dress(self) -> None:
        for key, words, _icon, _role, _name in _BUTTONS:
            made, bare = self._made[key], key in self._bare
            made.setText("" if bare else plain_text(_(words)))
            made.setToolTip(plain_tip(_(words)) if bare else "")
            set_look(made, "short", bare)
