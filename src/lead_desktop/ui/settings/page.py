"""Settings: how it looks, when it locks, who may open it, backups, the programme's own numbers."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.widgets.page_header import PageHeader


class SettingsScreen(Screen):
    """Cards below each other; each knows its own part and says what it did."""

    def __init__(self, cards: Sequence[Callable[["SettingsScreen"], QWidget]]) -> None:
        """Take what makes the cards, from top to bottom."""
        super().__init__("settings")
        page = Page(self, scrolls=True)
        self._header = PageHeader()
        page.head.addWidget(self._header)
        for make in cards:
            page.column.addWidget(make(self))
        page.column.addStretch(1)
        self.retranslate()

    def title(self) -> str:
        """Return the page's words."""
        return _("Settings")

    def retranslate(self) -> None:
        """Set every word again."""
        self._header.set_title(self.title())
