"""Tables are brought up to date by numbered steps, whole or not at all, and never those of a newer release."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from lead_desktop.errors import LeadError
from lead_desktop.ids import UserId, new_id
from lead_desktop.store import cipher, schema
from lead_desktop.store.audit import Event
from lead_desktop.store.cipher import Connection
from lead_desktop.store.kdf import FLOOR
from lead_desktop.store.ledger import Author
from lead_desktop.store.records import Reading
from lead_desktop.store.schema import VERSION, MadeByNewerProgram, migrate, statements, steps, version
from lead_desktop.store.vault import create_vault, unlock
from lead_desktop.store.writing import Writer
from tests.fakes.clock import StandingClock
from tests.fakes.records import TYPES, Thing, a_thing
from tests.fakes.vaults import PASSPHRASE, USER

KEY = bytes(range(32))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    made = cipher.create(tmp_path / "v.db", KEY)
    yield made
    made.close()


def described(connection: Connection) -> str:
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'listed_fts_%' ORDER BY type DESC, name"
    ).fetchall()
    return "".join(f"{row[0]};\n" for row in rows)


def test_the_readable_sum_is_what_the_steps_make(connection: Connection) -> None:
    migrate(connection)
    readable = resources.files("lead_desktop.store").joinpath("schema.sql").read_text(encoding="utf-8")
    assert readable.partition("\n\n")[2] == described(connection)


def test_steps_are_numbered_without_a_gap_up_to_the_version_of_this_program() -> None:
    assert list(steps()) == list(range(1, VERSION + 1))


def test_a_second_run_does_nothing(connection: Connection) -> None:
    assert migrate(connection) == VERSION
    assert migrate(connection) == 0
    assert version(connection) == VERSION


@pytest.mark.survives(33)
def test_tables_of_a_newer_release_are_left_untouched(connection: Connection) -> None:
    migrate(connection)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = described(connection)
    with pytest.raises(MadeByNewerProgram) as caught:
        migrate(connection)
    assert "newer version" in caught.value.words()
    assert described(connection) == before


@pytest.mark.survives(32)
@pytest.mark.parametrize("broken_after", [1, 5, 12, 20])
def test_a_step_that_breaks_off_leaves_the_version_before(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, broken_after: int
) -> None:
    whole = steps()[1]
    cut = ";\n".join(statement.rstrip(";") for statement in statements(whole)[:broken_after]) + ";\nNOT SQL;"
    monkeypatch.setattr(schema, "steps", lambda: {1: cut})
    with pytest.raises(LeadError):
        migrate(connection)
    assert version(connection) == 0
    assert described(connection) == ""
    monkeypatch.undo()
    assert migrate(connection) == VERSION


def test_every_table_with_client_data_carries_a_scope(connection: Connection) -> None:
    migrate(connection)
    without = {"meta", "audit", "listed_fts", "fill"}
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in without and not name.startswith(("listed_fts_", "sqlite_")):
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})").fetchall()}
            assert "scope" in columns, name


@pytest.mark.survives(34)
@pytest.mark.parametrize(
    "statement", ["DELETE FROM audit", "UPDATE audit SET reason = 'x'", "DROP TRIGGER audit_no_delete"]
)
def test_audit_rows_cannot_be_changed_by_any_statement(connection: Connection, statement: str) -> None:
    migrate(connection)
    connection.execute(
        "INSERT INTO audit(seq, ts, clock_suspect, user, device, action, object, outcome, reason, prev, hash)"
        " VALUES(1, '', 0, '', 0, '', '', '', '', x'', x'')"
    )
    with pytest.raises(LeadError):
        connection.execute(statement)
    assert connection.execute("SELECT count(*) FROM audit").fetchone()[0] == 1


def test_a_vault_of_the_first_version_with_records_opens_and_goes_on(tmp_path: Path) -> None:
    clock = StandingClock()
    vault, _ = create_vault(
        tmp_path / "old", side="care", user_name=USER, user_id=UserId(new_id(clock)), passphrase=PASSPHRASE,
        clock=clock, kdf=FLOOR, prepare=lambda connection: migrate(connection, upto=1),
    )  # fmt: skip
    author = Author(vault.person.user_id, vault.person.sign.sign)
    with Writer(vault, clock, TYPES).writing(author, Event("thing.create")) as work:
        rid = work.create(a_thing(count=1, tags=("a", "b")))
    assert version(vault.writer) == 1
    vault.close()
    vault = unlock(tmp_path / "old", USER, PASSPHRASE, clock, migrate)
    reading = Reading(vault.reader)
    opened = reading.open(Thing, rid)
    with Writer(vault, clock, TYPES).writing(author, Event("thing.edit")) as work:
        work.edit(opened, opened.record.with_(count=2, tags=("b",)))
    assert version(vault.reader) == VERSION
    assert reading.get(Thing, rid).record == a_thing(count=2, tags=("b",))
    assert vault.reader.execute("SELECT dseq FROM outbox ORDER BY dseq").fetchall() == [(1,), (2,), (3,)]
    vault.close()
