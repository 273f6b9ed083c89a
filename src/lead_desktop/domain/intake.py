"""The intake assessment: its header, its sections' states and the worker's summary (domain 2.5, 2.5.8, 1.7 D).

The assessment is one wizard over several records, each of one compartment: this header, household, housing,
income and strengths (casework), law (legal), substance use and treatment (sud), safer use (harm reduction),
health, protected matters and violence (protected), safety. Which section is which stands in the catalogue.
"""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Row, Sensitivity, field, when
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import Line, LongText
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level


class SectionState(Row):
    """How far a section is; `key` is the section's name."""

    state: str | None = field(1, N_("Section"), _S.S3, _L.DRAFT, codes="section_state")


class Need(Row):
    """How urgent help is in one part of life; `key` is the domain's code.

    Safer use and treatment are placed in the substance use record, which is of another class.
    """

    domain: str | None = field(1, N_("Part of life"), _S.S3, _L.DRAFT, codes="plan_domain")
    urgency: int | None = field(2, N_("How urgent"), _S.S3, ge=0, le=3, help=N_("0 not now, 1 later, 2 soon, 3 today."))


class Pause(Row):
    """A time that does not count towards the intake's deadline, as agreed with the prosecutor (domain 1.7 D)."""

    since: Day | None = field(1, N_("From"), _S.S3, _L.DRAFT)
    until: Day | None = field(2, N_("To"), _S.S3)
    reason: str | None = field(3, N_("Why"), _S.S3, _L.DRAFT, codes="pause_reason")


class Intake(AboutPerson):
    """The header of an intake: where it stands, who was there, what comes next."""

    TYPE: ClassVar[int] = 20
    NAME: ClassVar[str] = "intake"
    LABEL: ClassVar[str] = N_("Intake")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    status: str | None = field(
        1, N_("Status"), _S.S3, _L.DRAFT, default="not_started", machine="intake", merge=Merge.STATUS
    )
    started_at: Moment | None = field(2, N_("Started"), _S.S3, _L.DRAFT, past=True)
    completed_at: Moment | None = field(3, N_("Done"), _S.S3, past=True)
    worker: str | None = field(4, N_("Worker"), _S.S0, ref="user")
    referral: str | None = field(5, N_("Referral"), _S.S0, ref="referral")
    sections: tuple[SectionState, ...] = field(6, N_("Sections"), _S.S3, default=(), merge=Merge.SET)
    needs: tuple[Need, ...] = field(
        7, N_("Needs"), _S.S3, _L.RECOMMENDED, default=(), merge=Merge.SET, help=N_("What would help, and how soon.")
    )
    immediate_actions: LongText = field(8, N_("What we do right away"), _S.S3, _L.RECOMMENDED)
    next_contact_at: Moment | None = field(9, N_("Next contact"), _S.S1, _L.RECOMMENDED)
    next_contact_place: Line = field(10, N_("Where we meet next"), _S.S1, _L.RECOMMENDED)
    minutes: int | None = field(11, N_("Minutes it took"), _S.S3, _L.RECOMMENDED, ge=0, le=1440)
    mode: str | None = field(12, N_("How we met"), _S.S3, _L.RECOMMENDED, codes="hud.assessment_mode")
    present: tuple[str, ...] = field(
        13, N_("Who was there"), _S.S3, _L.RECOMMENDED, default=(), codes="present", merge=Merge.SET
    )
    interpreter_used: bool | None = field(14, N_("An interpreter helped"), _S.S3, _L.RECOMMENDED)
    pauses: tuple[Pause, ...] = field(15, N_("Pauses of the deadline"), _S.S3, default=(), merge=Merge.SET)
    summary: LongText = field(
        16, N_("Summary"), _S.S3, _L.RECOMMENDED, help=N_("Strengths first. Facts the participant would agree with.")
    )
    update_reason: Line = field(17, N_("What was brought up to date"), _S.S3, when=when("status", "updated"))
