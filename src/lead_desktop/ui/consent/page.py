"""What one does with a person's consents: begin, show to the person, sign, print, share a card, take back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot

from lead_desktop.casework import cards, consents
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.consent_text import FormText
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.consent import paper
from lead_desktop.ui.consent.forms import CardBox, ConsentBox, RevokeBox, SignedBox
from lead_desktop.ui.consent.hand_over import HandOver
from lead_desktop.ui.consent.missing import missing_words
from lead_desktop.ui.consent.view import ConsentsPage, ConsentsRead, read_consents
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.tools import Tools

SPANISH = "367"
"""Code of the language in hud.preferred_language."""


class ConsentsScreen(ConsentsPage):
    """Opened with a person's id."""

    def __init__(self, tools: Tools) -> None:
        """Connect the page to what it wishes for."""
        super().__init__(tools)
        self.hand_over: HandOver | None = None
        self._after_saving = ""
        self.header.back_requested.connect(self._on_header_back_requested)
        self.new.clicked.connect(self._on_new_clicked)
        self.empty.action_requested.connect(self._on_new_clicked)

    def open(self, what: object) -> None:
        """Show the consents of a person by id."""
        if str(what) != self._rid:
            self.close_form()
            self._rid, self._view = str(what), None
            self.trouble.show_message("")
            self.show_view()

    def refresh(self) -> None:
        """Read again."""
        if self._rid:
            self._run(partial(read_consents, self._tools.desk, self._rid), self._on_read)

    @Slot(object)
    def _on_read(self, view: object) -> None:
        if isinstance(view, ConsentsRead):
            first = self._view is None
            self._view = view
            self.show_view()
            if first and self._form is None:
                self._go_on_with_draft()
                if self.isAncestorOf(self.window().focusWidget()):
                    self.take_focus()

    def _go_on_with_draft(self) -> None:
        """Open the new consent that was half filled in, as after a lock."""
        desk = self._tools.desk
        if desk.drafts.find(desk.worker.id, "consents.new", self._rid) is not None:
            self._on_new_clicked()

    @Slot(str, str, str)
    def on_asked(self, act: str, rid: str, extra: str) -> None:
        """Do what a card asks for."""
        desk = self._tools.desk
        opening = partial(consents.open_consent, desk, rid)
        acts: dict[str, tuple[Callable[[], object], Callable[[object], None]]] = {
            "hand_over": (opening, self._on_opened_for_person),
            "paper": (opening, partial(self._on_opened_signed, "signed_on_paper")),
            "said": (opening, partial(self._on_opened_signed, "verbal_documented")),
            "edit": (opening, self._on_opened_to_edit),
            "anew": (partial(consents.read_consent, desk, rid), self._on_read_to_renew),
            "card": (partial(cards.fresh_card, desk, rid, extra), self._on_card_begun),
            "revoke": (partial(consents.open_to_revoke, desk, rid), self._on_opened_to_revoke),
            "print": (partial(consents.read_consent, desk, rid), self._on_read_to_print),
            "discard": (partial(consents.discard, desk, rid), partial(self._on_done, N_("The draft is removed."))),
            "withdraw": (partial(cards.withdraw, desk, rid), partial(self._on_done, N_("The card is withdrawn."))),
        }
        self._run(*acts[act])

    # beginning and changing

    @Slot()
    def _on_new_clicked(self) -> None:
        spanish = self._view is not None and self._view.person.preferred_language == SPANISH
        start = consents.fresh(self._tools.desk, self._rid, "es" if spanish else "en")
        self._show(ConsentBox(self._tools, self._rid, start), N_("New consent"), N_("Kept. It is not signed yet."))

    def _on_opened_to_edit(self, opened: object) -> None:
        if isinstance(opened, Opened):
            box = ConsentBox(self._tools, self._rid, opened.record, opened)
            self._show(box, N_("Change the consent"), N_("Kept. It is not signed yet."))

    def _on_read_to_renew(self, kept: object) -> None:
        """Begin a new consent with what the old one says, without its end and its signature."""
        if isinstance(kept, Kept) and isinstance(kept.record, Consent):
            fresh = consents.renewed(self._tools.desk, kept.record, kept.rid)
            self._show(ConsentBox(self._tools, self._rid, fresh), N_("New consent"), N_("Kept. It is not signed yet."))

    # signing

    def _on_opened_for_person(self, opened: object) -> None:
        if not isinstance(opened, Opened):
            return
        consent: Consent = opened.record
        lacking = consents.missing(self._tools.desk, consent)
        if lacking:
            self.trouble.show_message(missing_words(lacking))
            return
        desk = self._tools.desk
        make: Callable[[str], FormText] = partial(consents.words_to_sign, desk, consent)
        shown = HandOver(make, consent.language_of_form or "en", desk.worker.name, desk.clock)
        shown.sign_requested.connect(partial(self._on_sign_requested, opened.rid))
        shown.left.connect(self._on_hand_over_left)
        self.hand_over = shown
        shown.showFullScreen()

    def _on_sign_requested(self, rid: str, values: dict[str, object], digest: str) -> None:
        job = self._tools.jobs.run(partial(consents.sign, self._tools.desk, rid, values, shown=digest))
        job.finished.connect(self._on_signed)
        job.went_wrong.connect(self._on_sign_went_wrong)

    @Slot(object)
    def _on_signed(self, _saved: object) -> None:
        if self.hand_over is not None:
            self.hand_over.show_signed()
        self.refresh()

    @Slot(object)
    def _on_sign_went_wrong(self, error: object) -> None:
        self.on_went_wrong(error)
        if self.hand_over is not None:
            self.hand_over.show_trouble(self.trouble.message())

    @Slot()
    def _on_hand_over_left(self) -> None:
        self.hand_over = None
        self.window().activateWindow()
        self.take_focus()
        self.refresh()

    def _on_opened_signed(self, kind: str, opened: object) -> None:
        if not isinstance(opened, Opened):
            return
        lacking = consents.missing(self._tools.desk, opened.record)
        if lacking:
            self.trouble.show_message(missing_words(lacking))
            return
        title = N_("Signed on paper") if kind == "signed_on_paper" else N_("Said, and written down")
        self._show(SignedBox(self._tools, opened, kind), title, N_("The consent is in force."))

    # cards, taking back, paper

    def _on_card_begun(self, card: object) -> None:
        if isinstance(card, ShareCard):
            self._show(CardBox(self._tools, card), N_("Card for a partner"), N_("The card is shared."))

    def _on_opened_to_revoke(self, opened: object) -> None:
        if isinstance(opened, Opened):
            said = N_("The consent is taken back. Nothing more is shared under it.")
            self._show(RevokeBox(self._tools, opened), N_("Take the consent back"), said)

    def _on_read_to_print(self, kept: object) -> None:
        if isinstance(kept, Kept):
            paper.preview(self._tools, kept, self)

    # going on

    def _show(self, form: FormBox, title: str, said: str) -> None:
        self.trouble.show_message("")
        self._after_saving = said
        self.show_form(form, title)

    @Slot(object)
    def on_form_saved(self, saved: object) -> None:
        """Go back to the cards and say what was done. None of it is undone by one key: people were told."""
        self._on_done(self._after_saving, saved)

    @Slot()
    def on_form_left(self) -> None:
        """Go back to the cards; the draft waits."""
        self.close_form()
        self.show_view()
        self.take_focus()

    def _on_done(self, words: str, _saved: object) -> None:
        self.close_form()
        self.show_view()
        self.take_focus()
        self.refresh()
        self.said.emit(_(words), False)

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self._form is not None:
            self._form.keeper.flush()
            self.on_form_left()
        else:
            self.back_requested.emit()

    def _run(self, act: Callable[[], object], then: Callable[[object], None]) -> None:
        job = self._tools.jobs.run(act)
        job.finished.connect(then)
        job.went_wrong.connect(self.on_went_wrong)
