"""Health and wellbeing, and what helpers must know to be safe (S4; domain 2.5.6)."""

from typing import ClassVar

from lead_desktop.domain.about import IntakePart
from lead_desktop.domain.base import Compartment, Level, Merge, Sensitivity, field, when
from lead_desktop.domain.text import Line, LongText
from lead_desktop.i18n import N_

_S = Sensitivity
_R = Level.RECOMMENDED


class Health(IntakePart):
    """Health as the person sees it; hepatitis C, HIV and pregnancy stand in the protected record."""

    TYPE: ClassVar[int] = 28
    NAME: ClassVar[str] = "health"
    LABEL: ClassVar[str] = N_("Health and wellbeing")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HEALTH

    self_rated: str | None = field(1, N_("Your health"), _S.S4, _R, codes="hud.general_health")
    wellbeing: int | None = field(2, N_("How life is going, 0 to 10"), _S.S4, _R, ge=0, le=10)
    primary_care: bool | None = field(3, N_("Has somebody for primary care"), _S.S4, _R)
    primary_care_where: Line = field(4, N_("Where"), _S.S4, when=when("primary_care", "true"))
    last_dental: str | None = field(5, N_("Last visit to a dentist"), _S.S4, _R, codes="last_visit")
    pain: int | None = field(6, N_("Pain, 0 to 10"), _S.S4, _R, ge=0, le=10)
    wounds: bool | None = field(7, N_("Wounds that need care"), _S.S4, _R)
    tb_tested: str | None = field(8, N_("Tested for tuberculosis"), _S.S4, _R, codes="yes_no")
    mental_health: str | None = field(9, N_("Told by a doctor of a mental health condition"), _S.S4, _R, codes="yes_no")
    gets_medicine: bool | None = field(10, N_("Can get the medicine you need"), _S.S4, _R)
    medicines: LongText = field(11, N_("Medicine"), _S.S4)
    disabilities: tuple[str, ...] = field(
        12, N_("Health conditions and disabilities"), _S.S4, _R, default=(), codes="hud.disability_type",
        merge=Merge.SET,
    )  # fmt: skip
    brain_injury: str | None = field(13, N_("Head or brain injury"), _S.S4, _R, codes="yes_no")
    emergency_visits: int | None = field(14, N_("Emergency room visits, past 6 months"), _S.S4, _R, ge=0, le=400)
    ambulance_calls: int | None = field(15, N_("911 or ambulance, past 6 months"), _S.S4, _R, ge=0, le=400)
    phq_2: int | None = field(16, N_("PHQ-2 score"), _S.S4, ge=0, le=6)
    phq_9: int | None = field(17, N_("PHQ-9 score"), _S.S4, ge=0, le=27)
    gad_2: int | None = field(18, N_("GAD-2 score"), _S.S4, ge=0, le=6)
    gad_7: int | None = field(19, N_("GAD-7 score"), _S.S4, ge=0, le=21)
    cssrs: str | None = field(
        20, N_("Columbia screener"), _S.S4, codes="cssrs",
        help=N_("Any yes: stay with the person, follow the crisis steps, call or text 988 together."),
    )  # fmt: skip


class Safety(IntakePart):
    """What outreach must know so that a visit feels and is safe; nothing about other people."""

    TYPE: ClassVar[int] = 36
    NAME: ClassVar[str] = "safety"
    LABEL: ClassVar[str] = N_("Safety")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SAFETY

    feels_safe_when: LongText = field(
        1, N_("Anything we should know to make this feel safe?"), _S.S4, _R, own_words=True
    )
    emergency_health: LongText = field(
        2, N_("What helpers must know in an emergency"), _S.S4, _R, help=N_("For example an allergy or seizures.")
    )
    when_visiting: LongText = field(3, N_("When visiting"), _S.S1, help=N_("For example a dog, or which door."))
