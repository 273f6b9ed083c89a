"""Help in plain words: what to do in a crisis first, then tasks, then keys. It opens with F1."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea

from lead_desktop.domain.crisis import CRISIS
from lead_desktop.domain.requests import RecordRequest
from lead_desktop.domain.training import Training
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.blank.page import forms_for
from lead_desktop.ui.crisis.dialog import show_crisis
from lead_desktop.ui.help.words import KEYS, TASKS
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.page_header import PageHeader


class HelpScreen(Screen):
    """Reads without a network, as everything does here."""

    def __init__(self, tools: Tools) -> None:
        """Build the cards; every line of words is known by its English."""
        super().__init__("help")
        self._tools = tools
        page = Page(self, scrolls=True)
        self._header = PageHeader()
        page.head.addWidget(self._header)
        self._add_buttons()
        self._add_cards(page)
        self._area = self.findChild(QScrollArea)
        if self._area is not None:
            self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing else here takes the keys that scroll
        self.retranslate()

    def _add_buttons(self) -> None:
        self._learn = button("", "book-open", name="openLessons")
        self._crisis = button("", "life-buoy", name="openCrisis")
        self._asked = button("", "scale", name="openAsked")
        for made, act in (
            (self._crisis, self._on_crisis_clicked),
            (self._asked, self._on_asked_clicked),
            (self._learn, self._on_learn_clicked),
        ):
            self._header.add_button(made)
            made.clicked.connect(act)
        # only now: a button that is shown before it has a parent flashes as a window of its own, and takes the keyboard
        self._asked.setVisible(self._tools.desk.may("create", RecordRequest))
        self._learn.setVisible(self._tools.desk.may("create", Training))

    def _add_cards(self, page: Page) -> None:
        self._lines: list[tuple[QLabel, str, str]] = []
        self._cards: list[tuple[Card, str]] = []
        crisis = [(one.title, one.icon, one.lines) for one in CRISIS]
        for title, icon, lines in (*crisis, *TASKS):
            card = Card(icon=icon)
            self._cards.append((card, title))
            for number, words in enumerate(lines, 1):
                label = plain_label(wrap=True)
                self._lines.append((label, words, f"{number}. " if len(lines) > 1 else ""))
                card.add(label)
            card.body.setSpacing(6)
            page.column.addWidget(card)
        pen = self._pen_card()
        page.column.addWidget(pen)
        pen.setVisible(bool(forms_for(self._tools.desk)))
        page.column.addWidget(self._key_card())
        page.column.addStretch(1)

    def title(self) -> str:
        """Return the page's words."""
        return _("Help")

    def take_focus(self) -> None:
        """Let arrows and Page Down scroll at once."""
        if self._area is not None:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word again."""
        if self._area is not None:
            self._area.setAccessibleName(self.title())
        self._header.set_title(self.title())
        self._header.set_subtitle(_("Short answers, kept on this laptop. F1 brings you here from anywhere."))
        rename(self._learn, _("Lessons"))
        rename(self._blank, _("See the forms"))
        rename(self._asked, _("When somebody asks (F4)"))
        rename(self._crisis, _("In a crisis (F2)"))
        for card, title in self._cards:
            card.set_title(_(title))
        for label, words, number in self._lines:
            label.setText(number + _(words))

    @Slot()
    def _on_asked_clicked(self) -> None:
        self.open_requested.emit("asked", None)

    @Slot()
    def _on_learn_clicked(self) -> None:
        self.open_requested.emit("learn", None)

    @Slot()
    def _on_crisis_clicked(self) -> None:
        show_crisis(self._tools.jobs, self._tools.desk.clock, self.window())

    def _pen_card(self) -> Card:
        """Lead to the forms for pen, for who may key one in."""
        card = Card(icon="printer")
        self._cards.append((card, N_("Forms for pen")))
        self._blank = button("", "file-text", name="openBlank")
        self._blank.clicked.connect(self._on_blank_clicked)
        card.add(self._blank)
        return card

    @Slot()
    def _on_blank_clicked(self) -> None:
        self.open_requested.emit("blank", None)

    def _key_card(self) -> Card:
        card = Card(icon="keyboard")
        self._cards.append((card, KEYS[0]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        may_ask = self._tools.desk.may("create", RecordRequest)
        for row, (key, words) in enumerate(one for one in KEYS[1] if one[0] != "F4" or may_ask):
            label = plain_label(wrap=True)
            self._lines.append((label, words, ""))
            grid.addWidget(plain_label(key, role="strong"), row, 0)
            grid.addWidget(label, row, 1)
        card.add(grid)
        return card
