"""Recording a contact in under half a minute, by keyboard alone; it brings somebody back who was away."""

from functools import partial

from lead_desktop.casework import contacts
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.contact import Note, SafetyFlag, SudNote
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.contact_form import ContactPage
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.form_screen import FormScreen
from lead_desktop.ui.tools import Tools

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

    def retranslate(self, save_words: str) -> None:
        """Set every word in the language of now."""
        super().retranslate(save_words)
        self.contact_page.retranslate()

    def _act(self, draft: str) -> Act | None:
        contact = self.contact_page.record()
        if contact is None:
            return None
        beside = (self.contact_page.note_record(), self.contact_page.safety_record())
        return partial(contacts.record_contact, self._tools.desk, self._person, contact, *beside, draft=draft)


class ContactScreen(FormScreen):
    """The page around the form; `open` names whose contact it is. To undo takes a return to active back too."""

    SAVE_WORDS = N_("Save the contact")
    SAVED_WORDS = N_("The contact is recorded.")

    def __init__(self, tools: Tools) -> None:
        """Build the frame; the form is made for each person."""
        super().__init__(tools, "contact", partial(ContactBox, tools))

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Record a contact")

    def take_focus(self) -> None:
        """Begin at the kind of contact."""
        form = self._box.contact_page.contact if isinstance(self._box, ContactBox) else None
        if form is not None and form.field_in_focus() is None:
            form.focus_field("kind")

    def _say(self) -> None:
        super()._say()
        if self._rid:
            hint = _("Your usual answers stand here.")
            self.header.set_subtitle(f"{self.about(private=self._private)} · {hint}")
