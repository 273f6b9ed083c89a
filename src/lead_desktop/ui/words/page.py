"""The words that a site adds to the list, with what happens to each."""

from PySide6.QtCore import Slot

from lead_desktop.casework import words
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.domain.wording import LISTS, shipped
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows
from lead_desktop.ui.words.form import WordBox

_TONES = {"suggest": "info", "ask": "neutral", "leave": "good"}


class WordsScreen(ActingScreen):
    """Enter opens a word; the button adds one; what is taken out can be brought back at once."""

    def __init__(self, tools: Tools) -> None:
        """Build the table and the place of the form."""
        super().__init__(tools, "words")
        self.header = PageHeader(back=True)
        self.add = button("", "plus", "primary", name="add_word")
        self.take_out = button("", "trash-2", "quiet", name="remove_word")
        columns = (
            Column(N_("Word or phrase"), lambda one: one.record.word or "", style="strong"),
            Column(
                N_("What happens with it"),
                lambda one: code_words("word_treatment", one.record.treatment),
                230,
                tone=lambda one: _TONES.get(one.record.treatment, "neutral"),
                least=170,
            ),
            Column(N_("What to write instead"), lambda one: "; ".join(one.record.instead), 300, least=120, spare=True),
            Column(N_("Language"), lambda one: code_words("interface_language", one.record.lang), 120, least=90),
        )
        self.list = TablePage(Rows(columns), "site_words", "languages")
        self.stack = FormStack(self.list)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        inside = Page(self)
        for made in (self.take_out, self.add):
            self.header.add_button(made)
        inside.head.addWidget(self.header)
        inside.head.addWidget(self.trouble)
        inside.column.addWidget(self.stack, 1)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.add.clicked.connect(self._on_add_clicked)
        self.take_out.clicked.connect(self._on_take_out_clicked)
        self.list.opened.connect(self._on_list_opened)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self.refresh)

    def title(self) -> str:
        """Name the page."""
        return _("Words of this program")

    def refresh(self) -> None:
        """Read the words again."""
        held = words.site_words(self._tools.desk)
        nothing = _("No words of your own yet. The list that comes with the program is in use.")
        self.list.show_rows(held, self.title(), nothing)
        self.list.table.choose_row(0)
        listing = self.stack.form is None
        self.add.setVisible(listing)
        self.take_out.setVisible(listing and bool(held))

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        count = sum(len(one.avoid) for language in LISTS for one in shipped(language).terms)
        about = _("They go before the {n} words that come with the program, version {version}.")
        self.header.set_subtitle(about.format(n=count, version=shipped("en").version))
        rename(self.add, _("Add a word"))
        rename(self.take_out, _("Take it out"))
        self.refresh()

    def leave(self) -> bool:
        """Keep the draft of what is being written."""
        self.stack.flush()
        return True

    def take_focus(self) -> None:
        """Begin in the form that is open, or at the list."""
        if isinstance(self.stack.form, WordBox):
            self.stack.form.take_focus()
        elif self.list.currentIndex() == 0:
            self.list.table.enter()
        else:
            self.add.setFocus()

    def _show_form(self, form: WordBox) -> None:
        self.stack.show_form(form)
        self.refresh()
        form.take_focus()

    @Slot()
    def _on_add_clicked(self) -> None:
        self._show_form(WordBox(self._tools))

    @Slot(object)
    def _on_list_opened(self, kept: object) -> None:
        if isinstance(kept, Kept):
            try:
                self._show_form(WordBox(self._tools, words.open_word(self._tools.desk, kept.rid)))
            except LeadError as error:
                self._on_went_wrong(error)

    @Slot()
    def _on_take_out_clicked(self) -> None:
        kept = self.list.table.current_record()
        if isinstance(kept, Kept) and isinstance(kept.record, WordChoice):
            try:
                opened = words.open_word(self._tools.desk, kept.rid)
            except LeadError as error:
                self._on_went_wrong(error)
                return
            self._run(words.remove_word, self._tools.desk, opened, then=self._on_removed)

    @Slot(object)
    def _on_stack_saved(self, saved: object) -> None:
        self._tell(saved, _("Saved. It counts from the next field that you come to."))

    @Slot(object)
    def _on_removed(self, saved: object) -> None:
        self._tell(saved, _("Taken out."))

    def _tell(self, saved: object, words_: str) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.trouble.show_message("")
        self.refresh()
        self.take_focus()
        self.said.emit(words_, self._saved is not None)

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self.stack.form is None:
            self.back_requested.emit()
            return
        self.stack.flush()
        self.stack.close_form()
        self.refresh()
        self.take_focus()
