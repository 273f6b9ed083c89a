"""One round with the hub: what waits goes up, what changed comes down, whatever breaks off in between."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lead_desktop.errors import LeadError, NotFound
from lead_desktop.store.arriving import BadPage
from lead_desktop.store.faults import Stopped
from lead_desktop.store.landing import Landed
from lead_desktop.store.restamp import Incarnation, renumber
from lead_desktop.store.standing import keep_device, read_device, read_standing
from lead_desktop.sync.asking import next_pull
from lead_desktop.sync.bench import Progress
from lead_desktop.sync.faults import MustEnrolAnew, MustUpdate, NoLongerAllowed, NotEnrolled, WipeOrdered
from lead_desktop.wire import signing
from lead_desktop.wire.hub_api import NoNetwork, Refused
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import Order, PullAnswer, PushAnswer, Refusal
from lead_desktop.wire.op import GENESIS, chained
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, Side, laptop, opened
from tests.fakes.records import FullName, Thing, a_thing
from tests.fakes.small_hub import SmallDesk, SmallHub

SETS = frozenset({(901, 5), (901, 6), (901, 906)})


class Two:
    """Two laptops and a hub."""

    def __init__(self, folder: Path, clock: StandingClock) -> None:
        self.clock, self.hub = clock, SmallHub(sets=SETS)
        self.a, self.b = laptop(folder / "a", clock, 1), laptop(folder / "b", clock, 2)
        self.at_a, self.at_b = self.hub.at(1), self.hub.at(2)

    def meet(self, *order: str) -> None:
        for name in order or ("a", "b", "a", "b"):
            if name == "a":
                self.a.sync(self.at_a)
            else:
                self.b.sync(self.at_b)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path, StandingClock())
    yield made
    made.a.vault.close()
    made.b.vault.close()


def same_as_hub(side: Side, hub: SmallHub, dev: int) -> None:
    """Invariant I3: the store of a device is the hub's state restricted to what it may hold, losing heads included."""
    wanted = {
        (*place, *one.op, one.q)
        for place, held in hub.heads.items()
        if hub.may(dev, hub.recs[place[0]][1])
        for one in held
    }
    rows = side.rows(
        "SELECT rid, fid, '', dev, dseq, seq FROM head UNION ALL SELECT rid, fid, ekey, dev, dseq, seq FROM elem"
    )
    assert set(rows) == wanted
    assert side.rows("SELECT count(*) FROM head WHERE hid = 1") == [(0,)]
    assert side.rows("SELECT count(*) FROM outbox WHERE state <> 'quarantined'") == [(0,)]


def test_a_record_made_on_one_laptop_is_read_listed_and_found_on_the_other(two: Two) -> None:
    thing = a_thing(count=3, tags=("a", "b"), note="sí")
    rid = two.a.create(thing)
    two.meet("a", "b")
    assert two.b.get(rid) == thing
    assert [line.rid for line in two.b.reading.search(Thing, "munoz")] == [rid]
    assert [line.rid for line in two.b.reading.page(Thing)] == [rid]
    same_as_hub(two.a, two.hub, 1)
    same_as_hub(two.b, two.hub, 2)
    made = two.a.reading.get(Thing, rid)
    came = two.b.reading.get(Thing, rid)
    assert (came.created_ms, came.created_by, came.updated_by) == (made.created_ms, made.created_by, made.updated_by)


def test_edits_of_different_fields_and_elements_meet_without_a_conflict(two: Two) -> None:
    rid = two.a.create(a_thing(count=1, tags=("a", "b")))
    two.meet("a", "b")
    two.a.change(rid, count=2, tags=("b", "c"))
    two.b.change(rid, phone="5055551234", tags=("a", "b", "d"))
    two.meet()
    for side, dev in ((two.a, 1), (two.b, 2)):
        held = side.get(rid)
        assert (held.count, held.phone, sorted(held.tags)) == (2, "5055551234", ["b", "c", "d"])
        same_as_hub(side, two.hub, dev)
        assert side.rows("SELECT * FROM clash") == []
        assert [line.rid for line in side.reading.search(Thing, "1234")] == [rid]


def test_an_edit_of_one_field_on_both_keeps_both_values_and_shows_the_same_one_on_both(two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    two.meet("a", "b")
    two.a.change(rid, count=2)
    two.b.change(rid, count=3)
    two.meet()
    assert two.a.get(rid).count == two.b.get(rid).count
    for side, dev in ((two.a, 1), (two.b, 2)):
        same_as_hub(side, two.hub, dev)
        assert sorted(v for (v,) in side.rows("SELECT v FROM head WHERE rid = ? AND fid = 7", rid)) == ["2", "3"]
        assert side.rows("SELECT rid, fid FROM clash") == [(rid, 7)]
    two.a.change(rid, count=8)
    two.meet()
    assert two.b.rows("SELECT rid, fid FROM clash") == [(rid, 7)], "who did not see the other value does not end it"
    two.b.decide(rid, 7, count=9)
    assert two.b.rows("SELECT rid FROM clash") == []
    two.meet("b", "a")
    assert two.a.get(rid).count == 9
    assert two.a.rows("SELECT rid FROM clash") == []


def test_two_people_who_type_the_same_are_no_conflict(two: Two) -> None:
    rid = two.a.create(a_thing(name=None))
    two.meet("a", "b")
    two.a.change(rid, name=FullName(first="Ana", last="Vigil"))
    two.b.change(rid, name=FullName(first="Ana", last="Vigil"))
    two.meet()
    assert two.a.rows("SELECT * FROM clash") == []
    assert two.a.get(rid) == two.b.get(rid)


def test_a_record_that_one_deleted_while_another_changed_it_stays(two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    gone = two.a.create(a_thing(count=5))
    two.meet("a", "b")
    two.a.remove(rid)
    two.a.remove(gone)
    two.b.change(rid, count=2)
    two.meet()
    for side in (two.a, two.b):
        assert side.get(rid).count == 2
        assert side.rows("SELECT g FROM rec WHERE rid = ?", rid) == [(2,)]
        with pytest.raises(NotFound):
            side.get(gone)
        assert [line.rid for line in side.reading.page(Thing)] == [rid]


def test_an_unsent_edit_stays_on_the_screen_while_older_news_of_the_field_arrives(two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    two.meet("a", "b")
    two.b.change(rid, count=2)
    two.b.sync(two.at_b)
    two.a.change(rid, count=3)
    request = next_pull(two.a.bench, 65536)
    two.a.bench.landing().pulled(request, two.at_a.pull(request))
    assert {v for (v,) in two.a.rows("SELECT v FROM head WHERE rid = ? AND fid = 7 AND hid = 0", rid)} == {"2", "3"}
    two.meet("a", "b", "a")
    same_as_hub(two.a, two.hub, 1)
    same_as_hub(two.b, two.hub, 2)


def test_what_the_hub_puts_aside_gives_its_value_back_and_waits_with_its_reason(two: Two) -> None:
    rid = two.a.create(a_thing(count=1, tags=("a",)))
    two.meet("a", "b")
    two.hub.refuse = lambda op: "not_yours" if op["k"] != "new" else ""
    two.a.change(rid, count=2, tags=("b",))
    assert two.a.sync(two.at_a).aside
    assert two.a.get(rid) == a_thing(count=1, tags=("a",))
    assert two.a.rows("SELECT dseq, state, reason FROM outbox ORDER BY dseq") == [
        (2, "quarantined", "not_yours"), (3, "quarantined", "not_yours"), (4, "quarantined", "not_yours"),
    ]  # fmt: skip
    same_as_hub(two.a, two.hub, 1)


def test_a_new_record_that_the_hub_puts_aside_stays_readable_where_it_was_made(two: Two) -> None:
    two.hub.refuse = lambda _op: "not_yours"
    rid = two.a.create(a_thing(count=1))
    two.a.change(rid, count=4)
    two.meet()
    assert two.a.get(rid).count == 4
    with pytest.raises(NotFound):
        two.b.get(rid)


def test_a_round_with_nothing_new_is_one_request(two: Two) -> None:
    two.a.create(a_thing())
    two.meet("a", "a")
    before = two.hub.seats[1].requests
    two.meet("a")
    assert two.hub.seats[1].requests == before + 1


@pytest.mark.survives(65)
@pytest.mark.survives(82)
@pytest.mark.parametrize("where", ["before push", "after push", "before pull", "after pull"])
def test_a_cut_connection_loses_and_doubles_nothing(two: Two, where: str) -> None:
    rids = [two.a.create(a_thing(count=one)) for one in range(3)]
    cuts = [True]

    def cut(now: str) -> None:
        if now == where and cuts:
            cuts.pop()
            raise NoNetwork

    with pytest.raises(NoNetwork):
        two.a.sync(SmallDesk(two.hub, 1, cut))
    assert read_standing(two.a.vault.reader).trouble == "no_network"
    two.meet()
    assert len(two.hub.kept) == 3
    assert [two.b.get(rid).count for rid in rids] == [0, 1, 2]
    assert read_standing(two.a.vault.reader).trouble == ""
    same_as_hub(two.a, two.hub, 1)


@pytest.mark.survives(83)
def test_two_laptops_five_days_apart_with_a_thousand_edits_each_agree(two: Two) -> None:
    rids = [two.a.create(a_thing(count=0, tags=("a",))) for _ in range(20)]
    two.meet("a", "b")
    two.a.many(500, lambda n: (rids[n % 20], {"count": n % 30, "note": f"a{n}"}))
    two.clock.advance(timedelta(days=5))
    two.b.many(500, lambda n: (rids[n * 7 % 20], {"phone": f"505{n:07}", "tags": ("a", str(n % 5))}))
    two.hub.page_entries = 97
    two.meet()
    same_as_hub(two.a, two.hub, 1)
    same_as_hub(two.b, two.hub, 2)
    assert [two.a.get(rid) for rid in rids] == [two.b.get(rid) for rid in rids]


def test_a_first_sync_comes_in_parts_is_resumed_and_is_not_called_complete_before_it_is(two: Two) -> None:
    rids = [two.a.create(a_thing(count=one)) for one in range(7)]
    two.a.sync(two.at_a)
    two.hub.chunk_records = 2
    served = []

    def cut(where: str) -> None:
        served.append(where)
        if served.count("before chunk") == 3:
            raise NoNetwork

    with pytest.raises(NoNetwork):
        two.b.sync(SmallDesk(two.hub, 2, cut))
    assert two.b.rows("SELECT DISTINCT state FROM held") == [("backfilling",)]
    assert two.b.rows("SELECT count(*) FROM record") == [(4,)]
    two.b = two.b.reopened()
    two.meet("b")
    assert two.b.rows("SELECT DISTINCT state FROM held") == [("complete",)]
    assert [two.b.get(rid).count for rid in rids] == list(range(7))
    assert sorted(two.hub.seats[2].filled) == sorted(two.hub.scopes)
    assert [(one.done, one.total) for one in two.b.told if one.stage == "filling"] == [(2, 3), (3, 3)]


def test_a_part_that_the_hub_has_no_more_is_asked_for_anew(two: Two) -> None:
    rid = two.a.create(a_thing(count=4))
    two.a.sync(two.at_a)
    lost = []

    def cut(where: str) -> None:
        if where == "before chunk" and not lost:
            lost.append(where)
            two.hub.chunks.clear()

    two.b.sync(SmallDesk(two.hub, 2, cut))
    assert two.b.get(rid).count == 4
    assert two.b.rows("SELECT DISTINCT state FROM held") == [("complete",)]


def test_the_person_can_stop_between_pages_and_go_on_later(two: Two) -> None:
    two.a.create(a_thing())
    two.meet("a", "b")
    rids = [two.a.create(a_thing(count=one)) for one in range(9)]
    two.a.sync(two.at_a)
    two.hub.page_entries = 4
    asked: list[Progress] = []

    def tell(progress: Progress, _landed: Landed) -> None:
        asked.append(progress)

    with pytest.raises(Stopped):
        two.b.engine(two.at_b).round(tell, lambda: len(asked) == 2)
    assert two.b.rows("SELECT count(*) FROM record") == [(9,)]
    assert read_standing(two.b.vault.reader).trouble == ""
    two.meet("b")
    assert [two.b.get(rid).count for rid in rids] == list(range(9))


def signed_order(kind: str, counter: int, dev: int = 1, scopes: tuple[str, ...] = ()) -> Order:
    blank = Order(kind=kind, counter=counter, at=1, scopes=scopes, sig="")  # type: ignore[arg-type]
    return blank.model_copy(update={"sig": to_text(HUB_KEY.sign(signing.order(f"uid-{dev}", blank)))})


class Ordering(SmallDesk):
    """A hub that sends orders with its answers."""

    orders: tuple[Order, ...] = ()

    def pull(self, request: Any) -> PullAnswer:
        self.seen = request.counter
        return super().pull(request).model_copy(update={"orders": self.orders})


class CutOffEarly(Ordering):
    """A hub that is out of reach before it hears what was removed."""

    def pull(self, request: Any) -> PullAnswer:
        if request.receipts:
            raise NoNetwork
        return super().pull(request)


def test_a_signed_order_to_wipe_sends_first_then_leaves_nothing_that_opens(two: Two, tmp_path: Path) -> None:
    two.a.create(a_thing())
    hub = Ordering(two.hub, 1)
    hub.orders = (signed_order("wipe", 3),)
    with pytest.raises(WipeOrdered):
        two.a.sync(hub)
    assert hub.seen == 3
    assert len(two.hub.kept) == 1
    left = {path.name for path in (tmp_path / "a").iterdir()}
    assert not [name for name in left if name.startswith("vault.") and name != "vault.lock"]


@pytest.mark.parametrize(
    "order", [signed_order("wipe", 3, dev=2), signed_order("wipe", 3).model_copy(update={"counter": 4})]
)
def test_an_order_for_another_laptop_or_with_another_counter_is_refused(two: Two, order: Order) -> None:
    rid = two.a.create(a_thing())
    hub = Ordering(two.hub, 1)
    hub.orders = (order,)
    with pytest.raises(BadPage):
        two.a.sync(hub)
    assert two.a.get(rid)


def test_an_order_is_carried_out_once(two: Two) -> None:
    hub = Ordering(two.hub, 1)
    hub.orders = (signed_order("drain", 2),)
    two.a.sync(hub)
    held = read_device(two.a.vault.reader)
    assert held is not None
    assert held.state == "draining"
    with two.a.writer.receiving() as connection:
        keep_device(connection, held.__class__(held.uid, held.sign, held.seal, hub_sign=held.hub_sign, state="active"))
    two.a.sync(hub)
    again = read_device(two.a.vault.reader)
    assert again is not None
    assert again.state == "active"


def test_a_laptop_that_is_being_retired_sends_is_given_nothing_and_hears_that_it_must_wipe_itself(two: Two) -> None:
    rid = two.a.create(a_thing())
    two.meet("a")
    hub = Ordering(two.hub, 1)
    hub.orders = (signed_order("drain", 2),)
    two.hub.may = lambda dev, _scope: dev != 1
    two.a.sync(hub)
    with pytest.raises(NotFound):
        two.a.get(rid)
    two.a.create(a_thing())
    assert two.a.sync(hub).sent == 1
    assert two.a.rows("SELECT scope FROM held") == []
    hub.orders = (signed_order("wipe", 3),)
    with pytest.raises(WipeOrdered):
        two.a.sync(hub)


def test_a_laptop_that_is_being_retired_still_attests_what_it_removed(two: Two) -> None:
    """The round in which it was told ended before its receipts were sent."""
    rid = two.a.create(a_thing())
    two.meet("a", "a")
    lost = two.a.rows("SELECT scope FROM rec WHERE rid = ?", rid)[0][0]
    two.hub.may = lambda dev, scope: dev != 1 or scope != lost
    hub = CutOffEarly(two.hub, 1)
    hub.orders = (signed_order("drain", 2),)
    with pytest.raises(NoNetwork):
        two.a.sync(hub)
    assert two.hub.seats[1].receipts == []
    two.a.sync(two.hub.at(1))
    assert len(two.hub.seats[1].receipts) == 1


def test_an_order_to_fetch_anew_puts_back_what_was_altered_here(two: Two) -> None:
    rid = two.a.create(a_thing(count=4))
    two.meet("a", "b")
    with two.b.writer.receiving() as connection:
        connection.execute("DELETE FROM head WHERE rid = ? AND fid = 7", (rid,))
        connection.execute("UPDATE record SET body = '{}' WHERE rid = ?", (rid,))
    hub = Ordering(two.hub, 2)
    hub.orders = (signed_order("resync", 1, dev=2),)
    two.b.sync(hub)
    assert two.b.get(rid).count == 4
    same_as_hub(two.b, two.hub, 2)


def test_the_weekly_comparison_finds_and_mends_a_scope_that_differs(two: Two) -> None:
    rid, other = two.a.create(a_thing(count=4)), two.a.create(a_thing(count=5))
    two.meet("a", "b", "b")
    with two.b.writer.receiving() as connection:
        connection.execute("DELETE FROM head WHERE rid = ? AND fid = 7", (rid,))
        connection.execute("UPDATE record SET body = '{}' WHERE rid = ?", (rid,))
    two.clock.advance(timedelta(days=8))
    two.b.sync(two.at_b)
    assert (two.b.get(rid).count, two.b.get(other).count) == (4, 5)
    same_as_hub(two.b, two.hub, 2)


@pytest.mark.survives(67)
def test_a_copy_of_a_laptop_is_told_to_enrol_anew_and_loses_nothing(two: Two, tmp_path: Path) -> None:
    two.a.create(a_thing(count=1))
    two.a.sync(two.at_a)
    two.a.vault.close()
    shutil.copytree(tmp_path / "a", tmp_path / "copy")
    two.a = opened(tmp_path / "a", two.clock)
    copy = opened(tmp_path / "copy", two.clock)
    two.a.create(a_thing(count=2))
    two.a.sync(two.at_a)
    mine = copy.create(a_thing(count=3))
    with pytest.raises(MustEnrolAnew):
        copy.sync(two.at_a)
    assert copy.get(mine).count == 3
    with pytest.raises(MustEnrolAnew):
        copy.sync(two.at_a)
    copy.vault.close()


@pytest.mark.survives(63)
def test_a_restored_backup_is_told_to_enrol_anew(two: Two, tmp_path: Path) -> None:
    two.a.create(a_thing(count=1))
    two.a.vault.close()
    shutil.copytree(tmp_path / "a", tmp_path / "old")
    two.a = opened(tmp_path / "a", two.clock)
    two.a.create(a_thing(count=2))
    two.a.sync(two.at_a)
    old = opened(tmp_path / "old", two.clock)
    with pytest.raises(MustEnrolAnew):
        old.sync(two.at_a)
    old.vault.close()


class Restored(SmallHub):
    """A hub that can be put back to an earlier state."""

    def put_back(self, seq: int, epoch: str) -> None:
        kept = [one for one in self.kept if one.seq <= seq]
        self.kept, self.seq, self.epoch = [], 0, epoch
        self.heads, self.recs, self.gone = {}, {}, {}
        for seat in self.seats.values():
            seat.acked, seat.links, seat.results = 0, {}, {}
            seat.chain = GENESIS
        for one in kept:
            seat = self.seats[one.dev]
            self._take(one.dev, one.op, one.body)
            seat.chain = chained(seat.chain, one.body)
            seat.acked = one.op["n"]
            seat.links[seat.acked] = seat.chain


@pytest.mark.survives(80)
@pytest.mark.parametrize("epoch", ["epoch-2", "epoch-1"], ids=["with a new timeline", "without saying so"])
def test_what_a_restored_hub_has_lost_is_sent_again_and_nothing_is_deleted_here(two: Two, epoch: str) -> None:
    two.hub.__class__ = Restored
    rids = [two.a.create(a_thing(count=one)) for one in range(3)]
    two.meet()
    two.a.change(rids[0], count=9)
    two.b.change(rids[1], count=8)
    late = two.b.create(a_thing(count=7))
    two.meet()
    two.hub.put_back(3, epoch)  # type: ignore[attr-defined]
    two.a.change(rids[2], count=6)
    two.meet("a", "b", "a", "b")
    for side in (two.a, two.b):
        assert [side.get(rid).count for rid in (*rids, late)] == [9, 8, 6, 7]


@pytest.mark.parametrize(
    ("err", "error"),
    [("revoked", NoLongerAllowed), ("wiped", NoLongerAllowed), ("upgrade", MustUpdate), ("busy", Refused)],
)
def test_each_refusal_has_its_own_words_and_keeps_the_work(two: Two, err: Any, error: type[LeadError]) -> None:
    class Refusing(SmallDesk):
        def pull(self, request: Any) -> PullAnswer:
            raise Refused(Refusal(err=err))

    rid = two.a.create(a_thing())
    with pytest.raises(error) as caught:
        two.a.sync(Refusing(two.hub, 1))
    assert caught.value.words()
    assert two.a.get(rid)
    assert read_standing(two.a.vault.reader).trouble == error.code


def test_a_laptop_that_was_never_enrolled_says_so(tmp_path: Path) -> None:
    alone = laptop(tmp_path / "alone", StandingClock())
    with pytest.raises(NotEnrolled):
        alone.sync(SmallHub().at(1))
    alone.vault.close()


def test_what_a_restored_hub_lost_is_numbered_anew_when_some_of_it_was_purged_here(two: Two) -> None:
    two.hub.__class__ = Restored
    first = two.a.create(a_thing(count=1))
    two.meet()
    lost, kept = two.a.create(a_thing(count=2)), two.a.create(a_thing(count=3))
    two.meet("a")
    two.hub.may = lambda dev, scope: dev != 1 or not scope.startswith(lost)
    two.meet("a", "a")
    two.hub.put_back(1, "epoch-2")  # type: ignore[attr-defined]
    with pytest.raises(MustEnrolAnew):
        two.a.sync(two.at_a)
    assert two.a.rows("SELECT rid, state FROM outbox") == [(kept, "pending")]
    device = read_device(two.a.vault.reader)
    assert device is not None
    with two.a.writer.receiving() as connection:
        renumber(connection, Incarnation(device, 3, "epoch-2"), two.a.author.user, two.clock.now())
    two.a.sync(two.hub.at(3))
    assert (two.a.get(first).count, two.a.get(kept).count) == (1, 3)
    assert {one.op["r"] for one in two.hub.kept} == {first, kept}


@pytest.mark.survives(67)
def test_a_hub_that_knows_more_of_this_laptop_than_it_does_itself_stops_it(two: Two) -> None:
    class Ahead(SmallDesk):
        def push(self, request: Any) -> PushAnswer:
            return super().push(request).model_copy(update={"acked": 99})

    rid = two.a.create(a_thing(count=1))
    with pytest.raises(MustEnrolAnew):
        two.a.sync(Ahead(two.hub, 1))
    assert two.a.get(rid).count == 1
