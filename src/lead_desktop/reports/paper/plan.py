"""A plan on paper, as its owner would tell it: their words large, then where it stands and the next steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lead_desktop.domain.checks import applies
from lead_desktop.domain.plan import AnyGoal, AnyStep, Plan, SudGoal
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.notices import notice
from lead_desktop.reports.paper.sheet import Printing, frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

PLAN_FACTS = ("started_on", "version", "look_together_on", "agreed_how", "agreed_on")
"""What stands at the head; the paper itself is the copy that was given, in a language plain to see."""

_HEADING = N_("My plan")
_NO_GOALS = N_("No goals yet. They can come later.")
_NEXT = N_("Next steps")
_WHAT, _WHO, _WHEN, _STANDS = N_("What"), N_("Who"), N_("By when"), N_("Where it stands")
_ME = N_("Me")
_OF_TEN = N_("{n} of 10")
_REACH = N_("To reach us")
_PROGRESS = (
    (-2, N_("Harder than before")),
    (-1, N_("A little harder")),
    (0, N_("The same")),
    (1, N_("A little better")),
    (2, N_("Much better")),
)


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """A goal with its steps, in the participant's order."""

    goal: AnyGoal
    steps: tuple[AnyStep, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as it is handed over.

    name: as the participant goes by. number: participant number; either may be empty.
    include_sud: print goals about safer use and treatment too; without it nothing on the paper tells that
    there are any. It is for the participant to choose, and never set for anyone else without live consent.
    """

    plan: Plan
    goals: tuple[PlanGoal, ...]
    name: str
    number: str
    include_sud: bool

    def printed(self) -> tuple[PlanGoal, ...]:
        """Return the goals that go on paper."""
        return tuple(one for one in self.goals if self.include_sud or not isinstance(one.goal, SudGoal))

    def holds_sud(self) -> bool:
        """Tell whether substance use information goes on paper, so that the notice of 42 CFR 2.32 must stand there."""
        return any(isinstance(one.goal, SudGoal) for one in self.printed())


def plan_copy(sheet: PlanSheet, programme: Programme, printing: Printing) -> bytes:
    """Return the plan as a PDF for the participant; the name of the program stands on its last page only."""
    words = printing.words()
    reach = [one for one in (programme.name, programme.outreach_phone) if one]
    data = {
        **frame(printing, sud=sheet.holds_sud()),
        "heading": words.say(_HEADING),
        "name": sheet.name,
        "number": sheet.number,
        "facts": list(_facts(sheet.plan, words)),
        "ask": words.label(Plan, "statement"),
        "statement": sheet.plan.statement or "",
        "no_goals": words.say(_NO_GOALS),
        "goals": [_goal(one, words) for one in sheet.printed()],
        "come_back": notice("come_back").sentences(printing.language),
        "reach": {"label": words.say(_REACH), "lines": reach} if reach else None,
    }
    return typeset("plan", data, printing.at)


def _facts(plan: Plan, words: Words) -> Iterator[Mapping[str, str]]:
    for name in PLAN_FACTS:
        if answer := words.value(plan, name) or words.unanswered(plan, name):
            yield {"label": words.label(plan, name), "answer": answer}


def _goal(one: PlanGoal, words: Words) -> Mapping[str, object]:
    goal = one.goal
    return {
        "domain": words.value(goal, "domain"),
        "kind": words.value(goal, "kind"),
        "words": goal.in_their_words or "",
        "why": {"label": words.label(goal, "why_it_matters"), "answer": goal.why_it_matters or ""},
        "status": {"label": words.label(goal, "status"), "answer": words.value(goal, "status")},
        "dates": [
            {"label": words.label(goal, name), "answer": words.value(goal, name)}
            for name in ("set_on", "reached_on", "changed_on")
            if applies(goal, name) and getattr(goal, name)
        ],
        "scales": [
            {"label": words.label(goal, name), "value": value, "answer": words.say(_OF_TEN, n=value)}
            for name in ("importance", "confidence")
            if (value := getattr(goal, name)) is not None
        ],
        "stage": _stage(goal, words),
        "progress": _progress(goal, words),
        "next": words.say(_NEXT),
        "heads": [words.say(head) for head in (_WHAT, _WHO, _WHEN, _STANDS)],
        "steps": [_step(step, words) for step in one.steps],
    }


def _stage(goal: AnyGoal, words: Words) -> Mapping[str, object] | None:
    """Return the loop of stages with the one where the goal stands."""
    answer = words.value(goal, "stage")
    if not answer:
        return None
    stages = code_list("stage").codes
    return {
        "label": words.label(goal, "stage"),
        "answer": answer,
        "all": [one.label(words.language) for one in stages],
        "here": next((place for place, one in enumerate(stages) if one.code == goal.stage), None),
    }


def _progress(goal: AnyGoal, words: Words) -> Mapping[str, object] | None:
    if goal.progress is None:
        return None
    said = [words.say(one) for _, one in _PROGRESS]
    here = goal.progress - _PROGRESS[0][0]
    return {"label": words.label(goal, "progress"), "answer": said[here], "all": said, "here": here}


def _step(step: AnyStep, words: Words) -> Mapping[str, object]:
    return {
        "done": step.status == "done",
        "what": step.what or "",
        "who": _who(step, words),
        "when": words.value(step, "by_when"),
        "status": words.value(step, "status"),
        "more": [
            {"label": words.label(step, name), "answer": answer}
            for name in ("where", "needs", "barrier", "done_on")
            if applies(step, name) and (answer := words.value(step, name))
        ],
    }


def _who(step: AnyStep, words: Words) -> str:
    """Return who does it: `Me` for the owner of the plan, the partner by name where there is one."""
    if step.who == "participant":
        return words.say(_ME)
    if step.who == "partner" and step.partner:
        return step.partner
    return words.value(step, "who")
