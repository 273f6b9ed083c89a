"""What the program writes down about itself: complaints, and what happened to data (domain 2.15, 3.4)."""

from datetime import date, timedelta
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Sensitivity, field, when
from lead_desktop.domain.dates import Day
from lead_desktop.domain.text import Line, LongText, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
TELL_DAYS = 60
"""Days after discovery in which people are told (45 CFR 164.404(b), by 42 CFR 2.16(b))."""
MANY = 500
"""From so many people on the federal office is told at once, and the press of the state (45 CFR 164.406, 164.408)."""


class Complaint(AboutPerson):
    """Somebody is not content; nothing changes for them because they say so (42 CFR 2.4)."""

    TYPE: ClassVar[int] = 104
    NAME: ClassVar[str] = "complaint"
    LABEL: ClassVar[str] = N_("Complaint")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    came_on: Day | None = field(1, N_("When it came"), _S.S3, _L.DRAFT, past=True)
    about: str | None = field(2, N_("What about"), _S.S3, _L.DRAFT, codes="complaint_about")
    by: Name = field(3, N_("From whom"), _S.S3, help=N_("May stay open. Nobody has to give a name."))
    what: LongText = field(4, N_("In their words"), _S.S3, _L.DRAFT, own_words=True)
    answer: LongText = field(5, N_("What was done and answered"), _S.S3)
    answered_on: Day | None = field(6, N_("Answered on"), _S.S3, past=True)


class Breach(AboutPerson):
    """Data went astray, or may have: what happened, how it is judged by four questions, and who was told."""

    TYPE: ClassVar[int] = 105
    NAME: ClassVar[str] = "breach"
    LABEL: ClassVar[str] = N_("Data gone astray")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    found_on: Day | None = field(1, N_("Found on"), _S.S3, _L.DRAFT, past=True)
    happened_on: Day | None = field(2, N_("Happened on"), _S.S3, past=True)
    what: LongText = field(3, N_("What happened"), _S.S3, _L.DRAFT)
    people: int | None = field(4, N_("How many people it is about"), _S.S3, ge=0, le=1_000_000)
    kind_of_data: Line = field(5, N_("What kind of data"), _S.S3, help=N_("And can people be known by it?"))
    who_got_it: Line = field(6, N_("Who used it, or who got it"), _S.S3)
    was_seen: Line = field(7, N_("Was it really looked at or taken"), _S.S3)
    made_good: Line = field(8, N_("What was done to make it good"), _S.S3)
    risk: str | None = field(9, N_("How it is judged"), _S.S3, codes="breach_risk")
    people_told_on: Day | None = field(10, N_("People told on"), _S.S3, past=True, when=when("risk", "notify"))
    office_told_on: Day | None = field(
        11, N_("Federal office told on"), _S.S3, past=True, when=when("risk", "notify"),
        help=N_("At once from 500 people on, otherwise within 60 days after the end of the year."),
    )  # fmt: skip
    press_told_on: Day | None = field(
        12, N_("Press told on"), _S.S3, past=True, when=when("risk", "notify"),
        help=N_("Where more than 500 people of one state are concerned."),
    )  # fmt: skip
    state_told_on: Day | None = field(
        13, N_("State told on"), _S.S3, past=True, when=when("risk", "notify"),
        help=N_("New Mexico asks for 45 days, and for the attorney general from 1,000 people on. Ask your lawyer."),
    )  # fmt: skip
    learned: LongText = field(14, N_("What changes because of it"), _S.S3)

    def is_open(self) -> bool:
        """Tell whether something is still to be done: to judge it, or to tell the people."""
        return self.risk is None or (self.risk == "notify" and self.people_told_on is None)

    def tell_people_by(self) -> date | None:
        """Return the last day for telling people; it is one until it is judged that nothing became known."""
        return None if self.risk == "low" or self.found_on is None else self.found_on + timedelta(days=TELL_DAYS)

    def tell_office_by(self) -> date | None:
        """Return the last day for telling the federal office, by how many people it is about."""
        if self.tell_people_by() is None or self.found_on is None:
            return None
        if self.people is None or self.people >= MANY:
            return self.tell_people_by()
        return date(self.found_on.year, 12, 31) + timedelta(days=TELL_DAYS)
