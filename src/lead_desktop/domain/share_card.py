"""The share card: the only thing about a participant that a partner organisation ever receives (domain 2.13).

Never on a card: substances, diagnoses, overdose, where somebody sleeps, phones, immigration, other people.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field
from lead_desktop.domain.checks import problems
from lead_desktop.domain.consent import INTAKE_DONE, Consent, opens
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import Name, Remark, folded
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level


class ShareCard(AboutPerson):
    """What one organisation is told under one consent; its scope is `domain.consent.card_scope` of the two."""

    TYPE: ClassVar[int] = 51
    NAME: ClassVar[str] = "share_card"
    LABEL: ClassVar[str] = N_("Share card")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CARD

    consent: str | None = field(1, N_("Under which consent"), _S.S0, _L.DRAFT, ref="consent", merge=Merge.IMMUTABLE)
    recipient: Name = field(2, N_("Organization"), _S.S0, _L.DRAFT, merge=Merge.IMMUTABLE)
    person_name: Name = field(3, N_("Name"), _S.S1, _L.COMPLETE)
    number: Name = field(4, N_("Participant number"), _S.S1)
    headline: Name = field(
        5, N_("In one sentence"), _S.S3, _L.COMPLETE, help=N_("Begin with what goes well. At most 200 characters.")
    )
    ask: Remark = field(6, N_("What this partner can do"), _S.S3)
    standing: str | None = field(7, N_("How things stand"), _S.S3, _L.COMPLETE, codes="card_standing")
    intake_done: bool | None = field(8, N_("Intake done"), _S.S2)
    intake_done_on: Day | None = field(9, N_("Intake done on"), _S.S2, past=True)
    categories: tuple[str, ...] = field(
        10, N_("What it speaks of"), _S.S3, _L.COMPLETE, default=(), codes="consent_category", merge=Merge.SET
    )
    expires_at: Moment | None = field(11, N_("Gone from partners' laptops after"), _S.S0, _L.COMPLETE)
    notice_version: Name = field(12, N_("Version of the notice"), _S.S0, _L.COMPLETE)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every save
        """Whether the intake is done stands only on a card that may speak of it."""
        told = self.intake_done is not None or self.intake_done_on is not None
        return (Problem("intake_done", "not_shared"),) if told and INTAKE_DONE not in self.categories else ()


def may_be_told(
    consent: Consent, recipient: str, categories: Iterable[str], now: datetime, ahead: timedelta = timedelta()
) -> bool:
    """Tell whether a consent, looked at anew, lets one organisation be told these things on a card at a moment.

    recipient: by its own name; where it is named twice, only what both allow. A card that speaks of nothing tells
    nothing. ahead: how far ahead of `now` the clock may have been by which it was signed.
    """
    asked = set(categories)
    if not any(
        one.compartment is Compartment.CARD and folded(one.recipient) == folded(recipient)
        for one in opens(consent, now, ahead)
    ):
        return False
    named = (one for one in consent.recipients if folded(one.name or "") == folded(recipient))
    return bool(asked) and all(asked <= set(one.categories) for one in named)


def is_backed(
    card: ShareCard, rid: str, consent: Consent | None, now: datetime, ahead: timedelta = timedelta()
) -> bool:
    """Tell whether a card still stands on the consent `rid` it was made under; None: that is not on this laptop."""
    return (
        consent is not None
        and card.consent == rid
        and card.person == consent.person
        and may_be_told(consent, card.recipient or "", card.categories, now, ahead)
    )


def is_shown_to(card: ShareCard, organisation: str, now: datetime) -> bool:
    """Tell whether a card is shown to somebody of an organisation: it is whole, theirs by name, and not over."""
    theirs = bool(folded(organisation)) and folded(card.recipient or "") == folded(organisation)
    return (
        theirs and card.expires_at is not None and card.expires_at > now and not problems(card, now=now, complete=True)
    )
