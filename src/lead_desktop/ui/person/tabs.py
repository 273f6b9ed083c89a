"""The other tabs: what happened, contacts with their notes, details, held charges."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.casework.contacts import AnyNote
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.timeline import Happening
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.contact import Contact
from lead_desktop.i18n import N_, gettext as _, show_date, show_time
from lead_desktop.ui.forms.layout import field_names
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import code_words, state_words, tone
from lead_desktop.ui.person.layouts import PERSON
from lead_desktop.ui.person.said import lines_of
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets import countdown
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.rows import Column, Rows

_ICONS = {
    "referral": "handshake", "intake_started": "clipboard-list", "intake_done": "check-check",
    "contact": "message-circle", "plan": "target", "enrolled": "heart-handshake", "status": "flag",
}  # fmt: skip
_MODES = {
    "in_person": "users", "phone": "phone", "text": "message-circle", "video": "monitor", "social_media": "globe",
    "letter": "mail", "through_someone": "hand-helping",
}  # fmt: skip


class TablePage(QStackedWidget):
    """A table, or a sentence where it would be empty."""

    opened = Signal(object)

    def __init__(self, rows: Rows, name: str, icon: str) -> None:
        """Take the model, the table's object name and the picture for the empty page."""
        super().__init__()
        self.rows = rows
        self.table = ListTable(rows, "")
        self.table.setObjectName(name)
        self.empty = EmptyState(icon, "")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(self.table)
        self.addWidget(holder)
        self.addWidget(self.empty)
        self.table.opened.connect(self.opened)

    def show_rows(self, records: tuple[object, ...], title: str, nothing: str) -> None:
        """Show records under an accessible title, or say that there is nothing."""
        self.table.setAccessibleName(title)
        self.empty.set_words(nothing)
        self.rows.show_records(records)
        self.setCurrentIndex(0 if records else 1)


class Timeline(TablePage):
    """What happened, newest first."""

    def __init__(self) -> None:
        """Build the table."""
        self._workers: Mapping[str, str] = {}
        columns = (
            Column(N_("When"), self._when, 196, style="muted"),
            Column(N_("What"), self._what, icon=self._icon),
            Column(N_("With"), self._with, 190, style="muted"),
        )
        super().__init__(Rows(columns), "timeline", "clock")

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        self._workers = view.workers
        self.show_rows(view.happened, _("Timeline"), _("Nothing has happened here yet."))

    @staticmethod
    def _when(one: Happening) -> str:
        return show_time(one.at) if one.timed else show_date(one.at.date())

    @staticmethod
    def _icon(one: Happening) -> str:
        return _ICONS[one.kind]

    @staticmethod
    def _what(one: Happening) -> str:
        return happening_words(one)

    def _with(self, one: Happening) -> str:
        return self._workers.get(one.worker, "")


def happening_words(one: Happening) -> str:
    """Return what happened in one line."""
    return {
        "referral": _("Referral: {what}").format(what=code_words("referral_type", one.code)),
        "intake_started": _("Intake started"),
        "intake_done": _("Intake done"),
        "contact": _("Contact: {what}").format(what=code_words("contact_kind", one.code)),
        "plan": _("Plan, version {n}").format(n=one.code),
        "enrolled": _("Became a participant"),
        "status": _("Status: {what}").format(what=state_words("engagement", one.code)),
    }[one.kind]


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
                    Column(N_("When"), self._when, 164, style="muted"),
                    Column(N_("What"), self._what, icon=self._icon),
                    Column(N_("Place"), self._place, 112),
                    Column(N_("Minutes"), self._minutes, 84),
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


class Charges(TablePage):
    """Held charges with their deadline and where each stands."""

    def __init__(self) -> None:
        """Build the table."""
        self._view: PersonView | None = None
        columns = (
            Column(N_("Charge"), self._charge, icon=self._icon),
            Column(N_("Status"), self._status, 300, tone=self._tone),
            Column(N_("Intake by"), self._due, 130),
            Column(N_("Time left"), self._left, 190, tone=self._left_tone),
        )
        super().__init__(Rows(columns), "charges", "scale")

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        self._view = view
        self.show_rows(view.file.charges, _("Held charges"), _("No charge is held."))

    @staticmethod
    def _charge(one: Kept[DivertedCharge]) -> str:
        return one.record.description or code_words("nm_statute", one.record.statute)

    @staticmethod
    def _icon(_one: Kept[DivertedCharge]) -> str:
        return "scale"

    @staticmethod
    def _status(one: Kept[DivertedCharge]) -> str:
        return state_words("charge", one.record.status)

    @staticmethod
    def _tone(one: Kept[DivertedCharge]) -> str:
        return tone(one.record.status)

    def _due(self, one: Kept[DivertedCharge]) -> str:
        due = one.record.due_on(self._view.today) if self._view else None
        return show_date(due) if due else ""

    def _left(self, one: Kept[DivertedCharge]) -> str:
        return self._countdown(one)[0]

    def _left_tone(self, one: Kept[DivertedCharge]) -> str:
        return self._countdown(one)[1]

    def _countdown(self, one: Kept[DivertedCharge]) -> tuple[str, str]:
        due = one.record.due_on(self._view.today) if self._view else None
        if self._view is None or due is None or one.record.status != "held_pending_intake":
            return "", ""
        return countdown.days_left(days_left(due, self._view.today))


class Details(QWidget):
    """Everything known of who the person is, each answer under its label."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("kind", "body")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 12, 16)
        self._column.setSpacing(16)

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for section in PERSON:
            card = Card(_(section.title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(10)
            grid.setColumnStretch(1, 1)
            lines = lines_of(view.file.person.record, view.workers, field_names((section,)))
            for at, (label, words) in enumerate(lines):
                name = plain_label(label, "muted", wrap=True)
                name.setMinimumWidth(220)
                name.setMaximumWidth(260)
                grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(plain_label(words or _("Not answered yet"), "" if words else "muted", wrap=True), at, 1)
            card.add(grid)
            self._column.addWidget(card)
        self._column.addStretch(1)
