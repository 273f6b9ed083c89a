"""Rules of the records beyond referral and person."""

from datetime import date, datetime

import pytest

from lead_desktop.domain.base import Compartment, notes
from lead_desktop.domain.charge import DivertedCharge, PauseSpan
from lead_desktop.domain.checks import applies, problems
from lead_desktop.domain.clocks import SETTINGS, Span
from lead_desktop.domain.contact import Contact, SafetyFlag
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.household import Housing, Income
from lead_desktop.domain.intake import Intake, Need
from lead_desktop.domain.plan import Goal, Step, SudGoal, SudStep, domain_list, goal_type, step_type
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.screening import CriterionResult, Screening
from lead_desktop.domain.substance_use import SaferUse, SubstanceRow, SubstanceUse
from lead_desktop.domain.vocabulary import code_list
from tests.fakes.clock import MOUNTAIN

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=MOUNTAIN)


def test_a_goal_about_use_is_a_substance_use_record_with_its_steps() -> None:
    assert goal_type("safer_use") is SudGoal
    assert goal_type("sud_treatment") is SudGoal
    assert goal_type("docs") is Goal
    assert step_type(SudGoal()) is SudStep
    assert step_type(Goal()) is Step
    assert SudGoal.COMPARTMENT is Compartment.SUD
    assert all(code_list(domain_list(one)).has(one) for one in ("docs", "safer_use"))
    crossed = problems(Goal(plan="p", domain="safer_use"), now=NOW)
    assert [(one.field, one.code) for one in crossed] == [("domain", "unknown_code")]


@pytest.mark.parametrize(("plain", "sud"), [(Goal, SudGoal), (Step, SudStep)])
def test_both_kinds_of_goal_and_step_have_the_same_fields(plain, sud) -> None:
    shared = {name: (note.fid, note.label, note.level, note.merge) for name, note in notes(plain).items()}
    assert shared == {name: (note.fid, note.label, note.level, note.merge) for name, note in notes(sud).items()}
    assert {note.sensitivity for note in notes(sud).values()} == {"S0", "S5"}


def test_a_barrier_is_asked_when_something_is_in_the_way() -> None:
    step = Step(goal="g", what="Get the birth certificate", who="together", status="blocked")
    assert [one.field for one in problems(step, now=NOW, complete=True)] == ["barrier"]
    assert not applies(step.with_(status="doing"), "barrier")


def test_nothing_about_substance_use_is_ever_needed() -> None:
    for record in (SubstanceUse(), SaferUse(), SubstanceUse(substances=(SubstanceRow(key="a", substance="meth"),))):
        assert problems(record, now=NOW, complete=True) == ()


def test_the_safety_card_shows_for_a_withdrawal_risk() -> None:
    assert SaferUse(withdrawal_risk=("alcohol",)).needs_safety_card()
    assert not SaferUse(withdrawal_risk=("none",)).needs_safety_card()


def test_the_needs_grid_of_the_header_has_no_domain_of_use() -> None:
    grid = Intake(started_at=NOW, needs=(Need(key="sud_treatment", domain="sud_treatment", urgency=3),))
    assert [(one.field, one.code) for one in problems(grid, now=NOW)] == [("needs.0.domain", "unknown_code")]


def test_a_subsidy_is_asked_of_who_rents_with_one() -> None:
    assert applies(Housing(prior_living="435"), "rental_subsidy")
    assert not applies(Housing(prior_living="410"), "rental_subsidy")
    assert applies(Income(insurance=("none",)), "why_not_insured")


def test_a_decision_other_than_yes_gives_its_reason() -> None:
    done = Screening(
        referral="r", screened_at=NOW, screened_by="u", criteria_version="default 2026-11", decision="accepted",
        results=(CriterionResult(key="adult", result="met"),), assigned_to="u",
    )  # fmt: skip
    assert problems(done, now=NOW, complete=True) == ()
    later = done.with_(decision="not_accepted_capacity")
    assert [one.field for one in problems(later, now=NOW, complete=True)] == ["reason"]
    overridden = done.with_(results=(CriterionResult(key="adult", result="overridden"),))
    assert [one.field for one in problems(overridden, now=NOW, complete=True)] == ["results.0.reason"]


def test_closing_by_the_program_needs_reason_note_and_name() -> None:
    closing = Engagement(status="closed_program", status_at=NOW)
    assert {one.field for one in problems(closing, now=NOW)} == {"reason", "closing_note", "closed_by"}
    assert problems(Engagement(status="inactive_choice", status_at=NOW), now=NOW) == ()


def test_only_an_intake_that_is_done_meets_the_condition() -> None:
    held = DivertedCharge(referral="r", held_since=NOW, status="condition_met")
    assert [one.field for one in problems(held, now=NOW)] == ["condition_met_at"]
    assert problems(held.with_(condition_met_at=NOW), now=NOW) == ()


def test_a_held_charge_says_that_time_was_paused_and_never_why() -> None:
    assert set(PauseSpan.model_fields) == {"key", "since", "until"}
    paused = DivertedCharge(pauses=(PauseSpan(key="a", since=date(2026, 11, 1)), PauseSpan(key="b")))
    assert paused.spans() == (Span(date(2026, 11, 1)),)


def test_an_attempt_is_not_a_two_way_contact() -> None:
    assert not Contact(kind="attempt_no_contact").is_two_way()
    assert Contact(kind="substantive").is_two_way()


def test_nothing_urgent_is_not_said_beside_something() -> None:
    both = SafetyFlag(seen_at=NOW, flags=("none", "suicide_risk"))
    assert [(one.field, one.code) for one in problems(both, now=NOW)] == [("flags", "none_with_others")]
    assert problems(both.with_(flags=("none",)), now=NOW) == ()


def test_every_clock_is_a_setting_with_its_default_and_its_floor() -> None:
    settings = Programme()
    for name, clock in SETTINGS.items():
        assert getattr(settings, name) == clock.default
        assert clock.source
        with pytest.raises(ValueError, match="greater_than_equal"):
            Programme(**{name: clock.floor - 1})
    assert problems(Programme(name="Paso"), now=NOW, complete=True) == ()
    crossed = Programme(name="Paso", caseload_notice=30, caseload_limit=25)
    assert [one.code for one in problems(crossed, now=NOW)] == ["above_limit"]
    assert User(name="Ana Ruiz").heading().title == "Ana Ruiz"


def test_a_number_prefix_is_letters_and_digits() -> None:
    assert Programme(number_prefix="SF").number_prefix == "SF"
    for wrong in ("sf", "", "SF-", "TOOLONG1", "1A"):
        with pytest.raises(ValueError, match="string_pattern_mismatch"):
            Programme(number_prefix=wrong)
