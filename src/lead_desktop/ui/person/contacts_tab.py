"""Contacts of a person, with what was written about the chosen one beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework.kept import Kept
from lead_desktop.casework.notes import NoteThread
from lead_desktop.domain.contact import Contact, CounsellingNote
from lead_desktop.i18n import N_, gettext as _, show_time
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.note_card import NoteCard
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.widgets.rows import Column, Rows

_MODES = {
    "in_person": "users", "phone": "phone", "text": "message-circle", "video": "monitor", "social_media": "globe",
    "letter": "mail", "through_someone": "hand-helping",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact with its notes, or a note by itself."""

    contact: Kept[Contact] | None
    notes: tuple[NoteThread, ...]


class Contacts(QWidget):
    """Contacts above, newest first; what was written about the chosen one below."""

    def __init__(self) -> None:
        """Build the table and the place for notes."""
        super().__init__()
        self._workers: Mapping[str, str] = {}
        self.list = TablePage(
            Rows(
                (
                    Column(N_("When"), self._when, 186, style="muted", least=172),
                    Column(N_("What"), self._what, icon=self._icon),
                    Column(N_("Place"), self._place, 112, spare=True),
                    Column(N_("Minutes"), self._minutes, 84, spare=True),
                )
            ),
            "contacts",
            "message-circle",
        )
        self.note = NoteCard()
        self.seal = button("", "lock", name="write_sealed")
        self._side = right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(16, 16, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.note, 1)
        box.addWidget(self.seal)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list, 8)
        line.addWidget(right, 5)
        self.list.table.chosen.connect(self._on_table_chosen)

    def show_view(self, view: PersonView) -> None:
        """Show a person's contacts and the notes the worker may read."""
        self._workers = view.workers
        rename(self.seal, _("Write a counseling note"))
        self.seal.setVisible(view.may.seal)
        by_contact: dict[str, list[NoteThread]] = {}
        for thread in view.threads:
            by_contact.setdefault(_contact_of(thread), []).append(thread)
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
        held = entry if isinstance(entry, Entry) else Entry(None, ())
        self._side.setVisible(isinstance(entry, Entry) or not self.seal.isHidden())
        self.note.setVisible(isinstance(entry, Entry))
        self.note.show_entry(held.contact, held.notes, self._workers)

    def _when(self, entry: Entry) -> str:
        at = entry.contact.record.at if entry.contact else entry.notes[0].first.at
        return show_time(at) if at else ""

    @staticmethod
    def _what(entry: Entry) -> str:
        if entry.contact is None:
            note = entry.notes[0].first.note.record
            if isinstance(note, CounsellingNote):
                return _("Counseling note")
            return code_words("note_kind", note.kind)
        record = entry.contact.record
        return ", ".join(
            one for one in (code_words("contact_kind", record.kind), code_words("contact_mode", record.mode)) if one
        )

    @staticmethod
    def _icon(entry: Entry) -> str:
        if entry.contact is None and isinstance(entry.notes[0].first.note.record, CounsellingNote):
            return "lock"
        mode = entry.contact.record.mode if entry.contact else None
        return _MODES.get(mode or "", "notebook-pen")

    @staticmethod
    def _place(entry: Entry) -> str:
        return code_words("place_kind", entry.contact.record.place_kind) if entry.contact else ""

    @staticmethod
    def _minutes(entry: Entry) -> str:
        minutes = entry.contact.record.minutes if entry.contact else None
        return "" if minutes is None else str(minutes)


def _contact_of(thread: NoteThread) -> str:
    """Return the contact that a note is about; a sealed one is about none."""
    note = thread.first.note.record
    return "" if isinstance(note, CounsellingNote) else note.contact or ""
