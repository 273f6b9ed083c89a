"""After a restore laptops send again what the hub has lost, in whatever order: what was replaced stays replaced."""

import pytest

from lead_desktop.domain.person import Person
from lead_desktop.hub.timeline import begin_timeline
from lead_desktop.wire.messages import ResumeRequest
from tests.unit.hub.oracle import assert_sound

USED, OTHER_NAMES = 3, 4


@pytest.fixture
def trio(laptop):
    """Three laptops that have the same record of one person."""
    one, two, three = laptop(), laptop(), laptop()
    rid = one.new(Person, {USED: "Ana", OTHER_NAMES: {"Anita": "Anita"}})
    one.sync()
    two.pull()
    three.pull()
    return one, two, three, rid


def put_back(database, *laptops):
    """Begin a new timeline, and let laptops come over to it with all they have made."""
    before = laptops[0].epoch
    with database.owning() as connection:
        begin_timeline(connection)
    for one in laptops:
        told = {"epoch": before, "dev": one.dev, "cursor": one.cursor, "acked": one.acked, "chain": ""}
        one.desk.resume(ResumeRequest(**told, last=one.n))


def open_conflicts(database):
    with database.owning() as connection:
        return connection.execute("SELECT count(*) FROM conflict WHERE closed_seq IS NULL").fetchone()[0]


def test_a_value_that_comes_after_the_one_that_replaced_it_is_no_second_value(trio, database):
    one, two, three, rid = trio
    first = one.set(Person, rid, USED, "Bea")
    two.set(Person, rid, USED, "Cea", b=[(one.dev, first.n)])
    put_back(database, one, two)
    two.push()
    one.push()
    for laptop in (one, two, three):
        laptop.pull()
        assert laptop.values(rid, USED) == ["Cea"]
    assert open_conflicts(database) == 0
    assert_sound(database)


def test_of_three_that_replaced_each_other_the_last_one_stays_in_every_order(trio, database):
    one, two, three, rid = trio
    first = one.set(Person, rid, USED, "Bea")
    second = two.set(Person, rid, USED, "Cea", b=[(one.dev, first.n)])
    three.set(Person, rid, USED, "Dea", b=[(two.dev, second.n)])
    put_back(database, one, two, three)
    for laptop in (three, one, two):
        laptop.push()
    one.pull()
    assert one.values(rid, USED) == ["Dea"]
    assert open_conflicts(database) == 0
    assert_sound(database)


def test_an_element_that_comes_after_its_removal_stays_away(trio, database):
    one, two, three, rid = trio
    scope = one.scope_of[rid]
    added = one.op("add", rid, Person.TYPE, scope, OTHER_NAMES, {"e": "Bea", "v": "Bea"})
    two.op("rem", rid, Person.TYPE, scope, OTHER_NAMES, {"e": "Bea"}, b=[(one.dev, added.n)])
    put_back(database, one, two)
    two.push()
    one.push()
    three.pull()
    assert three.heads[rid, OTHER_NAMES, "Bea"] == {}
    assert_sound(database)


def test_a_deletion_that_comes_after_it_was_taken_back_deletes_nothing(trio, database):
    one, two, three, rid = trio
    scope = one.scope_of[rid]
    gone = one.op("del", rid, Person.TYPE, scope, c=(0, 0))
    two.op("undel", rid, Person.TYPE, scope, b=[(one.dev, gone.n)])
    put_back(database, one, two)
    two.push()
    one.push()
    three.pull()
    assert three.gone[rid] == 0
    assert open_conflicts(database) == 0
    assert_sound(database)


@pytest.mark.survives(70)
@pytest.mark.parametrize("renewed", [False, True])
def test_nobody_replaces_in_advance_what_is_still_to_be_written(trio, database, renewed):
    one, two, three, rid = trio
    if renewed:
        put_back(database, one, two)
    two.set(Person, rid, USED, "Cea", b=[*two.base(rid, USED), *((one.dev, one.n + k) for k in range(1, 50))])
    two.push()
    one.set(Person, rid, USED, "Bea")
    one.push()
    three.pull()
    assert three.values(rid, USED) == ["Bea", "Cea"]
    assert open_conflicts(database) == 1
