"""What needs the most protection (S7): opt-in, masked until asked for, never in lists (domain 2.5.1, 2.5.6, 2.5.7)."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from lead_desktop.domain.about import IntakePart
from lead_desktop.domain.base import Compartment, Level, Merge, Sensitivity, field, when
from lead_desktop.domain.text import Line, LongText
from lead_desktop.i18n import N_

_S7 = Sensitivity.S7
_R = Level.RECOMMENDED

LastFour = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
"""The last four digits and nothing more."""


class Protected(IntakePart):
    """Identity and health facts that are asked only when the person wishes to tell them."""

    TYPE: ClassVar[int] = 29
    NAME: ClassVar[str] = "protected"
    LABEL: ClassVar[str] = N_("Private")
    COMPARTMENT: ClassVar[Compartment] = Compartment.PROTECTED

    gender: tuple[str, ...] = field(
        1, N_("Gender, in your words"), _S7, _R, default=(), codes="gender_self", merge=Merge.SET, masked=True
    )
    gender_words: Line = field(
        2, N_("Your own words for it"), _S7, own_words=True, masked=True, when=when("gender", "different")
    )
    orientation: str | None = field(3, N_("Sexual orientation"), _S7, codes="sexual_orientation", masked=True)
    ethnicity_words: Line = field(4, N_("Ethnicity, in your words"), _S7, own_words=True, masked=True)
    tribe: Line = field(5, N_("Tribe, pueblo or nation, in your words"), _S7, own_words=True, masked=True)
    ssn_last_4: LastFour | None = field(6, N_("Social Security, last four digits"), _S7, masked=True)
    ssn_quality: str | None = field(7, N_("How complete the number is"), _S7, codes="hud.ssn_quality", masked=True)
    protective_order: str | None = field(
        8, N_("A protective order, on either side"), _S7, _R, codes="yes_no", masked=True
    )
    pregnancy: str | None = field(9, N_("Pregnancy"), _S7, codes="yes_no", masked=True)
    hcv_tested: str | None = field(10, N_("Ever tested for hepatitis C"), _S7, codes="yes_no", masked=True)
    hcv_positive: str | None = field(
        11, N_("Has or had hepatitis C"), _S7, codes="yes_no", masked=True, when=when("hcv_tested", "1")
    )
    hcv_treated: str | None = field(
        12, N_("Treated for hepatitis C"), _S7, codes="yes_no", masked=True, when=when("hcv_positive", "1")
    )
    hcv_wants_treatment: bool | None = field(
        13, N_("Would like hepatitis C treatment"), _S7, masked=True, when=when("hcv_positive", "1")
    )
    hiv_test_wanted: bool | None = field(14, N_("Would like an HIV test"), _S7, masked=True)


class Violence(IntakePart):
    """Violence at home or by somebody close: on a screen of its own, never on shared lists."""

    TYPE: ClassVar[int] = 35
    NAME: ClassVar[str] = "violence"
    LABEL: ClassVar[str] = N_("Safety from violence")
    COMPARTMENT: ClassVar[Compartment] = Compartment.PROTECTED

    experienced: str | None = field(
        1, N_("Has somebody close to you hurt or threatened you?"), _S7, _R, codes="yes_no", masked=True
    )
    when_last: str | None = field(
        2, N_("When it last happened"), _S7, _R, codes="hud.when_dv", masked=True, when=when("experienced", "1")
    )
    fleeing: str | None = field(
        3, N_("Leaving that situation now"), _S7, _R, codes="yes_no", masked=True, when=when("experienced", "1")
    )
    would_help: LongText = field(4, N_("What would help you to be safe"), _S7, own_words=True, masked=True)
