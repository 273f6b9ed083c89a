"""The word list among the settings, for those whose role may change it."""

from PySide6.QtCore import Qt, Slot

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.settings.work_card import WorkCard


class WordsCard(WorkCard):
    """Leads to the page with the site's own words."""

    def __init__(self, screen: Screen) -> None:
        """Take the screen it stands on."""
        super().__init__("wordsCard", "languages", screen)
        self._screen = screen
        self._go = button("", "arrow-right", name="openWords")
        self.body.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        self._go.clicked.connect(self._on_go_clicked)
        self.close_up(self._go)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Words"))
        self.set_subtitle(_("Add words of your own to the help with words, or let one stand."))
        rename(self._go, _("Words of this program"))

    @Slot()
    def _on_go_clicked(self) -> None:
        self._screen.open_requested.emit("words", None)
