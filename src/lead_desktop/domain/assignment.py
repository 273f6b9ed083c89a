"""Who works with a participant from now on: written when a referral is accepted and at each hand-over (domain 2.2)."""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import LongText, Remark
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
CARRIERS = ("case_manager", "supervisor", "outreach")
"""Roles that people can be assigned to, in the order in which they are offered."""
COUNTED = ("referred", "outreach", "screened", "enrolled_active", "enrolled_quiet")
"""Engagement states that count for a caseload: whoever is paused, away or elsewhere takes no place of it."""


class Assignment(AboutPerson):
    """One participant comes to one worker. It is never changed: a later one follows it."""

    TYPE: ClassVar[int] = 64
    NAME: ClassVar[str] = "assignment"
    LABEL: ClassVar[str] = N_("Who works with the person")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    referral: str | None = field(1, N_("Referral"), _S.S0, ref="referral", merge=Merge.IMMUTABLE)
    from_worker: str | None = field(2, N_("Until now with"), _S.S0, ref="user", merge=Merge.IMMUTABLE)
    to_worker: str | None = field(3, N_("From now on with"), _S.S0, _L.DRAFT, ref="user", merge=Merge.IMMUTABLE)
    at: Moment | None = field(4, N_("When"), _S.S3, _L.DRAFT, past=True, merge=Merge.IMMUTABLE)
    reason: str | None = field(
        5, N_("Why"), _S.S3, _L.DRAFT, codes="assignment_reason", merge=Merge.IMMUTABLE
    )  # fmt: skip
    told: bool | None = field(6, N_("The person knows about it"), _S.S3, _L.RECOMMENDED, merge=Merge.IMMUTABLE)
    remark: LongText = field(
        7, N_("What the next worker should know"), _S.S3, _L.RECOMMENDED, merge=Merge.IMMUTABLE,
        help=N_("What is under way, what was promised, what helps. Nothing about substances or health here, please."),
    )  # fmt: skip
    over_limit: Remark = field(
        8, N_("Why one more than the limit"), _S.S3, merge=Merge.IMMUTABLE,
        help=N_("Only where this worker already has as many people as the program allows."),
    )  # fmt: skip
    decided_by: str | None = field(9, N_("Decided by"), _S.S0, ref="user", merge=Merge.IMMUTABLE)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every save
        """Nobody is handed over to whoever works with them already."""
        if self.to_worker is not None and self.to_worker == self.from_worker:
            return (Problem("to_worker", "same_worker"),)
        return ()
