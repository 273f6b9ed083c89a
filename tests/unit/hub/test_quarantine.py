"""What waits for a person at the hub is let in, or not, and everything but its one reason is looked at again."""

import pytest

from lead_desktop.clock import utc_ms
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import Referral
from lead_desktop.hub.checking import faults
from lead_desktop.hub.joining import change_state, close_person
from lead_desktop.hub.quarantine import Decision, NotWaiting, StillUnfit, accept, refuse, waiting
from tests.fakes.laptops import new_id
from tests.unit.hub.oracle import assert_sound

USED, ADDRESS = 3, 15


@pytest.fixture
def let_in(database, clock):
    """Let an operation of a laptop in, as an administrator does."""

    def accepted(laptop, number):
        with database.owning() as connection:
            return accept(connection, (laptop.dev, number), Decision("Eva", utc_ms(clock.now()), "looked at"))

    return accepted


def why_not(let_in, laptop, number):
    with pytest.raises(StillUnfit) as caught:
        let_in(laptop, number)
    return caught.value.facts["reason"]


def codes(laptop):
    return [one.code for answer in laptop.push() for one in answer.results]


def assert_whole(database):
    assert_sound(database)
    with database.owning() as connection:
        assert list(faults(connection)) == []


def test_what_its_role_may_not_make_is_let_in_and_goes_to_others(laptop, database, let_in):
    officer, care = laptop("officer"), laptop()
    rid = officer.new(Person, {USED: "Ana"})
    number, request = officer.n, officer.request()
    officer.set(Person, rid, USED, "Ana Ruiz")
    assert codes(officer) == ["role", "role"]
    assert why_not(let_in, officer, number + 1) == "unknown_record"
    done = let_in(officer, number)
    assert done.outcome == "applied"
    let_in(officer, number + 1)
    care.pull()
    assert care.values(rid, USED) == ["Ana Ruiz"]
    # It is known now as what was taken: sent again it does nothing.
    (again,) = officer.desk.push(request).results
    assert (again.outcome, again.seq, again.code) == ("duplicate", done.seq, "")
    with pytest.raises(NotWaiting):
        let_in(officer, number)
    with database.owning() as connection:
        assert waiting(connection) == []
        told = connection.execute("SELECT state, seq, decided_by, note FROM quarantine WHERE dseq = %s", (number,))
        assert told.fetchone() == ("accepted", done.seq, "Eva", "looked at")
    assert_whole(database)


def test_a_later_change_of_the_laptop_keeps_its_place_in_the_order(laptop, database, let_in):
    officer = laptop("officer")
    officer.new(Person)
    number = officer.n
    officer.push()
    let_in(officer, number)
    officer.new(Referral)
    (answer,) = officer.push()
    assert (answer.acked, answer.results[0].outcome) == (officer.n, "applied")
    assert_whole(database)


@pytest.mark.survives(70)
def test_what_the_author_did_not_sign_is_not_let_in_for_another_reason(laptop, let_in):
    officer, other = laptop("officer"), laptop()
    rid = officer.new(Person)
    officer.set(Person, rid, USED, "x", same_t=True)
    signed = (officer.n - 1, officer.n)
    assert codes(officer) == ["role", "role"]
    for number in signed:
        let_in(officer, number)
    officer.worker.key = other.worker.key
    officer.new(Person)
    assert codes(officer) == ["role"]
    assert why_not(let_in, officer, officer.n) == "signature"


@pytest.mark.survives(70)
def test_work_in_the_name_of_another_is_let_in_only_when_that_person_signed_and_may(laptop, let_in):
    one, two = laptop(), laptop()
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, a=two.worker.user)
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, a=new_id())
    assert codes(one) == ["author", "author"]
    assert [why_not(let_in, one, number) for number in (1, 2)] == ["signature", "author"]
    one.worker.key = two.worker.key
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, a=two.worker.user)
    assert codes(one) == ["author"]
    assert let_in(one, one.n).outcome == "applied"


def test_what_somebody_has_replaced_since_does_not_come_back_over_it(laptop, let_in, database):
    one, two = laptop(), laptop()
    rid = one.new(Person, {USED: "Ana"})
    one.push()
    two.pull()
    key, one.worker.key = one.worker.key, two.worker.key
    unsigned = one.set(Person, rid, USED, "Bea")
    assert codes(one) == ["signature"]
    one.worker.key = key
    one.set(Person, rid, USED, "Cea", b=[(one.dev, unsigned.n)])
    one.push()
    assert why_not(let_in, one, unsigned.n) == "replaced"
    assert_whole(database)


def test_what_has_no_shape_or_no_good_value_is_not_let_in(laptop, let_in, database):
    one = laptop()
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {str(ADDRESS): "x" * (1 << 20)})
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {"9999": "x"})
    assert codes(one) == ["too_large", "unknown_field"]
    assert [why_not(let_in, one, number) for number in (1, 2)] == ["too_large", "unknown_field"]
    with database.owning() as connection:
        refuse(connection, (one.dev, 1), Decision("Eva", 1))
        assert [row[:3] for row in waiting(connection)] == [(one.dev, 2, "unknown_field")]
    assert_whole(database)


def test_work_of_a_laptop_that_was_retired_is_let_in_though_it_holds_nothing_any_more(laptop, database, let_in):
    one, two = laptop(), laptop()
    rid = one.new(Person, {USED: "Ana"})
    one.sync()
    with database.owning() as connection:
        change_state(connection, one.dev, "draining", one.now())
    one.set(Person, rid, USED, "Bea")
    assert codes(one) == ["draining"]
    with database.owning() as connection:
        change_state(connection, one.dev, "revoked", one.now())
    assert let_in(one, one.n).outcome == "applied"
    two.pull()
    assert two.values(rid, USED) == ["Bea"]
    assert_whole(database)


def test_what_somebody_did_before_their_time_ended_is_judged_by_who_they_were(laptop, database, clock, let_in):
    one, two = laptop(), laptop()
    rid = one.new(Person, {USED: "Ana"})
    one.sync()
    one.set(Person, rid, USED, "Bea")
    with database.owning() as connection:
        close_person(connection, one.worker.user, one.now())
    late = one.set(Person, rid, USED, "Cea", w=one.now() + 1)
    assert codes(one) == ["", "author"]
    two.pull()
    assert two.values(rid, USED) == ["Bea"]
    let_in(one, late.n)
    two.pull()
    assert two.values(rid, USED) == ["Cea"]
