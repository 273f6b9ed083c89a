"""Contacts of a person, with what was written about the chosen one beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework.contacts import AnyNote
from lead_desktop.casework.kept import Kept
from lead_desktop.domain.contact import Contact
from lead_desktop.i18n import N_, gettext as _, show_time
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.rows import Column, Rows

_MODES = {
    "in_person": "users", "phone": "phone", "text": "message-circle", "video": "monitor", "social_media": "globe",
    "letter": "mail", "through_someone": "hand-helping",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact with its notes, or a note by itself."""

    contact: Kept[Contact] | None
    notes: tuple[Kept[AnyNote], ...]


class Contacts(QWidget):
    """Contacts above, newest first; what was written about the chosen one below."""

    def __init__(self) -> None:
        """Build the table and the place for notes."""
        super().__init__()
        self._workers: Mapping[str, str] = {}
        self.list = TablePage(
            Rows(
                (
                    Column(N_("When"), self._when, 164, style="muted", least=145),
                    Column(N_("What"), self._what, icon=self._icon),
                    Column(N_("Place"), self._place, 112, spare=True),
                    Column(N_("Minutes"), self._minutes, 84, spare=True),
                )
            ),
            "contacts",
            "message-circle",
        )
        self.note = Card(icon="notebook-pen")
        self.note.setObjectName("card_note")
        self._text = plain_label(wrap=True)
        self._by = plain_label(role="small", wrap=True)
        inside = QWidget()
        inside.setProperty("kind", "body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._text)
        column.addWidget(self._by)
        column.addStretch(1)
        self.note.add(scrolling(inside), 1)
        self._side = right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(16, 16, 0, 0)
        box.addWidget(self.note)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list, 8)
        line.addWidget(right, 5)
        self.list.table.chosen.connect(self._on_table_chosen)

    def show_view(self, view: PersonView) -> None:
        """Show a person's contacts and the notes the worker may read."""
        self._workers = view.workers
        by_contact: dict[str, list[Kept[AnyNote]]] = {}
        for note in view.notes:
            by_contact.setdefault(note.record.contact or "", []).append(note)
        entries = [Entry(one, tuple(by_contact.pop(one.rid, ()))) for one in view.file.contacts]
        entries += [Entry(None, (note,)) for notes in by_contact.values() for note in notes]
        self.list.show_rows(
            tuple(entries),
            _("Contacts and notes"),
            _("No contact is recorded yet."),
        )
        self.list.table.choose_row(0)
        self._on_table_chosen(self.list.table.current_record())

    @Slot(object)
    def _on_table_chosen(self, entry: object) -> None:
        self.note.set_title(_("Note"))
        self._side.setVisible(isinstance(entry, Entry))
        if not isinstance(entry, Entry):
            return
        self._text.setText("\n\n".join(one.record.text or "" for one in entry.notes) or _("No note was written."))
        people = dict.fromkeys(self._workers.get(one.created_by, "") for one in entry.notes)
        self._by.setText(", ".join(one for one in people if one))

    def _when(self, entry: Entry) -> str:
        at = entry.contact.record.at if entry.contact else None
        return show_time(at) if at else ""

    @staticmethod
    def _what(entry: Entry) -> str:
        if entry.contact is None:
            return code_words("note_kind", entry.notes[0].record.kind)
        record = entry.contact.record
        return ", ".join(
            one for one in (code_words("contact_kind", record.kind), code_words("contact_mode", record.mode)) if one
        )

    @staticmethod
    def _icon(entry: Entry) -> str:
        mode = entry.contact.record.mode if entry.contact else None
        return _MODES.get(mode or "", "notebook-pen")

    @staticmethod
    def _place(entry: Entry) -> str:
        return code_words("place_kind", entry.contact.record.place_kind) if entry.contact else ""

    @staticmethod
    def _minutes(entry: Entry) -> str:
        minutes = entry.contact.record.minutes if entry.contact else None
        return "" if minutes is None else str(minutes)
