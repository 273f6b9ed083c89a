"""What can be done on a person's page: a row of buttons, each there only for who may."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.widgets.flow_layout import FlowLayout

_BUTTONS = (
    ("contact", N_("Record a contact"), "message-circle", "primary", "record_contact"),
    ("supplies", N_("Give supplies"), "hand-helping", "", "give_supplies"),
    ("service", N_("Record a service"), "heart-handshake", "", "record_service"),
    ("intake", N_("Intake"), "clipboard-list", "", "open_intake"),
    ("plan", N_("Plan"), "target", "", "open_plan"),
    ("consents", N_("Consents"), "signature", "", "open_consents"),
    ("disclosures", N_("What was shared"), "shield-check", "", "open_disclosures"),
    ("status", N_("Change status"), "flag", "quiet", "change_status_button"),
    ("hand_over", N_("Hand over"), "arrow-right", "quiet", "hand_over_button"),
    ("edit", N_("Edit"), "pencil", "quiet", "edit_person_button"),
)
"""Key, words, icon, role and object name of each button, in their order."""


class Doing(QWidget):
    """Says by its key what is asked for."""

    asked = Signal(str)

    def __init__(self) -> None:
        """Build every button; `show_allowed` says which are there."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=8)
        self._made = {}
        for key, _words, icon, role, name in _BUTTONS:
            made = self._made[key] = button("", icon, role, name=name)
            made.clicked.connect(partial(self.asked.emit, key))
            flow.addWidget(made)

    def show_allowed(self, allowed: Mapping[str, bool]) -> None:
        """Show the buttons of what the worker may do."""
        for key, made in self._made.items():
            made.setVisible(allowed.get(key, False))

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        for key, words, _icon, _role, _name in _BUTTONS:
            rename(self._made[key], _(words))
