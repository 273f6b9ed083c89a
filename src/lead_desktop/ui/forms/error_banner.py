"""What needs attention on a page: a count, and a link to each field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from lead_desktop.i18n import ngettext
from lead_desktop.ui.widgets.banner import Banner

MOST_LINKS = 12


class ErrorBanner(Banner):
    """Says how many fields need attention; `link_activated` carries the place of the link that was followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__("bad", parent=parent)
        self.setObjectName("errorBanner")
        self._fields: tuple[tuple[str, str], ...] = ()

    def is_shown(self) -> bool:
        """Tell whether the banner says something."""
        return bool(self._fields)

    def show_fields(self, fields: Sequence[tuple[str, str]]) -> None:
        """Name the fields, as pairs of place and label, and say the count aloud; hide when there are none."""
        if tuple(fields) == self._fields:
            return
        self._fields = tuple(fields)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._fields:
            self._say()

    def _say(self) -> None:
        words = ngettext("{n} field needs attention", "{n} fields need attention", len(self._fields))
        self.show_message(words if self._fields else "", self._fields[:MOST_LINKS])
