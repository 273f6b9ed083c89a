"""A hub that is evil or broken: a page that does not fit together is refused whole, and what is here stays."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lead_desktop.errors import NotFound
from lead_desktop.store.arriving import BadPage
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.standing import read_standing
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import Entry, HeadState, PullAnswer, PushAnswer, Refusal
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import laptop
from tests.fakes.records import a_thing
from tests.fakes.small_hub import SmallDesk, SmallHub

SETS = frozenset({(901, 5), (901, 6), (901, 906)})


class Altering(SmallDesk):
    """A hub whose answers are altered before they arrive."""

    alter: Callable[[PullAnswer], PullAnswer] = staticmethod(lambda answer: answer)

    def pull(self, request: Any) -> PullAnswer:
        return self.alter(super().pull(request))


class World:
    def __init__(self, folder: Path) -> None:
        clock = StandingClock()
        self.hub = SmallHub(sets=SETS)
        self.a, self.b = laptop(folder / "a", clock, 1), laptop(folder / "b", clock, 2)
        self.rid = self.a.create(a_thing(count=1, tags=("a",)))
        self.a.sync(self.hub.at(1))
        self.b.sync(self.hub.at(2))
        self.a.change(self.rid, count=2)
        self.new = self.a.create(a_thing(count=5))
        self.a.sync(self.hub.at(1))

    def arrives(self, alter: Callable[[PullAnswer], PullAnswer]) -> None:
        door = Altering(self.hub, 2)
        door.alter = alter  # type: ignore[method-assign]
        self.b.sync(door)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.a.vault.close()
    made.b.vault.close()


def first(answer: PullAnswer, **changed: object) -> PullAnswer:
    """Alter the first entry of a page."""
    if not answer.entries:
        return answer
    return answer.model_copy(update={"entries": (answer.entries[0].model_copy(update=changed), *answer.entries[1:])})


def head(entry: Entry, **changed: object) -> tuple[HeadState, ...]:
    return (entry.heads[0].model_copy(update=changed),)


ODD: dict[str, Callable[[PullAnswer], PullAnswer]] = {
    "a scope that was not granted": lambda a: a.model_copy(update={"grant": ()}),
    "a record in another scope": lambda a: first(a, s=a.entries[1].s),
    "a record of another type": lambda a: first(a, y=77),
    "numbers out of order": lambda a: a.model_copy(update={"entries": tuple(reversed(a.entries))}),
    "an entry twice": lambda a: a.model_copy(update={"entries": (a.entries[0], *a.entries)}),
    "an entry from before": lambda a: first(a, seq=1),
    "an entry beyond the page": lambda a: a.model_copy(update={"to": a.to - 1}),
    "a page that goes back": lambda a: a.model_copy(update={"to": 0}),
    "a page beyond the end": lambda a: a.model_copy(update={"to": a.head + 5}),
    "another timeline": lambda a: a.model_copy(update={"epoch": "epoch-9"}),
    "an element without a name": lambda a: first(a, k="add"),
    "a huge value": lambda a: first(a, heads=head(a.entries[0], v="x" * (1 << 20 | 9))),
    "a beginning without values": lambda a: a.model_copy(
        update={"entries": (a.entries[0], a.entries[1].model_copy(update={"v": None}))}
    ),
    "a beginning with a field that has no number": lambda a: a.model_copy(
        update={"entries": (a.entries[0], a.entries[1].model_copy(update={"v": {"x": 1}}))}
    ),
}


@pytest.mark.survives(79)
@pytest.mark.parametrize("odd", ODD)
def test_a_page_that_does_not_fit_together_is_refused_whole(world: World, odd: str) -> None:
    before = world.b.rows("SELECT * FROM head ORDER BY 1, 2, 3, 4"), read_tail(world.b.vault.reader).cursor
    with pytest.raises(BadPage):
        world.arrives(ODD[odd])
    assert (world.b.rows("SELECT * FROM head ORDER BY 1, 2, 3, 4"), read_tail(world.b.vault.reader).cursor) == before
    assert world.b.get(world.rid).count == 1
    with pytest.raises(NotFound):
        world.b.get(world.new)
    assert read_standing(world.b.vault.reader).trouble == "bad_page"
    world.arrives(lambda answer: answer)
    assert (world.b.get(world.rid).count, world.b.get(world.new).count) == (2, 5)


@pytest.mark.survives(79)
def test_a_hub_that_rewrites_what_this_laptop_wrote_is_refused(world: World) -> None:
    world.b.change(world.rid, phone="5055550000")

    def rewritten(answer: PullAnswer) -> PullAnswer:
        entries = [
            one.model_copy(update={"heads": head(one, v="other")}) if one.op[0] == 2 else one for one in answer.entries
        ]
        return answer.model_copy(update={"entries": tuple(entries)})

    with pytest.raises(BadPage):
        world.arrives(rewritten)
    assert world.b.get(world.rid).phone == "5055550000"


def test_types_and_fields_of_a_newer_program_are_kept_untouched_and_unseen(world: World) -> None:
    def newer(answer: PullAnswer) -> PullAnswer:
        changed, made = answer.entries
        return answer.model_copy(
            update={
                "entries": (
                    changed.model_copy(update={"f": 555, "heads": head(changed, v={"a": [1]})}),
                    made.model_copy(update={"y": 7777}),
                )
            }
        )

    world.arrives(newer)
    assert world.b.rows("SELECT v FROM head WHERE fid = 555") == [('{"a":[1]}',)]
    assert world.b.rows("SELECT count(*) > 3 FROM head WHERE rid = ?", world.new) == [(1,)]
    assert world.b.rows("SELECT count(*) FROM record WHERE rid = ?", world.new) == [(0,)]
    assert world.b.get(world.rid).count == 1


def test_a_value_that_this_version_does_not_take_stays_in_the_heads_and_off_the_screen(world: World) -> None:
    world.arrives(lambda answer: first(answer, heads=head(answer.entries[0], v=9999)) if answer.entries else answer)
    assert world.b.get(world.rid).count is None
    assert world.b.rows("SELECT v FROM head WHERE rid = ? AND fid = 7", world.rid) == [("9999",)]


@pytest.mark.survives(66)
def test_a_hub_that_misses_some_is_sent_them_again(world: World, tmp_path: Path) -> None:
    seat = world.hub.seats[1]
    lost = [one for one in world.hub.kept if one.dev == 1 and one.op["n"] == 3]
    world.hub.kept.remove(lost[0])
    world.hub.recs.pop(world.new)
    for place in [place for place in world.hub.heads if place[0] == world.new]:
        del world.hub.heads[place]
    seat.acked, seat.chain = 2, seat.links[2]
    world.a.change(world.rid, count=6)
    world.a.sync(world.hub.at(1))
    assert seat.acked == 4
    assert world.new in world.hub.recs
    assert world.a.get(world.new).count == 5


def test_a_hub_that_keeps_saying_so_is_not_asked_for_ever(world: World) -> None:
    class Stuck(SmallDesk):
        def push(self, request: Any) -> PushAnswer:
            raise Refused(Refusal(err="gap", acked=0))

    world.a.change(world.rid, count=6)
    with pytest.raises(Refused):
        world.a.sync(Stuck(world.hub, 1))
    assert world.a.get(world.rid).count == 6
