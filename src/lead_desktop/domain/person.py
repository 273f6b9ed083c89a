"""Who a person is and how they may be reached: identity (S1), and where they can be found, kept apart."""

import unicodedata
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from lead_desktop.domain.about import AboutPerson, none_if_empty
from lead_desktop.domain.base import (
    Compartment,
    Heading,
    Level,
    Merge,
    Part,
    Problem,
    Record,
    Row,
    Sensitivity,
    field,
    when,
)
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import Brief, Line, LongText, Name, Word
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level


class PersonName(Part):
    """A name as it is given: any part may be missing, two surnames are usual, nothing is put in capitals."""

    first: Name = field(1, N_("First name"), _S.S1, search=True)
    middle: Name = field(2, N_("Middle name"), _S.S1, search=True)
    last: Name = field(3, N_("Last name"), _S.S1, search=True)
    second_last: Name = field(4, N_("Second last name"), _S.S1, search=True)
    suffix: Name = field(5, N_("Suffix"), _S.S1)

    def full(self) -> str:
        """Return the name on one line, in the order it is spoken."""
        return " ".join(one for one in (self.first, self.middle, self.last, self.second_last, self.suffix) if one)

    def quality(self) -> str:
        """Return HUD 3.01.5 as the name itself shows it: 1 with first and last name, else 2."""
        return "1" if self.first and (self.last or self.second_last) else "2"

    def by_surname(self) -> str:
        """Return the name for sorting, surnames first."""
        return " ".join(one for one in (self.last, self.second_last, self.first, self.middle) if one)


def sort_text(text: str) -> str:
    """Return text as it is sorted in lists: without capitals and accents, so that Ángel stands by Angel."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


GivenName = Annotated[PersonName | None, AfterValidator(none_if_empty)]
"""A name, or None when every part of it is empty."""


class Phone(Row):
    """A telephone number, and whose it is."""

    number: Name = field(1, N_("Number"), _S.S1, _L.DRAFT, search=True)
    whose: Name = field(2, N_("Whose phone"), _S.S1, help=N_("For example: own, a friend's, the drop-in's."))
    safe: bool | None = field(3, N_("Safe to use"), _S.S1)


class KnownPerson(Part):
    """Somebody close to the person."""

    name: Name = field(1, N_("Name"), _S.S1, _L.DRAFT)
    relation: Name = field(2, N_("Who they are to you"), _S.S1)
    phone: Name = field(3, N_("Phone"), _S.S1)
    place: Line = field(4, N_("Where to find them"), _S.S1)
    knows: bool | None = field(5, N_("Knows about this program"), _S.S1)


class Helper(KnownPerson, Row):
    """One of the people who can help to find the person."""


class Person(Record):
    """A person: names, birth date, language and how they may be contacted (domain 2.5.1)."""

    TYPE: ClassVar[int] = 10
    NAME: ClassVar[str] = "person"
    LABEL: ClassVar[str] = N_("Person")
    COMPARTMENT: ClassVar[Compartment] = Compartment.IDENTITY

    participant_number: Name = field(1, N_("Number"), _S.S1, merge=Merge.IMMUTABLE, search=True)
    legal_name: GivenName = field(
        2, N_("Legal name"), _S.S1, _L.COMPLETE, search=True, help=N_("A partial or street name is fine.")
    )
    name_used: Name = field(3, N_("Name you go by"), _S.S1, search=True)
    aliases: tuple[Word, ...] = field(4, N_("Other names"), _S.S1, default=(), merge=Merge.SET, search=True)
    name_quality: str | None = field(5, N_("How complete the name is"), _S.S1, _L.COMPLETE, codes="hud.name_quality")
    dob: Day | None = field(6, N_("Date of birth"), _S.S1, past=True, search=True)
    approx_age: int | None = field(7, N_("About how old"), _S.S1, ge=0, le=120)
    dob_quality: str | None = field(8, N_("How certain the birth date is"), _S.S1, _L.COMPLETE, codes="hud.dob_quality")
    pronouns: Name = field(9, N_("Pronouns"), _S.S1)
    preferred_language: str | None = field(
        10, N_("Preferred language"), _S.S1, _L.COMPLETE, codes="hud.preferred_language"
    )
    other_languages: tuple[str, ...] = field(
        11, N_("Other languages"), _S.S1, default=(), codes="hud.preferred_language", merge=Merge.SET
    )
    interpreter_needed: bool | None = field(12, N_("Needs an interpreter"), _S.S1, _L.COMPLETE)
    literacy_help: bool | None = field(13, N_("Would like help with reading"), _S.S1, _L.COMPLETE)
    phones: tuple[Phone, ...] = field(14, N_("Phones"), _S.S1, _L.RECOMMENDED, default=(), merge=Merge.SET, search=True)
    mailing_address: Line = field(15, N_("Mailing address"), _S.S1)
    may_call: bool | None = field(16, N_("May we call?"), _S.S1, _L.COMPLETE)
    may_text: bool | None = field(17, N_("May we text?"), _S.S1, _L.COMPLETE)
    may_voicemail: bool | None = field(18, N_("May we leave a voicemail?"), _S.S1, _L.COMPLETE)
    may_mail: bool | None = field(19, N_("May we send mail?"), _S.S1, _L.COMPLETE)
    may_visit: bool | None = field(20, N_("May we visit?"), _S.S1, _L.COMPLETE)
    may_social_media: bool | None = field(21, N_("May we write on social media?"), _S.S1, _L.COMPLETE)
    safe_words: Line = field(
        22,
        N_("What we may say"),
        _S.S1,
        help=N_("About who we are, when somebody else answers."),
    )
    social_media: Line = field(23, N_("Social media name"), _S.S1, when=when("may_social_media", "true"))
    emergency_contact: Annotated[KnownPerson | None, AfterValidator(none_if_empty)] = field(
        24, N_("Emergency contact"), _S.S1, _L.RECOMMENDED
    )
    finders: tuple[Helper, ...] = field(
        25, N_("People who can help find you"), _S.S1, _L.RECOMMENDED, default=(), merge=Merge.SET
    )
    hmis_personal_id: Name = field(26, N_("HMIS number"), _S.S1)

    def shown_name(self) -> str:
        """Return the name a person goes by, else the legal name, else another name, else an empty text."""
        legal = self.legal_name.full() if self.legal_name else ""
        return self.name_used or legal or (self.aliases[0] if self.aliases else "")

    def heading(self) -> Heading:
        """Stand in lists under the name the person goes by, sorted by surname where one is known."""
        surname_first = self.legal_name.by_surname() if self.legal_name else ""
        title = self.shown_name()
        return Heading(title, sort_text(surname_first or title), self.participant_number or "")

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:
        """Ask for one of birth date and approximate age when complete."""
        given = {one.key for one in self.unanswered}
        if complete and self.dob is None and self.approx_age is None and not given & {"dob", "approx_age"}:
            return (Problem("dob", "needed"),)
        return ()


class Demographics(AboutPerson):
    """What HMIS asks of everyone, in the person's own placing (domain 2.5.1, 2.16)."""

    TYPE: ClassVar[int] = 11
    NAME: ClassVar[str] = "demographics"
    LABEL: ClassVar[str] = N_("About you")
    COMPARTMENT: ClassVar[Compartment] = Compartment.IDENTITY

    race_ethnicity: tuple[str, ...] = field(
        1, N_("Race and ethnicity"), _S.S1, _L.COMPLETE, default=(), codes="hud.race", merge=Merge.SET,
        help=N_("As many as fit."),
    )  # fmt: skip
    race_more: Line = field(2, N_("More about race and ethnicity"), _S.S1, own_words=True)
    sex: str | None = field(
        3, N_("Sex"), _S.S1, codes="hud.sex", help=N_("Only asked because some housing funds report it.")
    )


class Whereabouts(AboutPerson):
    """Where somebody may be found today: for outreach only, never for the law side (domain 3.7)."""

    TYPE: ClassVar[int] = 12
    NAME: ClassVar[str] = "whereabouts"
    LABEL: ClassVar[str] = N_("Where to find the person")
    COMPARTMENT: ClassVar[Compartment] = Compartment.IDENTITY

    noted_at: Moment | None = field(1, N_("Noted on"), _S.S1, _L.DRAFT, past=True)
    noted_by: str | None = field(2, N_("Noted by"), _S.S0, ref="user")
    usual_places: LongText = field(3, N_("Usual places"), _S.S1)
    best_time: Line = field(4, N_("Best time"), _S.S1)
    description: Brief = field(
        5, N_("How to recognize the person"), _S.S1, help=N_("Clothing, a dog, a bicycle: what helps a helper.")
    )
    from_referral: str | None = field(6, N_("From referral"), _S.S0, ref="referral")
