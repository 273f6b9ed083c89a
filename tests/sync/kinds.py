"""The record types that simulated people work with, and what they type into them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lead_desktop.domain.base import Record
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.contact import Contact, SudNote
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.domain.plan import Goal
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.share_card import ShareCard

TYPES = {one.TYPE: one for one in RECORD_TYPES.values()}
DOMAINS = ("basic", "shelter_housing", "docs", "income_benefits")
SUD_DOMAINS = ("safer_use", "sud_treatment")
ALIASES = ("Lobo", "Chuy", "La Güera")


def _subset(choices: tuple[str, ...]) -> Callable[[int, str], tuple[str, ...]]:
    return lambda number, _word: tuple(one for place, one in enumerate(choices) if number >> place & 1)


@dataclass(frozen=True)
class Kind:
    """A record type, what it is about, and how a number becomes what somebody types into a field."""

    record: type[Record]
    fields: Mapping[str, Callable[[int, str], Any]]
    about_person: bool = True

    def change(self, number: int, word: str) -> dict[str, Any]:
        """Return what is typed: one field mostly, two sometimes."""
        names = sorted(self.fields)
        first = names[number % len(names)]
        typed = {first: self.fields[first](number // len(names), word)}
        if number % 5 == 0:
            second = names[(number + 1) % len(names)]
            typed[second] = self.fields[second](number // len(names), word)
        return typed


KINDS = (
    Kind(
        Person,
        {
            "name_used": lambda _number, word: word,
            "legal_name": lambda number, word: PersonName(first=word, last=f"Baca {number % 3}"),
            "aliases": _subset(ALIASES),
            "approx_age": lambda number, _word: number % 120,
        },
        about_person=False,
    ),
    Kind(
        Contact,
        {
            "minutes": lambda number, _word: number % 1440,
            "next_place": lambda _number, word: word,
            "mood": lambda number, _word: number % 5 + 1,
            "domains": _subset(DOMAINS),
        },
    ),
    Kind(SudNote, {"text": lambda _number, word: f"{word} sí", "domains": _subset(SUD_DOMAINS)}),
    Kind(
        Goal,
        {
            "importance": lambda number, _word: number % 11,
            "rank": lambda number, _word: f"a{number % 7}",
            "in_their_words": lambda _number, word: word,
        },
    ),
    Kind(
        Referral,
        {
            "incident_no": lambda number, _word: f"26-{number % 50}",
            "location_text": lambda _number, word: word,
            "looks_under_18": lambda number, _word: bool(number % 2),
        },
        about_person=False,
    ),
)
CARD = Kind(ShareCard, {"headline": lambda _number, word: word, "ask": lambda number, _word: f"{number}"})
"""What an office gets under a consent; made together with one and edited like everything else."""
BY_TYPE = {one.record.TYPE: one for one in (*KINDS, CARD)}
OFFICE = "Santa Fe Police"
"""Where the officer works; consents name it, or an office that nobody here belongs to."""
CARE = (0, 1, 2, 3, 4)
LAW = (4,)
MAY_HOLD = {
    "supervisor": {"identity", "casework", "sud", "referral", "consent", "card"},
    "case_manager": {"identity", "casework", "sud", "referral", "consent", "card"},
    "data_entry": {"identity", "casework", "referral", "consent"},
    "officer": {"referral", "card"},
}
"""What a laptop of one role may ever be sent, of the compartments used here (domain 3.7, sync 3.10)."""
