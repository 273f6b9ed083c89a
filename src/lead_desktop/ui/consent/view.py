"""The page of a person's consents as it is shown: one card for each, in force first, or the form that is open."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.casework import cards, consents
from lead_desktop.casework.cards import CardLine
from lead_desktop.casework.consents import ConsentLine
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.person import Person
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.consent.consent_card import Abilities, ConsentCard
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.names import called
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.screen import Page, Screen, scrolling
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader


@dataclass(frozen=True, slots=True)
class ConsentsRead:
    """What the page shows, read in one go."""

    person: Person
    lines: tuple[ConsentLine, ...]
    cards: tuple[CardLine, ...]
    may: Abilities


def read_consents(desk: Desk, person: str) -> ConsentsRead:
    """Read a person's consents and cards. Raises NotFound, NotAllowed."""
    may = Abilities(
        edit=desk.may("edit", Consent, person=person),
        revoke=desk.may("create", Consent),
        share=desk.may("create", ShareCard),
        withdraw=desk.may("remove", ShareCard, person=person),
    )
    held = desk.reading.get(Person, person).record
    return ConsentsRead(held, consents.consents_of(desk, person), cards.cards_of(desk, person), may)


class ConsentsPage(Screen):
    """Shows consents; what is done with them, its subclass does."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when somebody is opened."""
        super().__init__("consents")
        self._tools = tools
        self._rid = ""
        self._private = False
        self._view: ConsentsRead | None = None
        self._form: FormBox | None = None
        self._form_title = ""
        self.header = PageHeader(back=True)
        self.new = button("", "plus", "primary", name="newConsent")
        self.header.add_button(self.new)
        self.trouble, self.soon = Banner("bad", closable=True), Banner("warn")
        self.empty = EmptyState("signature", "")
        self.stack = QStackedWidget()
        self._list = QVBoxLayout()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self.trouble.setObjectName("trouble")
        self.soon.setObjectName("endsSoon")
        inside = Page(self)
        for part in (self.header, self.trouble, self.soon):
            inside.head.addWidget(part)
        body = QWidget()
        body.setProperty("kind", "body")
        self._list.setSpacing(16)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 16)
        column.addLayout(self._list)
        column.addStretch(1)
        self.stack.addWidget(scrolling(body))
        self.stack.addWidget(self.empty)
        inside.column.addWidget(self.stack, 1)

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Consents")

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.new, _("New consent"))
        self.trouble.show_message("")
        self.show_view()

    def leave(self) -> bool:
        """Keep the draft of what is being filled in."""
        if self._form is not None:
            self._form.keeper.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self.show_view()

    def take_focus(self) -> None:
        """Begin at the form that is open, or at the first thing to do."""
        if self._form is not None:
            self._form.page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.new.isVisible():
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (begin := self.empty.findChild(QPushButton)) is not None and begin.isVisible():
            begin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def show_view(self) -> None:
        """Fill the page with what was read last."""
        view, form = self._view, self._form
        self.header.set_title(_(self._form_title) if form is not None else self.title())
        self.header.set_subtitle(called(view.person, private=self._private) if view else "")
        may_add = view is not None and view.may.edit and form is None
        self.empty.set_words(
            _("No consent is written down yet."),
            _("Without one nothing about this person is shared with anybody."),
            _("New consent") if may_add else "",
        )
        lines = view.lines if view else ()
        self.new.setVisible(may_add and bool(lines))
        self._show_cards(view)
        soon = form is None and any(one.ends_soon for one in lines)
        self.soon.show_message(_("A consent ends soon. The person can sign a new one in its place.") if soon else "")
        if form is None:
            self.stack.setCurrentIndex(0 if view is None or lines else 1)

    def _show_cards(self, view: ConsentsRead | None) -> None:
        emptied(self._list)
        if view is None:
            return
        today = self._tools.desk.clock.now().date()
        for line in view.lines:
            shared = [one for one in view.cards if one.kept.record.consent == line.kept.rid]
            made = ConsentCard(line, shared, view.may, today)
            made.asked.connect(self.on_asked)
            self._list.addWidget(made)

    def show_form(self, form: FormBox, title: str) -> None:
        """Put a form in place of the cards; `title` is marked with N_()."""
        self.close_form()
        self._form, self._form_title = form, title
        form.keeper.title = self._view.person.shown_name() if self._view else ""
        form.saved.connect(self.on_form_saved)
        form.left_again.connect(self.on_form_left)
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)
        self.show_view()
        self.take_focus()

    def close_form(self) -> None:
        """Go back to the cards."""
        form, self._form = self._form, None
        if form is not None:
            self.stack.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.stack.setCurrentIndex(0)

    @Slot(object)
    def on_went_wrong(self, error: object) -> None:
        """Say in a sentence what went wrong."""
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    @Slot(str, str, str)
    def on_asked(self, act: str, rid: str, extra: str) -> None:
        """Do what a card asks for."""

    @Slot(object)
    def on_form_saved(self, saved: object) -> None:
        """Go on after a form was saved."""

    @Slot()
    def on_form_left(self) -> None:
        """Go on after a form was left."""
