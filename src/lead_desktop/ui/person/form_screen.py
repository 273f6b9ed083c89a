"""The page around one form about somebody: begun for a person, kept when one leaves, saved once, taken back."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework.kept import Saved
from lead_desktop.domain.person import Person
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.names import called
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.page_header import PageHeader


class FormScreen(ActingScreen):
    """What `open` names is what the form is about; a subclass makes the form and says its words.

    Everything a subclass needs is set before this constructor, which sets the words.
    """

    BACK_TO: ClassVar[str] = "person"
    """The page that opens, with the same thing, after a save was taken back."""
    SAVE_WORDS: ClassVar[str] = N_("Save")
    """The words of the button that saves."""
    SAVED_WORDS: ClassVar[str] = N_("Saved.")
    """The sentence that is said once it is saved."""

    def __init__(self, tools: Tools, name: str, make: Callable[[str], FormBox]) -> None:
        """Build the frame; `make` returns a new form about an id, or raises a LeadError: nothing to fill in."""
        super().__init__(tools, name)
        self._make = make
        self._rid = ""
        self._private = False
        self._box: FormBox | None = None
        self.header = PageHeader(back=True)
        self.inside = Page(self)
        self.inside.head.addWidget(self.header)
        self.inside.head.addWidget(self.trouble)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.inside.column.addWidget(holder, 1)
        self.header.back_requested.connect(self._on_left)
        self.retranslate()

    def about(self, *, private: bool) -> str:
        """Return the name of whoever it is about."""
        try:
            return called(self._tools.desk.reading.get(Person, self._rid).record, private=private)
        except NotFound:
            return ""

    def open(self, what: object) -> None:
        """Begin for something by id; what is under way for the same stays."""
        if str(what) != self._rid or self._box is None:
            self._close()
            self._rid = str(what)

    def refresh(self) -> None:
        """Begin where nothing is under way, and say about whom it is."""
        if self._rid and self._box is None:
            try:
                self._begin()
            except LeadError as error:
                self.trouble.show_message(error.words())
        self._say()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        if self._box is not None:
            self._box.retranslate(self.SAVE_WORDS)
        self._say()

    def leave(self) -> bool:
        """Keep the draft."""
        if self._box is not None:
            self._box.keeper.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self._say()

    def take_focus(self) -> None:
        """Begin at the first field, unless one is in the middle of it."""
        form = next(iter(self._box.page.forms.values())) if self._box is not None else None
        if form is not None and form.field_in_focus() is None:
            form.focus_first()

    def _begin(self) -> None:
        self._box = box = self._make(self._rid)
        box.keeper.title = self.about(private=False)
        box.saved.connect(self._on_box_saved)
        box.left_again.connect(self._on_left)
        box.retranslate(self.SAVE_WORDS)
        self._column.addWidget(box)
        box.show()

    def _close(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()

    def _say(self) -> None:
        self.header.set_title(self.title())
        self.header.set_subtitle(self.about(private=self._private) if self._rid else "")

    @Slot(object)
    def _on_box_saved(self, saved: object) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self._close()
        self.back_requested.emit()
        self.said.emit(_(self.SAVED_WORDS), self._saved is not None)

    @Slot()
    def _on_left(self) -> None:
        self.leave()
        self._close()
        self.back_requested.emit()

    def show_taken_back(self) -> None:
        """Show what is there once something was taken back."""
        self.open_requested.emit(self.BACK_TO, self._rid)
