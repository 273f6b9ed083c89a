"""Where a participant stands with the programme (domain 1.7 B, 2.12): one per person, the door always open."""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field, when
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import LongText
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
INACTIVE = ("inactive_choice", "inactive_stable", "inactive_away", "transferred", "withdrew", "closed_program")
"""States from which one recorded contact leads back to active, with the same number and no new intake."""
ENROLLED = ("enrolled_active", "enrolled_quiet")


class Engagement(AboutPerson):
    """A participant's state, since when and why, and who works with them."""

    TYPE: ClassVar[int] = 42
    NAME: ClassVar[str] = "engagement"
    LABEL: ClassVar[str] = N_("Engagement")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    status: str | None = field(1, N_("Status"), _S.S3, _L.DRAFT, machine="engagement", merge=Merge.STATUS)
    status_at: Moment | None = field(2, N_("Since"), _S.S3, _L.DRAFT, past=True)
    reason: str | None = field(
        3, N_("Reason"), _S.S3, _L.RECOMMENDED, codes="engagement_reason", when=when("status", *INACTIVE)
    )
    enrolled_on: Day | None = field(4, N_("Enrolled on"), _S.S3, past=True)
    case_manager: str | None = field(5, N_("Case manager"), _S.S3, ref="user")
    peers: tuple[str, ...] = field(6, N_("Outreach and peers"), _S.S3, default=(), ref="user", merge=Merge.SET)
    attempts: int | None = field(
        7, N_("Outreach attempts before"), _S.S3, ge=0, le=999, when=when("status", "enrolled_quiet", *INACTIVE)
    )
    ways_tried: tuple[str, ...] = field(
        8, N_("Ways tried"), _S.S3, default=(), codes="way_tried", merge=Merge.SET,
        when=when("status", "enrolled_quiet", *INACTIVE),
    )  # fmt: skip
    destination: str | None = field(
        9, N_("Where the person went"), _S.S3, codes="hud.destination", when=when("status", *INACTIVE, "deceased")
    )
    participant_words: LongText = field(
        10, N_("What helped? What should we change?"), _S.S3, own_words=True, when=when("status", *INACTIVE)
    )
    closing_note: LongText = field(
        11, N_("Why the program is closing this"), _S.S3, when=when("status", "closed_program"),
        help=N_("An exception. People are not asked to leave for what they have not reached."),
    )  # fmt: skip
    closed_by: str | None = field(12, N_("Closed by"), _S.S0, ref="user", when=when("status", "closed_program"))

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every save
        """Closing by the program needs its reason, its note and the project manager's name (domain 1.6)."""
        if self.status != "closed_program":
            return ()
        return tuple(
            Problem(name, "needed") for name in ("reason", "closing_note", "closed_by") if not getattr(self, name)
        )
