"""The catalogue of treatment and support: what each is in plain words, and which places here offer it. No ranking."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea

from lead_desktop.casework import directory
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language, ngettext
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader


class CatalogueScreen(Screen):
    """One card for each kind of help; a button leads to the places that offer it."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame."""
        super().__init__("catalogue")
        self._tools = tools
        self.places: dict[str, QPushButton] = {}
        self.header = PageHeader(back=True)
        inside = Page(self, scrolls=True)
        inside.head.addWidget(self.header)
        self._column = inside.column
        self._area = self.findChild(QScrollArea)
        if self._area is not None:
            self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys that scroll
        self.header.back_requested.connect(self.back_requested)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Treatment and support")

    def refresh(self) -> None:
        """Count the places again."""
        held = directory.directory(self._tools.desk)
        for code, made in self.places.items():
            count = sum(code in place.treatments for place in held)
            rename(made, ngettext("{n} place", "{n} places", count))
            made.setVisible(count > 0)

    def retranslate(self) -> None:
        """Lay everything out in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(_("In plain words, and in no order of worth. The person picks."))
        if self._area is not None:
            self._area.setAccessibleName(self.title())
        emptied(self._column)
        self.places = {}
        for group in code_list("modality_group").codes:
            if any(one.group == group.code for one in code_list("modality").codes):
                self._column.addWidget(self._card(group.code))
        self._column.addStretch(1)
        self.refresh()

    def take_focus(self) -> None:
        """Let arrows and Page Down scroll at once."""
        if self._area is not None:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, kind: str) -> Card:
        spoken = language()
        group = code_list("modality_group").find(kind)
        card = Card(group.label(spoken), group.help(spoken))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, one in enumerate(one for one in code_list("modality").codes if one.group == kind):
            made = button("", "map-pin", "quiet", name=f"places_{one.code}")
            made.clicked.connect(self._on_places_clicked)
            self.places[one.code] = made
            grid.addWidget(plain_label(one.label(spoken), role="strong", wrap=True), row, 0)
            grid.addWidget(plain_label(one.help(spoken), role="muted", wrap=True), row, 1)
            grid.addWidget(made, row, 2)
        card.add(grid)
        return card

    @Slot()
    def _on_places_clicked(self) -> None:
        code = next(code for code, made in self.places.items() if made is self.sender())
        self.open_requested.emit("directory", code)
