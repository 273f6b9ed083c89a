"""What was written about a contact: each note with its author, what was added to it, and what can be done with it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework.kept import Kept
from lead_desktop.casework.notes import NoteThread, Written
from lead_desktop.domain.contact import Contact, CounsellingNote
from lead_desktop.i18n import gettext as _, show_time
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.pill import Pill


class NoteCard(Card):
    """Asks by a key: `change` or `add` with a note, `history` or `wrong_person` with a contact."""

    asked = Signal(str, object)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(icon="notebook-pen")
        self.setObjectName("card_note")
        inside = QWidget()
        inside.setProperty("kind", "body")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self.add(scrolling(inside), 1)

    def show_entry(
        self, contact: Kept[Contact] | None, threads: Sequence[NoteThread], names: Mapping[str, str]
    ) -> None:
        """Show what was written about one contact, or a note by itself."""
        self.set_title(_("Note"))
        emptied(self._column)
        if not threads:
            self._column.addWidget(plain_label(_("No note was written."), "muted", wrap=True))
        for thread in threads:
            self._show_thread(thread, names)
        if contact is not None:
            self._buttons((("history", _("History"), "clock"),), contact)
        self._column.addStretch(1)

    def _show_thread(self, thread: NoteThread, names: Mapping[str, str]) -> None:
        if isinstance(thread.first.note.record, CounsellingNote):
            self._column.addWidget(Pill(_("Sealed: only you read this"), "info"))
        self._show_note(thread.first, names)
        for one in thread.added:
            self._column.addWidget(plain_label(_("Correction"), "label"))
            self._show_note(one, names)
        if thread.open:
            self._buttons((("change", _("Change"), "pencil"),), thread.first.note)
        else:
            self._buttons((("add", _("Correct"), "plus"),), thread.first.note)

    def _show_note(self, written: Written, names: Mapping[str, str]) -> None:
        text = plain_label(written.note.record.text or "", wrap=True)
        text.setObjectName("note_text")
        self._column.addWidget(text)
        by = ", ".join(one for one in (names.get(written.note.created_by, ""), show_time(written.at)) if one)
        self._column.addWidget(plain_label(by, "small", wrap=True))

    def _buttons(self, wanted: Sequence[tuple[str, str, str]], about: object) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap=4)
        for key, words, icon in wanted:
            made = button(words, icon, "quiet", name=f"note_{key}")
            made.clicked.connect(partial(self.asked.emit, key, about))
            flow.addWidget(made)
        self._column.addWidget(holder)
