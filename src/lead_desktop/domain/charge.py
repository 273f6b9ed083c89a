"""A charge that is held while the intake is taken (domain 1.7 C): an object of its own, not a trait of a person.

The prosecutor's office may come to hold this record by consent. So it says that time was paused, never why:
the reasons stand in the intake.
"""

from datetime import date
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Row, Sensitivity, field, when
from lead_desktop.domain.clocks import Span, intake_deadline
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import Line, Name, Remark
from lead_desktop.i18n import N_

_S2 = Sensitivity.S2
_L = Level


class PauseSpan(Row):
    """Days that do not count, both ends included; still running while `until` is empty."""

    since: Day | None = field(1, N_("From"), _S2, _L.DRAFT)
    until: Day | None = field(2, N_("To"), _S2)


class Extension(Row):
    """More days that the prosecutor gave for the intake; why stands nowhere on this record."""

    days: int | None = field(1, N_("How many days more"), _S2, _L.DRAFT, ge=1, le=180)
    agreed_on: Day | None = field(2, N_("Agreed on"), _S2, _L.DRAFT, past=True)


class DivertedCharge(AboutPerson):
    """One diverted charge, its deadline, and the attorney's decision."""

    TYPE: ClassVar[int] = 43
    NAME: ClassVar[str] = "diverted_charge"
    LABEL: ClassVar[str] = N_("Held charge")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CHARGE

    referral: str | None = field(1, N_("Referral"), Sensitivity.S0, _L.DRAFT, ref="referral", merge=Merge.IMMUTABLE)
    statute: str | None = field(2, N_("Statute"), _S2, codes="nm_statute")
    statute_other: Name = field(3, N_("Which one"), _S2, when=when("statute", "other", "municipal"))
    description: Line = field(4, N_("Charge"), _S2, _L.COMPLETE)
    charge_class: str | None = field(5, N_("Class"), _S2, _L.RECOMMENDED, codes="charge_class")
    incident_no: Name = field(6, N_("Incident or CAD number"), _S2)
    status: str | None = field(
        7, N_("Status"), _S2, _L.DRAFT, default="held_pending_intake", machine="charge", merge=Merge.STATUS
    )
    status_at: Moment | None = field(8, N_("Since"), _S2, past=True)
    held_since: Moment | None = field(9, N_("Held since"), _S2, _L.DRAFT, past=True)
    window_days: int | None = field(10, N_("Days for the intake"), _S2, _L.COMPLETE, ge=1, le=365)
    deadline: Day | None = field(11, N_("Intake by"), _S2, _L.COMPLETE)
    pauses: tuple[PauseSpan, ...] = field(12, N_("Paused"), _S2, default=(), merge=Merge.SET)
    condition_met_at: Moment | None = field(13, N_("Intake done on"), _S2, past=True)
    prosecutor_office: Name = field(14, N_("Prosecutor's office"), _S2)
    review: str | None = field(15, N_("Prosecutor"), _S2, codes="prosecutor_review", default="pending")
    review_reason: Remark = field(16, N_("Reason given"), _S2, when=when("review", "rejected"))
    decided_on: Day | None = field(17, N_("Decided on"), _S2, past=True)
    extensions: tuple[Extension, ...] = field(18, N_("More time agreed"), _S2, default=(), merge=Merge.SET)

    def spans(self) -> tuple[Span, ...]:
        """Return the pauses as the clock counts them (domain.clocks.intake_deadline)."""
        return tuple(Span(one.since, one.until) for one in self.pauses if one.since is not None)

    def due_on(self, today: date) -> date | None:
        """Return the last day for the intake as it stands today; a pause that still runs moves it on day by day."""
        plain = not self.pauses and not self.extensions
        if plain or self.held_since is None or self.window_days is None:
            return self.deadline
        spans = (Span(one.since, one.until or max(today, one.since)) for one in self.spans())
        more = sum(one.days or 0 for one in self.extensions)
        return intake_deadline(self.held_since, self.window_days + more, spans)

    def days_late(self) -> int:
        """Return how many days after its time the intake was done; 0 where it was in time or is not done."""
        done = self.condition_met_at
        due = self.due_on(done.date()) if done is not None else None
        return max((done.date() - due).days, 0) if done is not None and due is not None else 0

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every save
        """Only an intake that is done meets the condition; what the attorney decided has its day."""
        found = []
        if self.status == "condition_met" and self.condition_met_at is None:
            found.append(Problem("condition_met_at", "needed"))
        if self.status == "rejected_by_prosecutor" and self.review == "accepted":
            found.append(Problem("review", "says_otherwise"))
        return tuple(found)
