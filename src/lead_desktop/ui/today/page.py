"""The worker's day: what is due, what was begun, and the way to a new referral."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lead_desktop.casework import conflicts
from lead_desktop.casework.kept import Draft
from lead_desktop.casework.today import Due, Today, today
from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, language, ngettext, show_date, show_time
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.referrals.words import name_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.today.due_row import DueRow
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.countdown import Countdown, days_left as days_words
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader

MOST = 8
_TWOFOLD = "conflicts"
_DAY = {"en": "dddd, MMMM d", "es": "dddd, d 'de' MMMM"}
_PLACES = {
    "intake_window": "intake", "plan_review": "plan", "next_contact": "person", "referral": "referral",
    "safety": "person", "look_in": "person", "hearing": "person", "consent_ends": "consents",
}  # fmt: skip
"""Which page opens what is due."""
_FORMS = ("intake", "plan", "contact", "consents", "hand_over", "handoff", "shift", "charge_decision")
"""Forms whose page has their name; the others stand on the page of the person."""


def place_of(draft: Draft) -> tuple[str, str]:
    """Return the page on which a draft goes on, and what to open there."""
    form = draft.form.partition(".")[0]
    if form == "referral":
        return ("new_referral", draft.id)
    if form == "decision":
        return ("referral", draft.subject)
    if not draft.subject:
        return ("people", "")
    return (form if form in _FORMS else "person", draft.subject)


class TodayScreen(Screen):
    """What is due, most pressing first; kind when nothing is."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; the cards follow what is due."""
        super().__init__("today")
        self._tools = tools
        self._private = False
        self._day = Today((), (), (), (), (), None, 0)
        self._twofold = 0
        self.header = PageHeader()
        self.new = button("", "plus", "primary", name="new_referral")
        self.new.setAutoDefault(True)
        self.new.clicked.connect(self._on_new_clicked)
        self.header.add_button(self.new)
        self.new.setVisible(tools.desk.may("create", Referral))
        self.trouble = Banner("bad")
        self.twofold = Banner("warn")
        self.twofold.setObjectName("twoValues")
        self.twofold.link_activated.connect(self._on_link_activated)
        self.empty = EmptyState("sun", "")
        body = Page(self, scrolls=True)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.head.addWidget(self.twofold)
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(14)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        body.column.addLayout(self._tiles)
        body.column.addLayout(self._cards)
        body.column.addWidget(self.empty, 1)
        body.column.addStretch(1)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Today")

    def refresh(self) -> None:
        """Read the day again."""
        try:
            self._day = today(self._tools.desk)
            self._twofold = conflicts.count(self._tools.desk)
            self.trouble.show_message("")
        except LeadError as error:
            self._day = Today((), (), (), (), (), None, 0)
            self.trouble.show_message(error.words())
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.new, _("New referral"))
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Stand on the first thing that is due, else on the new referral."""
        rows = self.findChildren(DueRow)
        first = next((one for one in rows if not one.isHidden()), self.new)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def _show(self) -> None:
        now = self._tools.desk.clock.now()
        first = (self._tools.desk.worker.name.split() or [""])[0]
        self.header.set_title(greeting(now, first))
        day = self._day
        every = (
            day.safety, day.look_in, day.hearings, day.windows, day.referrals, day.contacts, day.reviews, day.consents
        )  # fmt: skip
        due = sum(len(one) for one in every)
        date = QLocale(language()).toString(QDate(now.year, now.month, now.day), _DAY[language()])
        said = ngettext("{n} thing is due", "{n} things are due", due) if due else ""
        self.header.set_subtitle(" · ".join(one for one in (date, said) if one))
        self._show_twofold()
        emptied(self._tiles)
        emptied(self._cards)
        self._show_tiles()
        for title, hint, rows in self._lists():
            if rows:
                self._cards.addWidget(self._card(title, hint, rows))
        nothing = not due and not self._day.drafts
        self.empty.set_words(_("Nothing is due today"), self._kind_words())
        self.empty.setVisible(nothing)

    def _show_twofold(self) -> None:
        words = ngettext(
            "In one place two people wrote different things. Both are kept until somebody chooses.",
            "In {n} places two people wrote different things. Both are kept until somebody chooses.",
            self._twofold,
        )
        self.twofold.show_message(words if self._twofold else "", ((_TWOFOLD, _("Look at them")),))

    def _kind_words(self) -> str:
        if self._tools.desk.worker.side == "law":
            return _("When you meet somebody who could use support, begin a new referral.")
        return _("Good work takes time. A new referral or a visit can start here.")

    def _show_tiles(self) -> None:
        if self._tools.desk.worker.side == "law":
            tiles = [(_("Your referrals"), self._day.own_referrals), (_("Drafts"), len(self._day.drafts))]
        else:
            tiles = [
                (_("Active on your caseload"), self._day.active or 0),
                (_("Intakes to finish"), len(self._day.windows)),
                (_("Referrals to look at"), len(self._day.referrals)),
                (_("Drafts"), len(self._day.drafts)),
            ]
        for words, count in tiles:
            card = Card()
            card.body.setSpacing(2)
            card.add(plain_label(words, "muted", wrap=True))
            card.add(plain_label(str(count), "number"))
            card.setAccessibleName(f"{words}: {count}")
            self._tiles.addWidget(card, 1)

    def _lists(self) -> Sequence[tuple[str, str, list[DueRow]]]:
        day = self._day
        return (
            (_("After an overdose"), _("Somebody looks in within 72 hours."), [self._due(one) for one in day.look_in]),
            (_("Safety today"), _("Open until somebody writes what was done."), [self._due(one) for one in day.safety]),
            (_("Intakes to finish"), _("The prosecutor waits for these."), [self._due(one) for one in day.windows]),
            (_("Referrals to look at"), "", [self._due(one) for one in day.referrals]),
            (_("Hearings this week"), _("A reminder and a ride help."), [self._due(one) for one in day.hearings]),
            (_("Next contacts"), "", [self._due(one) for one in day.contacts]),
            (_("Plans to look at together"), _("Offered, never required."), [self._due(one) for one in day.reviews]),
            (
                _("Consents that end soon"),
                _("A new one can take their place."),
                [self._due(one) for one in day.consents],
            ),
            (_("Go on where you stopped"), "", [self._draft(one) for one in day.drafts]),
        )

    def _card(self, title: str, hint: str, rows: list[DueRow]) -> Card:
        card = Card(title, hint)
        card.body.setSpacing(6)
        for row in rows[:MOST]:
            card.add(row)
        if len(rows) > MOST:
            card.add(plain_label(ngettext("And {n} more", "And {n} more", len(rows) - MOST), "muted"))
        for row in rows[MOST:]:
            row.deleteLater()
        return card

    def _due(self, one: Due) -> DueRow:
        name = name_words(one.name, private=self._private)
        when = show_date(one.on) if one.on else ""
        if one.kind == "intake_window" and one.on:
            left = days_left(one.on, self._tools.desk.clock.now().date())
            words = ", ".join((name, one.number, days_words(left)[0]))
            row = DueRow(name, one.number, Countdown(left), words=words)
        else:
            row = DueRow(name, " · ".join(part for part in (one.number, when) if part))
        row.setObjectName(f"due_{one.kind}_{one.open}")
        row.clicked.connect(self._opener(_PLACES[one.kind], one.open))
        return row

    def _draft(self, one: Draft) -> DueRow:
        page, what = place_of(one)
        kinds = {
            "new_referral": _("Referral"), "intake": _("Intake"), "plan": _("Plan"), "contact": _("Contact"),
            "consents": _("Consents"),
            "referral": _("Decision"), "hand_over": _("Hand over"), "handoff": _("Hand-off in person"),
            "shift": _("A shift on call"), "charge_decision": _("What the prosecutor said"),
        }  # fmt: skip
        at = datetime.fromtimestamp(one.updated_ms / 1000, self._tools.desk.clock.now().tzinfo)
        detail = " · ".join((kinds.get(page, _("Person")), show_time(at)))
        row = DueRow(name_words(one.title, private=self._private), detail)
        row.setObjectName(f"draft_{one.id}")
        row.clicked.connect(self._opener(page, what))
        return row

    def _opener(self, page: str, what: str) -> Callable[[], None]:
        return partial(self.open_requested.emit, page, what or None)

    @Slot(str)
    def _on_link_activated(self, key: str) -> None:
        self.open_requested.emit(key, None)

    @Slot()
    def _on_new_clicked(self) -> None:
        self.open_requested.emit("new_referral", None)


def greeting(now: datetime, name: str) -> str:
    """Return a greeting for the time of day."""
    if now.hour < 12:
        words = _("Good morning, {name}")
    else:
        words = _("Good afternoon, {name}") if now.hour < 18 else _("Good evening, {name}")
    return words.format(name=name)
