"""What a complete intake still asks, by section; each question can be answered with "prefers not to answer"."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem, notes
from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.intake.layouts import PAGES
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied

Open = Mapping[str, Sequence[Problem]]


class OpenPage(QWidget):
    """A card for each section with its open questions, and the button that completes when there are none."""

    answer_requested = Signal(str, str)  # section, field
    prefer_not_requested = Signal(str, str)  # section, field
    complete_requested = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        """Begin with nothing to ask."""
        super().__init__()
        self.setObjectName("openQuestions")
        self._title = plain_label(role="title", wrap=True)
        self._text = plain_label(role="muted", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.back = button("", "arrow-left", name="backToSections")
        self.complete = button("", "check", "primary", name="completeNow")
        self.back.clicked.connect(self.back_requested)
        self.complete.clicked.connect(self.complete_requested)
        self._open: Open = {}
        self._untouched = 0
        body = QWidget()
        body.setProperty("kind", "body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 12, 12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.complete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(scrolling(body), 1)
        column.addLayout(foot)

    def show_open(self, found: Open, untouched: int) -> None:
        """Show open questions by section; `untouched` counts the sections that were not begun."""
        self._open, self._untouched = found, untouched
        self.retranslate()

    def retranslate(self) -> None:
        """Build the cards anew in the language that is switched on."""
        emptied(self._cards)
        count = sum(len(problems) for problems in self._open.values())
        words = ngettext("{n} question is still open", "{n} questions are still open", count)
        self._title.setText(words if count else _("Everything that is needed is there"))
        self._text.setText(self._untouched_words())
        rename(self.back, _("Back to the sections"))
        rename(self.complete, _("Complete the intake"))
        self.complete.setEnabled(not count)
        for section, problems in self._open.items():
            self._cards.addWidget(self._card(section, problems))

    def set_busy(self, *, busy: bool) -> None:
        """Take no further wish while one is carried out."""
        self.setEnabled(not busy)

    def take_focus(self) -> None:
        """Put the focus on the first question, or on the button when there is none."""
        first = self.findChild(QWidget, "answer") if self._open else None
        (first or self.complete).setFocus()

    def _untouched_words(self) -> str:
        if not self._untouched:
            return ""
        return ngettext(
            "{n} section was not begun. That is fine; it can be taken any time.",
            "{n} sections were not begun. That is fine; they can be taken any time.",
            self._untouched,
        )

    def _card(self, section: str, problems: Sequence[Problem]) -> Card:
        made = Card(_(PAGES[section].title))
        labels = notes(INTAKE_SECTIONS[section])
        for name in dict.fromkeys(one.field.partition(".")[0] for one in problems):
            label = _(labels[name].label)
            answer = button(_("Answer"), "pencil", name="answer")
            prefer = button(_("Prefers not to answer"), role="quiet", name=f"prefer.{section}.{name}")
            answer.setAccessibleName(f"{label}: {_('Answer')}")
            prefer.setAccessibleName(f"{label}: {_('Prefers not to answer')}")
            answer.clicked.connect(partial(self.answer_requested.emit, section, name))
            prefer.clicked.connect(partial(self.prefer_not_requested.emit, section, name))
            row = QHBoxLayout()
            row.addWidget(plain_label(label, wrap=True), 1)
            row.addWidget(prefer)
            row.addWidget(answer)
            made.add(row)
        return made
