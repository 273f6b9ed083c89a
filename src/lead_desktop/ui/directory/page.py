"""The directory: looked through by words, by kind of help, and by how easy it is to come; without a network."""

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from lead_desktop.casework import directory
from lead_desktop.casework.directory import Place, Wanted
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.directory import Provider
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.exchange.hsds import santa_fe
from lead_desktop.i18n import N_, gettext as _, language, ngettext
from lead_desktop.ui import theme
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.directory.forms import PlaceBox
from lead_desktop.ui.directory.words import checked_tone, checked_words, kinds_words, said
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows
from lead_desktop.ui.widgets.search_box import SearchBox

_ROOM = {1: 900, 2: 620}
"""From which width on, in unscaled pixels, a column is shown: kinds of help, phone."""


class DirectoryScreen(ActingScreen):
    """Every role looks things up; care adds places and keeps them right."""

    def __init__(self, tools: Tools) -> None:
        """Build the search, the table and the place of the form."""
        super().__init__(tools, "directory")
        self._places: tuple[Place, ...] = ()
        self._treatment = ""
        self._may_add = tools.desk.may("create", Provider)
        self.header = PageHeader()
        self.catalogue = button("", "stethoscope", name="open_catalogue")
        self.add = button("", "plus", "primary", name="add_place")
        self.narrowed = Banner("info")
        self.narrowed.setObjectName("narrowed")
        self.search = SearchBox("")
        self.kind = QComboBox()
        self.kind.setObjectName("filter_kind")
        self.easy = QComboBox()
        self.easy.setObjectName("filter_easy")
        self.filters = QWidget()
        self.list = TablePage(Rows(self._columns()), "places", "map-pin")
        self.stack = FormStack(self.list)
        self._build()
        self.retranslate()

    def _columns(self) -> tuple[Column, ...]:
        clock = self._tools.desk.clock
        return (
            Column(N_("Place"), lambda one: said(one.provider, "name"), style="strong"),
            Column(N_("Kinds of help"), kinds_words, 280, least=160, style="muted"),
            Column(N_("Phone"), lambda one: one.provider.phone or "", 150, least=120),
            Column(
                N_("Last checked"),
                lambda one: checked_words(one.provider, clock.now().date()),
                230,
                tone=lambda one: checked_tone(one.provider, clock.now().date()),
                least=200,
            ),
        )

    def _build(self) -> None:
        line = QHBoxLayout(self.filters)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.search, 1)
        for combo in (self.kind, self.easy):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(11)
            line.addWidget(combo)
            combo.currentIndexChanged.connect(self._show)
        inside = Page(self)
        self.header.add_button(self.catalogue)
        self.header.add_button(self.add)
        for part in (self.header, self.trouble, self.filters, self.narrowed):
            inside.head.addWidget(part)
        inside.column.addWidget(self.stack, 1)
        self.catalogue.clicked.connect(self._on_catalogue_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.search.searched.connect(self._show)
        self.search.down_pressed.connect(self.list.table.enter)
        self.narrowed.link_activated.connect(self._on_narrowed_link_activated)
        self.list.opened.connect(self._on_list_opened)
        self.list.empty.action_requested.connect(self._on_empty_action_requested)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self.refresh)

    def title(self) -> str:
        """Name the page."""
        return _("Directory")

    def open(self, what: object) -> None:
        """Show only the places that offer a treatment or support, by its code."""
        self._treatment = str(what or "")

    def refresh(self) -> None:
        """Read the places again."""
        self._places = directory.directory(self._tools.desk)
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        rename(self.catalogue, _("Treatment and support"))
        rename(self.add, _("Add a place"))
        self.search.set_placeholder(_("Search places, help, streets"))
        _fill(self.kind, _("Every kind of help"), "modality_group")
        _fill(self.easy, _("Any access"), "low_barrier")
        self.refresh()

    def leave(self) -> bool:
        """Keep the draft of what is being written."""
        self.stack.flush()
        return True

    def take_focus(self) -> None:
        """Begin at the search, or in the form that is open."""
        if isinstance(self.stack.form, PlaceBox):
            self.stack.form.take_focus()
        else:
            self.search.setFocus()

    def find_here(self) -> bool:
        """Search among the places."""
        if self.stack.form is not None:
            return False
        self.search.setFocus()
        self.search.selectAll()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where the room is short, so that names can be read."""
        super().resizeEvent(event)
        px = theme.current().px
        for column, room in _ROOM.items():
            self.list.table.setColumnHidden(column, self.width() < px(room))
        self.list.table.share()

    # showing

    @Slot()
    def _show(self) -> None:
        wanted = Wanted(
            self.search.text(), self.kind.currentData() or "", self.easy.currentData() or "", self._treatment
        )
        found = directory.look_for(self._places, wanted)
        nothing = _("Nothing found. Try fewer words.") if self._places else _("No places yet.")
        self.list.show_rows(found, self.title(), nothing)
        if not self._places and self._may_add:
            self.list.empty.set_words(
                nothing, _("They can be changed afterwards."), _("Bring in the Santa Fe shelters")
            )
        self.list.table.choose_row(0)
        listing = self.stack.form is None
        self.header.set_subtitle(ngettext("{n} place", "{n} places", len(found)) if self._places else "")
        for part in (self.filters, self.catalogue):
            part.setVisible(listing)
        self.add.setVisible(listing and self._may_add)
        self._say_narrowed()

    def _say_narrowed(self) -> None:
        if not self._treatment or self.stack.form is not None:
            self.narrowed.show_message("")
            return
        words = _("Only places with: {what}").format(what=code_words("modality", self._treatment))
        self.narrowed.show_message(words, [("all", _("Show all"))])

    @Slot(str)
    def _on_narrowed_link_activated(self, _key: str) -> None:
        self._treatment = ""
        self._show()

    @Slot(object)
    def _on_list_opened(self, place: object) -> None:
        if isinstance(place, Place):
            self.open_requested.emit("provider", place.kept.rid)

    @Slot()
    def _on_catalogue_clicked(self) -> None:
        self.open_requested.emit("catalogue", None)

    # adding

    @Slot()
    def _on_add_clicked(self) -> None:
        form = PlaceBox(self._tools)
        self.stack.show_form(form)
        self._show()
        form.take_focus()

    @Slot()
    def _on_empty_action_requested(self) -> None:
        self._run(directory.bring_in, self._tools.desk, santa_fe(), then=self._on_brought_in)

    @Slot(object)
    def _on_brought_in(self, saved: object) -> None:
        self._tell(saved, _("Brought in. Please check each before relying on it."))

    @Slot(object)
    def _on_stack_saved(self, saved: object) -> None:
        self._tell(saved, _("Saved."))

    def _tell(self, saved: object, words: str) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.trouble.show_message("")
        self.refresh()
        self.said.emit(words, self._saved is not None)


def _fill(combo: QComboBox, everything: str, list_name: str) -> None:
    """Offer the codes of a list, and all of them first; what was chosen stays."""
    held = combo.currentData()
    with QSignalBlocker(combo):
        combo.clear()
        combo.addItem(everything, "")
        for one in code_list(list_name).codes:
            combo.addItem(one.label(language()), one.code)
        combo.setCurrentIndex(max(combo.findData(held), 0))
    combo.setAccessibleName(everything)
