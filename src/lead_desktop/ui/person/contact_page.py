"""Recording a contact in under half a minute, by keyboard alone; it brings somebody back who was away."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework import contacts
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.contact import Note, SafetyFlag, SudNote
from lead_desktop.domain.person import Person
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.names import called
from lead_desktop.ui.person.contact_form import ContactPage
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.page_header import PageHeader

FORM = "contact"


class ContactBox(FormBox):
    """The form for one person."""

    def __init__(self, tools: Tools, person: str) -> None:
        """Begin a contact of now with this worker, or go on with the draft that waits."""
        self._person = person
        may = (tools.desk.may("create", SudNote), tools.desk.may("create", Note))
        self.contact_page = ContactPage(tools.needs, notes=may, safety=tools.desk.may("create", SafetyFlag))
        now = tools.desk.clock.now().replace(second=0, microsecond=0)
        self._start = contacts.usual(tools.desk).with_(at=now, staff=(tools.desk.worker.id,))
        self.contact_page.contact.load(self._start)
        self.contact_page.more.load(self._start)
        super().__init__(tools, DraftPlace(FORM, person, Compartment.SUD), self.contact_page, self._act)
        self.setObjectName("contact_form")
        self.begin()

    def words(self) -> None:
        """Set every word in the language of now."""
        self.retranslate(N_("Save the contact"))
        self.contact_page.retranslate()

    def _act(self, draft: str) -> Act | None:
        contact = self.contact_page.record()
        if contact is None:
            return None
        beside = (self.contact_page.note_record(), self.contact_page.safety_record())
        return partial(contacts.record_contact, self._tools.desk, self._person, contact, *beside, draft=draft)


class ContactScreen(Screen):
    """The page around the form; `open` names whose contact it is."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; the form is made for each person."""
        super().__init__("contact")
        self._tools = tools
        self._rid = ""
        self._private = False
        self._saved: Saved | None = None
        self._box: ContactBox | None = None
        self.header = PageHeader(back=True)
        self.trouble = Banner("bad", closable=True)
        inside = Page(self)
        inside.head.addWidget(self.header)
        inside.head.addWidget(self.trouble)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        inside.column.addWidget(holder, 1)
        self.header.back_requested.connect(self._on_left)
        self.retranslate()

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Record a contact")

    def open(self, what: object) -> None:
        """Begin for a person by id; what is under way for the same person stays."""
        if str(what) != self._rid or self._box is None:
            self._close()
            self._rid = str(what)
            self._begin()

    def refresh(self) -> None:
        """Say for whom."""
        if self._rid and self._box is None:
            self._begin()
        self._say()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        if self._box is not None:
            self._box.words()
        self._say()

    def leave(self) -> bool:
        """Keep the draft."""
        if self._box is not None:
            self._box.keeper.flush()
        return True

    def undo(self) -> None:
        """Take the contact back, and with it a return to active that came of it."""
        if self._saved is not None:
            saved, self._saved = self._saved, None
            job = self._tools.jobs.run(self._tools.desk.undo, saved)
            job.finished.connect(self._on_undo_finished)
            job.went_wrong.connect(self._on_went_wrong)

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self._say()

    def take_focus(self) -> None:
        """Begin at the kind of contact."""
        if self._box is not None and self._box.contact_page.contact.field_in_focus() is None:
            self._box.contact_page.contact.focus_field("kind")

    def _begin(self) -> None:
        self._box = box = ContactBox(self._tools, self._rid)
        box.keeper.title = self._name(private=False)
        box.saved.connect(self._on_box_saved)
        box.left_again.connect(self._on_left)
        box.words()
        self._column.addWidget(box)
        box.show()

    def _close(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()

    def _name(self, *, private: bool) -> str:
        try:
            return called(self._tools.desk.reading.get(Person, self._rid).record, private=private)
        except NotFound:
            return ""

    def _say(self) -> None:
        self.header.set_title(self.title())
        hint = _("Your usual answers stand here.")
        self.header.set_subtitle(f"{self._name(private=self._private)} · {hint}" if self._rid else "")

    @Slot(object)
    def _on_box_saved(self, saved: object) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self._close()
        self.back_requested.emit()
        self.said.emit(_("The contact is recorded."), self._saved is not None)

    @Slot()
    def _on_left(self) -> None:
        if self._box is not None:
            self._box.keeper.flush()
        self._close()
        self.back_requested.emit()

    @Slot(object)
    def _on_undo_finished(self, _saved: object) -> None:
        self.open_requested.emit("person", self._rid)
        self.said.emit(_("Taken back."), False)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())
