"""The second fence: whoever gets SQL into a pull still sees nothing that its device may not have."""

import psycopg
import pytest

from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.substance_use import SubstanceUse
from lead_desktop.hub import schema
from lead_desktop.hub.database import Database
from lead_desktop.hub.joining import change_state
from lead_desktop.hub.schema import HubDatabaseNewer, migrate
from lead_desktop.wire.hub_api import Refused
from tests.fakes.desk_at import caller_of

FENCED = ("op", "rec", "head", "elem", "chunk", "quarantine", "revocation", "conflict", "op_id", "foretold")


def seen(connection):
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()[0]
        for table in ("op", "rec", "head", "elem")
    }


@pytest.fixture
def filled(laptop):
    """A care laptop with a person and what they use, and an officer with one referral."""
    care, officer = laptop(), laptop("officer")
    client = care.new(Person, {3: "Ana", 4: {"Anita": "Anita"}})
    care.new(SubstanceUse, client=client)
    officer.new(Referral)
    care.sync()
    officer.sync()
    return care, officer


@pytest.mark.survives(70)
def test_a_pull_sees_only_what_its_device_may_have(filled, database):
    care, officer = filled
    with database.reading(officer.dev) as connection:
        assert seen(connection)["rec"] == 1
        assert connection.execute("SELECT count(*) FROM elem").fetchone() == (0,)
    with database.reading(care.dev) as connection:
        assert seen(connection)["rec"] == 3


@pytest.mark.survives(73)
def test_without_a_device_nothing_is_seen_also_after_an_error_on_the_same_connection(filled, database_url):
    care, _ = filled
    with Database(database_url, connections=1) as database:
        with pytest.raises(psycopg.errors.DivisionByZero), database.serving(care.dev, "pull") as connection:
            assert seen(connection)["rec"] == 3
            connection.execute("SELECT 1 / 0")
        with database._pool.connection() as connection:
            connection.execute("BEGIN")
            connection.execute("SET LOCAL ROLE lead_api")
            connection.execute("SET LOCAL search_path = lead")
            assert set(seen(connection).values()) == {0}
            assert connection.execute("SELECT current_setting('lead.token', true)").fetchone()[0] in (None, "")
            connection.execute("ROLLBACK")


@pytest.mark.survives(73)
def test_without_a_device_no_fenced_table_shows_a_row(filled, database):
    with database.serving(0, "pull") as connection:
        for table in FENCED:
            assert connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)


@pytest.mark.survives(68)
def test_a_revoked_device_sees_nothing(filled, database):
    care, _ = filled
    with database.owning() as connection:
        change_state(connection, care.dev, "revoked", 1)
    with database.reading(care.dev) as connection:
        assert set(seen(connection).values()) == {0}


@pytest.mark.survives(72)
@pytest.mark.parametrize("token", ["", "1", "1.pull.", "1.pull.00", "1.push." + "0" * 64, "2.pull.x' OR true --"])
def test_a_device_cannot_be_chosen_by_setting_it(filled, database, token):
    with database.serving(0, "pull") as connection:
        connection.execute("SELECT set_config('lead.token', %s, true)", (token,))
        assert set(seen(connection).values()) == {0}


@pytest.mark.survives(72)
@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("SET LOCAL row_security = off; SELECT count(*) FROM op", psycopg.errors.InsufficientPrivilege),
        ("SELECT * FROM secret", psycopg.errors.InsufficientPrivilege),
        ("SELECT * FROM op_0", psycopg.errors.InsufficientPrivilege),
        ("UPDATE op SET body = ''", psycopg.errors.InsufficientPrivilege),
        ("DELETE FROM op", psycopg.errors.InsufficientPrivilege),
        ("UPDATE device_aud SET aud = 'role:supervisor'", psycopg.errors.InsufficientPrivilege),
        ("INSERT INTO device_aud VALUES (1, 'role:supervisor', 0)", psycopg.errors.InsufficientPrivilege),
        ("ALTER TABLE op DISABLE ROW LEVEL SECURITY", psycopg.errors.InsufficientPrivilege),
        ("CREATE TABLE mine(x int)", psycopg.errors.InsufficientPrivilege),
        ("COPY op TO PROGRAM 'true'", psycopg.errors.InsufficientPrivilege),
        ("SELECT pg_read_file('/etc/passwd')", psycopg.errors.InsufficientPrivilege),
    ],
)
def test_a_statement_beyond_a_devices_rights_is_refused(filled, database, statement, refused):
    _, officer = filled
    with pytest.raises(refused), database.serving(officer.dev, "pull") as connection:
        connection.execute(statement.encode())


@pytest.mark.survives(70)
def test_an_operation_in_a_foreign_scope_is_refused_by_the_tables_too(filled, database):
    _, officer = filled
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.serving(officer.dev, "push") as connection:
        connection.execute(
            "INSERT INTO op(seq, dev, dseq, tx, kind, scope, recv_at, body)"
            " SELECT 99, %s, 99, 1, 'set', id, 1, '{}' FROM scope WHERE compartment = 'sud'",
            (officer.dev,),
        )


def test_a_table_of_another_name_in_front_does_not_deceive_the_fence(filled, database):
    _, officer = filled
    with database.reading(officer.dev) as connection:
        before = seen(connection)
    with database.serving(officer.dev, "pull") as connection:
        connection.execute("CREATE TEMP TABLE device_aud AS SELECT 2 AS dev, 'role:case_manager'::text AS aud")
        assert seen(connection) == before


def test_a_part_of_the_table_of_operations_is_made_before_it_is_needed(database):
    with database.owning() as connection:
        connection.execute("SELECT make_room(12000000)")
        parts = connection.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'op'::regclass").fetchone()
    assert parts == (3,)


def test_migrating_again_does_nothing_and_newer_tables_are_left_alone(database_url, postgres):
    with psycopg.connect(database_url, autocommit=True) as connection:
        assert migrate(connection) == 0
        connection.execute("INSERT INTO lead.migration VALUES (99)")
        with pytest.raises(HubDatabaseNewer):
            migrate(connection)
        connection.execute("DELETE FROM lead.migration WHERE number = 99")


def test_steps_are_numbered_without_a_gap():
    assert list(schema.steps()) == list(range(1, len(schema.steps()) + 1))


def cut_off(url, more=""):
    """Break every connection to a database, as a restart of PostgreSQL does."""
    with psycopg.connect(url, autocommit=True) as connection:
        if more:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(f"ALTER DATABASE {connection.info.dbname} {more}".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.survives(85)
def test_a_database_that_is_read_only_is_told_as_away(database, database_url, laptop):
    one = laptop()
    one.new(Person)
    request, caller = one.request(), caller_of(one.hub, one.uid)
    cut_off(database_url, "SET default_transaction_read_only = on")
    try:
        with pytest.raises(Refused) as caught:
            one.hub.push(caller, request)
    finally:
        cut_off(database_url, "RESET default_transaction_read_only")
    assert caught.value.refusal.err == "away"
    assert one.push()[0].acked == 1


@pytest.mark.survives(85)
def test_connections_that_broke_are_told_as_away_and_the_next_try_works(database, database_url, laptop):
    one = laptop()
    one.new(Person)
    with pytest.raises(Refused) as caught, database.owning() as connection:
        cut_off(database_url)
        connection.execute("SELECT 1")
    assert caught.value.refusal.err == "away"
    assert one.push()[0].acked == 1
