"""The on-call roster: who comes when an officer calls. It is about workers and nobody else (class S0, domain 2.15)."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from lead_desktop.domain.base import Compartment, Heading, Level, Problem, Record, Sensitivity, field
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
LONGEST = timedelta(days=14)


class RosterShift(Record):
    """One worker on call from one moment to another."""

    TYPE: ClassVar[int] = 63
    NAME: ClassVar[str] = "roster_shift"
    LABEL: ClassVar[str] = N_("On call")
    COMPARTMENT: ClassVar[Compartment] = Compartment.PROGRAMME

    worker: str | None = field(1, N_("Who is on call"), _S.S0, _L.DRAFT, ref="user")
    starts_at: Moment | None = field(2, N_("From"), _S.S0, _L.DRAFT)
    ends_at: Moment | None = field(3, N_("To"), _S.S0, _L.DRAFT)
    phone: Name = field(
        4, N_("Phone for calls"), _S.S0, help=N_("Left blank, it is the worker's own. Every partner can read it.")
    )
    place: str | None = field(5, N_("Called"), _S.S0, _L.DRAFT, codes="roster_place", default="first")
    area: Line = field(6, N_("Area"), _S.S0)

    def heading(self) -> Heading:
        """Stand in lists by its beginning."""
        return Heading("", self.starts_at.astimezone(UTC).isoformat() if self.starts_at else "")

    def covers(self, moment: datetime) -> bool:
        """Tell whether somebody is on call at a moment; the end itself is not part of it."""
        return self.starts_at is not None and self.ends_at is not None and self.starts_at <= moment < self.ends_at

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every save
        """A shift ends after it began, and within two weeks."""
        if self.starts_at is None or self.ends_at is None:
            return ()
        if self.ends_at <= self.starts_at:
            return (Problem("ends_at", "ends_before_start"),)
        return (Problem("ends_at", "shift_too_long"),) if self.ends_at - self.starts_at > LONGEST else ()
