"""A page costs a fixed number of statements, however many records it touches; lists and search follow it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lead_desktop.store import arriving, cipher, doors, slots
from lead_desktop.wire.messages import Entry, HeadState
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import Side, laptop
from tests.fakes.records import TYPES, FullName, Thing, a_thing
from tests.fakes.small_hub import SmallHub
from tests.fakes.small_vaults import cheap_derive

SETS = frozenset({(901, 5), (901, 6), (901, 906)})


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Side]:
    """A laptop that holds sixty records of a colleague."""
    clock, hub = StandingClock(), SmallHub(sets=SETS)
    other, made = laptop(tmp_path / "o", clock, 2), laptop(tmp_path / "v", clock, 1)
    for at in range(60):
        other.create(a_thing(name=FullName(first=f"First{at}", last=f"Last{at}")))
    other.sync(hub.at(2))
    made.sync(hub.at(1))
    other.vault.close()
    yield made
    made.vault.close()


def renamed(side: Side, rids: list[str], seq: int) -> list[Entry]:
    found = []
    for at, rid in enumerate(rids):
        value = {"first": f"Renamed{at}", "last": f"Newlast{at}"}
        head = HeadState(op=(2, seq + at), v=value, h=seq + at, w=1, a="u", q=seq + at)
        scope = f"{rid}/casework"
        found.append(
            Entry(seq=seq + at, op=(2, seq + at), k="set", r=rid, y=901, s=scope, f=1, heads=(head,), g=0, h=1, w=1,
                  a="u", sv=2)
        )  # fmt: skip
    return found


def statements(side: Side, entries: list[Entry], monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the statements that were run one by one or for many, and not what was fetched."""
    ran: list[str] = []
    usual = cipher.Connection.run

    def run(self: cipher.Connection, sql: str, *given: object) -> object:
        ran.append(sql)
        return usual(self, sql, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(cipher.Connection, "run", run)
    with side.writer.receiving() as connection:
        arriving.take_entries(connection, entries, TYPES, 0)
    monkeypatch.setattr(cipher.Connection, "run", usual)
    return sum(1 for sql in ran if sql != "fetch")


def test_a_page_of_many_records_takes_as_many_statements_as_one_of_few(
    side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    rids = [str(row[0]) for row in side.rows("SELECT rid FROM rec WHERE type = 901 ORDER BY rid")]
    few = statements(side, renamed(side, rids[:2], 10_000), monkeypatch)
    many = statements(side, renamed(side, rids, 20_000), monkeypatch)
    assert many == few


def test_names_that_arrive_are_listed_and_found_anew_and_the_old_ones_are_not(side: Side) -> None:
    rids = [str(row[0]) for row in side.rows("SELECT rid FROM rec WHERE type = 901 ORDER BY rid")]
    with side.writer.receiving() as connection:
        connection.execute("DELETE FROM listed_fts WHERE rowid IN (SELECT id FROM listed WHERE rid = ?)", (rids[3],))
        connection.execute("DELETE FROM listed WHERE rid = ?", (rids[3],))
        arriving.take_entries(connection, renamed(side, rids[:9], 10_000), TYPES, 0)
    assert [line.rid for line in side.reading.search(Thing, "newlast3")] == [rids[3]]
    for at, rid in enumerate(rids[:9]):
        assert [line.rid for line in side.reading.search(Thing, f"newlast{at}")] == [rid]
    titles = {str(row[0]) for row in side.rows("SELECT title FROM listed")}
    assert titles >= {f"Renamed{at} Newlast{at}" for at in range(9)}
    old = side.rows("SELECT count(*) FROM listed WHERE title LIKE 'First%'")
    assert old == [(51,)]
    assert side.rows("SELECT count(*) FROM listed_fts WHERE listed_fts MATCH 'first*'") == [(51,)]


def test_two_entries_of_one_field_in_one_page_leave_the_later_value(side: Side) -> None:
    (rid, *_) = [str(row[0]) for row in side.rows("SELECT rid FROM rec WHERE type = 901 ORDER BY rid")]
    first, second = renamed(side, [rid], 10_000)[0], renamed(side, [rid, rid], 10_000)[1]
    with side.writer.receiving() as connection:
        arriving.take_entries(connection, [first, second], TYPES, 0)
    assert side.get(rid).name == FullName(first="Renamed1", last="Newlast1")
    with side.writer.receiving() as connection:
        arriving.take_entries(connection, [first], TYPES, 0)
    assert side.get(rid).name == FullName(first="Renamed1", last="Newlast1")
