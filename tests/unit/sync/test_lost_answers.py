"""What a round was asked to do is not forgotten when the answer is lost, or when it takes more than one round."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from lead_desktop.store import purging
from lead_desktop.store.standing import keep_standing, read_standing
from lead_desktop.sync.asking import due_comparison, keep_compared
from lead_desktop.wire.hub_api import NoNetwork
from lead_desktop.wire.messages import PullAnswer, PullRequest
from tests.fakes.records import a_thing
from tests.fakes.small_hub import SmallDesk
from tests.unit.sync.test_engine import Ordering, Two, same_as_hub, signed_order, two

__all__ = ["two"]


class CutAfter(Ordering):
    """A hub that gives its orders, and whose answers are lost from the second pull of a round on."""

    left = 1

    def pull(self, request: PullRequest) -> PullAnswer:
        if not self.left:
            raise NoNetwork
        self.left -= 1
        return super().pull(request)


@pytest.mark.parametrize("named", [True, False])
def test_an_order_to_fetch_anew_is_carried_out_after_the_connection_was_cut(two: Two, named: bool) -> None:
    rid = two.a.create(a_thing(count=4))
    two.meet("a", "b")
    with two.b.writer.receiving() as connection:
        connection.execute("DELETE FROM head WHERE rid = ? AND fid = 7", (rid,))
        connection.execute("UPDATE record SET body = '{}' WHERE rid = ?", (rid,))
    hub = CutAfter(two.hub, 2)
    hub.orders = (signed_order("resync", 1, dev=2, scopes=(f"{rid}/casework",) if named else ()),)
    with pytest.raises(NoNetwork):
        two.b.sync(hub)
    assert read_standing(two.b.vault.reader).counter == 1
    two.b = two.b.reopened()
    two.meet("b")
    assert two.b.get(rid).count == 4
    same_as_hub(two.b, two.hub, 2)
    assert two.b.rows("SELECT DISTINCT state FROM held") == [("complete",)]


def test_an_order_names_a_scope_that_is_not_here_and_it_comes(two: Two) -> None:
    rid = two.a.create(a_thing(count=4))
    two.meet("a", "b")
    with two.b.writer.receiving() as connection:
        purging.purge(connection, (f"{rid}/casework",))
    hub = Ordering(two.hub, 2)
    hub.orders = (signed_order("resync", 1, dev=2, scopes=(f"{rid}/casework",)),)
    two.b.sync(hub)
    assert two.b.get(rid).count == 4


def test_a_part_that_is_asked_for_anew_comes_though_the_connection_was_cut_then(two: Two) -> None:
    rid = two.a.create(a_thing(count=4))
    two.a.sync(two.at_a)
    pulls = []

    def cut(where: str) -> None:
        if where == "before chunk":
            two.hub.chunks.clear()
        if where == "before pull":
            pulls.append(where)
            if len(pulls) == 2:
                raise NoNetwork

    with pytest.raises(NoNetwork):
        two.b.sync(SmallDesk(two.hub, 2, cut))
    assert two.b.rows("SELECT state, fill FROM held") == [("incomplete", None)]
    two.b = two.b.reopened()
    two.meet("b")
    assert two.b.get(rid).count == 4
    assert two.b.rows("SELECT DISTINCT state FROM held") == [("complete",)]


def test_a_comparison_whose_answer_was_lost_is_made_again(two: Two) -> None:
    rid = two.a.create(a_thing(count=4))
    two.meet("a", "b", "b")
    with two.b.writer.receiving() as connection:
        connection.execute("DELETE FROM head WHERE rid = ? AND fid = 7", (rid,))
        connection.execute("UPDATE record SET body = '{}' WHERE rid = ?", (rid,))
    two.clock.advance(timedelta(days=8))
    hub = CutAfter(two.hub, 2)
    with pytest.raises(NoNetwork):
        two.b.sync(hub)
    two.meet("b")
    assert two.b.get(rid).count == 4


@pytest.fixture
def many(two: Two) -> Iterator[Two]:
    """Five scopes whose comparison is due."""
    for one in range(5):
        two.a.create(a_thing(count=one))
    two.meet("a", "b", "b")
    two.clock.advance(timedelta(days=8))
    return two


def test_the_comparison_goes_round_all_scopes_and_is_then_done(many: Two) -> None:
    bench, seen = many.b.bench, []
    while (due := due_comparison(bench, 2)) is not None:
        seen += due.digests
        keep_compared(bench, due)
    assert seen == sorted(many.hub.scopes)
    assert read_standing(many.b.vault.reader).compared == ""
    many.clock.advance(timedelta(days=8))
    again = due_comparison(bench, 2)
    assert again is not None
    assert [*again.digests] == seen[:2]


def test_the_comparison_ends_when_the_scopes_it_had_yet_to_come_to_are_gone(many: Two) -> None:
    bench = many.b.bench
    bench.keep(compared="zzzz")
    due = due_comparison(bench, 2)
    assert due is not None
    assert (due.digests, due.last) == ({}, "")
    keep_compared(bench, due)
    assert due_comparison(bench, 2) is None


def test_a_clock_that_was_set_back_does_not_put_the_comparison_off(many: Two) -> None:
    with many.b.writer.receiving() as connection:
        later = many.b.bench.now_ms + 400 * 86_400_000
        keep_standing(connection, replace(read_standing(connection), checked=later))
    assert due_comparison(many.b.bench) is not None
