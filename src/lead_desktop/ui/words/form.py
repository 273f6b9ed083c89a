"""The form of one word of the site's list."""

from functools import partial

from lead_desktop.casework import words
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.i18n import N_, language
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools

LAYOUT: Layout = (
    Section(
        N_("Word"),
        (Row("word", "lang"), Row("treatment"), Row("instead"), Row("countable"), Row("why")),
        N_("Counts on every laptop of the program once they agree."),
    ),
)


class WordBox(FormBox):
    """A new word, or one that is changed. What is typed here is a list of words, so it has no help of its own."""

    def __init__(self, tools: Tools, opened: Opened[WordChoice] | None = None) -> None:
        """Begin in the language of the screen, or with the word that was opened."""
        self._opened = opened
        needs = Needs(tools.needs.clock, tools.needs.references)
        self.form: RecordForm[WordChoice] = RecordForm(WordChoice, LAYOUT, needs)
        self.form.load(opened.record if opened else WordChoice(lang=language()))
        place = DraftPlace("_word", opened.rid if opened else "", Compartment.REFERENCE)
        super().__init__(tools, place, FormPage({"word": self.form}), self._act)
        self.setObjectName("word_form")
        self.retranslate(N_("Save the word"))
        self.begin()

    def take_focus(self) -> None:
        """Begin at the word."""
        self.form.focus_field("word")

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(words.save_word, self._tools.desk, record, opened=self._opened, draft=draft)
