"""Undo writes over nothing that its author never saw: what arrived meanwhile stands, and undo is refused (I9)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lead_desktop.errors import ChosenMeanwhile, NotFound
from lead_desktop.store import doors, slots
from lead_desktop.store.audit import Event
from lead_desktop.store.undoing import take_back
from lead_desktop.store.writing import Saved, Writing
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import Side, laptop
from tests.fakes.records import TYPES, a_thing
from tests.fakes.small_hub import SmallHub
from tests.fakes.small_vaults import cheap_derive

SETS = frozenset({(901, 5), (901, 6), (901, 906)})


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


class Two:
    """Two laptops that know one record."""

    def __init__(self, folder: Path) -> None:
        clock, self.hub = StandingClock(), SmallHub(sets=SETS)
        self.a, self.b = laptop(folder / "a", clock, 1), laptop(folder / "b", clock, 2)
        self.rid = self.a.create(a_thing(count=1, note="n", tags=("x", "y")))
        self.meet()

    def meet(self) -> None:
        for side, dev in ((self.a, 1), (self.b, 2), (self.a, 1)):
            side.sync(self.hub.at(dev))

    def saved(self, act: Callable[[Writing], object]) -> Saved:
        with self.a.writer.writing(self.a.author, Event("thing.edit", self.rid)) as work:
            act(work)
        assert work.saved is not None
        return work.saved

    def edited(self, **values: object) -> Saved:
        opened = self.a.open(self.rid)
        return self.saved(lambda work: work.edit(opened, opened.record.with_(**values)))

    def undo(self, saved: Saved) -> None:
        with self.a.writer.writing(self.a.author, Event("undo", self.rid)) as work:
            take_back(work, self.a.reading, saved, TYPES)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.a.vault.close()
    made.b.vault.close()


def seen(side: Side, rid: str) -> tuple[object, ...]:
    held = side.get(rid)
    return held.count, held.note, set(held.tags)


def test_a_field_that_somebody_else_changed_meanwhile_is_left_as_it_is(two: Two) -> None:
    saved = two.edited(count=2, note="m")
    two.meet()
    two.b.change(two.rid, count=3)
    two.meet()
    with pytest.raises(ChosenMeanwhile):
        two.undo(saved)
    assert seen(two.a, two.rid) == (3, "m", {"x", "y"})


def test_another_value_beside_the_own_one_is_not_written_over(two: Two) -> None:
    two.b.change(two.rid, count=3)
    saved = two.edited(count=2)
    two.meet()
    with pytest.raises(ChosenMeanwhile):
        two.undo(saved)
    assert two.a.rows("SELECT count(*) FROM clash WHERE rid = ?", two.rid) == [(1,)]


def test_what_was_sent_and_what_others_changed_elsewhere_do_not_keep_from_undoing(two: Two) -> None:
    saved = two.edited(count=2)
    two.meet()
    two.b.change(two.rid, note="theirs")
    two.meet()
    two.undo(saved)
    assert seen(two.a, two.rid) == (1, "theirs", {"x", "y"})


def test_of_a_set_only_the_touched_elements_go_back_and_what_others_added_stays(two: Two) -> None:
    saved = two.edited(tags=("x", "mine"))
    two.meet()
    two.b.change(two.rid, tags=("x", "mine", "theirs"))
    two.meet()
    two.undo(saved)
    assert seen(two.a, two.rid) == (1, "n", {"x", "y", "theirs"})


def test_an_element_that_somebody_took_out_or_put_back_meanwhile_is_left(two: Two) -> None:
    added, taken = two.edited(tags=("x", "y", "mine")), two.edited(tags=("x", "mine"))
    two.meet()
    two.b.change(two.rid, tags=("x", "y"))
    two.meet()
    for saved in (added, taken):
        with pytest.raises(ChosenMeanwhile):
            two.undo(saved)
    assert seen(two.a, two.rid) == (1, "n", {"x", "y"})


def test_what_was_created_does_not_go_when_somebody_went_on_with_it(two: Two) -> None:
    saved = two.saved(lambda work: work.create(a_thing(count=5)))
    rid = saved.rids[0]
    two.meet()
    two.b.change(rid, note="more")
    two.meet()
    with pytest.raises(ChosenMeanwhile):
        two.undo(saved)
    assert two.a.get(rid).note == "more"


def test_what_was_deleted_and_brought_back_and_deleted_by_another_stays_deleted(two: Two) -> None:
    opened = two.a.open(two.rid)
    saved = two.saved(lambda work: work.remove(opened))
    two.meet()
    held = two.b.reading.open(type(opened.record), two.rid, gone=True)
    with two.b.writer.writing(two.b.author, Event("thing.restore", two.rid)) as work:
        work.restore(held)
    two.b.remove(two.rid)
    two.meet()
    with pytest.raises(ChosenMeanwhile):
        two.undo(saved)
    with pytest.raises(NotFound):
        two.a.get(two.rid)
