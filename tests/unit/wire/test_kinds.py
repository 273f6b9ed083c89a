"""Each kind of field merges in its own way, and asks a person only when it has to."""

import pytest
from hypothesis import given, strategies as st

from lead_desktop.domain.base import Merge
from lead_desktop.domain.states import can, machines
from lead_desktop.wire.kinds import disputed, may_set, normal, same, shown
from lead_desktop.wire.merge import Head
from tests.unit.wire.test_op import json_values

CLOCKED = [Merge.SCALAR, Merge.RANK, Merge.IMMUTABLE, Merge.SET]
consent_states = st.sampled_from([one.code for one in machines()["consent"].states])


def heads(*values: object) -> tuple[Head, ...]:
    """Heads of one field, the last with the highest clock."""
    return tuple(Head((1, place), value, place, "u") for place, value in enumerate(values, start=1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", " Ana "),
        ("Mari\u0301a", "Mar\u00eda"),
        ("", None),
        ([], None),
        ({}, None),
        ({"first": "Ana", "middle": None}, {"first": "Ana"}),
        ({"first": "Ana", "middle": ""}, {"first": "Ana "}),
        ([{"a": "x ", "b": []}], [{"a": "x"}]),
        (("a",), ["a"]),
    ],
)
def test_what_cannot_be_seen_makes_no_difference(one: object, other: object) -> None:
    assert same([one, other])
    assert not disputed([one, other], Merge.SCALAR)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "ana"),
        (1, True),
        (0, False),
        (0, None),
        (False, None),
        ("1", 1),
        (["a", "b"], ["b", "a"]),
        ("a  b", "a b"),
    ],
)
def test_what_can_be_seen_does(one: object, other: object) -> None:
    assert not same([one, other])
    assert disputed([one, other], Merge.SCALAR)


@given(json_values)
def test_comparing_twice_changes_nothing(value: object) -> None:
    assert normal(normal(value)) == normal(value)
    assert same([value, normal(value), value])


def test_a_composite_is_one_value_and_is_never_taken_apart() -> None:
    home, moved = {"street": "1 Main", "city": "Taos"}, {"street": "9 Elm", "city": "Taos"}
    both = heads(home, moved)
    assert disputed([one.value for one in both], Merge.SCALAR)
    best = shown(both, Merge.SCALAR)
    assert best is not None
    assert best.value == moved


@given(st.lists(st.sampled_from("abc"), max_size=5), st.sampled_from(CLOCKED))
def test_the_clock_shows_one_of_the_heads_of_every_kind_that_has_no_states(values: list[str], merge: Merge) -> None:
    held = heads(*values)
    assert shown(held, merge) == (held[-1] if held else None)
    asked = merge in (Merge.SCALAR, Merge.IMMUTABLE) and len(set(values)) > 1
    assert disputed(values, merge) == asked


def test_the_order_of_steps_is_never_asked_about() -> None:
    assert not disputed(["a0K", "a1Z"], Merge.RANK)


def test_states_that_follow_each_other_are_taken_as_one_way_whatever_the_clock_says() -> None:
    late_clock_first_step = heads("intake_started", "handoff_done")
    best = shown(late_clock_first_step, Merge.STATUS, "referral")
    assert best is not None
    assert best.value == "intake_started"
    assert not disputed(["intake_started", "handoff_done"], Merge.STATUS, "referral")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("referral", ["not_eligible", "accepted"]),  # neither leads to the other
        ("engagement", ["enrolled_active", "enrolled_quiet"]),  # each leads to the other
        ("charge", ["filed", "condition_met"]),
        ("referral", ["handoff_done", "intake_started", "not_eligible"]),
        ("referral", ["handoff_done", "a state of a later version"]),
        ("referral", ["handoff_done", None]),
        ("engagement", ["referred", "outreach", "screened", "enrolled_active", "enrolled_quiet"]),  # too many
    ],
)
def test_states_that_do_not_follow_each_other_in_one_way_are_for_a_person(name: str, values: list[str]) -> None:
    assert disputed(values, Merge.STATUS, name)
    best = shown(heads(*values), Merge.STATUS, name)
    assert best is not None
    assert best.value == values[-1]


@given(st.data())
def test_two_states_are_settled_only_by_the_one_legal_step_between_them(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["referral", "engagement", "charge", "intake"]))
    states = st.sampled_from([one.code for one in machines()[name].states])
    one, other = data.draw(states), data.draw(states)
    legal = [end for begin, end in ((one, other), (other, one)) if can(name, begin, end)]
    assert disputed([one, other], Merge.STATUS, name) == (one != other and len(legal) != 1)
    for order in (heads(one, other), heads(other, one)):
        best = shown(order, Merge.STATUS, name)
        assert best is not None
        assert best.value == (legal[0] if len(set(legal)) == 1 else order[-1].value)


def test_the_same_state_set_twice_is_no_conflict() -> None:
    assert not disputed(["accepted", "accepted"], Merge.STATUS, "referral")


@given(st.lists(consent_states, min_size=1, max_size=4), st.randoms())
def test_the_strictest_word_on_a_consent_holds_in_any_order_and_a_person_is_asked(values, random) -> None:
    order = ["revoked", "deficient", "expired", "superseded", "draft", "active"]
    mixed = list(values)
    random.shuffle(mixed)
    for one in (values, mixed):
        best = shown(heads(*one), Merge.STATUS, "consent")
        assert best is not None
        assert best.value == min(values, key=order.index)
    assert disputed(values, Merge.STATUS, "consent") == (len(set(values)) > 1)


def test_a_state_of_a_consent_that_this_version_does_not_know_is_taken_for_the_strictest() -> None:
    best = shown(heads("frozen in 2031", "active"), Merge.STATUS, "consent")
    assert best is not None
    assert best.value == "frozen in 2031"


def test_what_is_written_once_is_written_only_while_it_holds_nothing() -> None:
    assert may_set([], Merge.IMMUTABLE)
    assert may_set([None, ""], Merge.IMMUTABLE)
    assert not may_set(["signed"], Merge.IMMUTABLE)
    assert not may_set([False], Merge.IMMUTABLE)
    assert may_set(["typed"], Merge.SCALAR)
