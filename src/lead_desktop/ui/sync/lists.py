"""Lines of the page about sending and receiving: what waits, what arrived, what the hub keeps aside."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lead_desktop.casework.syncing import Aside, Named, Waiting
from lead_desktop.i18n import gettext as _, ngettext, show_time
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.referrals.words import name_words
from lead_desktop.ui.sync.words import reason_words
from lead_desktop.ui.today.due_row import DueRow
from lead_desktop.ui.widgets.card import Card

MOST = 6
Open = Callable[[str], Callable[[], object]]
"""Given a person's id, returns what opens their page."""


def waiting_card(waits: Sequence[Waiting], total: int, opener: Open, *, private: bool) -> Card:
    """Return the card of what was not sent yet, newest first."""
    card = Card(_("Waiting to be sent"), _("Safe on this laptop. It is sent by itself."))
    rows = [_row(one.about, show_time(one.at), opener, private=private) for one in waits[:MOST]]
    more = total - sum(one.changes for one in waits[:MOST])
    return _filled(card, rows, ngettext("And {n} more change", "And {n} more changes", more) if more > 0 else "")


def arrived_card(arrived: Sequence[Named], opener: Open, *, private: bool) -> Card:
    """Return the card of what came since the laptop was unlocked, newest first."""
    card = Card(_("Arrived since you unlocked"))
    rows = [_row(one, "", opener, private=private) for one in arrived[:MOST]]
    more = len(arrived) - len(rows)
    return _filled(card, rows, ngettext("And {n} more record", "And {n} more records", more) if more > 0 else "")


def aside_card(kept: Sequence[Aside], opener: Open, *, private: bool) -> Card:
    """Return the card of what the hub keeps aside until somebody there decides, each with its reason."""
    words = _("The hub has these and loses none of them. Somebody who looks after the hub decides about each.")
    card = Card(_("Kept aside at the hub"), words, icon="inbox")
    card.body.setSpacing(8)
    for one in kept[:MOST]:
        detail = " · ".join(part for part in (_(one.field), show_time(one.at)) if part)
        card.add(_row(one.about, detail, opener, private=private))
        card.add(plain_label(reason_words(one.reason), "muted", wrap=True))
    if len(kept) > MOST:
        card.add(plain_label(ngettext("And {n} more change", "And {n} more changes", len(kept) - MOST), "muted"))
    return card


def sealed_card(files: Sequence[Path]) -> Card:
    """Return the card of files in which work that was never sent is sealed for the hub."""
    words = _("This laptop may no longer hold what a backup had replaced here, so that copy was removed. What had "
              "never been sent from it was sealed first. Only the hub can open it. Please give it to your "
              "administrator.")  # fmt: skip
    card = Card(_("Sealed for the hub"), words, icon="lock")
    for one in files[:MOST]:
        card.add(plain_label(str(one), wrap=True))
    return card


def _row(about: Named, detail: str, opener: Open, *, private: bool) -> QWidget:
    kind = _(about.record_type.LABEL) if about.record_type is not None else ""
    name = name_words(about.title, private=private) if about.title else kind
    rest = " · ".join(one for one in (kind if about.title else "", detail) if one)
    if not about.person:  # nothing to open: plain words, not a button that is switched off
        return plain_label(" · ".join(one for one in (name, rest) if one), wrap=True)
    row = DueRow(name, rest)
    row.clicked.connect(opener(about.person))
    return row


def _filled(card: Card, rows: Iterable[QWidget], more: str) -> Card:
    card.body.setSpacing(6)
    for row in rows:
        card.add(row)
    if more:
        card.add(plain_label(more, "muted"))
    return card
