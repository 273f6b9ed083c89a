"""A lease ends whether or not there is a network, and what it hid is no more and no less when it is shown again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.errors import LeadError, NotFound
from lead_desktop.store import doors, slots
from lead_desktop.store.leases import DAY_MS
from lead_desktop.store.restamp import Incarnation, renumber
from lead_desktop.store.schema import migrate, statements, steps
from lead_desktop.store.standing import Device, keep_device, read_device
from lead_desktop.sync.engine import housekeeping
from lead_desktop.sync.faults import MustEnrolAnew, NotEnrolled
from lead_desktop.wire.hub_api import NoNetwork
from tests.fakes.records import a_thing
from tests.fakes.small_hub import SmallDesk
from tests.fakes.small_vaults import cheap_derive
from tests.unit.sync.test_engine import Two, two

__all__ = ["two"]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


@pytest.fixture
def parted(two: Two) -> Iterator[Two]:
    """Laptop b has a part of what it is to get: two records of seven, and the connection is gone."""
    for one in range(7):
        two.a.create(a_thing(count=one), client="c")
    two.a.sync(two.at_a)
    two.hub.chunk_records = 2
    served: list[str] = []

    def cut(where: str) -> None:
        served.append(where)
        if served.count("before chunk") == 2:
            raise NoNetwork

    with pytest.raises(NoNetwork):
        two.b.sync(SmallDesk(two.hub, 2, cut))
    return two


def states(two: Two) -> list[tuple[object, ...]]:
    return two.b.rows("SELECT DISTINCT state, hidden FROM held")


def test_what_came_in_part_is_still_in_part_when_it_is_shown_again(parted: Two) -> None:
    assert states(parted) == [("backfilling", 0)]
    parted.clock.advance(timedelta(days=31))
    housekeeping(parted.b.bench)
    assert states(parted) == [("backfilling", 1)]
    parted.hub.now += 31 * DAY_MS

    def cut(where: str) -> None:
        if where == "before chunk":
            raise NoNetwork

    with pytest.raises(NoNetwork):
        parted.b.sync(SmallDesk(parted.hub, 2, cut))
    assert states(parted) == [("backfilling", 0)]
    assert len(parted.b.reading.page(type(a_thing()))) == 2
    parted.meet("b")
    assert states(parted) == [("complete", 0)]
    assert len(parted.b.reading.page(type(a_thing()))) == 7


def test_what_was_hidden_and_is_not_given_to_the_new_incarnation_goes(two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    two.meet("a", "b")
    two.clock.advance(timedelta(days=31))
    housekeeping(two.b.bench)
    new = Incarnation(replace(read_device(two.b.vault.reader) or Device("", "", ""), uid="uid-9"), 9, "epoch-1")
    with two.b.writer.receiving() as connection:
        renumber(connection, new, two.b.author.user, two.clock.now())
    two.hub.may = lambda dev, _scope: dev != 9
    two.hub.now += 31 * DAY_MS
    two.b.sync(two.hub.at(9))
    assert two.b.rows("SELECT * FROM record") == two.b.rows("SELECT * FROM held") == []
    assert two.a.get(rid).count == 1


def test_what_arrives_of_a_scope_whose_end_is_over_stays_hidden(two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    two.meet("a", "b")
    with two.b.writer.receiving() as connection:
        connection.execute("UPDATE held SET not_after = ?", (two.hub.now + DAY_MS,))
    two.clock.advance(timedelta(days=2))
    two.hub.now += 2 * DAY_MS
    housekeeping(two.b.bench)
    two.a.change(rid, count=2)
    two.meet("a", "b")
    with pytest.raises(NotFound):
        two.b.get(rid)
    assert two.b.rows("SELECT count(*) FROM listed") == [(0,)]


@pytest.mark.parametrize(("state", "error"), [("out", MustEnrolAnew), ("pending", NotEnrolled)])
def test_a_lease_ends_for_a_laptop_that_may_not_speak_with_its_hub(
    two: Two, state: str, error: type[LeadError]
) -> None:
    rid = two.a.create(a_thing(count=1))
    two.meet("a", "b")
    device = read_device(two.b.vault.reader)
    assert device is not None
    with two.b.writer.receiving() as connection:
        keep_device(connection, replace(device, state=state))
    two.clock.advance(timedelta(days=31))
    with pytest.raises(error):
        two.b.sync(two.at_b)
    with pytest.raises(NotFound):
        two.b.get(rid)
    two.clock.advance(timedelta(days=8))
    with pytest.raises(error):
        two.b.sync(two.at_b)
    assert two.b.rows("SELECT count(*) FROM head") == [(0,)]
    assert two.b.rows("SELECT DISTINCT state FROM held") == [("lapsed",)]


def test_what_an_earlier_program_hid_is_asked_for_anew(tmp_path: Path, two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    two.meet("a", "b")
    with two.b.vault.writer.migrating(), two.b.writer.receiving() as connection:
        connection.execute("DROP INDEX held_hidden")
        connection.execute("ALTER TABLE held DROP COLUMN hidden")
        connection.execute("UPDATE held SET state = 'hidden'")
        for statement in statements(steps()[3]):
            connection.execute(statement)
    assert states(two) == [("incomplete", 1)]
    two.meet("b")
    assert states(two) == [("complete", 0)]
    assert two.b.get(rid).count == 1
    assert migrate(two.b.vault.writer) == 0


def test_what_was_sent_is_kept_as_long_as_the_hubs_clock_says(two: Two) -> None:
    two.a.create(a_thing(count=1))
    two.meet("a")
    assert two.a.rows("SELECT sent_ms FROM sent_log") == [(two.hub.now,)]
    two.clock.advance(timedelta(days=400))
    two.meet("a", "a")
    assert two.a.rows("SELECT count(*) FROM sent_log") == [(1,)]
    two.hub.now += 36 * DAY_MS
    two.meet("a")
    assert two.a.rows("SELECT count(*) FROM sent_log") == [(0,)]


def test_the_links_of_what_was_purged_are_kept_as_long_too(two: Two) -> None:
    rid = two.a.create(a_thing(count=1))
    two.clock.advance(timedelta(days=-400))
    two.meet("a")
    two.a.change(rid, count=2)
    two.a.sync(two.at_a)
    two.hub.may = lambda _dev, scope: not scope.startswith(rid)
    two.meet("a", "a")
    assert two.a.rows("SELECT dseq, kind FROM sent_log") == [(1, ""), (2, "")]
