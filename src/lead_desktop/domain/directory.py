"""The directory (domain 2.9): places that help, and what each offers to whom. Nothing in it is about a participant."""

from datetime import date, timedelta
from typing import ClassVar

from lead_desktop.domain.base import Compartment, Heading, Level, Merge, Record, Sensitivity, field
from lead_desktop.domain.dates import Day
from lead_desktop.domain.person import sort_text
from lead_desktop.domain.text import Line, LongText, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
STALE_DAYS = 90
"""After this many days without a check a place says so (domain 2.9)."""


class Provider(Record):
    """A place, or an organization, that somebody can be sent to."""

    TYPE: ClassVar[int] = 91
    NAME: ClassVar[str] = "provider"
    LABEL: ClassVar[str] = N_("Place")
    COMPARTMENT: ClassVar[Compartment] = Compartment.REFERENCE

    name: Name = field(1, N_("Name"), _S.S0, _L.DRAFT, search=True)
    name_es: Name = field(2, N_("Name in Spanish"), _S.S0, search=True)
    kinds: tuple[str, ...] = field(
        3, N_("Kinds of help"), _S.S0, _L.RECOMMENDED, default=(), codes="modality_group", merge=Merge.SET
    )
    about: LongText = field(4, N_("In a sentence or two"), _S.S0, _L.RECOMMENDED)
    about_es: LongText = field(5, N_("The same in Spanish"), _S.S0, _L.RECOMMENDED)
    address: Line = field(6, N_("Address"), _S.S0, _L.RECOMMENDED)
    phone: Name = field(7, N_("Phone"), _S.S0, _L.RECOMMENDED, search=True)
    text_phone: Name = field(8, N_("Text messages"), _S.S0)
    website: Line = field(9, N_("Web page"), _S.S0, help=N_("To be read out or typed; this program opens no pages."))
    languages: tuple[str, ...] = field(
        10, N_("Languages"), _S.S0, default=(), codes="hud.preferred_language", merge=Merge.SET
    )
    getting_there: Line = field(11, N_("Getting there"), _S.S0, help=N_("Bus lines, rides, steps at the door."))
    checked_on: Day | None = field(12, N_("Last checked"), _S.S0, past=True)
    checked_by: str | None = field(13, N_("Checked by"), _S.S0, ref="user")
    open_now: bool | None = field(14, N_("Still there"), _S.S0, default=True)
    source_id: Name = field(15, N_("Number in its source"), _S.S0, merge=Merge.IMMUTABLE)
    source_words: Line = field(16, N_("Where this is from"), _S.S0)
    source_words_es: Line = field(17, N_("Where this is from, in Spanish"), _S.S0)

    def heading(self) -> Heading:
        """Stand in lists by name."""
        return Heading(self.name or "", sort_text(self.name or ""))

    def stale(self, today: date) -> bool:
        """Tell whether nobody has checked it for a while."""
        return self.checked_on is None or today - self.checked_on > timedelta(days=STALE_DAYS)


class Offer(Record):
    """What a place offers: to whom, when, and how one gets in."""

    TYPE: ClassVar[int] = 92
    NAME: ClassVar[str] = "offer"
    LABEL: ClassVar[str] = N_("Offer")
    COMPARTMENT: ClassVar[Compartment] = Compartment.REFERENCE

    provider: str | None = field(1, N_("Place"), _S.S0, ref="provider", merge=Merge.IMMUTABLE)
    name: Name = field(2, N_("What it is called"), _S.S0, _L.DRAFT)
    name_es: Name = field(3, N_("What it is called in Spanish"), _S.S0)
    everyday: tuple[str, ...] = field(4, N_("Everyday help"), _S.S0, default=(), codes="everyday_help", merge=Merge.SET)
    treatments: tuple[str, ...] = field(
        5, N_("Treatment and support"), _S.S0, default=(), codes="modality", merge=Merge.SET
    )
    who: Line = field(6, N_("For whom"), _S.S0, _L.RECOMMENDED)
    who_es: Line = field(7, N_("For whom, in Spanish"), _S.S0)
    hours: Line = field(8, N_("Hours"), _S.S0, _L.RECOMMENDED)
    hours_es: Line = field(9, N_("Hours, in Spanish"), _S.S0)
    how: Line = field(10, N_("How to get in"), _S.S0, _L.RECOMMENDED)
    how_es: Line = field(11, N_("How to get in, in Spanish"), _S.S0)
    cost: Line = field(12, N_("Cost"), _S.S0)
    easy: tuple[str, ...] = field(
        13, N_("How easy it is to come"), _S.S0, _L.RECOMMENDED, default=(), codes="low_barrier", merge=Merge.SET
    )
    places: int | None = field(14, N_("Beds or places"), _S.S0, ge=0, le=10_000)
    source_id: Name = field(15, N_("Number in its source"), _S.S0, merge=Merge.IMMUTABLE)
