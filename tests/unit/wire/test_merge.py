"""The merge keeps every head that nobody superseded, whatever the order in which operations arrive."""

from hypothesis import given, strategies as st

from lead_desktop.wire.merge import Head, elements, fold, removed, winner


def head(dseq: int, value: object = None, *, dev: int = 1, hlc: int | None = None) -> Head:
    return Head((dev, dseq), value, dseq if hlc is None else hlc, "u")


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Head, tuple[tuple[int, int], ...]]]:
    """Operations of one field, each naming some that came before it."""
    count = draw(st.integers(1, 8))
    made: list[tuple[Head, tuple[tuple[int, int], ...]]] = []
    for number in range(1, count + 1):
        earlier = [one.op for one, _ in made]
        base = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        made.append((head(number, draw(st.sampled_from("abc")), dev=draw(st.integers(1, 3))), tuple(base)))
    return made


@given(histories())
def test_heads_are_the_operations_that_no_base_names(history: list[tuple[Head, tuple[tuple[int, int], ...]]]) -> None:
    held: tuple[Head, ...] = ()
    for new, base in history:
        held = fold(held, new, base)
    named = {op for _, base in history for op in base}
    assert {one.op for one in held} == {one.op for one, _ in history} - named


def test_a_repeated_operation_changes_nothing() -> None:
    once = fold((), head(1, "a"), ())
    assert fold(once, head(1, "a"), ()) == once


def test_the_highest_clock_is_shown_and_device_then_number_break_a_tie() -> None:
    assert winner(()) is None
    assert winner((head(1, "a", hlc=5), head(2, "b", hlc=4))) == head(1, "a", hlc=5)
    assert winner((head(3, "a", dev=1, hlc=5), head(2, "b", dev=2, hlc=5))) == head(2, "b", dev=2, hlc=5)


def test_an_add_that_the_removal_did_not_see_stays() -> None:
    adds = (head(1), head(2))
    assert removed(adds, [(1, 1)]) == (head(2),)


def test_elements_stand_in_the_order_of_their_first_add_and_empty_ones_are_gone() -> None:
    assert elements({"b": (head(1, "b"),), "a": (head(2, "a"), head(9, "a2")), "c": ()}) == ("b", "a2")
