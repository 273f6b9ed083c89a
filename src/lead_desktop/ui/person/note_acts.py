"""What the page of a person does with notes and histories: forms opened, a history shown."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework import history, notes
from lead_desktop.casework.history import Change
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.base import Record
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.person import Person
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.person.history_dialog import HistoryDialog
from lead_desktop.ui.person.note_forms import AddToNote, ChangeNote, SealedNote
from lead_desktop.ui.tools import Tools


class NoteActs(QObject):
    """Asked by the tabs; shows its forms by the page's own way."""

    went_wrong = Signal(object)

    def __init__(self, tools: Tools, show: Callable[[FormBox], None], page: QWidget) -> None:
        """Take how a form is shown, and the page that a history opens over."""
        super().__init__(page)
        self._tools, self._show, self._page = tools, show, page
        self.names: Mapping[str, str] = {}

    def seal(self, person: str) -> None:
        """Begin a counselling note."""
        self._open(SealedNote(self._tools, person))

    def tell_person(self, person: str) -> None:
        """Show how the facts of a person came about."""
        self._tell(Person, person, person, own=False)

    @Slot(str, object)
    def do(self, key: str, about: object) -> None:
        """Do what the card of a note asks for."""
        if not isinstance(about, Kept):
            return
        if key == "history" and isinstance(about.record, Contact):
            own = about.created_by == self._tools.desk.worker.id
            self._tell(Contact, about.rid, about.record.person or "", own=own)
        elif key == "add":
            self._open(AddToNote(self._tools, about))
        elif key == "change":
            job = self._tools.jobs.run(notes.open_note, self._tools.desk, about)
            job.finished.connect(self._on_note_opened)
            job.went_wrong.connect(self.went_wrong)

    def _tell(self, record_type: type[Record], rid: str, person: str, *, own: bool) -> None:
        act = partial(history.history, self._tools.desk, record_type, rid, person=person, own=own)
        job = self._tools.jobs.run(act)
        job.finished.connect(partial(self._on_told, record_type))
        job.went_wrong.connect(self.went_wrong)

    def _on_told(self, record_type: type[Record], changes: object) -> None:
        found = [one for one in changes if isinstance(one, Change)] if isinstance(changes, tuple) else []
        HistoryDialog(record_type, found, self.names, self._page.window()).open()

    @Slot(object)
    def _on_note_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            self._open(ChangeNote(self._tools, opened))

    def _open(self, form: FormBox) -> None:
        self._show(form)
        form.page.setFocus()
