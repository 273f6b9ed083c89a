"""Whom to call now: name and number, large enough to dial from; the next shift where nobody is on call."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lead_desktop.casework.roster import OnCall, Reach
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.roster.words import span_words, until_words
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.pill import Pill


class OnCallCard(Card):
    """Filled anew each time, from what this laptop holds: it needs no network."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(icon="phone")
        self.setObjectName("on_call_now")

    def show_reach(self, reach: Reach, now: datetime) -> None:
        """Show whom to call at a moment."""
        self.set_title(_("Whom to call now"))
        emptied(self.body)
        for one in reach.now:
            self.add(_line(one, now))
        if not reach.now:
            self.add(plain_label(_nobody(reach), wrap=True))
        if reach.team_phone and reach.team_phone not in {one.phone for one in reach.now}:
            self.add(_team(reach.team_phone))


def _line(one: OnCall, now: datetime) -> QWidget:
    made = QWidget()
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(plain_label(one.name, "strong", wrap=True))
    detail = " · ".join(part for part in (until_words(one.ends_at, now), one.area) if part)
    words.addWidget(plain_label(detail, "muted", wrap=True))
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(14)
    line.addLayout(words, 1)
    if one.place == "backup":
        line.addWidget(Pill(code_words("roster_place", one.place)))
    line.addWidget(_number(one.phone or _("No number")))
    return made


def _number(text: str) -> QLabel:
    made = plain_label(text, "number")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _team(phone: str) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(14)
    line.addWidget(plain_label(_("Phone of the outreach team"), "muted", wrap=True), 1)
    line.addWidget(_number(phone))
    return made


def _nobody(reach: Reach) -> str:
    if reach.next is None:
        return _("Nobody is on call now. Agree on a place and time with the person, and say so in the referral.")
    words = _("Nobody is on call now. Next: {name}, {when}. Until then, agree on a place and time with the person.")
    return words.format(name=reach.next.name, when=span_words(reach.next.starts_at, reach.next.ends_at))
