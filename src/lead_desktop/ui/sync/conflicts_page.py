"""Where two people wrote different things while apart: one card for each, decided here, with or without a network."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from lead_desktop.casework import conflicts
from lead_desktop.casework.conflicts import Conflict
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.people import workers
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.sync.conflict_card import CHOOSE, KEEP, LET_GO, ConflictCard
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader

MOST = 20
"""Cards made at once; the next ones follow as these are decided."""


class ConflictsScreen(Screen):
    """`open` with a person's id puts what concerns them first."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; it is filled when the page comes to the front."""
        super().__init__("conflicts")
        self._tools = tools
        self._private = False
        self._first = ""
        self._held: tuple[Conflict, ...] = ()
        self._saved: tuple[Conflict, Saved] | None = None
        self._shown: list[ConflictCard] = []
        self.header = PageHeader(back=True)
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")
        self.empty = EmptyState("check-check", "")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        body = Page(self, scrolls=True)
        for part in (self.header, self.trouble):
            body.head.addWidget(part)
        body.column.addLayout(self._cards)
        body.column.addWidget(self.empty, 1)
        body.column.addStretch(1)
        self.header.back_requested.connect(self.back_requested)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Two values wait")

    def open(self, what: object) -> None:
        """Put what concerns a person, or one conflict by its key, first."""
        self._first = str(what)

    def refresh(self) -> None:
        """Read again what waits; what somebody is writing anew stays, and so do cards of which nothing changed."""
        if not any(card.written() for card in self._shown):
            self._read()

    def _read(self) -> None:
        try:
            held = conflicts.conflicts(self._tools.desk)
        except LeadError as error:
            held = ()
            self.trouble.show_message(error.words())
        first = self._first
        found = tuple(sorted(held, key=lambda one: first not in (one.person, one.rid, one.key) if first else False))
        if found != self._held or len(self._shown) != min(len(found), MOST) or not found:
            self._held = found
            self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.empty.set_words(
            _("Nothing waits for a choice"),
            _("When two people write different things while apart, both stay here until somebody chooses."),
        )
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def undo(self) -> None:
        """Let the values wait again that somebody chose between last."""
        if self._saved is not None:
            conflict, _saved = self._saved
            self._saved = None
            job = self._tools.jobs.run(conflicts.reopen, self._tools.desk, conflict)
            job.finished.connect(self._on_reopened)
            job.went_wrong.connect(self._on_went_wrong)

    def _show(self) -> None:
        written = {card.conflict.key: card.written() for card in self._shown}
        emptied(self._cards)
        self._shown = []
        names = workers(self._tools.desk) if self._held else {}
        for one in self._held[:MOST]:
            card = ConflictCard(one, self._tools.needs, names, private=self._private)
            card.decided.connect(self._on_card_decided)
            card.opened.connect(self._on_card_opened)
            self._cards.addWidget(card)
            card.go_on(written.get(one.key))
            self._shown.append(card)
        self.empty.setVisible(not self._held)
        count = len(self._held)
        words = ngettext(
            "Both stay until somebody chooses. {n} waits.", "Both stay until somebody chooses. {n} wait.", count
        )
        self.header.set_subtitle(words if count else "")

    @Slot(object, str, object)
    def _on_card_decided(self, conflict: Conflict, how: str, raw: object) -> None:
        desk = self._tools.desk
        act = {
            CHOOSE: partial(conflicts.choose, desk, conflict, raw),
            KEEP: partial(conflicts.keep_record, desk, conflict),
            LET_GO: partial(conflicts.let_go, desk, conflict),
        }[how]
        job = self._tools.jobs.run(act)
        job.finished.connect(partial(self._on_decided, conflict))
        job.went_wrong.connect(self._on_went_wrong)

    def _on_decided(self, conflict: Conflict, saved: Saved | None) -> None:
        self.trouble.show_message("")
        if saved is not None:
            again = bool(conflict.field)  # a record that was let go or kept is one or the other: nothing waits again
            self._saved = (conflict, saved) if again else None
            self.said.emit(_("Decided."), again)
        self._read()
        self.take_focus()  # the button that had it is gone, and beyond the page Enter would lock

    @Slot(object)
    def _on_reopened(self, _saved: object) -> None:
        self._read()
        self.said.emit(_("Both wait again."), False)

    @Slot(str)
    def _on_card_opened(self, person: str) -> None:
        self.open_requested.emit("person", person)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        """Say what went wrong; what is shown is read again, for it may have changed."""
        self._read()
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())
