"""The first tab: what is next, what is strong, and how the person may be reached."""

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.domain.base import notes
from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.household import Strengths
from lead_desktop.domain.person import Person
from lead_desktop.i18n import gettext as _, show_date, show_time
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import state_words
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.widgets import countdown
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.fact_line import fact_line

Line = tuple[str, str, str]  # icon, its colour, words
STRENGTHS = ("people", "proud_of", "skills", "culture", "good_day", "wish_1", "wish_2", "wish_3")
WAYS = (
    ("may_call", "phone"), ("may_text", "message-circle"), ("may_voicemail", "inbox"), ("may_mail", "mail"),
    ("may_visit", "home"), ("may_social_media", "globe"),
)  # fmt: skip


class Overview(QWidget):
    """Cards that are filled anew for each person."""

    def __init__(self) -> None:
        """Build the cards."""
        super().__init__()
        self.setProperty("kind", "body")
        self.next = Card(icon="flag")
        self.strengths = Card(icon="sparkles")
        self.reach = Card(icon="phone")
        for card, name in ((self.next, "next"), (self.strengths, "strengths"), (self.reach, "reach")):
            card.setObjectName(f"card_{name}")
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((left, (self.next, self.strengths)), (right, (self.reach,))):
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 16, 12, 16)
        line.setSpacing(16)
        line.addLayout(left, 3)
        line.addLayout(right, 2)

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        self.next.set_title(_("What is next"))
        self.strengths.set_title(_("Strengths"))
        self.reach.set_title(_("How to reach the person safely"))
        _fill(self.next, _next(view), _("Nothing right now."))
        strong = view.file.strengths
        told = list(_told(strong.record)) if strong else []
        emptied(self.strengths.body)
        for label, words in told:
            self.strengths.add(_pair(label, words))
        if not told:
            self.strengths.add(plain_label(_("Nothing is written here yet. Ask what goes well."), "muted", wrap=True))
        _fill(
            self.reach, _ways(view.file.person.record), _("Nothing is written here yet. Ask how to reach the person.")
        )


def _next(view: PersonView) -> Iterator[Line]:
    due = view.file.deadline(view.today)
    if due is not None:
        words, tone = countdown.days_left(days_left(due, view.today))
        yield "hourglass", tone, _("Intake by {date}: {left}").format(date=show_date(due), left=words)
    latest = view.file.contacts[0].record if view.file.contacts else None
    if latest is not None and latest.next_at is not None:
        words = _("Next contact: {when}").format(when=show_time(latest.next_at))
        yield "calendar", "accent_text", f"{words}, {latest.next_place}" if latest.next_place else words
    plan = view.file.plans[-1].record if view.file.plans else None
    if plan is not None and plan.look_together_on is not None:
        yield (
            "target",
            "accent_text",
            _("Look at the plan together on {date}").format(date=show_date(plan.look_together_on)),
        )
    intake = view.file.intake.record if view.file.intake else None
    if intake is not None and intake.status in ("not_started", "partial"):
        yield "clipboard-list", "accent_text", _("Intake: {state}").format(state=state_words("intake", intake.status))
    if latest is not None and latest.at is not None:
        yield "message-circle", "muted", _("Last contact on {date}").format(date=show_date(latest.at.date()))


def _told(strengths: Strengths) -> Iterator[tuple[str, str]]:
    for name in STRENGTHS:
        words = getattr(strengths, name)
        if words:
            yield _(notes(Strengths)[name].label), words


def _ways(person: Person) -> Iterator[Line]:
    for name, icon in WAYS:
        answer = getattr(person, name)
        if answer is not None:
            question = _(notes(Person)[name].label)
            yield icon, "good" if answer else "warn", f"{question} {_('Yes') if answer else _('No')}"
    for phone in person.phones:
        safe = {True: _("safe to use"), False: _("not safe to use"), None: ""}[phone.safe]
        words = ", ".join(one for one in (phone.number, phone.whose, safe) if one)
        yield "phone", "warn" if phone.safe is False else "muted", words
    if person.safe_words:
        yield "shield", "muted", _("We may say: {words}").format(words=person.safe_words)


def _fill(card: Card, lines: Iterable[Line], nothing: str) -> None:
    emptied(card.body)
    shown = 0
    for icon, color, words in lines:
        card.add(fact_line(icon, color, words))
        shown += 1
    if not shown:
        card.add(plain_label(nothing, "muted", wrap=True))


def _pair(label: str, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(plain_label(label, "small"))
    column.addWidget(plain_label(words, wrap=True))
    return made
