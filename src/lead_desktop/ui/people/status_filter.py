"""Which people the list shows: anybody, or those with one engagement status."""

from PySide6.QtCore import QSignalBlocker

from lead_desktop.domain.states import machine
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.combo_editor import StillCombo
from lead_desktop.ui.looks import roomy_list


class StatusFilter(StillCombo):
    """A choice of statuses in the language of now; the first one is any."""

    def __init__(self) -> None:
        """Begin with any status."""
        super().__init__()
        self.setObjectName("status_filter")
        roomy_list(self)
        self.setSizeAdjustPolicy(StillCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.retranslate()

    def chosen(self) -> str:
        """Return the code of the chosen status, empty for any."""
        return str(self.currentData() or "")

    def choose(self, code: object) -> None:
        """Choose a status by its code; what is not one means any. Nobody is told."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(self.findData(code), 0))

    def retranslate(self) -> None:
        """Set every word in the language of now, and keep the choice."""
        chosen = self.chosen()
        self.setAccessibleName(_("Status"))
        with QSignalBlocker(self):
            self.clear()
            self.addItem(_("Any status"), "")
            for state in machine("engagement").states:
                self.addItem(state.label(language()), state.code)
        self.choose(chosen)
