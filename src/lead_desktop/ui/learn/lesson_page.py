"""One lesson, or the guiding principles: read from top to bottom, with a quick check-in that scores nobody."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lead_desktop.casework import learning
from lead_desktop.domain.lesson import PRINCIPLES, Lesson, Question, Teaching, teaching
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, language, ngettext
from lead_desktop.ui.looks import announce, button, plain_label, plain_text, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader


class LessonScreen(Screen):
    """`open` names the lesson; the words follow the language of the screens."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; the lesson is laid out when it is opened."""
        super().__init__("lesson")
        self._tools = tools
        self._key = ""
        self.header = PageHeader(back=True)
        self.trouble = Banner("bad", closable=True)
        self.read = button("", "check", "primary", name="lesson_read")
        inside = Page(self, scrolls=True)
        inside.head.addWidget(self.header)
        inside.head.addWidget(self.trouble)
        self._column = inside.column
        self._area = self.findChild(QScrollArea)
        if self._area is not None:
            self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys that scroll
        self.header.add_button(self.read)
        self.header.back_requested.connect(self.back_requested)
        self.read.clicked.connect(self._on_read_clicked)

    def title(self) -> str:
        """Name the page by its lesson."""
        return code_words("lesson", self._key) or _("Lesson")

    def open(self, what: object) -> None:
        """Show a lesson by its key; raises NotFound for one that does not exist."""
        learning.version_of(str(what))
        if str(what) != self._key:
            self._key = str(what)
            self._lay_out()
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Lay everything out in the language of now."""
        if self._key:
            self._lay_out()

    def take_focus(self) -> None:
        """Let arrows and Page Down scroll at once."""
        if self._area is not None:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        held, spoken = teaching(), language()
        emptied(self._column)
        self.header.set_title(self.title())
        if self._area is not None:
            self._area.setAccessibleName(self.title())
        rename(self.read, _("I have read this"))
        lesson = next((one for one in held.lessons if one.key == self._key), None)
        if lesson is None:
            self.header.set_subtitle(_("In our own words, after what others have published."))
            self._lay_out_principles(held, spoken)
        else:
            self.header.set_subtitle(ngettext("{n} minute", "{n} minutes", lesson.minutes))
            self._lay_out_lesson(lesson, spoken)
        self._column.addStretch(1)

    def _lay_out_lesson(self, lesson: Lesson, spoken: str) -> None:
        for part in lesson.sections:
            card = Card(part.heading(spoken))
            for paragraph in part.paragraphs:
                card.add(plain_label(paragraph(spoken), role="large", wrap=True))
            if part.codes:
                card.add(_codes(part.codes, spoken))
            self._column.addWidget(card)
        for question in lesson.check:
            self._column.addWidget(Pondering(question, spoken))
        sources = Card(_("Where this is from"))
        for one in lesson.sources:
            sources.add(plain_label(f"{one.title} · {one.where}", role="muted", wrap=True))
        self._column.addWidget(sources)

    def _lay_out_principles(self, held: Teaching, spoken: str) -> None:
        for number, one in enumerate(held.principles, 1):
            card = Card()
            card.add(plain_label(f"{number}.  {one.text(spoken)}", role="large", wrap=True))
            card.add(plain_label(one.source, role="small", wrap=True))
            card.body.setSpacing(4)
            self._column.addWidget(card)
        note = Card(_("What is not endorsed"), icon="info")
        for said in held.note:
            note.add(plain_label(said(spoken), wrap=True))
        self._column.addWidget(note)

    @Slot()
    def _on_read_clicked(self) -> None:
        self.read.setEnabled(False)
        job = self._tools.jobs.run(partial(learning.note_read, self._tools.desk, self._key, language()))
        job.finished.connect(self._on_noted)
        job.went_wrong.connect(self._on_went_wrong)
        job.ended.connect(self._on_note_ended)

    @Slot(object)
    def _on_noted(self, _saved: object) -> None:
        self.trouble.show_message("")
        self.back_requested.emit()
        done = _("Noted that you read it.") if self._key == PRINCIPLES else _("Noted that you read this lesson.")
        self.said.emit(done, False)

    @Slot()
    def _on_note_ended(self) -> None:
        self.read.setEnabled(True)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())


class Pondering(Card):
    """A small scene, some things one might say, and what there is to say to each. Nothing of it is kept."""

    answered = Signal(int)

    def __init__(self, question: Question, spoken: str, parent: QWidget | None = None) -> None:
        """Ask in a language."""
        super().__init__(_("Think it over"), _("Nothing here is scored or kept."), "message-circle", parent)
        self.setObjectName("pondering")
        self._replies = [one.reply(spoken) for one in question.answers]
        self.choices: list[QPushButton] = []
        self.reply = plain_label(role="large", wrap=True)
        self.reply.hide()
        self.add(plain_label(question.ask(spoken), role="large", wrap=True))
        for number, one in enumerate(question.answers):
            made = button(plain_text(one.say(spoken)), name=f"check_in_{number + 1}")
            made.clicked.connect(self._on_choice_clicked)
            self.choices.append(made)
            self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.reply)

    @Slot()
    def _on_choice_clicked(self) -> None:
        number = next(at for at, made in enumerate(self.choices) if made is self.sender())
        self.reply.setText(self._replies[number])
        self.reply.show()
        announce(self.reply, self._replies[number])
        self.answered.emit(number)


def _codes(name: str, spoken: str) -> QWidget:
    """Return a code list as words with their help, one below the other."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for one in code_list(name).codes:
        line = QHBoxLayout()
        line.setSpacing(14)
        said = plain_label(one.label(spoken), role="strong", wrap=True)
        said.setMinimumWidth(190)
        line.addWidget(said, 1)
        line.addWidget(plain_label(one.help(spoken), wrap=True), 3)
        column.addLayout(line)
    return made
