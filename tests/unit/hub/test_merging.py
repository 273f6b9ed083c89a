"""Two laptops that knew nothing of each other, and what the hub makes of it (sync 3.9)."""

import pytest

from lead_desktop.domain.base import Merge, notes
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Goal
from lead_desktop.domain.referral import Referral
from tests.unit.hub.oracle import assert_sound

USED, ALIASES, ADDRESS, STATUS = 3, 4, 15, 7
NAME, UNIT = 5, 7


@pytest.fixture
def pair(laptop):
    """Two case managers who both hold one person."""
    one, two = laptop(), laptop()
    rid = one.new(Person, {USED: "Ana", ALIASES: {"Anita": "Anita"}})
    one.sync()
    two.pull()
    return one, two, rid


def outcome(laptop):
    return [r.outcome for answer in laptop.push() for r in answer.results]


def together(*laptops):
    for one in laptops:
        one.push()
    for one in laptops:
        one.pull()


def conflicts(database):
    with database.owning() as connection:
        return connection.execute("SELECT fid, closed_seq IS NULL FROM conflict ORDER BY opened_seq").fetchall()


@pytest.mark.survives(51)
def test_two_values_stay_until_somebody_names_both(pair, database):
    one, two, rid = pair
    one.set(Person, rid, USED, "Bea")
    two.set(Person, rid, USED, "Cea")
    assert outcome(one) == ["applied"]
    assert outcome(two) == ["conflict"]
    together(one, two)
    assert one.values(rid, USED) == two.values(rid, USED) == ["Bea", "Cea"]
    assert conflicts(database) == [(USED, True)]
    one.set(Person, rid, USED, "Bea Cea")
    assert outcome(one) == ["applied"]
    together(one, two)
    assert two.values(rid, USED) == ["Bea Cea"]
    assert conflicts(database) == [(USED, False)]
    assert_sound(database)


def test_each_of_two_values_says_what_its_author_saw_before(pair):
    one, two, rid = pair
    one.set(Person, rid, USED, "Bea")
    two.set(Person, rid, USED, "Cea")
    together(one, two)
    (entry,) = [e for e in one.seen[-1].entries if e.k == "set" and len(e.heads) == 2]
    assert [(h.v, h.was) for h in entry.heads] == [("Bea", "Ana"), ("Cea", "Ana")]


def test_the_same_word_from_two_people_is_no_conflict(pair, database):
    one, two, rid = pair
    one.set(Person, rid, USED, "Bea")
    two.set(Person, rid, USED, "Bea")
    assert outcome(one) + outcome(two) == ["applied", "applied"]
    assert conflicts(database) == []
    assert_sound(database)


def test_elements_of_a_set_come_together_and_an_unseen_add_survives_a_removal(pair, database):
    one, two, rid = pair
    scope = one.scope_of[rid]
    one.op("rem", rid, Person.TYPE, scope, ALIASES, {"e": "Anita"})
    two.op("add", rid, Person.TYPE, scope, ALIASES, {"e": "Anita", "v": "Anita"})
    two.op("add", rid, Person.TYPE, scope, ALIASES, {"e": "Nana", "v": "Nana"})
    together(one, two)
    for laptop in (one, two):
        assert {k[2] for k, heads in laptop.heads.items() if k[:2] == (rid, ALIASES) and heads} == {"Anita", "Nana"}
    one.op("rem", rid, Person.TYPE, scope, ALIASES, {"e": "Anita"})
    together(one, two)
    assert not two.heads[rid, ALIASES, "Anita"]
    with database.owning() as connection:
        gone = connection.execute("SELECT count(*) FROM elem WHERE v IS NULL").fetchone()[0]
    assert gone == 1
    assert_sound(database)


def test_an_element_that_was_removed_comes_back(pair, database):
    one, two, rid = pair
    scope = one.scope_of[rid]
    one.op("rem", rid, Person.TYPE, scope, ALIASES, {"e": "Anita"})
    together(one, two)
    two.op("add", rid, Person.TYPE, scope, ALIASES, {"e": "Anita", "v": "Anita"})
    together(one, two)
    assert one.heads[rid, ALIASES, "Anita"]
    assert_sound(database)


def test_the_order_of_goals_is_no_question(laptop, database):
    one, two = laptop(), laptop()
    rank = next(note.fid for note in notes(Goal).values() if note.merge is Merge.RANK)
    rid = one.new(Goal, {rank: "a"})
    one.sync()
    two.pull()
    one.set(Goal, rid, rank, "b")
    two.set(Goal, rid, rank, "c")
    assert outcome(one) + outcome(two) == ["applied", "applied"]
    assert conflicts(database) == []


def test_states_that_do_not_follow_each_other_are_a_conflict(laptop):
    one, two = laptop("supervisor"), laptop("supervisor")
    rid = one.new(DivertedCharge, {STATUS: "held_pending_intake"})
    one.sync()
    two.pull()
    one.set(DivertedCharge, rid, STATUS, "window_lapsed")
    two.set(DivertedCharge, rid, STATUS, "rejected_by_prosecutor")
    assert outcome(one) + outcome(two) == ["applied", "conflict"]


def test_states_that_follow_each_other_are_none(laptop):
    one, two = laptop("supervisor"), laptop("supervisor")
    rid = one.new(DivertedCharge, {STATUS: "held_pending_intake"})
    one.sync()
    two.pull()
    one.set(DivertedCharge, rid, STATUS, "window_lapsed")
    two.set(DivertedCharge, rid, STATUS, "filed")
    assert outcome(one) + outcome(two) == ["applied", "applied"]


@pytest.mark.parametrize("edit_first", [True, False])
def test_a_deletion_against_an_edit_it_did_not_see_leaves_the_record_there(pair, database, edit_first):
    one, two, rid = pair
    one.op("del", rid, Person.TYPE, one.scope_of[rid])
    two.set(Person, rid, USED, "Bea")
    for laptop in (two, one) if edit_first else (one, two):
        laptop.push()
    together(one, two)
    assert one.gone[rid] == two.gone[rid] == 2
    assert conflicts(database) == [(0, True)]
    one.op("undel", rid, Person.TYPE, one.scope_of[rid])
    together(one, two)
    assert one.gone[rid] == two.gone[rid] == 0
    assert conflicts(database) == [(0, False)]
    assert_sound(database)


def test_a_deletion_that_saw_everything_hides_the_record_and_can_be_undone(pair, database):
    one, two, rid = pair
    two.op("del", rid, Person.TYPE, two.scope_of[rid])
    together(one, two)
    assert one.gone[rid] == 1
    one.op("undel", rid, Person.TYPE, one.scope_of[rid])
    together(one, two)
    assert two.gone[rid] == 0
    assert conflicts(database) == []
    assert_sound(database)


def test_what_a_superseded_operation_had_put_there_is_still_known_as_before(pair, laptop):
    one, _, rid = pair
    three = laptop()
    three.pull()
    one.set(Person, rid, USED, "Bea")
    one.push()
    one.set(Person, rid, USED, "Cea", b=[(one.dev, one.n)])
    together(one)
    three.set(Person, rid, USED, "Dea")
    together(three, one)
    (entry,) = [e for e in one.seen[-1].entries if e.k == "set"]
    assert [(h.v, h.was) for h in entry.heads] == [("Cea", "Bea"), ("Dea", "Ana")]


def test_nothing_of_another_record_or_field_comes_back_as_what_was_there_before(laptop):
    care, patrol = laptop(), laptop("officer")
    theirs = care.new(Referral, {NAME: "Eva"})
    foreign = [(care.dev, care.n), (care.dev, care.set(Referral, theirs, NAME, "Eva Ruiz").n)]
    care.push()
    own = patrol.new(Referral, {NAME: "Omar"})
    patrol.push()
    foreign.append((patrol.dev, patrol.set(Referral, own, UNIT, "another field").n))
    patrol.push()
    for one in foreign:
        patrol.set(Referral, own, NAME, f"Omar {one}", b=[one])
    patrol.sync()
    shown = [h.was for answer in patrol.seen for e in answer.entries if e.f == NAME for h in e.heads]
    assert len(shown) > len(foreign)
    assert set(shown) == {None}


@pytest.mark.survives(83)
def test_two_laptops_that_were_apart_end_the_same(pair, database):
    one, two, rid = pair
    for k in range(60):
        one.set(Person, rid, ADDRESS, f"Calle {k}")
        two.set(Person, rid, ADDRESS, f"Avenida {k}")
        two.set(Person, rid, USED, f"Ana {k}")
    together(two, one)
    assert one.heads == two.heads
    assert one.values(rid, ADDRESS) == ["Avenida 59", "Calle 59"]
    assert_sound(database)
