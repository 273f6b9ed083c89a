"""Editing who a person is: all fields in sections; a draft that waited meets what was changed meanwhile."""

from functools import partial

from lead_desktop.casework import people
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.person import Person
from lead_desktop.i18n import N_
from lead_desktop.ui.badges import show_badges
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.layouts import PERSON
from lead_desktop.ui.tools import Tools

FORM = "person_edit"


class PersonPage(FormPage):
    """The form, and in its draft what the record held when the typing began."""

    def __init__(self, form: RecordForm[Person], was: Person) -> None:
        """Take the form and the record as it was opened."""
        super().__init__({"person": form})
        self.was = was

    def state(self) -> Json:
        """Return what is typed, with what it began from."""
        return {**super().state(), "was": self.was.to_json()}

    def restore(self, state: Json) -> None:
        """Put back what was typed, and what it began from."""
        super().restore(state)
        if state.get("was"):
            self.was = Person.from_json(state["was"])


class EditPerson(FormBox):
    """The page on which somebody's own facts are changed."""

    def __init__(self, tools: Tools, opened: Opened[Person]) -> None:
        """Open one person."""
        self._opened = opened
        self.form: RecordForm[Person] = RecordForm(Person, PERSON, tools.needs)
        self.form.load(opened.record)
        show_badges(tools.desk, self.form.blocks, opened.rid)
        self._page = PersonPage(self.form, opened.record)
        place = DraftPlace(FORM, opened.rid, Compartment.IDENTITY)
        super().__init__(tools, place, self._page, self._act)
        self.setObjectName("edit_person")
        self.keeper.title = opened.record.shown_name()
        self.retranslate(N_("Save"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(people.save_person, self._tools.desk, self._opened, self._merged(record), draft=draft)

    def _merged(self, record: Person) -> Person:
        """Return the record as it stands now with only what was changed here since the typing began."""
        was, now = self._page.was, self._opened.record
        names = [name for name in Person.model_fields if getattr(record, name) != getattr(was, name)]
        return now.with_(**{name: getattr(record, name) for name in names})
