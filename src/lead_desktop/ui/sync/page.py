"""Sending and receiving: what waits, what arrived, when it last went well, what needs a person."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout

from lead_desktop.casework import syncing
from lead_desktop.casework.syncing import Named, Standing
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, ngettext, show_time
from lead_desktop.ui.files import FileAsker
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.sync.lists import MOST, arrived_card, aside_card, sealed_card, waiting_card
from lead_desktop.ui.sync.progress import RoundCard
from lead_desktop.ui.sync.runner import MOST_ARRIVED, Runner
from lead_desktop.ui.sync.stick_card import StickCard
from lead_desktop.ui.sync.words import arriving_words, state_words, trouble_words
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.turning_row import TurningRow

_TURN = 520
_JOIN = "join"


class SyncScreen(Screen):
    """The page behind the state in the frame."""

    def __init__(self, runner: Runner, files: FileAsker) -> None:
        """Build the frame; cards follow what there is."""
        super().__init__("sync")
        self._runner = runner
        self._private = False
        self._standing: Standing | None = None
        self._had_focus = False
        self.header = PageHeader(back=True)
        self.sync_now = button("", "refresh-cw", "primary", name="syncNow")
        self.header.add_button(self.sync_now)
        self.trouble = Banner("warn")
        self.trouble.setObjectName("syncTrouble")
        self.arriving = Banner("info")
        self.arriving.setObjectName("syncArriving")
        self.empty = EmptyState("laptop", "")
        self.round = RoundCard(runner)
        self.stick = StickCard(runner, files)
        self.tiles = TurningRow(_TURN)
        self.tiles.line.setSpacing(14)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        body = Page(self, scrolls=True)
        for part in (self.header, self.trouble, self.arriving):
            body.head.addWidget(part)
        for widget in (self.round, self.tiles):
            body.column.addWidget(widget)
        body.column.addLayout(self._cards)
        body.column.addWidget(self.stick)
        body.column.addWidget(self.empty, 1)
        body.column.addStretch(1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.header.back_requested.connect(self.back_requested)
        self.sync_now.clicked.connect(self._runner.begin)
        self.empty.action_requested.connect(self._on_empty_action_requested)
        self.trouble.link_activated.connect(self._on_trouble_link_activated)
        self._runner.changed.connect(self._on_runner_changed)

    def title(self) -> str:
        """Name the page."""
        return _("Sending and receiving")

    def refresh(self) -> None:
        """Read again where this laptop stands."""
        try:
            self._standing = self._runner.standing()
        except LeadError as error:
            self._standing = None
            self.trouble.show_message(error.words())
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.sync_now, _("Send and receive now"))
        self.header.set_title(self.title())
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    # what is shown

    def _show(self) -> None:
        standing = self._standing
        joined = standing is not None and standing.joined
        for widget in (self.sync_now, self.tiles, self.stick):
            widget.setVisible(joined)
        self.empty.setVisible(not joined)
        self.round.refresh()
        emptied(self.tiles.line)
        emptied(self._cards)
        if standing is None:
            return
        self.header.set_subtitle(state_words(standing, self._runner.now).words)
        self._let_begin(not self._runner.running())
        if joined:
            self._show_joined(standing)
        else:
            self._show_alone(standing)

    def _let_begin(self, may: bool) -> None:
        """Let a round be begun; a button switched off under somebody's hand gets the focus back."""
        self._had_focus = self._had_focus or (not may and self.sync_now.hasFocus())
        self.sync_now.setEnabled(may)
        if may and self._had_focus:
            self._had_focus = False
            self.sync_now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_alone(self, standing: Standing) -> None:
        self.trouble.show_message("")
        self.arriving.show_message("")
        if standing.pending:
            self.empty.set_words(
                _("This laptop asked to join a hub"),
                _("Your administrator compares six words with you. Until then nothing is sent."),
                _("Show the six words"),
            )
        else:
            self.empty.set_words(
                _("This laptop works by itself"),
                _("Everything is kept here. With a slip from your administrator it can join your program's hub, so "
                  "that your team's laptops agree."),
                _("Join a hub"),
            )  # fmt: skip

    def _show_joined(self, standing: Standing) -> None:
        again = ((_JOIN, _("Join again")),) if standing.trouble == "must_enrol_anew" else ()
        self.trouble.show_message("" if self._runner.running() else trouble_words(standing), again)
        here = standing.first_done and not standing.arriving
        self.arriving.show_message("" if here else arriving_words(standing))
        arrived = syncing.arrived(self._runner.tools.desk, self._runner.arrivals)
        for words, text in self._numbers(standing, len(arrived)):
            card = Card()
            card.body.setSpacing(2)
            card.add(plain_label(words, "muted", wrap=True))
            card.add(plain_label(text, "section", wrap=True))
            card.setAccessibleName(f"{words}: {text}")
            self.tiles.line.addWidget(card, 1)
        for made in self._lists(standing, arrived):
            self._cards.addWidget(made)

    @staticmethod
    def _numbers(standing: Standing, arrived: int) -> tuple[tuple[str, str], ...]:
        last = show_time(standing.last_success) if standing.last_success else _("Not yet")
        to_see = standing.conflicts + standing.set_aside
        return (
            (_("Waiting to be sent"), f"{standing.waiting:,}"),
            (_("Arrived since you unlocked"), f"{arrived}+" if arrived == MOST_ARRIVED else f"{arrived}"),
            (_("Last went well"), last),
            (_("Need a person"), f"{to_see:,}"),
        )

    def _lists(self, standing: Standing, arrived: Sequence[Named]) -> list[Card]:
        desk, made = self._runner.tools.desk, []
        if standing.conflicts:
            made.append(self._conflicts(standing.conflicts))
        if standing.set_aside:
            made.append(aside_card(syncing.set_aside(desk), self._opener, private=self._private))
        if sealed := syncing.sealed_files(desk):
            made.append(sealed_card(sealed))
        if standing.waiting:
            waits = syncing.waiting(desk, MOST)
            made.append(waiting_card(waits, standing.waiting, self._opener, private=self._private))
        if arrived:
            made.append(arrived_card(arrived, self._opener, private=self._private))
        if not made and not standing.trouble and not standing.arriving and standing.first_done:
            made.append(Card(_("Nothing waits and nothing needs you"), _("What the hub has for this laptop is here.")))
        return made

    def _conflicts(self, count: int) -> Card:
        words = ngettext(
            "In one place two people wrote different things.",
            "In {n} places two people wrote different things.",
            count,
        )
        card = Card(_("Two values wait"), words, icon="triangle-alert")
        look = button(_("Look at them"), "arrow-right", name="openConflicts")
        look.clicked.connect(partial(self.open_requested.emit, "conflicts", None))
        card.add_action(look)
        return card

    def _opener(self, person: str) -> Callable[[], object]:
        return partial(self.open_requested.emit, "person", person)

    @Slot()
    def _on_runner_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _on_empty_action_requested(self) -> None:
        self.open_requested.emit(_JOIN, None)

    @Slot(str)
    def _on_trouble_link_activated(self, key: str) -> None:
        self.open_requested.emit(key, None)
