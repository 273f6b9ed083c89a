"""An overdose and what the team did after it (domain 2.11): no name beside an address, and no blame in any word."""

from datetime import datetime, timedelta
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Sensitivity, field, when
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line
from lead_desktop.i18n import N_

_S5 = Sensitivity.S5
_L = Level
FOLLOW_UP = timedelta(hours=72)
"""Within this time somebody looks in on the person (domain 2.11)."""


class Overdose(AboutPerson):
    """One overdose of a participant."""

    TYPE: ClassVar[int] = 77
    NAME: ClassVar[str] = "overdose"
    LABEL: ClassVar[str] = N_("Overdose")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    at: Moment | None = field(1, N_("Date and time"), _S5, _L.DRAFT, past=True)
    place_kind: str | None = field(2, N_("Place"), _S5, codes="place_kind")
    area: Line = field(3, N_("Part of town"), _S5, help=N_("Not the address."))
    reported_by: str | None = field(4, N_("Who told it"), _S5, _L.RECOMMENDED, codes="overdose_reporter")
    outcome: str | None = field(5, N_("How it ended"), _S5, _L.DRAFT, codes="overdose_outcome")
    substances: tuple[str, ...] = field(
        6, N_("What may have been in it"), _S5, _L.RECOMMENDED, default=(), codes="substance", merge=Merge.SET
    )
    naloxone_given: bool | None = field(7, N_("Naloxone was given"), _S5, _L.RECOMMENDED)
    product: str | None = field(8, N_("Product"), _S5, codes="naloxone_product", when=when("naloxone_given", "true"))
    doses: str | None = field(9, N_("Doses"), _S5, codes="overdose_doses", when=when("naloxone_given", "true"))
    given_by: str | None = field(10, N_("Given by"), _S5, codes="overdose_helper", when=when("naloxone_given", "true"))
    rescue_breathing: bool | None = field(11, N_("Rescue breathing"), _S5)
    called_911: bool | None = field(12, N_("911 was called"), _S5)
    hospital: bool | None = field(13, N_("Taken to a hospital"), _S5)
    left_early: bool | None = field(14, N_("Left the hospital early"), _S5, when=when("hospital", "true"))
    alone: bool | None = field(15, N_("Was alone"), _S5)
    after_break: bool | None = field(16, N_("After a break: jail, treatment, hospital"), _S5)
    response: tuple[str, ...] = field(
        17, N_("What the team did"), _S5, default=(), codes="overdose_response", merge=Merge.SET
    )
    good_samaritan_told: bool | None = field(18, N_("Told about the Good Samaritan law"), _S5)
    followed_up_at: Moment | None = field(19, N_("Looked in on"), _S5, past=True)
    follow_up: Line = field(20, N_("How the person is"), _S5)

    def follow_up_by(self) -> datetime | None:
        """Return until when somebody looks in on the person; None when it was done, or nobody can any more."""
        waits = self.at is not None and self.followed_up_at is None and self.outcome != "died"
        return self.at + FOLLOW_UP if waits and self.at else None
