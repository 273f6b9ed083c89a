"""Two hubs on one database: one order without gaps, whoever is faster (sync I7)."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from lead_desktop.domain.health import Health
from lead_desktop.domain.person import Person
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.joining import add_people, close_person
from lead_desktop.hub.sequencer import take_turn
from lead_desktop.wire.hub_api import Refused
from tests.fakes.desk_at import caller_of
from tests.unit.hub.oracle import assert_sound

USED = 3


@pytest.fixture
def other(database_url, clock):
    """A second hub on the same database."""
    with Database(database_url) as database:
        yield Hub(database, clock)


def together(*acts):
    """Run acts at the same time; raise what any of them raised."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


@pytest.mark.survives(83)
def test_two_laptops_at_two_hubs_write_the_same_field_at_once(laptop, other, database):
    one, two = laptop(), laptop()
    two.hub = other
    rid = one.new(Person, {USED: "Ana"})
    one.sync()
    two.pull()

    def work(mine):
        for k in range(12):
            mine.set(Person, rid, USED, f"{mine.dev} {k}")
            mine.set(Person, mine.new(Person), USED, "x")
            mine.push()
            if k % 4 == 3:
                mine.pull()

    together(lambda: work(one), lambda: work(two))
    one.pull()
    two.pull()
    assert one.heads == two.heads
    assert_sound(database)


def waiting(database_url):
    """How many transactions wait for a lock."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        return connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()[0]


def test_whoever_comes_second_reads_what_the_first_has_written(laptop, other, database, database_url):
    """Both pushes wait for their turn at once; heads that were read before it would be stale for the second."""
    one, two = laptop(), laptop()
    two.hub = other
    rid = one.new(Person, {USED: "Ana"})
    one.sync()
    two.pull()
    one.set(Person, rid, USED, "Bea")
    two.set(Person, rid, USED, "Cea")
    with ThreadPoolExecutor(2) as pool:
        with database.owning() as connection:
            take_turn(connection)
            pushes = [pool.submit(mine.push) for mine in (one, two)]
            while waiting(database_url) < 2 and not any(one.done() for one in pushes):
                pass
        outcomes = [result.outcome for push in pushes for result in push.result()[0].results]
    assert sorted(outcomes) == ["applied", "conflict"]
    one.pull()
    two.pull()
    assert one.values(rid, USED) == two.values(rid, USED) == ["Bea", "Cea"]
    assert_sound(database)


def test_somebody_ends_at_one_hub_while_they_join_a_laptop_at_another_and_neither_blocks_the_other(
    laptop, other, database, database_url
):
    one, two = laptop(), laptop()

    def end():
        with other.database.owning() as connection:
            close_person(connection, one.worker.user, one.now())

    with ThreadPoolExecutor(1) as pool:
        with database.owning() as connection:
            take_turn(connection)
            ended = pool.submit(end)
            while not waiting(database_url):
                pass
            add_people(connection, two.dev, [one.worker.known()], one.now())
        ended.result()
    two.new(Person)
    two.push()
    assert two.pull()[-1].head


def test_a_push_and_its_impatient_repetition_are_taken_in_once(laptop, other, database):
    one = laptop()
    for k in range(40):
        one.new(Person, {USED: str(k)})
    request = one.request()
    caller = caller_of(one.hub, one.uid)
    answers = []
    together(lambda: answers.append(one.hub.push(caller, request)), lambda: answers.append(other.push(caller, request)))
    assert sorted(r.outcome for answer in answers for r in answer.results) == ["applied"] * 40 + ["duplicate"] * 40
    assert_sound(database)


def test_two_laptops_that_open_the_same_scope_at_once_share_it(laptop, other, database):
    one, two = laptop(), laptop()
    client = one.new(Person)
    one.sync()
    two.pull()
    for mine in (one, two):
        mine.new(Health, client=client)
    two.hub = other
    together(one.push, two.push)
    one.pull()
    two.pull()
    assert one.heads.keys() == two.heads.keys()
    assert_sound(database)


def test_a_hub_that_dies_in_the_middle_leaves_nothing_and_no_gap(laptop, other, database):
    one, two = laptop(), laptop()
    two.hub = other
    one.new(Person)
    request = one.request()
    database.close()
    with pytest.raises(Refused) as caught:
        one.hub.push(caller_of(other, one.uid), request)
    assert caught.value.refusal.err == "away"
    one.hub = other
    two.new(Person)
    two.push()
    one.push()
    assert_sound(other.database)
