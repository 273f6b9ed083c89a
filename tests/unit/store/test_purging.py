"""What is revoked, or held beyond its lease, goes from every table, index, log and page; unsent work waits unseen."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.errors import NotFound
from lead_desktop.store import doors, purging, slots
from lead_desktop.store.aside import QUARANTINE
from lead_desktop.store.drafts import Drafts
from lead_desktop.store.leases import DAY_MS, LeaseRule, lapse
from lead_desktop.store.proof import operation_faults
from lead_desktop.store.proof_held import held_faults
from lead_desktop.store.standing import read_device
from lead_desktop.sync.asking import next_pull
from lead_desktop.sync.engine import housekeeping
from lead_desktop.wire import signing
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import Side, laptop
from tests.fakes.pages import places_of
from tests.fakes.records import TYPES, FullName, Thing, a_thing
from tests.fakes.small_hub import SmallHub
from tests.fakes.small_vaults import cheap_derive

SETS = frozenset({(901, 5), (901, 6), (901, 906)})
CANARIES = ("Quetzalfirst", "Quetzallast", "quetzaltag", "quetzalnote", "quetzaldraft", "quetzalother", "5059998877")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


class World:
    """Two laptops that share a client, full of words that must go from one of them."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.hub = StandingClock(), SmallHub(sets=SETS)
        self.a, self.b = laptop(folder / "a", self.clock, 1), laptop(folder / "b", self.clock, 2)
        self.rid = self.b.create(
            a_thing(
                name=FullName(first=CANARIES[0], last=CANARIES[1]), tags=(CANARIES[2], "x"), note=CANARIES[3],
                phone=CANARIES[6],
            )
        )  # fmt: skip
        self.stays = self.b.create(a_thing(name=FullName(first="Stays", last="Staysword"), count=1))
        self.meet("b", "a")
        self.b.change(self.rid, tags=("x",))
        self.a.change(self.rid, note="mine " + CANARIES[5])
        self.b.change(self.rid, note="theirs")
        self.meet("b", "a", "b", "a")
        self.drafts = Drafts(self.a.vault.writer, self.a.vault.reader, self.clock)
        draft = self.drafts.new(self.a.author.user, "thing", self.rid, self.scope)
        self.drafts.keep(replace(draft, title=CANARIES[4], state={"note": CANARIES[4]}))

    @property
    def scope(self) -> str:
        return f"{self.rid}/casework"

    def meet(self, *order: str) -> None:
        for name in order:
            side, dev = (self.a, 1) if name == "a" else (self.b, 2)
            side.sync(self.hub.at(dev))

    def revoke(self) -> None:
        self.hub.may = lambda dev, scope: dev != 1 or scope != self.scope


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.a.vault.close()
    made.b.vault.close()


def rows_of(side: Side, scope: str) -> dict[str, int]:
    """Count the rows of a scope in every table that has one."""
    found = {}
    for (table,) in side.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = {row[1] for row in side.rows(f"PRAGMA table_info({table})")}
        if "scope" in columns:
            found[str(table)] = int(str(side.rows(f"SELECT count(*) FROM {table} WHERE scope = ?", scope)[0][0]))
    return found


def test_a_revoked_scope_goes_from_every_table_page_and_log_and_the_hub_has_it_signed(world: World) -> None:
    assert rows_of(world.a, world.scope)["clash"] == 1
    assert set(places_of(world.a.vault, *CANARIES)) == set(CANARIES)
    world.revoke()
    world.meet("a")
    assert {table: count for table, count in rows_of(world.a, world.scope).items() if count} == {}
    assert places_of(world.a.vault, *CANARIES) == []
    assert world.drafts.of(world.a.author.user) == ()
    receipt = world.hub.seats[1].receipts[0]
    device = read_device(world.a.vault.reader)
    assert device is not None
    public = device.sign_key.public_key().public_bytes_raw()
    assert signing.holds(public, receipt.sig, signing.receipt(receipt))
    assert (receipt.scope, receipt.rows > 10) == (world.scope, True)
    assert world.a.get(world.stays).count == 1
    assert [line.rid for line in world.a.reading.search(Thing, "staysword")] == [world.stays]
    assert world.a.reading.search(Thing, "quetzalfirst") == ()
    assert list(held_faults(world.a.vault.reader, TYPES, lambda: None)) == []
    assert list(operation_faults(world.a.vault.reader, {}, lambda: None)) == []


def test_unsent_work_of_a_lost_scope_waits_unseen_and_goes_when_the_hub_has_it(world: World) -> None:
    world.revoke()
    landing, door = world.a.bench.landing(), world.hub.at(1)
    world.a.change(world.rid, count=7)
    asked = next_pull(world.a.bench, 65536)
    landing.pulled(asked, door.pull(asked))
    with pytest.raises(NotFound):
        world.a.get(world.rid)
    assert {table for table, count in rows_of(world.a, world.scope).items() if count} == {"outbox", "receipt"}
    assert world.a.rows("SELECT state FROM outbox WHERE scope = ?", world.scope) == [("pending",)]
    world.meet("a")
    assert {table: count for table, count in rows_of(world.a, world.scope).items() if count} == {}
    world.meet("b")
    assert world.b.get(world.rid).count == 7


def test_a_scope_that_is_given_back_comes_whole(world: World) -> None:
    world.revoke()
    world.meet("a")
    world.b.change(world.rid, count=8)
    world.meet("b")
    world.hub.may = lambda _dev, _scope: True
    world.meet("a")
    assert world.a.get(world.rid).count == 8
    assert json.loads(str(world.a.rows("SELECT body FROM record WHERE rid = ?", world.rid)[0][0]))["count"] == 8
    assert [line.rid for line in world.a.reading.search(Thing, "quetzalfirst")] == [world.rid]


def test_without_contact_a_scope_is_hidden_after_its_lease_and_comes_back_with_it(world: World) -> None:
    world.clock.advance(timedelta(days=29))
    housekeeping(world.a.bench)
    assert world.a.get(world.rid)
    world.clock.advance(timedelta(days=2))
    lapsed = housekeeping(world.a.bench)
    assert world.scope in lapsed.hidden
    for rid in (world.rid, world.stays):
        with pytest.raises(NotFound):
            world.a.get(rid)
    assert world.a.reading.page(Thing) == ()
    world.hub.now += 31 * DAY_MS
    world.meet("a")
    assert world.a.get(world.rid)
    assert len(world.a.reading.page(Thing)) == 2
    assert world.a.rows("SELECT DISTINCT state FROM held") == [("complete",)]


def test_without_contact_a_scope_is_gone_from_every_page_after_the_grace(world: World) -> None:
    world.clock.advance(timedelta(days=31 + 8))
    lapsed = housekeeping(world.a.bench)
    assert world.scope in lapsed.purged
    assert places_of(world.a.vault, *CANARIES) == []
    assert world.a.rows("SELECT count(*) FROM record") == [(0,)]


def test_words_of_what_was_hidden_or_deleted_before_leave_the_index_with_the_scope(world: World) -> None:
    world.a.remove(world.stays)
    world.clock.advance(timedelta(days=31))
    assert world.scope in housekeeping(world.a.bench).hidden
    world.clock.advance(timedelta(days=8))
    assert world.scope in housekeeping(world.a.bench).purged
    assert places_of(world.a.vault, *CANARIES, "staysword") == []


def test_substance_use_has_a_shorter_lease_and_an_end_that_the_hub_set_counts_first(world: World) -> None:
    rule = LeaseRule(sud_days=7, rest_days=30, grace_days=7)
    now = world.hub.now
    with world.a.writer.receiving() as connection:
        connection.execute("INSERT INTO held(scope, state) VALUES('c/sud', 'complete'), ('d/health', 'complete')")
        connection.execute("INSERT INTO held(scope, state) VALUES('programme/programme', 'complete')")
        connection.execute("UPDATE held SET not_after = ? WHERE scope = ?", (now + 1000, world.scope))
        first = lapse(connection, rule, now, now + 8 * DAY_MS)
        assert set(first.purged) == {world.scope}
        assert set(first.hidden) == {"c/sud"}
        second = lapse(connection, rule, now, now + 15 * DAY_MS)
        assert set(second.purged) == {"c/sud"}
        last = lapse(connection, rule, now, now + 400 * DAY_MS)
        assert "programme/programme" not in {*last.hidden, *last.purged}


def test_a_vault_that_a_restore_set_aside_goes_with_what_was_revoked_and_stays_otherwise(world: World) -> None:
    old = world.a.vault.folder / QUARANTINE / "20260101T000000Z-000" / "vault.1.db"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"the vault of before")
    world.a.change(world.stays, count=4)
    world.meet("a")
    assert old.is_file()
    with world.a.writer.receiving() as connection:
        purging.purge(connection, ("somebody/casework",))
    world.meet("a")
    assert old.is_file()
    world.revoke()
    world.meet("a")
    assert not old.parent.exists()
    assert len(world.hub.seats[1].receipts) == 1


def test_a_vault_that_was_set_aside_does_not_outlive_the_lease(world: World) -> None:
    old = world.a.vault.folder / QUARANTINE / "20260101T000000Z-000"
    old.mkdir(parents=True)
    world.clock.advance(timedelta(days=31))
    housekeeping(world.a.bench)
    assert old.is_dir()
    world.clock.advance(timedelta(days=8))
    housekeeping(world.a.bench)
    assert not old.exists()
