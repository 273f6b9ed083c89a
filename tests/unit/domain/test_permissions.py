import pytest

from lead_desktop.domain.base import Compartment
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.permissions import ACTS, may, roles_of_side, side_of, sides, subjects
from lead_desktop.domain.vocabulary import code_list

ROLES = [one.code for one in code_list("role").codes]
LAW = roles_of_side("law")
HELD_BY_LAW = {"referral", "referral_status", "diverted_charge"}


def test_every_role_of_the_code_list_has_one_side() -> None:
    assert sides() == {"care", "law", "defence", "programme", "evaluation"}
    placed = [role for side in sides() for role in roles_of_side(side)]
    assert sorted(placed) == sorted(ROLES)
    assert side_of("officer") == "law"
    assert side_of("king") == ""
    assert roles_of_side("moon") == ()


def test_every_record_type_stands_in_the_matrix() -> None:
    assert set(RECORD_TYPES) <= subjects()


@pytest.mark.parametrize(
    ("role", "act", "subject", "own", "answer"),
    [
        ("officer", "create", "referral", False, True),
        ("officer", "read", "referral", True, True),
        ("officer", "read", "referral", False, False),
        ("officer", "remove", "referral", True, False),
        ("officer", "read", "referral_track", True, False),
        ("officer", "read", "person", True, False),
        ("officer", "create", "sighting", False, True),
        ("officer", "read", "sighting", True, False),
        ("police_liaison", "read", "referral", True, True),
        ("police_liaison", "read", "referral", False, False),
        ("outreach", "edit", "referral", False, True),
        ("outreach", "read", "plan", False, True),
        ("outreach", "edit", "plan", True, False),
        ("outreach", "read", "health", True, False),
        ("outreach", "read", "safety", False, True),
        ("outreach", "edit", "safer_use", False, True),
        ("outreach", "read", "substance_use", True, False),
        ("outreach", "read", "sud_note", True, True),
        ("case_manager", "edit", "plan", True, True),
        ("case_manager", "edit", "plan", False, False),
        ("case_manager", "break_glass", "person", False, True),
        ("case_manager", "find_exact", "find_person", False, True),
        ("case_manager", "edit", "protected", True, True),
        ("supervisor", "read", "protected", False, True),
        ("supervisor", "edit", "protected", False, False),
        ("supervisor", "edit", "sud_goal", False, True),
        ("data_entry", "create", "income", False, True),
        ("data_entry", "read", "plan", True, False),
        ("peer", "read", "goal", True, True),
        ("peer", "read", "goal", False, False),
        ("peer", "read", "intake_law", True, False),
        ("project_manager", "count", "health", False, True),
        ("project_manager", "read", "health", False, False),
        ("project_manager", "edit", "programme", False, True),
        ("prosecutor", "yes_no", "intake", False, True),
        ("prosecutor", "read", "intake", True, False),
        ("prosecutor", "read", "diverted_charge", True, True),
        ("defender", "card", "plan", False, True),
        ("evaluator", "count", "treatment", False, True),
        ("evaluator", "read", "treatment", False, False),
        ("privacy_officer", "break_glass", "note", False, True),
        ("administrator", "edit", "user", False, True),
        ("administrator", "read", "person", True, False),
        ("auditor", "read", "audit_log", False, True),
        ("auditor", "read", "referral", True, False),
    ],
)
def test_the_matrix_is_answered_cell_by_cell(*, role: str, act: str, subject: str, own: bool, answer: bool) -> None:
    assert may(role, act, subject, own=own) is answer


@pytest.mark.survives(91)
def test_what_is_not_said_is_denied() -> None:
    assert not may("king", "read", "referral", own=True)
    assert not may("officer", "admire", "referral", own=True)
    assert not may("officer", "read", "treasure", own=True)
    assert not may("", "", "", own=False)


@pytest.mark.survives(90)
def test_no_law_side_role_touches_a_record_of_social_or_health_class() -> None:
    touching = ("create", "read", "edit", "remove", "restore", "break_glass", "find_exact")
    beyond = [
        name
        for name, one in RECORD_TYPES.items()
        if name not in HELD_BY_LAW and one.COMPARTMENT not in (Compartment.PROGRAMME, Compartment.REFERENCE)
    ]
    assert len(beyond) > 20
    for name in beyond:
        for role in LAW:
            assert not [act for act in touching if may(role, act, name, own=True)], (role, name)


def test_what_is_about_nobody_is_read_by_every_role_and_changed_by_few() -> None:
    for name in [name for name, one in RECORD_TYPES.items() if one.COMPARTMENT is Compartment.REFERENCE]:
        assert all(may(role, "read", name, own=False) for role in ROLES), name
        assert not [role for role in LAW if may(role, "edit", name, own=False)], name


def test_own_never_allows_less_than_any() -> None:
    for name in subjects():
        for role in ROLES:
            for act in ACTS:
                assert may(role, act, name, own=True) or not may(role, act, name, own=False)


def test_nobody_changes_the_audit_log_and_only_the_privacy_officer_the_disclosures() -> None:
    assert [role for role in ROLES if may(role, "edit", "audit_log", own=True)] == []
    assert [role for role in ROLES if may(role, "edit", "disclosure", own=True)] == ["privacy_officer"]
