"""What to do in a crisis, large, in the language somebody needs; it knows nothing of anybody."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lead_desktop.clock import Clock
from lead_desktop.domain.crisis import CRISIS, GOOD_TO_KNOW, SOURCES
from lead_desktop.i18n import N_, gettext as _, language, translation
from lead_desktop.reports.paper.crisis import crisis_sheet
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.printing.dialog import PrintPreview
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.segmented import Segmented

_SIZE = (820, 720)
_LANGUAGES = (("en", "English"), ("es", "Español"))
_TITLE = N_("In a crisis: 988, 911, naloxone")
_KNOW = N_("Good to know")


class CrisisCard(QDialog):
    """Opens in the language of the screens; one press turns it into the other."""

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        """Take the threads that draw a print, and the clock for its date."""
        super().__init__(parent)
        self.setObjectName("crisisCard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self._clock = clock
        self._spoken = language()
        self._lines: list[tuple[QLabel, str, str]] = []
        self._cards: list[tuple[Card, str]] = []
        self._title = plain_label(role="title", wrap=True)
        self._languages = Segmented(_LANGUAGES, clearable=False)
        self._languages.setObjectName("crisisLanguage")
        self._languages.set_value(self._spoken)
        self._languages.changed.connect(self._on_languages_changed)
        self._print = button("", "printer", name="printCrisis")
        self._close = button("", role="primary", name="closeCrisis")
        self._print.clicked.connect(self._on_print_clicked)
        self._close.clicked.connect(self.accept)
        self._build()
        self.resize(*_SIZE)
        if parent is not None:
            self.resize(min(_SIZE[0], parent.width() - 40), min(_SIZE[1], parent.height() - 40))
        self.retranslate()
        self._close.setFocus()

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("kind", "body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 14, 2)
        column.setSpacing(12)
        for steps in CRISIS:
            column.addWidget(self._card(steps.title, steps.icon, steps.lines, numbered=True))
        column.addWidget(self._card(_KNOW, "info", GOOD_TO_KNOW, numbered=False))
        self._source = plain_label(role="small", wrap=True)
        column.addWidget(self._source)
        column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._languages)
        foot = QHBoxLayout()
        foot.addWidget(self._print)
        foot.addStretch(1)
        foot.addWidget(self._close)
        self._area = scrolling(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing else takes the keys that scroll
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)

    def retranslate(self) -> None:
        """Set the card in its own language, and what acts on it in that of the screens."""
        said = translation(self._spoken).gettext
        self.setWindowTitle(said(_TITLE))
        self._title.setText(said(_TITLE))
        self._area.setAccessibleName(said(_TITLE))
        for card, title in self._cards:
            card.set_title(said(title))
        for label, words, number in self._lines:
            label.setText(f"{number}{said(words)}")
        self._source.setText(said(SOURCES))
        self._languages.setAccessibleName(_("Language"))
        rename(self._print, _("Print"))
        rename(self._close, _("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_source"):
            self.retranslate()

    def _card(self, title: str, icon: str, lines: tuple[str, ...], *, numbered: bool) -> Card:
        card = Card(icon=icon)
        self._cards.append((card, title))
        for number, words in enumerate(lines, 1):
            label = plain_label(role="large", wrap=True)
            self._lines.append((label, words, f"{number}.  " if numbered else ""))
            card.add(label)
        card.body.setSpacing(8)
        return card

    @Slot(object)
    def _on_languages_changed(self, spoken: str) -> None:
        self._spoken = spoken
        self.retranslate()

    @Slot()
    def _on_print_clicked(self) -> None:
        PrintPreview(partial(_sheet, self._clock), self._spoken, self._jobs, self).open()


def show_crisis(jobs: Jobs, clock: Clock, over: QWidget) -> CrisisCard:
    """Open the card over a window, or bring the one that is open to the front."""
    made = over.findChild(CrisisCard) or CrisisCard(jobs, clock, over)
    made.open()
    made.raise_()
    return made


def _sheet(clock: Clock, spoken: str) -> bytes:
    return crisis_sheet(spoken, clock.now())
