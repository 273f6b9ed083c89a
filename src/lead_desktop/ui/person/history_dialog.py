"""How a record came about: who changed which answer, when, from what to what."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework.history import Change
from lead_desktop.domain.base import Record, notes
from lead_desktop.i18n import gettext as _, show_time
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.person.said import said
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.card import Card

_SIZE = (720, 620)
_MOST = 300


class HistoryDialog(QDialog):
    """A list, newest first; nothing here can be changed."""

    def __init__(
        self, record_type: type[Record], changes: Sequence[Change], names: Mapping[str, str], parent: QWidget
    ) -> None:
        """Take the changes of one record and the workers' names."""
        super().__init__(parent)
        self.setObjectName("historyDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("How this came about"))
        self._type, self._names = record_type, names
        inside = QWidget()
        inside.setProperty("kind", "body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 14, 2)
        column.setSpacing(10)
        for change in changes[:_MOST]:
            column.addWidget(self._card(change))
        if not changes:
            column.addWidget(plain_label(_("Nothing is known of it on this laptop."), "muted", wrap=True))
        column.addStretch(1)
        self.close_button = button(_("Close"), role="primary", name="closeHistory")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        words = _("What was done on this laptop, and the newest that others did.")
        foot.addWidget(plain_label(words, "small", wrap=True), 1)
        foot.addWidget(self.close_button)
        area = scrolling(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing else takes the keys that scroll
        area.setAccessibleName(_("How this came about"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(plain_label(_("How this came about"), "title", wrap=True))
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        self.resize(min(_SIZE[0], parent.width() - 40), min(_SIZE[1], parent.height() - 40))
        self.close_button.setFocus()

    def _card(self, change: Change) -> Card:
        who = ", ".join(one for one in (self._names.get(change.who, ""), show_time(change.when)) if one)
        card = Card(self._label(change), who)
        if change.field:
            note = notes(self._type)[change.field]
            before = said(note, change.before, self._names)
            after = said(note, change.after, self._names) or _("nothing")
            words = _("From: {before}").format(before=before) + "\n" if before else ""
            text = plain_label(words + (_("To: {after}").format(after=after) if before else after), wrap=True)
            card.add(text)
        return card

    def _label(self, change: Change) -> str:
        if not change.field:
            return _("Taken off") if change.after else _("Put back")
        return _(notes(self._type)[change.field].label)
