"""Daily life at intake, social service information (S3): household, housing, income, strengths (domain 2.5)."""

from typing import ClassVar

from lead_desktop.domain.about import IntakePart
from lead_desktop.domain.base import Compartment, Level, Merge, Row, Sensitivity, field, when
from lead_desktop.domain.dates import Day
from lead_desktop.domain.text import Line, LongText, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_R = Level.RECOMMENDED


class Household(IntakePart):
    """Who lives with the person, children, pets, service in the forces (domain 2.5.1)."""

    TYPE: ClassVar[int] = 21
    NAME: ClassVar[str] = "household"
    LABEL: ClassVar[str] = N_("Household")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    veteran: str | None = field(1, N_("Served in the armed forces"), _S.S3, _R, codes="yes_no")
    lives_with: tuple[str, ...] = field(2, N_("Lives with"), _S.S3, _R, default=(), codes="lives_with", merge=Merge.SET)
    size: int | None = field(3, N_("People in the household"), _S.S3, _R, ge=1, le=40)
    children_under_18: int | None = field(4, N_("Children under 18"), _S.S3, _R, ge=0, le=30)
    children_live: tuple[str, ...] = field(
        5, N_("Where the children live"), _S.S3, _R, default=(), codes="children_live", merge=Merge.SET
    )
    children_wish: LongText = field(6, N_("What would help with the children"), _S.S3, own_words=True)
    pets: int | None = field(7, N_("Pets"), _S.S3, _R, ge=0, le=30)


class Housing(IntakePart):
    """Where the person lives and lived, as HMIS asks it (domain 2.5.3, 2.16)."""

    TYPE: ClassVar[int] = 23
    NAME: ClassVar[str] = "housing"
    LABEL: ClassVar[str] = N_("Housing")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    slept_last_night: str | None = field(1, N_("Where you slept last night"), _S.S3, _R, codes="hud.current_living")
    safe_there: bool | None = field(2, N_("Is it safe there?"), _S.S3, _R)
    pets_welcome: bool | None = field(3, N_("Are pets welcome there?"), _S.S3, _R)
    storage: bool | None = field(4, N_("A safe place for belongings?"), _S.S3, _R)
    prior_living: str | None = field(5, N_("Where you lived before today"), _S.S3, _R, codes="hud.prior_living")
    rental_subsidy: str | None = field(
        6, N_("Kind of subsidy"), _S.S3, _R, codes="hud.rental_subsidy", when=when("prior_living", "435")
    )
    length_of_stay: str | None = field(7, N_("How long you were there"), _S.S3, _R, codes="hud.length_of_stay")
    night_before_outside: str | None = field(
        8,
        N_("The night before: outside, in a shelter or Safe Haven?"),
        _S.S3,
        _R,
        codes="yes_no",
        when=when("length_of_stay", "10", "11", "2", "3"),
        help=N_("Asked after less than 90 days in an institution, or less than 7 days anywhere else."),
    )
    without_home_since: Day | None = field(9, N_("Without a home since about"), _S.S3, _R, past=True)
    times_without_home: str | None = field(
        10, N_("Times without a home in three years"), _S.S3, _R, codes="hud.times_homeless"
    )
    months_without_home: str | None = field(
        11, N_("Months without a home in three years"), _S.S3, _R, codes="hud.months_homeless"
    )
    on_housing_list: bool | None = field(12, N_("On a housing list?"), _S.S3, _R)
    housing_list: Line = field(13, N_("Which list, and where on it"), _S.S3, when=when("on_housing_list", "true"))
    local_score: Name = field(14, N_("Score of the local housing survey"), _S.S3)
    eviction_risk: bool | None = field(15, N_("Could lose the place where you live?"), _S.S3, _R)


class IncomeRow(Row):
    """Money from one source in a month."""

    source: str | None = field(1, N_("Source"), _S.S3, Level.DRAFT, codes="income_source")
    monthly: int | None = field(2, N_("Dollars a month"), _S.S3, ge=0, le=1_000_000)


class Income(IntakePart):
    """Income, benefits, insurance, work, school and papers (domain 2.5.4), and fines and licence (2.5.2)."""

    TYPE: ClassVar[int] = 24
    NAME: ClassVar[str] = "income"
    LABEL: ClassVar[str] = N_("Income and work")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    has_income: str | None = field(1, N_("Any income?"), _S.S3, _R, codes="yes_no")
    sources: tuple[IncomeRow, ...] = field(
        2, N_("Income"), _S.S3, _R, default=(), merge=Merge.SET, when=when("has_income", "1")
    )
    benefits: tuple[str, ...] = field(
        3, N_("Other benefits"), _S.S3, _R, default=(), codes="noncash_benefit", merge=Merge.SET
    )
    insurance: tuple[str, ...] = field(
        4, N_("Health insurance"), _S.S3, _R, default=(), codes="health_insurance", merge=Merge.SET
    )
    why_not_insured: str | None = field(
        5, N_("Why not insured"), _S.S3, _R, codes="hud.reason_not_insured", when=when("insurance", "none")
    )
    work: tuple[str, ...] = field(6, N_("Work"), _S.S3, _R, default=(), codes="employment", merge=Merge.SET)
    work_wish: LongText = field(7, N_("Work you would like"), _S.S3, own_words=True)
    last_grade: str | None = field(8, N_("Last grade finished"), _S.S3, _R, codes="hud.last_grade")
    documents: tuple[str, ...] = field(
        9, N_("Papers on hand"), _S.S3, _R, default=(), codes="document", merge=Merge.SET
    )
    paper_troubles: tuple[str, ...] = field(
        10, N_("Fines, ID and license"), _S.S3, _R, default=(), codes="paper_trouble", merge=Merge.SET
    )


class Strengths(IntakePart):
    """What is good and strong, and the first wishes in the participant's words (domain 2.5.7)."""

    TYPE: ClassVar[int] = 37
    NAME: ClassVar[str] = "strengths"
    LABEL: ClassVar[str] = N_("Strengths and wishes")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    people: LongText = field(1, N_("People who care about me"), _S.S3, _R, own_words=True)
    proud_of: LongText = field(2, N_("What I am proud of"), _S.S3, _R, own_words=True)
    skills: LongText = field(3, N_("What I am good at"), _S.S3, _R, own_words=True)
    culture: LongText = field(4, N_("Culture, faith, traditional healing"), _S.S3, _R, own_words=True)
    good_day: LongText = field(5, N_("A good day looks like"), _S.S3, _R, own_words=True)
    wish_1: LongText = field(6, N_("My first wish"), _S.S3, _R, own_words=True)
    wish_2: LongText = field(7, N_("My second wish"), _S.S3, own_words=True)
    wish_3: LongText = field(8, N_("My third wish"), _S.S3, own_words=True)
