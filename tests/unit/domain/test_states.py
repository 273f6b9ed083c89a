from itertools import pairwise

import pytest

from lead_desktop.domain.engagement import INACTIVE
from lead_desktop.domain.states import Machine, UnknownState, can, machine, machines
from tests.unit.domain.words import avoided

MACHINES = [pytest.param(one, id=name) for name, one in machines().items()]
IN_THE_PAPER = {
    "referral": "draft offered declined submitted screening presumptively_ineligible overridden not_accepted_capacity "
    "not_eligible accepted handoff_done outreach_open unable_to_locate intake_started intake_completed lapsed_window",
    "engagement": "referred outreach screened enrolled_active enrolled_quiet inactive_choice inactive_stable "
    "inactive_away transferred withdrew deceased closed_program",
    "charge": "held_pending_intake condition_met window_lapsed not_filed filed rejected_by_prosecutor",
    "intake": "not_started partial completed updated",
    "consent": "draft active expired superseded deficient revoked",
}


@pytest.mark.parametrize(("name", "states"), IN_THE_PAPER.items())
def test_a_machine_has_the_states_of_the_paper(name: str, states: str) -> None:
    assert {one.code for one in machine(name).states} == set(states.split())


@pytest.mark.parametrize("one", MACHINES)
def test_a_machine_is_labelled_in_both_languages_without_words_to_avoid(one: Machine) -> None:
    for state in one.states:
        assert state.label("en")
        assert state.label("es")
        assert bool(state.help("en")) == bool(state.help("es"))
        assert avoided(f"{state.en}. {state.help_en}") == []
        assert avoided(f"{state.es}. {state.help_es}", "es") == []


@pytest.mark.parametrize("one", MACHINES)
def test_every_way_leads_to_a_state_and_every_state_can_be_reached(one: Machine) -> None:
    codes = {state.code for state in one.states}
    reached = {one.states[0].code}
    for _ in codes:
        reached |= {target for state in one.states if state.code in reached for target in state.to}
    assert reached == codes


def test_the_road_of_an_arrest_diversion_is_open() -> None:
    road = [
        "draft",
        "offered",
        "submitted",
        "screening",
        "accepted",
        "handoff_done",
        "intake_started",
        "intake_completed",
    ]
    assert all(can("referral", old, new) for old, new in pairwise(road))
    assert can("charge", "held_pending_intake", "condition_met")
    assert can("charge", "condition_met", "not_filed")
    assert can("charge", "window_lapsed", "filed")
    assert can("intake", "partial", "completed")
    assert can("intake", "updated", "updated")


def test_nobody_is_turned_away_for_good() -> None:
    for state in INACTIVE:
        assert can("engagement", state, "enrolled_active"), state
    assert can("referral", "presumptively_ineligible", "overridden")
    assert not can("referral", "submitted", "not_eligible")
    assert can("referral", "declined", "submitted")


def test_a_wrong_way_is_closed_and_a_first_record_may_start_anywhere() -> None:
    assert not can("charge", "not_filed", "filed")
    assert not can("engagement", "deceased", "enrolled_active")
    assert can("referral", None, "submitted")
    assert not can("referral", None, "nowhere")
    assert machine("charge").find("window_lapsed").to == ("filed", "not_filed", "condition_met", "held_pending_intake")


def test_an_unknown_machine_or_state_says_so() -> None:
    with pytest.raises(UnknownState):
        machine("weather")
    with pytest.raises(UnknownState):
        machine("charge").find("sunny")


def test_nothing_leads_a_consent_back_into_force() -> None:
    assert [one.code for one in machine("consent").states if "active" in one.to] == ["draft"]
    assert set(machine("consent").strictest) == {one.code for one in machine("consent").states}
    assert machine("consent").strictest[0] == "revoked"
    assert machine("consent").strictest[-1] == "active"
