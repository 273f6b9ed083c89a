"""One place: how to reach it, what it offers to whom, and whether somebody has looked lately."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework import directory
from lead_desktop.casework.directory import Place
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.base import notes
from lead_desktop.domain.directory import Provider
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.directory.forms import OfferBox, PlaceBox
from lead_desktop.ui.directory.offer_card import OfferCard, facts
from lead_desktop.ui.directory.words import checked_tone, checked_words, codes_said, said
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.screen import Page, scrolling
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill

_REACH = ("phone", "text_phone", "address", "getting_there", "website")


class PlaceScreen(ActingScreen):
    """`open` names the place by its id."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; cards are laid out for each place."""
        super().__init__(tools, "provider")
        self._rid = ""
        self._place: Place | None = None
        self._may = tools.desk.may("edit", Provider)
        self.header = PageHeader(back=True)
        self.checked = button("", "check", "primary", name="place_checked")
        self.change = button("", "pencil", name="change_place")
        self.add = button("", "plus", name="add_offer")
        self.take_out = button("", "trash-2", "quiet", name="remove_place")
        inside = QWidget()
        inside.setProperty("kind", "body")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 12, 12)
        self._column.setSpacing(14)
        self.stack = FormStack(scrolling(inside))
        self._build()

    def _build(self) -> None:
        body = Page(self)
        acts = (
            (self.take_out, self._on_take_out_clicked),
            (self.add, self._on_add_clicked),
            (self.change, self._on_change_clicked),
            (self.checked, self._on_checked_clicked),
        )
        for made, act in acts:
            self.header.add_button(made)
            made.clicked.connect(act)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.column.addWidget(self.stack, 1)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self.refresh)

    def title(self) -> str:
        """Name the page."""
        return _("Place")

    def open(self, what: object) -> None:
        """Show a place by its id; raises NotFound."""
        if str(what) != self._rid:
            self.stack.flush()
            self.stack.close_form()
        self._place = directory.place_of(self._tools.desk, str(what))
        self._rid = str(what)

    def refresh(self) -> None:
        """Read the place again; one that was taken out meanwhile leads back."""
        if not self._rid:
            return
        try:
            self._place = directory.place_of(self._tools.desk, self._rid)
        except NotFound:
            self._place = None
        self._lay_out()

    def retranslate(self) -> None:
        """Lay everything out in the language of now."""
        if self._place is not None:
            self._lay_out()

    def leave(self) -> bool:
        """Keep the draft of what is being written."""
        self.stack.flush()
        return True

    def take_focus(self) -> None:
        """Begin in the form that is open, or at the first button."""
        if isinstance(self.stack.form, PlaceBox | OfferBox):
            self.stack.form.take_focus()
        else:
            super().take_focus()

    # showing

    def _lay_out(self) -> None:
        rename(self.checked, _("I checked it today"))
        rename(self.change, _("Change"))
        rename(self.add, _("Add an offer"))
        rename(self.take_out, _("Take it out"))
        for made in (self.checked, self.change, self.add, self.take_out):
            made.setVisible(self._may and self.stack.form is None and self._place is not None)
        emptied(self._column)
        if self._place is None:
            self.header.set_title(self.title())
            self.header.set_subtitle(_("It is not in the directory any more."))
            return
        self.header.set_title(said(self._place.provider, "name"))
        self.header.set_subtitle(", ".join(codes_said("modality_group", self._place.kinds)))
        self._column.addWidget(self._reach_card(self._place.provider))
        for offer in self._place.offers:
            card = OfferCard(offer, may_edit=self._may)
            card.change_requested.connect(self._on_offer_change_requested)
            card.remove_requested.connect(self._on_offer_remove_requested)
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _reach_card(self, provider: Provider) -> Card:
        today = self._tools.desk.clock.now().date()
        card = Card(_("How to reach it"), icon="map-pin")
        if provider.open_now is False:
            card.add_action(Pill(_("Closed for good"), "warn"))
        card.add_action(Pill(checked_words(provider, today), checked_tone(provider, today)))
        if provider.stale(today):
            card.set_subtitle(_("Nobody has checked this for three months. Please call before you rely on it."))
        if about := said(provider, "about"):
            card.add(plain_label(about, role="large", wrap=True))
        spoken = ", ".join(codes_said("hud.preferred_language", provider.languages))
        known = {**{name: said(provider, name) for name in _REACH}, "languages": spoken}
        card.add(facts([(_(notes(Provider)[name].label), text) for name, text in known.items()]))
        if provider.source_words:
            card.add(plain_label(said(provider, "source_words"), role="small", wrap=True))
        return card

    # doing

    def _begin(self, make: Callable[[], PlaceBox | OfferBox]) -> None:
        try:
            form = make()
        except LeadError as error:
            self._on_went_wrong(error)
            return
        self.stack.show_form(form)
        self._lay_out()
        form.take_focus()

    def _do(self, act: Callable[[], object], words: str) -> None:
        self._run(act, then=partial(self._tell, words))

    def _tell(self, words: str, saved: object) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.trouble.show_message("")
        self.refresh()
        self.said.emit(words, self._saved is not None)

    @Slot()
    def _on_change_clicked(self) -> None:
        desk = self._tools.desk
        self._begin(lambda: PlaceBox(self._tools, directory.open_provider(desk, self._rid)))

    @Slot()
    def _on_add_clicked(self) -> None:
        self._begin(lambda: OfferBox(self._tools, self._rid))

    @Slot(str)
    def _on_offer_change_requested(self, rid: str) -> None:
        desk = self._tools.desk
        self._begin(lambda: OfferBox(self._tools, self._rid, directory.open_offer(desk, rid)))

    @Slot(str)
    def _on_offer_remove_requested(self, rid: str) -> None:
        self._do(partial(directory.take_out_offer, self._tools.desk, rid), _("Taken out."))

    @Slot()
    def _on_checked_clicked(self) -> None:
        self._do(partial(directory.note_checked, self._tools.desk, self._rid), _("Noted. Thank you for looking."))

    @Slot()
    def _on_take_out_clicked(self) -> None:
        self._do(partial(directory.take_out, self._tools.desk, self._rid), _("Taken out."))

    @Slot(object)
    def _on_stack_saved(self, saved: object) -> None:
        self._tell(_("Saved."), saved)

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self.stack.form is None:
            self.back_requested.emit()
            return
        self.stack.flush()
        self.stack.close_form()
        self.refresh()
