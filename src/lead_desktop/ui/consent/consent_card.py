"""One consent as a card: what may be shared with whom until when, how it was signed, and what can be done with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lead_desktop.casework.cards import CardLine
from lead_desktop.casework.consents import ConsentLine
from lead_desktop.domain.base import Compartment
from lead_desktop.i18n import gettext as _, show_date
from lead_desktop.ui.consent.missing import missing_words
from lead_desktop.ui.consent.words import (
    ended_words,
    opened_words,
    recipient_words,
    signed_words,
    state_pill,
    until_words,
)
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.pill import Pill

Act = tuple[str, str, str, str, str]
"""Key, words, icon, role and what else an act is about."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the worker's role may do with consents and cards."""

    edit: bool
    revoke: bool
    share: bool
    withdraw: bool


class ConsentCard(Card):
    """`asked` tells what was chosen: the act, the record's id, and what else it is about."""

    asked = Signal(str, str, str)

    def __init__(self, line: ConsentLine, cards: Sequence[CardLine], may: Abilities, today: date) -> None:
        """Show a consent with the cards that were made under it."""
        super().__init__(icon="signature" if line.state != "draft" else "pencil")
        consent, rid = line.kept.record, line.kept.rid
        self.setObjectName(f"consent.{rid}")
        self.set_title(code_words("consent_type", consent.consent_type))
        pill = Pill(*state_pill(line))
        pill.setObjectName(f"state.{rid}")
        self.add_action(pill)
        for words in map(recipient_words, consent.recipients):
            self.add(plain_label(words, wrap=True))
        for words in _small(line, today):
            self.add(plain_label(words, role="small", wrap=True))
        for card in cards:
            self.add(_shared(card, self.asked, may))
        self._add_acts(rid, tuple(_acts(line, may)))

    def _add_acts(self, rid: str, acts: Sequence[Act]) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for key, words, icon, role, extra in acts:
            made = button(words, icon, role, name=f"{key}.{rid}" + (f".{extra}" if extra else ""))
            made.setAccessibleDescription(self.accessibleName())
            made.clicked.connect(partial(self.asked.emit, key, rid, extra))
            flow.addWidget(made)
        self.add(row)


def _small(line: ConsentLine, today: date) -> Iterator[str]:
    consent = line.kept.record
    purposes = [code_words("consent_purpose", one) for one in consent.purposes]
    purposes += [consent.purpose_words] if consent.purpose_words else []
    if purposes:
        yield _("What for: {purposes}").format(purposes=" · ".join(purposes))
    if consent.consent_type != "participation":
        yield until_words(line, today)
    if signed := signed_words(consent):
        yield signed
    if ended := ended_words(consent):
        yield ended
    if line.state == "active":
        yield " ".join(opened_words(line)) or _("No laptop of a partner gets anything by this kind of consent.")
    if line.lacks:
        yield missing_words(line.lacks)
    if line.state == "deficient":
        yield _("Something is missing in it, so nothing is shared under it. Please have a new one signed.")


def _acts(line: ConsentLine, may: Abilities) -> Iterator[Act]:
    """Yield what can be done with a consent as it stands, for this worker."""
    if line.state == "draft" and may.edit:
        yield ("hand_over", _("Show it to the person"), "signature", "primary", "")
        yield ("paper", _("Signed on paper"), "file-text", "", "")
        if line.kept.record.consent_type == "participation":
            yield ("said", _("Said, and written down"), "message-circle", "", "")
        yield ("edit", _("Change"), "pencil", "", "")
    for name, where, _until in dict.fromkeys(line.opens):
        if where is Compartment.CARD and may.share:
            yield ("card", _("Card for {name}").format(name=name), "users", "", name)
    yield ("print", _("Print"), "printer", "", "")
    if line.state == "active" and may.edit:
        yield ("anew", _("Sign a new one in its place"), "refresh-cw", "", "")
    if line.state == "active" and may.revoke:
        yield ("revoke", _("Take it back"), "undo-2", "danger", "")
    if line.state == "draft" and may.edit:
        yield ("discard", _("Remove this draft"), "trash-2", "quiet", "")


def _shared(line: CardLine, asked: object, may: Abilities) -> QWidget:
    """Return a panel with what one organisation is told, and a way to withdraw it."""
    card = line.kept.record
    panel = Card(icon="users")
    panel.setProperty("kind", "panel")
    panel.setObjectName(f"card.{line.kept.rid}")
    panel.set_title(_("Card for {name}").format(name=card.recipient or ""))
    until = show_date(card.expires_at.date()) if card.expires_at else ""
    panel.set_subtitle(_("Shown there until {date}").format(date=until) if line.live else _("Not shown any more"))
    panel.add(plain_label(card.headline or "", wrap=True))
    if line.live and may.withdraw:
        made: QPushButton = button(_("Withdraw it"), "undo-2", "quiet", name=f"withdraw.{line.kept.rid}")
        made.clicked.connect(partial(asked.emit, "withdraw", line.kept.rid, ""))  # type: ignore[attr-defined]
        panel.add_action(made)
    return panel
