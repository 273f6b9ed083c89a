"""Substance use, treatment, overdose and safer use (S5, 42 CFR Part 2; domain 2.5.5, 4.3, 4.4).

Nothing here is ever needed: "prefers not to answer" is a complete answer everywhere. Safer use stands in the
harm reduction compartment, which outreach and peers may hold; the rest in the sud compartment.
"""

from typing import ClassVar

from lead_desktop.domain.about import IntakePart
from lead_desktop.domain.base import Compartment, Level, Merge, Row, Sensitivity, field
from lead_desktop.domain.dates import Day
from lead_desktop.domain.text import LongText
from lead_desktop.i18n import N_

_S5 = Sensitivity.S5
_R = Level.RECOMMENDED
_URGENCY = N_("0 not now, 1 later, 2 soon, 3 today.")


class SubstanceRow(Row):
    """One substance, placed by the participant on the continuum; never averaged, never an outcome."""

    substance: str | None = field(1, N_("Substance"), _S5, Level.DRAFT, codes="substance")
    continuum: str | None = field(2, N_("Where it is for you"), _S5, codes="continuum")
    placed_by: str | None = field(3, N_("Who placed it"), _S5, codes="placed_by", default="participant")
    days_30: int | None = field(4, N_("Days used, past 30"), _S5, ge=0, le=30)
    route: str | None = field(5, N_("Usual way"), _S5, codes="route")
    ever_injected: bool | None = field(6, N_("Ever injected"), _S5)
    alone: str | None = field(7, N_("Using alone"), _S5, codes="how_often")
    tested: str | None = field(8, N_("Checks the supply"), _S5, codes="how_often")
    wants: str | None = field(9, N_("Wants to"), _S5, codes="use_wish")
    stage: str | None = field(10, N_("Stage"), _S5, codes="stage")
    importance: int | None = field(11, N_("How important"), _S5, ge=0, le=10)
    confidence: int | None = field(12, N_("How confident"), _S5, ge=0, le=10)


class SubstanceUse(IntakePart):
    """What the person uses and what they would like, in rows by substance."""

    TYPE: ClassVar[int] = 25
    NAME: ClassVar[str] = "substance_use"
    LABEL: ClassVar[str] = N_("Substance use")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SUD

    substances: tuple[SubstanceRow, ...] = field(1, N_("Substances"), _S5, _R, default=(), merge=Merge.SET)
    helped_before: LongText = field(2, N_("What helped before"), _S5, _R, own_words=True)
    did_not_help: LongText = field(3, N_("What did not help"), _S5, _R, own_words=True)
    need_safer_use: int | None = field(
        4, N_("How urgent: safer use and overdose prevention"), _S5, _R, ge=0, le=3, help=_URGENCY
    )
    need_treatment: int | None = field(
        5, N_("How urgent: treatment and recovery supports"), _S5, _R, ge=0, le=3, help=_URGENCY
    )


class SaferUse(IntakePart):
    """Overdose, naloxone, safer-use practices and withdrawal risk: what outreach and peers work with."""

    TYPE: ClassVar[int] = 26
    NAME: ClassVar[str] = "safer_use"
    LABEL: ClassVar[str] = N_("Safer use and overdose")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    overdoses_ever: int | None = field(1, N_("Overdoses, ever"), _S5, _R, ge=0, le=200)
    overdoses_12_months: int | None = field(2, N_("Overdoses, past 12 months"), _S5, _R, ge=0, le=200)
    overdoses_30_days: int | None = field(3, N_("Overdoses, past 30 days"), _S5, _R, ge=0, le=60)
    last_overdose_on: Day | None = field(4, N_("Last overdose, about"), _S5, past=True)
    witnessed: int | None = field(5, N_("Overdoses you were there for"), _S5, _R, ge=0, le=500)
    has_naloxone: bool | None = field(6, N_("Has a naloxone kit"), _S5, _R)
    knows_naloxone: bool | None = field(7, N_("Knows how to use it"), _S5, _R)
    used_naloxone: bool | None = field(8, N_("Has used it"), _S5, _R)
    needs_refill: bool | None = field(9, N_("Needs a new kit"), _S5, _R)
    practices: tuple[str, ...] = field(
        10, N_("What you do to stay safer"), _S5, _R, default=(), codes="safer_practice", merge=Merge.SET
    )
    withdrawal_risk: tuple[str, ...] = field(
        11, N_("Withdrawal risk now"), _S5, _R, default=(), codes="withdrawal_risk", merge=Merge.SET,
        help=N_("Stopping alcohol or benzodiazepines suddenly can be dangerous. Get medical help."),
    )  # fmt: skip

    def needs_safety_card(self) -> bool:
        """Tell whether the withdrawal safety card is to be shown."""
        return bool({"alcohol", "benzodiazepine", "opioid"} & set(self.withdrawal_risk))


class Treatment(IntakePart):
    """Treatment and medication, ever and now, and what the person would like."""

    TYPE: ClassVar[int] = 27
    NAME: ClassVar[str] = "treatment"
    LABEL: ClassVar[str] = N_("Treatment")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SUD

    ever: tuple[str, ...] = field(1, N_("Treatment before"), _S5, _R, default=(), codes="modality", merge=Merge.SET)
    current: tuple[str, ...] = field(2, N_("Treatment now"), _S5, _R, default=(), codes="modality", merge=Merge.SET)
    moud: str | None = field(3, N_("Medication for opioid use now"), _S5, _R, codes="moud")
    wants_referral: bool | None = field(4, N_("Would you like a referral?"), _S5, _R)
    wanted: tuple[str, ...] = field(5, N_("What you would like"), _S5, default=(), codes="modality", merge=Merge.SET)
    disorder: str | None = field(6, N_("Substance use disorder"), _S5, codes="hud.sud_response")
    audit_c: int | None = field(7, N_("AUDIT-C score"), _S5, ge=0, le=12)
    single_item: int | None = field(8, N_("Single question: times in the past year"), _S5, ge=0, le=366)
    dast_10: int | None = field(9, N_("DAST-10 score"), _S5, ge=0, le=10)
    tcu_ds_5: int | None = field(10, N_("TCU Drug Screen 5 score"), _S5, ge=0, le=11)
    barc_10: int | None = field(11, N_("BARC-10 score"), _S5, ge=10, le=60)
