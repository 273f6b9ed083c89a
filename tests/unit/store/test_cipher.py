"""The encrypted file opens with its key only, does only what is allowed, and every fault has our words."""

import itertools
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from lead_desktop.store import cipher, keyed
from lead_desktop.store.cipher import Connection
from lead_desktop.store.faults import (
    Damaged,
    DatabaseMissing,
    DiskFull,
    DiskTrouble,
    InUse,
    MustReopen,
    NotEnoughMemory,
    NotThisDatabase,
    ReadOnly,
    Refused,
    RuleBroken,
    StatementFault,
    Stopped,
    UnsafePlace,
)

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.0.db"


@pytest.fixture
def opened(path: Path):
    connection = cipher.create(path, KEY)
    connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE) STRICT")
    yield connection
    connection.close()


def test_nothing_in_the_file_can_be_read_without_the_key(opened: Connection, path: Path) -> None:
    opened.execute("INSERT INTO t VALUES(1, 'canary')")
    wal = path.with_name(path.name + "-wal")
    assert b"canary" not in path.read_bytes() + wal.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite")
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}


def test_every_setting_is_read_back(opened: Connection) -> None:
    asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cache_size": -65536}
    for name, expected in asked.items():
        assert opened.execute(f"PRAGMA {name}").fetchone()[0] == expected


def test_a_setting_that_does_not_take_closes_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyed, "_SETTINGS", (("synchronous", "FULL", "1"),))
    with pytest.raises(StatementFault):
        cipher.create(path, KEY)


def test_a_library_without_the_cipher_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cipher.create(path, KEY).close()

    class Plain(sqlite3.Connection):
        def set_key(self, _key: str) -> None:
            return

    monkeypatch.setattr(keyed, "_connect", lambda at, _mode: sqlite3.connect(at, factory=Plain))
    with pytest.raises(StatementFault):
        cipher.open_existing(path, KEY)


@pytest.mark.survives(17)
def test_a_missing_database_is_never_made_anew(path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        cipher.open_existing(path, KEY)
    assert not path.exists()


def plain_database(path: Path) -> bytes:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t(a)")
    connection.commit()
    connection.close()
    return path.read_bytes()


@pytest.mark.survives(18)
@pytest.mark.parametrize("kind", ["empty", "short", "random", "plain", "foreign", "zeros"])
def test_what_is_not_this_vaults_database_is_said_and_left_alone(kind: str, path: Path, tmp_path: Path) -> None:
    cipher.create(tmp_path / "foreign.db", bytes(32)).close()
    data = {
        "empty": b"",
        "short": b"x" * 100,
        "random": bytes((number * 7919) % 251 for number in range(40_960)),
        "plain": plain_database(tmp_path / "plain.db"),
        "foreign": (tmp_path / "foreign.db").read_bytes(),
        "zeros": bytes(40_960),
    }[kind]
    path.write_bytes(data)
    with pytest.raises(NotThisDatabase):
        cipher.open_existing(path, KEY)
    assert path.read_bytes() == data


def test_a_file_that_vanishes_while_it_is_opened_is_missing(path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        keyed.open_raw(path, KEY, "rw", 16)
    assert not path.exists()


def test_links_folders_and_names_that_are_taken_are_refused(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    cipher.create(real, KEY).close()
    path.symlink_to(real)
    with pytest.raises(UnsafePlace):
        cipher.open_existing(path, KEY)
    path.unlink()
    path.mkdir()
    with pytest.raises(UnsafePlace):
        cipher.open_existing(path, KEY)
    before = real.read_bytes()
    with pytest.raises(DiskTrouble):
        cipher.create(real, KEY)
    assert real.read_bytes() == before


def test_a_key_of_another_length_is_no_key(opened: Connection, path: Path) -> None:
    with pytest.raises(NotThisDatabase):
        cipher.open_existing(path, b"short")


def test_the_key_is_in_no_error_and_no_printed_object(path: Path) -> None:
    cipher.create(path, KEY).close()
    with pytest.raises(NotThisDatabase) as caught:
        cipher.open_existing(path, bytes(31) + b"\1")
    shown = repr(caught.value) + str(caught.value) + repr(caught.value.facts) + caught.value.words()
    assert KEY.hex() not in shown
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    connection = cipher.open_existing(path, KEY)
    assert repr(connection) == "<Connection open>"
    connection.close()
    assert repr(connection) == "<Connection closed>"


@pytest.mark.survives(34)
@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH 'other.db' AS other",
        "ATTACH 'other.db' AS other KEY ''",
        "DETACH main",
        "DROP TRIGGER guard",
        "DROP TABLE t",
        "DROP INDEX i",
        "DROP VIEW v",
        "ALTER TABLE t ADD COLUMN c",
        "PRAGMA writable_schema = 1",
        "PRAGMA WRITABLE_SCHEMA = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "PRAGMA temp_store = FILE",
        "PRAGMA secure_delete = OFF",
        "PRAGMA query_only = OFF",
        "PRAGMA key = 'x'",
        "PRAGMA rekey = 'x'",
        "PRAGMA hexkey = 'ff'",
        "PRAGMA cipher_page_size = 8192",
        "PRAGMA cipher_plaintext_header_size = 32",
        "PRAGMA cipher_hmac_pgno = be",
        "PRAGMA cipher_use_hmac = OFF",
        "PRAGMA cipher_migrate",
        "PRAGMA cipher_compatibility = 3",
        "PRAGMA cipher_profile = 'x'",
        "PRAGMA cipher_log = 'x'",
        "PRAGMA cipher_settings",
        "PRAGMA cipher_salt",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
        "SELECT fts5(NULL)",
        "CREATE VIRTUAL TABLE r USING rtree(a, b, c)",
        "CREATE TEMP TABLE x(a)",
        "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
        "VACUUM INTO 'plain.db'",
        "VACUUM",
    ],
)
def test_the_allow_list_refuses_what_it_does_not_know(sql: str, opened: Connection, path: Path) -> None:
    opened.execute("CREATE TRIGGER guard BEFORE DELETE ON t BEGIN SELECT raise(ABORT, 'kept'); END")
    opened.execute("CREATE INDEX i ON t(b)")
    opened.execute("CREATE VIEW v AS SELECT 1")
    with pytest.raises((Refused, StatementFault)) as caught:
        opened.execute(sql).fetchall()
    if isinstance(caught.value, StatementFault):
        assert "load_extension" in sql or "fts5" in sql or "sqlcipher_export" in sql or "VACUUM" in sql
    assert sorted(each.name for each in path.parent.iterdir() if "vault.0.db" not in each.name) == []
    opened.execute("INSERT INTO t VALUES(1, 'still works')")


@pytest.mark.survives(34)
def test_tables_and_triggers_can_be_dropped_only_while_migrating(opened: Connection) -> None:
    opened.execute("CREATE TRIGGER guard BEFORE DELETE ON t BEGIN SELECT raise(ABORT, 'kept'); END")
    with pytest.raises(ZeroDivisionError), opened.migrating():
        opened.execute("DROP TRIGGER guard")
        opened.execute("ALTER TABLE t ADD COLUMN c TEXT")
        raise ZeroDivisionError
    with pytest.raises(Refused):
        opened.execute("DROP TABLE t")


def test_full_text_search_and_the_checks_are_allowed(opened: Connection) -> None:
    opened.execute("CREATE VIRTUAL TABLE f USING fts5(words)")
    opened.execute("INSERT INTO f(f, rank) VALUES('secure-delete', 1)")
    opened.execute("INSERT INTO f VALUES('a quiet bridge')")
    assert opened.execute("SELECT count(*) FROM f WHERE f MATCH 'bridge'").fetchone() == (1,)
    opened.execute("PRAGMA user_version = 3")
    for sql in ("PRAGMA cipher_integrity_check", "PRAGMA table_info(t)", "PRAGMA optimize", "REINDEX t", "ANALYZE"):
        opened.execute(sql).fetchall()
    cipher.check_whole(opened)


def test_a_transaction_is_all_or_nothing(opened: Connection) -> None:
    with opened.transaction():
        opened.executemany("INSERT INTO t VALUES(?, ?)", [(1, "a"), (2, "b")])
    with pytest.raises(RuleBroken), opened.transaction():
        opened.execute("INSERT INTO t VALUES(3, 'c')")
        opened.execute("INSERT INTO t VALUES(4, 'a')")
    with pytest.raises(ZeroDivisionError), opened.transaction():
        opened.execute("INSERT INTO t VALUES(5, 'e')")
        raise ZeroDivisionError
    assert opened.execute("SELECT a FROM t").fetchall() == [(1,), (2,)]
    assert not opened.in_transaction
    with pytest.raises(StatementFault), opened.transaction(), opened.transaction():
        pass
    assert not opened.in_transaction


def test_rows_can_be_read_one_many_or_all(opened: Connection) -> None:
    with opened.transaction():
        inserted = opened.executemany("INSERT INTO t VALUES(?, ?)", [(number, str(number)) for number in range(1, 701)])
    assert inserted.rowcount == 700
    assert opened.execute("INSERT INTO t(b) VALUES('x')").lastrowid == 701
    assert len(list(opened.execute("SELECT * FROM t"))) == 701
    some = opened.execute("SELECT a FROM t ORDER BY a")
    assert (some.fetchone(), some.fetchmany(2), len(some.fetchall())) == ((1,), [(2,), (3,)], 698)
    assert some.fetchone() is None
    assert opened.execute("SELECT b FROM t WHERE a = :a", {"a": 5}).fetchone() == ("5",)


def test_no_error_carries_what_was_typed(opened: Connection) -> None:
    opened.execute("CREATE VIRTUAL TABLE f USING fts5(words)")
    opened.execute("INSERT INTO t VALUES(1, 'canary')")
    with pytest.raises(RuleBroken) as broken:
        opened.execute("INSERT INTO t VALUES(2, 'canary')")
    with pytest.raises(StatementFault) as fault:
        opened.execute("SELECT * FROM f WHERE f MATCH ?", ('canary:"',)).fetchall()
    with pytest.raises(StatementFault) as unbound:
        opened.execute("SELECT ?", (object(),))
    for caught in (broken, fault, unbound):
        assert "canary" not in repr(caught.value) + repr(caught.value.facts) + caught.value.words()
        assert caught.value.__suppress_context__
    assert fault.value.facts["statement"] == "SELECT FROM f WHERE f MATCH"


@pytest.mark.survives(27)
def test_a_second_writer_waits_and_then_says_in_use(opened: Connection, path: Path) -> None:
    other = cipher.open_existing(path, KEY)
    other._raw.set_busy_timeout(0.2)
    with opened.transaction():
        opened.execute("INSERT INTO t VALUES(1, 'a')")
        with pytest.raises(InUse), other.transaction():
            pass
        assert other.execute("SELECT * FROM t").fetchall() == []
    with other.transaction():
        other.execute("INSERT INTO t VALUES(2, 'b')")
    other.close()
    assert opened.execute("SELECT count(*) FROM t").fetchone() == (2,)


def test_a_read_only_connection_writes_nothing(opened: Connection, path: Path) -> None:
    opened.execute("INSERT INTO t VALUES(1, 'a')")
    reader = cipher.open_existing(path, KEY, read_only=True)
    assert reader.execute("SELECT b FROM t").fetchall() == [("a",)]
    with pytest.raises(ReadOnly):
        reader.execute("INSERT INTO t VALUES(2, 'b')")
    reader.close()


def test_a_running_statement_can_be_stopped_from_another_thread(opened: Connection) -> None:
    forever = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    timer = threading.Timer(0.1, opened.interrupt)
    timer.start()
    with pytest.raises(Stopped):
        opened.execute(forever).fetchall()
    timer.join()
    opened.close()
    opened.interrupt()


def test_two_threads_share_one_connection_without_tearing(opened: Connection) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 40):
            with opened.transaction():
                opened.execute("INSERT INTO t VALUES(?, ?)", (number, str(number)))

    threads = [threading.Thread(target=write, args=(first,)) for first in (1, 1001, 2001)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened.execute("SELECT count(*) FROM t").fetchone() == (120,)


def test_a_closed_connection_says_so(opened: Connection) -> None:
    rows = opened.execute("SELECT 1")
    opened.close()
    opened.close()
    for use in (lambda: opened.execute("SELECT 1"), rows.fetchone, lambda: opened.transaction().__enter__()):
        with pytest.raises(MustReopen):
            use()


class Failing:
    """A library connection that fails from a given statement on, as SQLite reports it."""

    def __init__(self, real, number: int, at: str) -> None:
        self._real, self._number, self._at, self.closed = real, number, at, False

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    def execute(self, sql: str, *params):
        if sql.startswith(self._at):
            error = sqlite.OperationalError("canary")
            error.sqlite_errorcode = self._number
            raise error
        return self._real.execute(sql, *params)

    def close(self) -> None:
        self.closed = True
        self._real.close()


@pytest.mark.survives(29)
@pytest.mark.parametrize(
    ("number", "fault", "closes"),
    [
        (10, DiskTrouble, True),
        (1034, DiskTrouble, True),
        (13, DiskFull, False),
        (11, Damaged, True),
        (7, NotEnoughMemory, False),
        (8, ReadOnly, False),
        (5, InUse, False),
        (14, DatabaseMissing, False),
        (1, StatementFault, False),
    ],
)
def test_every_failing_commit_is_refused_in_words(
    number: int, fault: type[Exception], closes: bool, opened: Connection
) -> None:
    freed = []
    opened._on_full = lambda: freed.append(1)
    real = opened._raw
    opened._raw = Failing(real, number, "COMMIT")
    with pytest.raises(fault) as caught, opened.transaction():
        opened.execute("INSERT INTO t VALUES(1, 'a')")
    assert caught.value.words()
    assert "canary" not in repr(caught.value)
    assert opened.closed == closes
    assert freed == ([1] if fault is DiskFull else [])
    if not closes:
        opened._raw = real
        assert opened.execute("SELECT * FROM t").fetchall() == []


@pytest.mark.survives(29)
def test_when_not_even_a_roll_back_works_the_connection_is_closed(opened: Connection) -> None:
    opened._raw = Failing(opened._raw, 1, "ROLLBACK")
    with pytest.raises(ZeroDivisionError), opened.transaction():
        raise ZeroDivisionError
    assert opened.closed


@pytest.mark.survives(20)
def test_cuts_flips_and_old_pages_are_found_by_the_check(path: Path) -> None:
    connection = cipher.create(path, KEY)
    connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT) STRICT")
    with connection.transaction():
        connection.executemany("INSERT INTO t VALUES(?, ?)", [(n, "x" * 500) for n in range(200)])
    connection.close()
    data = path.read_bytes()
    pages = len(data) // 4096
    assert pages > 20
    flips = ((page * 4096 + 37 * page % 4096, page) for page in range(pages))
    harms = itertools.chain(
        (data[: page * 4096] for page in (1, 2, pages // 2, pages - 1)),
        (data[: page * 4096 + 1000] for page in (1, pages // 2, pages - 1)),
        (data[:at] + bytes([data[at] ^ 8]) + data[at + 1 :] for at, _page in flips),
    )
    for harmed in harms:
        path.write_bytes(harmed)
        with pytest.raises((Damaged, NotThisDatabase, StatementFault)):
            _check(path)
    path.write_bytes(data)
    _check(path)


def _check(path: Path) -> None:
    connection = cipher.open_existing(path, KEY)
    try:
        cipher.check_whole(connection)
    finally:
        connection.close()
