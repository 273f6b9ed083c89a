"""The steps for when somebody asks about a person, one card each. It opens with F4, and from Help."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea

from lead_desktop.casework.registers import may_see_registers
from lead_desktop.domain.asked import FOR_LAWYER, LEAD, SAY, STEPS, TITLE
from lead_desktop.domain.requests import RecordRequest
from lead_desktop.i18n import gettext as _, language
from lead_desktop.reports.paper.asked import asked_sheet
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.printing.dialog import PrintPreview
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.page_header import PageHeader

NEW = "new"
"""What the page of registers is asked to open, for a request to be written down at once."""


class AskedScreen(Screen):
    """Reads without a network, and can be printed for the wall."""

    def __init__(self, tools: Tools) -> None:
        """Build the cards; every line of words is known by its English."""
        super().__init__("asked")
        self._tools = tools
        page = Page(self, scrolls=True)
        self.header = PageHeader(back=True)
        self.print = button("", "printer", name="printAsked")
        self.register = button("", "inbox", name="openRegisters")
        self.write = button("", "pencil", "primary", name="writeRequest")
        page.head.addWidget(self.header)
        self._lines = []
        self._cards = []
        for number, step in enumerate(STEPS, 1):
            card = Card(icon=step.icon)
            self._cards.append((card, f"{number}. ", step.title))
            if step.say:
                self._line(card, SAY, "small")
                self._line(card, step.say, "strong")
            for words in step.do:
                self._line(card, words, "")
            card.body.setSpacing(6)
            page.column.addWidget(card)
        self._law = plain_label(role="small", wrap=True)
        self._lines.append((self._law, FOR_LAWYER))
        page.column.addWidget(self._law)
        page.column.addStretch(1)
        self._area = self.findChild(QScrollArea)
        if self._area is not None:
            self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # for the keys that scroll
        self._connect()
        self.retranslate()

    def _line(self, card: Card, words: str, role: str) -> None:
        label = plain_label(role=role, wrap=True)
        self._lines.append((label, words))
        card.add(label)

    def _connect(self) -> None:
        for one in (self.print, self.register, self.write):
            self.header.add_button(one)
        self.register.setVisible(may_see_registers(self._tools.desk))
        self.write.setVisible(self._tools.desk.may("create", RecordRequest))
        self.header.back_requested.connect(self.back_requested)
        self.print.clicked.connect(self._on_print_clicked)
        self.register.clicked.connect(partial(self.open_requested.emit, "requests", None))
        self.write.clicked.connect(partial(self.open_requested.emit, "requests", NEW))

    def title(self) -> str:
        """Return the page's words."""
        return _(TITLE)

    def take_focus(self) -> None:
        """Let arrows and Page Down scroll at once."""
        if self._area is not None:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        if self._area is not None:
            self._area.setAccessibleName(self.title())
        self.header.set_title(self.title())
        self.header.set_subtitle(_(LEAD))
        rename(self.print, _("Print these steps"))
        rename(self.register, _("Registers"))
        rename(self.write, _("Write a request down"))
        for card, number, title in self._cards:
            card.set_title(number + _(title))
        for label, words in self._lines:
            label.setText(_(words))

    @Slot()
    def _on_print_clicked(self) -> None:
        make = partial(asked_sheet, at=self._tools.desk.clock.now())
        PrintPreview(make, language(), self._tools.jobs, self).open()
