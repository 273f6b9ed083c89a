"""The merge keeps every head that nobody superseded, whatever the order in which operations arrive."""

import random as chance
from collections.abc import Sequence

from hypothesis import given, strategies as st

from lead_desktop.wire.merge import Head, elements, fold, overlaid, removed, winner
from lead_desktop.wire.op import OpId

Told = tuple[Head, tuple[OpId, ...]]
"""An operation on one field, and what it replaces."""


def head(dseq: int, value: object = None, *, dev: int = 1, hlc: int | None = None) -> Head:
    return Head((dev, dseq), value, dseq if hlc is None else hlc, "u")


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    """Operations of one field by several devices, each naming some that came before it."""
    made: list[Told] = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        earlier = [one.op for one, _ in made]
        base = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        new = head(number, draw(st.sampled_from("abc")), dev=draw(st.integers(1, 3)), hlc=draw(st.integers(0, 9)))
        made.append((new, tuple(base)))
    return made


def another_order(history: Sequence[Told], random: chance.Random) -> list[Told]:
    """Mix a history so that each device's operations stay in order and nothing comes before what it replaces."""
    left, done = list(history), []
    while left:
        ready = [
            one
            for place, one in enumerate(left)
            if not any(before[0].op[0] == one[0].op[0] or before[0].op in one[1] for before in left[:place])
        ]
        done.append(random.choice(ready))
        left.remove(done[-1])
    return done


def folded(history: Sequence[Told]) -> tuple[Head, ...]:
    held: tuple[Head, ...] = ()
    for new, base in history:
        held = fold(held, new, base)
    return held


@given(histories())
def test_heads_are_the_operations_that_no_base_names(history: list[Told]) -> None:
    named = {op for _, base in history for op in base}
    assert {one.op for one in folded(history)} == {one.op for one, _ in history} - named


@given(histories(), st.randoms())
def test_the_merge_is_the_same_in_every_order_that_keeps_each_devices_own(history, random) -> None:
    other = another_order(history, random)
    assert sorted(one.op for one in folded(other)) == sorted(one.op for one in folded(history))
    assert winner(folded(other)) == winner(folded(history))


@given(histories(), st.randoms())
def test_operations_that_come_again_while_they_are_heads_change_nothing(history, random) -> None:
    held = folded(history)
    again = [one for one in history if one[0] in held]
    random.shuffle(again)
    for new, base in again:
        assert fold(held, new, base) == held


@given(histories())
def test_an_operation_that_names_all_heads_settles_and_one_that_names_some_leaves_fewer_or_as_many(history) -> None:
    held = folded(history)
    assert fold(held, head(99, "z"), [one.op for one in held]) == (head(99, "z"),)
    for one in held:
        after = fold(held, head(99, "z"), [one.op])
        assert len(after) == len(held)
        assert set(held) - set(after) == {one}


def test_the_highest_clock_is_shown_and_device_then_number_break_a_tie() -> None:
    assert winner(()) is None
    assert winner((head(1, "a", hlc=5), head(2, "b", hlc=4))) == head(1, "a", hlc=5)
    assert winner((head(3, "a", dev=1, hlc=5), head(2, "b", dev=2, hlc=5))) == head(2, "b", dev=2, hlc=5)
    assert winner((head(3, "a", hlc=5), head(2, "b", hlc=5))) == head(3, "a", hlc=5)


def test_an_add_that_the_removal_did_not_see_stays() -> None:
    assert removed((head(1), head(2)), [(1, 1)]) == (head(2),)


@given(histories(), st.data())
def test_a_removal_takes_what_it_saw_and_nothing_else(history: list[Told], data: st.DataObject) -> None:
    adds = folded(history)
    seen = data.draw(st.lists(st.sampled_from([one.op for one in adds]), unique=True))
    left = removed(adds, seen)
    assert {one.op for one in left} == {one.op for one in adds} - set(seen)
    assert removed(left, seen) == left


def test_elements_stand_in_the_order_of_their_first_add_and_empty_ones_are_gone() -> None:
    assert elements({"b": (head(1, "b"),), "a": (head(2, "a"), head(9, "a2")), "c": ()}) == ("b", "a2")


@given(histories(), st.integers(0, 8))
def test_what_a_device_shows_is_the_hubs_heads_with_its_own_unsent_work_over_them(history, at: int) -> None:
    sent, unsent = history[:at], history[at:]
    assert sorted(one.op for one in overlaid(folded(sent), unsent)) == sorted(one.op for one in folded(history))


@given(histories(), st.integers(0, 8))
def test_own_work_that_has_come_back_already_is_not_laid_over_twice(history: list[Told], at: int) -> None:
    named = {op for _, base in history for op in base}
    own = [one for one in history[at:] if one[0].op not in named]
    assert overlaid(folded(history), own) == folded(history)


def test_an_own_removal_hides_what_it_saw() -> None:
    hub = (head(1, "a"), head(2, "b"))
    assert overlaid(hub, [(None, [(1, 1)])]) == (head(2, "b"),)
    assert overlaid(hub, [(None, [(1, 1), (1, 2)]), (head(3, "c", dev=2), ())]) == (head(3, "c", dev=2),)
