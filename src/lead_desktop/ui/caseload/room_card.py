"""Who has room for one more: counted caseloads in one line each, and what that means for the queue."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lead_desktop.casework.caseload import Load
from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.caseload.words import load_tone, load_words, worker_words
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.pill import Pill


class RoomCard(Card):
    """The capacity of the program as it stands."""

    def __init__(self) -> None:
        """Begin without anybody."""
        super().__init__(icon="users")
        self.setObjectName("room")
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._flow = FlowLayout(holder, gap=16)
        self.add(holder)

    def show_loads(self, loads: Sequence[Load]) -> None:
        """Show who is with how many, in the language of now."""
        self.set_title(_("Who has room"))
        room = sum(one.room for one in loads)
        self.set_subtitle(
            ngettext(
                "Room for {n} person. Held charges come first.", "Room for {n} people. Held charges come first.", room
            )
            if room
            else _("Nobody has room now. Held charges come first; others can wait for a free place, and are not lost.")
        )
        emptied(self._flow)
        for load in loads:
            self._flow.addWidget(_line(load))


def _line(load: Load) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(plain_label(worker_words(load)))
    line.addWidget(Pill(load_words(load), load_tone(load)))
    return made
