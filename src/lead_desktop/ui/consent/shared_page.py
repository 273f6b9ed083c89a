"""What people agreed to share with the organisation of whoever works here; gone with its day or its consent."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.casework import cards
from lead_desktop.casework.kept import Kept
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, show_date
from lead_desktop.reports.paper.notices import notice
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import code_words, initials
from lead_desktop.ui.screen import Page, Screen, scrolling
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill


class SharedCard(Card):
    """One share card, with the notice of 42 CFR 2.32 on it."""

    def __init__(self, kept: Kept[ShareCard], *, private: bool) -> None:
        """Show a card; initials in place of the name when `private`."""
        super().__init__(icon="user-round")
        card = kept.record
        self.setObjectName(f"shared.{kept.rid}")
        name = card.person_name or ""
        self.set_title(initials(name) if private else name)
        until = show_date(card.expires_at.date()) if card.expires_at else ""
        parts = ("" if private else card.number or "", _("Here until {date}").format(date=until))
        self.set_subtitle(" · ".join(one for one in parts if one))
        self.add_action(Pill(code_words("card_standing", card.standing), "info"))
        self.add(plain_label(card.headline or "", role="section", wrap=True))
        for words in _lines(card):
            self.add(plain_label(words, wrap=True))
        self.add(plain_label(_("What the law says to whoever gets this card"), role="label", wrap=True))
        self.add(plain_label(notice("part2_disclosure").full, role="small", wrap=True))


class SharedScreen(Screen):
    """The cards that the worker's organisation is shown today."""

    def __init__(self, tools: Tools) -> None:
        """Build the page."""
        super().__init__("shared")
        self._tools = tools
        self._cards: tuple[Kept[ShareCard], ...] = ()
        self._private = False
        self.header = PageHeader()
        self.rule = Banner("info")
        self.rule.setObjectName("sharedRule")
        self.trouble = Banner("bad", closable=True)
        self.empty = EmptyState("handshake", "")
        self.stack = QStackedWidget()
        self._list = QVBoxLayout()
        inside = Page(self)
        for part in (self.header, self.trouble, self.rule):
            inside.head.addWidget(part)
        body = QWidget()
        body.setProperty("kind", "body")
        self._list.setSpacing(16)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 16)
        column.addLayout(self._list)
        column.addStretch(1)
        self.area = scrolling(body)
        self.area.setObjectName("sharedCards")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the keyboard alone reads to the end
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.empty)
        inside.column.addWidget(self.stack, 1)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Shared with you")

    def refresh(self) -> None:
        """Read again; reading a card is written to the audit chain."""
        job = self._tools.jobs.run(cards.shared_with_us, self._tools.desk)
        job.finished.connect(self._on_read)
        job.went_wrong.connect(self._on_went_wrong)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.area.setAccessibleName(self.title())
        self.header.set_subtitle(_("What people agreed to share with your organization, for as long as they agree."))
        self.empty.set_words(
            _("Nothing is shared with you right now."),
            _("A card comes when a person agrees to it, and goes when it ends or they take it back."),
        )
        self._fill()

    def set_private(self, private: bool) -> None:
        """Show initials, or the names again."""
        self._private = private
        self._fill()

    def take_focus(self) -> None:
        """Begin where the cards are read."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        emptied(self._list)
        for kept in self._cards:
            self._list.addWidget(SharedCard(kept, private=self._private))
        rule = _("Shared for coordination. Not for enforcement, investigation or charging.")
        self.rule.show_message(rule if self._cards else "")
        self.stack.setCurrentIndex(0 if self._cards else 1)

    @Slot(object)
    def _on_read(self, found: object) -> None:
        if isinstance(found, tuple):
            self._cards = found
            self.trouble.show_message("")
            self._fill()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())


def _lines(card: ShareCard) -> Iterator[str]:
    if card.ask:
        yield _("What you can do: {ask}").format(ask=card.ask)
    if card.intake_done is not None:
        day = show_date(card.intake_done_on) if card.intake_done_on else ""
        yield _("Intake done: {answer}").format(answer=f"{_('Yes')} {day}".strip() if card.intake_done else _("No"))
    said = " · ".join(code_words("consent_category", one) for one in card.categories)
    yield _("This card speaks of: {what}").format(what=said)
