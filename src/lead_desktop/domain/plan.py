"""The plan that belongs to the participant: wishes, goals and steps (domain 2.6).

A goal about safer use or treatment, with its steps, is a substance use record from its creation on (rulings);
moving a goal across that line makes a new one that names the old in `supersedes`.
"""

from typing import ClassVar, Literal

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Sensitivity, field, when
from lead_desktop.domain.dates import Day
from lead_desktop.domain.text import Line, LongText, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
SUD_DOMAINS = ("safer_use", "sud_treatment")

_GOAL_HELP = N_("What do you want to be different?")
_SCALE_HELP = N_("From 0 to 10, as the participant places it.")
_PROGRESS_HELP = N_("From -2 (harder than before) through 0 (the same) to 2 (much better), as the participant sees it.")


class Plan(AboutPerson):
    """The plan as a whole: when it began, how it was agreed, when to look at it together again."""

    TYPE: ClassVar[int] = 30
    NAME: ClassVar[str] = "plan"
    LABEL: ClassVar[str] = N_("Plan")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    version: int | None = field(1, N_("Version"), _S.S3, default=1, ge=1, le=999)
    started_on: Day | None = field(2, N_("Started on"), _S.S3, _L.DRAFT)
    language: str | None = field(3, N_("Language of the plan"), _S.S3, codes="interface_language")
    statement: LongText = field(4, _GOAL_HELP, _S.S3, _L.RECOMMENDED, own_words=True)
    agreed_how: str | None = field(5, N_("How it was agreed"), _S.S3, _L.RECOMMENDED, codes="plan_agreed")
    agreed_on: Day | None = field(6, N_("Agreed on"), _S.S3, past=True)
    copy_given: bool | None = field(7, N_("Copy given"), _S.S3, _L.RECOMMENDED)
    look_together_on: Day | None = field(8, N_("Next look together"), _S.S3, help=N_("If the participant wishes."))


class Goal(AboutPerson):
    """One goal, in the participant's words."""

    TYPE: ClassVar[int] = 31
    NAME: ClassVar[str] = "goal"
    LABEL: ClassVar[str] = N_("Goal")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    plan: str | None = field(1, N_("Plan"), _S.S0, _L.DRAFT, ref="plan")
    domain: str | None = field(2, N_("Part of life"), _S.S3, _L.DRAFT, codes="plan_domain", merge=Merge.IMMUTABLE)
    in_their_words: LongText = field(3, N_("In your own words"), _S.S3, _L.COMPLETE, own_words=True, help=_GOAL_HELP)
    kind: str | None = field(4, N_("Kind of goal"), _S.S3, _L.COMPLETE, codes="goal_kind")
    why_it_matters: LongText = field(5, N_("Why it matters"), _S.S3, _L.RECOMMENDED, own_words=True)
    importance: int | None = field(6, N_("How important"), _S.S3, _L.RECOMMENDED, ge=0, le=10, help=_SCALE_HELP)
    confidence: int | None = field(7, N_("How confident"), _S.S3, _L.RECOMMENDED, ge=0, le=10, help=_SCALE_HELP)
    stage: str | None = field(8, N_("Stage"), _S.S3, _L.RECOMMENDED, codes="stage")
    status: str | None = field(9, N_("Where it stands"), _S.S3, _L.COMPLETE, default="hoping", codes="goal_status")
    progress: int | None = field(10, N_("How it goes"), _S.S3, _L.RECOMMENDED, ge=-2, le=2, help=_PROGRESS_HELP)
    set_on: Day | None = field(11, N_("Set on"), _S.S3, past=True)
    reached_on: Day | None = field(12, N_("Reached on"), _S.S3, past=True, when=when("status", "reached"))
    changed_on: Day | None = field(13, N_("Changed on"), _S.S3, past=True)
    rank: Name = field(14, N_("Order"), _S.S0, merge=Merge.RANK)
    supersedes: str | None = field(15, N_("Takes the place of"), _S.S0, merge=Merge.IMMUTABLE)


class SudGoal(AboutPerson):
    """A goal about safer use or treatment: a substance use record with the fields of Goal."""

    TYPE: ClassVar[int] = 32
    NAME: ClassVar[str] = "sud_goal"
    LABEL: ClassVar[str] = N_("Goal")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SUD

    plan: str | None = field(1, N_("Plan"), _S.S0, _L.DRAFT, ref="plan")
    domain: str | None = field(2, N_("Part of life"), _S.S5, _L.DRAFT, codes="plan_domain_sud", merge=Merge.IMMUTABLE)
    in_their_words: LongText = field(3, N_("In your own words"), _S.S5, _L.COMPLETE, own_words=True, help=_GOAL_HELP)
    kind: str | None = field(4, N_("Kind of goal"), _S.S5, _L.COMPLETE, codes="goal_kind")
    why_it_matters: LongText = field(5, N_("Why it matters"), _S.S5, _L.RECOMMENDED, own_words=True)
    importance: int | None = field(6, N_("How important"), _S.S5, _L.RECOMMENDED, ge=0, le=10, help=_SCALE_HELP)
    confidence: int | None = field(7, N_("How confident"), _S.S5, _L.RECOMMENDED, ge=0, le=10, help=_SCALE_HELP)
    stage: str | None = field(8, N_("Stage"), _S.S5, _L.RECOMMENDED, codes="stage")
    status: str | None = field(9, N_("Where it stands"), _S.S5, _L.COMPLETE, default="hoping", codes="goal_status")
    progress: int | None = field(10, N_("How it goes"), _S.S5, _L.RECOMMENDED, ge=-2, le=2, help=_PROGRESS_HELP)
    set_on: Day | None = field(11, N_("Set on"), _S.S5, past=True)
    reached_on: Day | None = field(12, N_("Reached on"), _S.S5, past=True, when=when("status", "reached"))
    changed_on: Day | None = field(13, N_("Changed on"), _S.S5, past=True)
    rank: Name = field(14, N_("Order"), _S.S0, merge=Merge.RANK)
    supersedes: str | None = field(15, N_("Takes the place of"), _S.S0, merge=Merge.IMMUTABLE)


class Step(AboutPerson):
    """One step towards a goal: what, who, and what stands in the way."""

    TYPE: ClassVar[int] = 33
    NAME: ClassVar[str] = "step"
    LABEL: ClassVar[str] = N_("Step")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    goal: str | None = field(1, N_("Goal"), _S.S0, _L.DRAFT, ref="goal")
    what: Line = field(2, N_("What"), _S.S3, _L.DRAFT)
    who: str | None = field(3, N_("Who does it"), _S.S3, _L.COMPLETE, codes="step_who")
    partner: Name = field(4, N_("Which partner"), _S.S3, when=when("who", "partner"))
    by_when: Day | None = field(5, N_("By when"), _S.S3)
    where: Line = field(6, N_("Where"), _S.S3)
    needs: tuple[str, ...] = field(7, N_("Needs"), _S.S3, default=(), codes="step_need", merge=Merge.SET)
    status: str | None = field(8, N_("Where it stands"), _S.S3, _L.COMPLETE, default="to_do", codes="step_status")
    barrier: str | None = field(
        9, N_("What stands in the way"), _S.S3, _L.COMPLETE, codes="barrier", when=when("status", "blocked")
    )
    done_on: Day | None = field(10, N_("Done on"), _S.S3, past=True, when=when("status", "done"))
    rank: Name = field(11, N_("Order"), _S.S0, merge=Merge.RANK)


class SudStep(AboutPerson):
    """A step towards a goal about safer use or treatment: a substance use record with the fields of Step."""

    TYPE: ClassVar[int] = 34
    NAME: ClassVar[str] = "sud_step"
    LABEL: ClassVar[str] = N_("Step")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SUD

    goal: str | None = field(1, N_("Goal"), _S.S0, _L.DRAFT, ref="sud_goal")
    what: Line = field(2, N_("What"), _S.S5, _L.DRAFT)
    who: str | None = field(3, N_("Who does it"), _S.S5, _L.COMPLETE, codes="step_who")
    partner: Name = field(4, N_("Which partner"), _S.S5, when=when("who", "partner"))
    by_when: Day | None = field(5, N_("By when"), _S.S5)
    where: Line = field(6, N_("Where"), _S.S5)
    needs: tuple[str, ...] = field(7, N_("Needs"), _S.S5, default=(), codes="step_need", merge=Merge.SET)
    status: str | None = field(8, N_("Where it stands"), _S.S5, _L.COMPLETE, default="to_do", codes="step_status")
    barrier: str | None = field(
        9, N_("What stands in the way"), _S.S5, _L.COMPLETE, codes="barrier", when=when("status", "blocked")
    )
    done_on: Day | None = field(10, N_("Done on"), _S.S5, past=True, when=when("status", "done"))
    rank: Name = field(11, N_("Order"), _S.S0, merge=Merge.RANK)


AnyGoal = Goal | SudGoal
AnyStep = Step | SudStep


def goal_type(domain: str) -> type[Goal] | type[SudGoal]:
    """Return the record type of a goal in a domain: its class is fixed at creation."""
    return SudGoal if domain in SUD_DOMAINS else Goal


def step_type(goal: AnyGoal) -> type[Step] | type[SudStep]:
    """Return the record type of a goal's steps."""
    return SudStep if isinstance(goal, SudGoal) else Step


DomainList = Literal["plan_domain", "plan_domain_sud"]


def domain_list(domain: str) -> DomainList:
    """Return the name of the code list in which a domain stands."""
    return "plan_domain_sud" if domain in SUD_DOMAINS else "plan_domain"
