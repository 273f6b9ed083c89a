"""The warm hand-off: a case manager comes and is introduced in person, or what happened instead (domain 1.4, 2.3).

The record stays on the care side. The officer's laptop has what the officer typed into the referral, and nothing of
this. Help that tells of substances or health is a record of its own, for it is of another class.
"""

from datetime import datetime
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field, when
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, LongText, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
STEPS = ("officer_called_at", "cm_answered_at", "cm_arrived_at", "custody_released_at", "handoff_done_at")
"""The five moments in the order in which they usually come; any may stay open."""
NOBODY_CAME = "no_cm_available"
INTRODUCED = "connected"


class Handoff(AboutPerson):
    """One call for a hand-off: five moments, what came of it, and how it goes on."""

    TYPE: ClassVar[int] = 62
    NAME: ClassVar[str] = "handoff"
    LABEL: ClassVar[str] = N_("Hand-off in person")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    referral: str | None = field(1, N_("Referral"), _S.S0, ref="referral")
    officer_called_at: Moment | None = field(2, N_("The call came"), _S.S2, past=True)
    cm_answered_at: Moment | None = field(3, N_("Answered"), _S.S2, past=True)
    cm_arrived_at: Moment | None = field(4, N_("Arrived"), _S.S2, past=True)
    custody_released_at: Moment | None = field(5, N_("Released from custody"), _S.S2, past=True)
    handoff_done_at: Moment | None = field(6, N_("Introduced"), _S.S2, past=True)
    mode: str | None = field(7, N_("Where it took place"), _S.S2, _L.COMPLETE, codes="handoff_mode")
    result: str | None = field(8, N_("What came of it"), _S.S2, _L.COMPLETE, codes="handoff_result")
    needs_met: tuple[str, ...] = field(
        9, N_("Help right away"), _S.S3, _L.RECOMMENDED, default=(), codes="handoff_need", merge=Merge.SET
    )
    next_plan: LongText = field(
        10, N_("How it goes on"), _S.S1, _L.COMPLETE, when=when("result", "connected", "medical_transport", "other")
    )
    next_at: Moment | None = field(11, N_("Next contact"), _S.S1, _L.RECOMMENDED)
    next_place: Line = field(12, N_("Where we meet next"), _S.S1, _L.RECOMMENDED)
    willingness: str | None = field(13, N_("Would the person like to go on?"), _S.S3, _L.RECOMMENDED, codes="willing")
    consent_to_contact: bool | None = field(
        14, N_("The person said that we may get in touch"), _S.S1, _L.COMPLETE, when=when("result", "connected")
    )
    consent_how: Line = field(15, N_("In which way"), _S.S1, when=when("consent_to_contact", "true"))
    worker: str | None = field(16, N_("Who came"), _S.S0, ref="user")
    why_nobody: str | None = field(
        17, N_("Why nobody could come"), _S.S2, _L.COMPLETE, codes="nobody_came", when=when("result", NOBODY_CAME)
    )
    instead: tuple[str, ...] = field(
        18, N_("What happened instead"), _S.S2, _L.COMPLETE, default=(), codes="handoff_instead", merge=Merge.SET,
        when=when("result", NOBODY_CAME, "person_left", "booked_anyway"),
    )  # fmt: skip
    instead_place: Line = field(
        19, N_("Best place and time to find the person"), _S.S1, when=when("instead", "delayed_planned")
    )
    caller: Name = field(20, N_("Who called"), _S.S2, help=N_("Name or unit, as it was said on the phone."))
    place: Line = field(21, N_("Where to go"), _S.S2)
    who: Name = field(22, N_("Name of the person, if it was said"), _S.S1)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every save
        """One moment at least; nobody answers before the call, and each later step is not before what it follows."""
        found = [
            Problem(later, "before_the_step_before")
            for at, later in enumerate(STEPS)
            for earlier in STEPS[:at]
            if _both(self, earlier, later) and getattr(self, later) < getattr(self, earlier)
            if later != "custody_released_at" and earlier != "custody_released_at"
        ]
        if not any(getattr(self, one) for one in STEPS):
            found.append(Problem(STEPS[0], "needed"))
        return tuple({one.field: one for one in found}.values())

    def next_step(self) -> str:
        """Return the step that is tapped next; blank once the person was introduced or it ended otherwise."""
        if self.result or self.handoff_done_at:
            return ""
        return next((one for one in STEPS if getattr(self, one) is None and not self._later(one)), "handoff_done_at")

    def minutes(self, until: str) -> int | None:
        """Return the minutes from the call to another step, rounded down; None while either is not known."""
        called, then = self.officer_called_at, getattr(self, until)
        if called is None or then is None or then < called:
            return None
        return int((then - called).total_seconds() // 60)

    def began(self) -> datetime | None:
        """Return the first moment that is known."""
        return min((at for one in STEPS if (at := getattr(self, one)) is not None), default=None)

    def _later(self, step: str) -> bool:
        """Tell whether a step after this one is known already: then nobody waits for this one."""
        return any(getattr(self, one) is not None for one in STEPS[STEPS.index(step) + 1 :])


class HandoffCare(AboutPerson):
    """Help at a hand-off that tells of substances or health: with the class that harm reduction has (domain 2.3)."""

    TYPE: ClassVar[int] = 65
    NAME: ClassVar[str] = "handoff_care"
    LABEL: ClassVar[str] = N_("Care at the hand-off")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    handoff: str | None = field(1, N_("Hand-off in person"), _S.S0, _L.DRAFT, ref="handoff", merge=Merge.IMMUTABLE)
    given: tuple[str, ...] = field(
        2, N_("Care right away"), _S.S5, default=(), codes="handoff_care", merge=Merge.SET
    )  # fmt: skip


def _both(record: Handoff, earlier: str, later: str) -> bool:
    return getattr(record, earlier) is not None and getattr(record, later) is not None
