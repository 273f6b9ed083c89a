"""Deletion against edits, in a table and against histories of two devices told by other means."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, strategies as st

from lead_desktop.wire.life import Life, Past, edited, existed
from lead_desktop.wire.merge import Head, fold
from lead_desktop.wire.op import OpId

THERE, GONE, KEPT = Life.THERE, Life.GONE, Life.KEPT


def said(*values: bool) -> tuple[Head, ...]:
    return tuple(Head((1, place), value, place, "u", place) for place, value in enumerate(values, start=1))


@pytest.mark.parametrize(
    ("before", "heads", "unseen", "after"),
    [
        (THERE, said(True), False, GONE),  # deleted by somebody who saw everything
        (THERE, said(True), True, KEPT),  # deleted without knowing of an edit
        (GONE, said(True), True, KEPT),
        (GONE, said(False), False, THERE),  # brought back
        (KEPT, said(False), False, THERE),  # a person chose to keep it
        (KEPT, said(True), False, GONE),  # a person chose to delete it
        (THERE, said(True, False), False, KEPT),  # deleted here, brought back there
        (GONE, said(True, True), False, GONE),  # deleted twice
        (KEPT, said(True, True), False, KEPT),  # the second deletion does not settle what the first one met
        (THERE, said(False, False), False, THERE),
    ],
)
def test_delete_and_restore(before: Life, heads: tuple[Head, ...], unseen: bool, after: Life) -> None:
    assert existed(before, heads, unseen=unseen) is after


@pytest.mark.parametrize(
    ("before", "seen", "after"),
    [
        (THERE, (0, 0), THERE),
        (GONE, (1, 0), GONE),  # the author knew that it was deleted
        (GONE, (0, 0), KEPT),  # the author did not
        (KEPT, (0, 0), KEPT),
        (KEPT, (9, 9), KEPT),
    ],
)
def test_an_edit_of_a_deleted_record(before: Life, seen: tuple[int, int], after: Life) -> None:
    assert edited(before, said(True), Past(2, seen)) is after


def test_the_past_is_what_the_hub_had_given_and_what_oneself_had_done() -> None:
    past = Past(3, (10, 4))
    assert past.holds((1, 99), 10)
    assert not past.holds((1, 99), 11)
    assert not past.holds((1, 1), None)
    assert past.holds((3, 4), 11)
    assert past.holds((3, 4), None)
    assert not past.holds((3, 5), None)
    assert past.holds_all(())


@dataclass
class Told:
    """An operation of the oracle: what its author knew, as a set of operations."""

    op: OpId
    kind: str
    seq: int
    knew: frozenset[OpId]
    base: tuple[OpId, ...]
    seen: tuple[int, int]


@dataclass
class World:
    """Devices that write in isolation, a hub that orders, and every operation with its causal past as a set."""

    log: list[Told] = field(default_factory=list)
    unsent: dict[int, list[Told]] = field(default_factory=dict)
    got: dict[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def known(self, dev: int) -> list[Told]:
        had = self.got.get(dev, 0)
        own = [one for one in self.log[had:] if one.op[0] == dev]
        return [*self.log[:had], *own, *self.unsent.get(dev, [])]

    def write(self, dev: int, kind: str) -> None:
        known = self.known(dev)
        replaced = {op for one in known for op in one.base}
        base = tuple(one.op for one in known if one.kind != "set" and one.op not in replaced)
        count = self.counts[dev] = self.counts.get(dev, 0) + 1
        told = Told(
            (dev, count), kind, 0, frozenset(one.op for one in known), () if kind == "set" else base,
            (self.got.get(dev, 0), count - 1),
        )  # fmt: skip
        self.unsent.setdefault(dev, []).append(told)

    def push(self, dev: int) -> None:
        for one in self.unsent.pop(dev, []):
            one.seq = len(self.log) + 1
            self.log.append(one)

    def pull(self, dev: int) -> None:
        self.push(dev)
        self.got[dev] = len(self.log)


def ends_of(log: list[Told]) -> list[Told]:
    replaced = {op for one in log for op in one.base}
    return [one for one in log if one.kind != "set" and one.op not in replaced]


def by_definition(log: list[Told]) -> Life:
    """How the record stands, from all operations and who knew what; shares no code with what it checks."""
    ends = ends_of(log)
    kinds = {one.kind == "del" for one in ends}
    if kinds == {False}:
        return THERE
    if kinds == {True, False}:
        return KEPT
    strangers = [
        (end, one)
        for end in ends
        for one in log
        if one.kind in ("new", "set") and one.op not in end.knew and end.op not in one.knew
    ]
    return KEPT if strangers else GONE


def by_hub(log: list[Told]) -> Life:
    """How the hub comes to say so, one operation after the other."""
    life, heads = THERE, ()
    for place, one in enumerate(log):
        past = Past(one.op[0], one.seen)
        if one.kind == "set":
            life = edited(life, [head for head in heads if head.value], past)
            continue
        heads = fold(heads, Head(one.op, one.kind == "del", place, "u", one.seq), one.base)
        unseen = one.kind == "del" and any(
            not past.holds(other.op, other.seq) for other in log[:place] if other.kind in ("new", "set")
        )
        life = existed(life, heads, unseen=unseen)
    return life


steps = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["set", "del", "undel", "push", "pull"])), min_size=1, max_size=14
)


@given(steps)
def test_nothing_is_hidden_that_somebody_changed_unknowing_and_a_question_ends_when_all_heads_are_named(
    history,
) -> None:
    world = World()
    world.write(1, "new")
    world.pull(1)
    for dev, what in [*((dev, "pull") for dev in (2, 3)), *history, *((dev, "push") for dev in (1, 2, 3))]:
        if what in ("push", "pull"):
            getattr(world, what)(dev)
        else:
            world.write(dev, what)
        told, asked = by_definition(world.log), by_hub(world.log)
        if told is GONE and len(ends_of(world.log)) > 1:
            assert asked in (GONE, KEPT)  # a question once asked stays until somebody names both deletions
        else:
            assert asked is told
