"""What left the program about somebody: to whom, what, what for and what allowed it (domain 3.4, 3.7 rule 7).

Part of 42 CFR 2.25: whoever asks is told of the last three years. An entry is written once and never changed; one
about something that in the end did not leave is taken back by a second entry that names it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field, when
from lead_desktop.domain.checks import problems
from lead_desktop.domain.consent import Consent, ends_at
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, Name, folded
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
_ONCE = Merge.IMMUTABLE
INSIDE = ("person", "program")
"""Purposes for which nothing is told to anybody else."""
_BY_LAW = ("emergency", "crime_on_premises", "child_protection", "service_agreement", "audit_evaluation", "research")
_TOLD = ("consent", "court_order", *_BY_LAW)
PURPOSES: Mapping[str, str] = {
    "own_copy": "person", "internal": "program", "consent": "partner", "emergency": "emergency", "court_order": "legal",
}  # fmt: skip
"""What for, by what allowed it; everything else is what the law allows or asks for."""
BY_CONSENT = ("part2_named", "part2_tpo", "part2_cjs_235")
"""Kinds of consent under which a paper may go to a partner."""
PROCEEDINGS = "part2_proceedings"
"""The kind without which nothing is used in a proceeding, unless a court orders it (42 CFR 2.31(d), 2.61 to 2.67)."""


class Disclosure(AboutPerson):
    """One print, card, file, letter or word about somebody that left."""

    TYPE: ClassVar[int] = 100
    NAME: ClassVar[str] = "disclosure"
    LABEL: ClassVar[str] = N_("What was shared")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    at: Moment | None = field(1, N_("When"), _S.S3, _L.DRAFT, past=True, merge=_ONCE)
    what: str | None = field(2, N_("What left"), _S.S3, _L.DRAFT, codes="disclosure_what", merge=_ONCE)
    how: str | None = field(3, N_("How"), _S.S3, _L.DRAFT, codes="disclosure_how", merge=_ONCE)
    purpose: str | None = field(4, N_("What for"), _S.S3, _L.DRAFT, codes="disclosure_purpose", merge=_ONCE)
    basis: str | None = field(5, N_("What allowed it"), _S.S3, _L.DRAFT, codes="disclosure_basis", merge=_ONCE)
    recipient: Name = field(
        6, N_("To whom"), _S.S3, _L.DRAFT, merge=_ONCE, when=when("basis", *_TOLD),
        help=N_("The organization, by its own name."),
    )  # fmt: skip
    attention: Name = field(7, N_("Person there"), _S.S3, merge=_ONCE, when=when("basis", *_TOLD))
    categories: tuple[str, ...] = field(
        8, N_("What it speaks of"), _S.S3, default=(), codes="consent_category", merge=Merge.SET
    )
    why: Line = field(
        9, N_("Why, in a sentence"), _S.S3, _L.DRAFT, merge=_ONCE, when=when("basis", *_BY_LAW),
        help=N_("What happened, and why they had to know."),
    )  # fmt: skip
    consent: str | None = field(10, N_("Under which consent"), _S.S0, ref="consent", merge=_ONCE)
    order: str | None = field(11, N_("Under which order"), _S.S0, ref="order_check", merge=_ONCE)
    notice_version: Name = field(12, N_("Version of the notice"), _S.S0, merge=_ONCE)
    digest: Name = field(13, N_("Fingerprint of the paper"), _S.S0, merge=_ONCE)
    cancels: str | None = field(14, N_("Did not leave in the end"), _S.S0, ref="disclosure", merge=_ONCE)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every entry
        """What is said to be under a consent or an order names it."""
        named = {"consent": self.consent, "court_order": self.order}
        lacks = self.basis in named and named[self.basis] is None
        return (Problem("consent", "needed"),) if lacks else ()


def lets(consent: Consent, recipient: str, categories: Iterable[str], now: datetime) -> bool:
    """Tell whether a consent, looked at anew, lets a paper that speaks of these things go to an organisation.

    recipient: by its own name; where it is named twice, only what both allow. A paper that is said to speak of
    nothing goes to nobody.
    """
    asked = set(categories)
    named = [set(one.categories) for one in consent.recipients if folded(one.name or "") == folded(recipient)]
    return in_force(consent, now) and bool(asked and named) and all(asked <= one for one in named)


def in_force(consent: Consent, now: datetime) -> bool:
    """Tell whether a consent holds at a moment: signed, not over, not taken back, lacking nothing (2.31(c))."""
    ends = ends_at(consent)
    signed = consent.signed_at is not None and consent.signed_at <= now
    lasting = consent.revoked_at is None and (ends is None or ends > now)
    return consent.status == "active" and signed and lasting and not problems(consent, now=now, complete=True)


def named_by(consent: Consent, kinds: Collection[str], categories: Iterable[str], now: datetime) -> Iterator[str]:
    """Yield the organisations to which a consent of one of these kinds lets a paper go."""
    asked = tuple(categories)
    if (consent.consent_type or "") in kinds:
        names = dict.fromkeys(one.name for one in consent.recipients if one.name)
        yield from (name for name in names if lets(consent, name, asked, now))
