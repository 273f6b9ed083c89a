"""Screening of a referral by the project manager or outreach: a person decides, never the program (domain 2.2)."""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Row, Sensitivity, field, when
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, Name, Remark
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
ACCEPTED = ("accepted", "accepted_override")


class CriterionResult(Row):
    """The result of one criterion; `key` is the criterion's code."""

    result: str | None = field(1, N_("Result"), _S.S2, _L.DRAFT, codes="criterion_result")
    reason: Remark = field(2, N_("Reason"), _S.S2, _L.COMPLETE, when=when("result", "overridden"))


class Screening(AboutPerson):
    """What was decided about a referral, by whom and why; it stays on the care side."""

    TYPE: ClassVar[int] = 40
    NAME: ClassVar[str] = "screening"
    LABEL: ClassVar[str] = N_("Screening")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    referral: str | None = field(1, N_("Referral"), _S.S0, _L.DRAFT, ref="referral", merge=Merge.IMMUTABLE)
    screened_at: Moment | None = field(2, N_("Screened on"), _S.S2, _L.DRAFT, past=True)
    screened_by: str | None = field(3, N_("Screened by"), _S.S0, _L.DRAFT, ref="user")
    criteria_version: Name = field(4, N_("Version of the criteria"), _S.S0, _L.DRAFT)
    results: tuple[CriterionResult, ...] = field(5, N_("Criteria"), _S.S2, _L.COMPLETE, default=(), merge=Merge.SET)
    decision: str | None = field(6, N_("Decision"), _S.S2, _L.COMPLETE, codes="screening_decision")
    reason: Remark = field(7, N_("Reason"), _S.S2)
    redirected_to: Line = field(8, N_("Which service"), _S.S3, _L.COMPLETE, when=when("decision", "redirected"))
    notified_at: Moment | None = field(
        9, N_("Referrer told that it arrived"), _S.S2, _L.RECOMMENDED, past=True,
        help=N_("Only that it arrived, never what became of it."),
    )  # fmt: skip
    notified_how: str | None = field(10, N_("How told"), _S.S2, _L.RECOMMENDED, codes="notice_method")
    assigned_to: str | None = field(
        11, N_("Assigned to"), _S.S2, _L.COMPLETE, ref="user", when=when("decision", *ACCEPTED)
    )
    assigned_at: Moment | None = field(12, N_("Assigned on"), _S.S2, past=True, when=when("decision", *ACCEPTED))
    over_limit: Remark = field(
        13, N_("Why one more than the limit"), _S.S2, when=when("decision", *ACCEPTED),
        help=N_("Only where this worker already has as many people as the program allows."),
    )  # fmt: skip

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:
        """A decision other than plain acceptance needs its reason; so does going on where a criterion is not met."""
        if not complete or not self.decision:
            return ()
        if self.decision == "accepted" and any(one.result == "not_met" for one in self.results):
            return (Problem("decision", "goes_on_with_a_reason"),)
        if self.decision != "accepted" and not self.reason:
            return (Problem("reason", "needed"),)
        return ()
