"""Writing what stays: a note changed within its day, a correction to one, a sealed note."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from lead_desktop.casework import notes
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.contact import AnyNote, CounsellingNote
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

TEXT: Layout = (Section("", (Row("text"),)),)


class NoteBox(FormBox):
    """Shared by what is written: one text, and a sentence about what becomes of it."""

    SENTENCE: ClassVar[str]
    """What becomes of what is written here."""

    def __init__(
        self, tools: Tools, form: RecordForm[AnyNote], place: DraftPlace, act: Callable[[AnyNote, str], Act]
    ) -> None:
        """Take the form as it is loaded, where its draft belongs, and what saves a note and drops its draft."""
        self.form = form
        self._saving_of = act
        super().__init__(tools, place, FormPage({"note": form}), self._act)
        self.about = Banner("info")
        self.layout().insertWidget(0, self.about)  # type: ignore[union-attr]
        self.retranslate(N_("Save the note"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word in the language of now."""
        super().retranslate(save_words)
        self.about.show_message(_(self.SENTENCE))

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        return None if record is None else self._saving_of(record, draft)


class ChangeNote(NoteBox):
    """The text of a note within its day."""

    SENTENCE = N_("A note can be changed by its author for 24 hours. After that a correction is added to it.")

    def __init__(self, tools: Tools, opened: Opened[AnyNote]) -> None:
        """Open one note."""
        self._opened = opened
        form: RecordForm[AnyNote] = RecordForm(type(opened.record), TEXT, tools.needs)
        form.load(opened.record)
        person, kind = opened.record.person or "", opened.record
        super().__init__(tools, form, DraftPlace(f"note.{opened.rid}", person, kind.COMPARTMENT), self._saving)
        self.setObjectName("change_note")

    def _saving(self, record: AnyNote, draft: str) -> Act:
        return partial(notes.save_note, self._tools.desk, self._opened, record, draft=draft)


class AddToNote(NoteBox):
    """A correction to a note that stays as it is."""

    SENTENCE = N_("The note stays as it is. What you write here is shown below it, with your name and the time.")

    def __init__(self, tools: Tools, held: Kept[AnyNote]) -> None:
        """Take the note that is added to."""
        self._held = held
        form: RecordForm[AnyNote] = RecordForm(type(held.record), TEXT, tools.needs)
        place = DraftPlace(f"note_added.{held.rid}", held.record.person or "", held.record.COMPARTMENT)
        super().__init__(tools, form, place, self._saving)
        self.setObjectName("add_to_note")

    def _saving(self, record: AnyNote, draft: str) -> Act:
        return partial(notes.add_to, self._tools.desk, self._held, record, draft=draft)


class SealedNote(NoteBox):
    """A counselling note, sealed from the first moment."""

    SENTENCE = N_("Only you will read this note here. It may be shared only with a consent of its own.")

    def __init__(self, tools: Tools, person: str) -> None:
        """Begin one about somebody."""
        self._person = person
        form: RecordForm[AnyNote] = RecordForm(CounsellingNote, TEXT, tools.needs)
        super().__init__(tools, form, DraftPlace("_counselling", person, Compartment.SEALED), self._saving)
        self.setObjectName("sealed_note")

    def _saving(self, record: AnyNote, draft: str) -> Act:
        if not isinstance(record, CounsellingNote):
            raise TypeError("a sealed note is written as one")
        return partial(notes.write_sealed, self._tools.desk, self._person, record, draft=draft)
