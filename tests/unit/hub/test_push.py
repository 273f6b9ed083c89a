"""Operations on their way up: every failure of one is an outcome, and nothing is taken in twice."""

import pytest

from lead_desktop.domain.contact import Note
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import Referral, ReferralStatus
from lead_desktop.hub.joining import add_people
from lead_desktop.hub.quarantine import Decision, accept
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.op import chained
from tests.fakes.laptops import Laptop, Worker, as_json, new_id
from tests.unit.hub.oracle import assert_sound, counted

NAME, USED, ALIASES, ADDRESS = 2, 3, 4, 15


def outcomes(answers):
    return [(r.outcome, r.code) for answer in answers for r in answer.results]


def refusal(laptop, request):
    with pytest.raises(Refused) as caught:
        laptop.desk.push(request)
    return caught.value.refusal


def test_what_one_laptop_pushes_another_pulls(laptop, database):
    one, two = laptop(), laptop("outreach")
    rid = one.new(Person, {NAME: {"first": "Ana"}, ALIASES: {"Anita": "Anita"}})
    one.set(Person, rid, USED, "Ana María")
    (answer,) = one.push()
    assert [(r.n, r.outcome) for r in answer.results] == [(1, "applied"), (2, "applied")]
    two.pull()
    assert two.values(rid, NAME) == [{"first": "Ana"}]
    assert two.values(rid, USED) == ["Ana María"]
    assert (rid, ALIASES, "Anita") in two.heads
    assert_sound(database)


@pytest.mark.survives(65)
def test_a_whole_batch_that_comes_again_adds_no_row(laptop, database):
    one = laptop()
    rid = one.new(Person, {USED: "Ana"})
    one.set(Person, rid, ADDRESS, "Calle 1")
    one.op("set", rid, Person.TYPE, one.scope_of[rid], 999, "x")
    request = one.request()
    first = one.desk.push(request)
    rows = counted(database)
    again = one.desk.push(request)
    assert [r.outcome for r in again.results] == ["duplicate", "duplicate", "quarantined"]
    assert [r.seq for r in again.results] == [r.seq for r in first.results]
    assert again.acked == 3
    assert counted(database) == rows


@pytest.mark.survives(65)
def test_a_batch_that_overlaps_what_is_known_adds_only_the_rest(laptop, database):
    one = laptop()
    rid = one.new(Person, {USED: "Ana"})
    one.desk.push(one.request())
    one.set(Person, rid, USED, "Bea")
    answer = one.desk.push(one.request())
    assert [r.outcome for r in answer.results] == ["duplicate", "applied"]
    assert_sound(database)


@pytest.mark.survives(66)
def test_a_gap_is_told_with_the_number_that_is_missing(laptop):
    one = laptop()
    rid = one.new(Person)
    one.push()
    one.set(Person, rid, USED, "a")
    lost = one.outbox
    one.outbox = []
    one.acked_chain = chained(one.acked_chain, lost[0].canonical())
    one.set(Person, rid, USED, "b")
    assert (refusal(one, one.request()).err, refusal(one, one.request()).acked) == ("gap", 1)


@pytest.mark.survives(66)
def test_numbers_out_of_order_are_malformed(laptop):
    one = laptop()
    one.new(Person)
    one.new(Person)
    request = one.request()
    assert refusal(one, request.model_copy(update={"ops": request.ops[::-1]})).err == "malformed"


@pytest.mark.survives(67)
def test_other_bytes_under_a_known_number_suspend_the_device(laptop, database):
    one = laptop()
    one.new(Person, {USED: "Ana"})
    one.push()
    twin = Laptop(one.hub, one.worker, one.uid, one.key, one.dev)
    twin.new(Person, {USED: "Bea"})
    assert refusal(twin, twin.request()).err == "fork"
    one.new(Person)
    assert refusal(one, one.request()).err == "fork"
    assert counted(database)["op"] == 2


@pytest.mark.survives(67)
def test_a_copy_that_goes_on_from_another_past_is_a_fork(laptop):
    one = laptop()
    one.new(Person, {USED: "Ana"})
    one.push()
    twin = Laptop(one.hub, one.worker, one.uid, one.key, one.dev)
    twin.new(Person, {USED: "Bea"})
    twin.taken(twin.outbox[:])
    twin.new(Person, {USED: "Cea"})
    assert refusal(twin, twin.request()).err == "fork"


def test_a_batch_that_the_device_did_not_sign_is_refused(laptop):
    one, two = laptop(), laptop()
    one.new(Person)
    one.key = two.key
    assert refusal(one, one.request()).err == "signature"


def test_a_batch_for_another_timeline_is_refused(laptop):
    one = laptop()
    one.new(Person)
    assert refusal(one, one.request(epoch=new_id())).err == "epoch"


def test_a_batch_in_the_name_of_another_device_is_refused(laptop):
    one, two = laptop(), laptop()
    one.new(Person)
    assert refusal(two, one.request()).err == "malformed"


def test_a_device_nobody_knows_is_refused(hub):
    stranger = Laptop(hub, Worker("outreach"), dev=7)
    stranger.new(Person)
    assert refusal(stranger, stranger.request()).err == "unknown"


def test_an_operation_without_a_shape_waits_and_the_next_ones_are_applied(laptop, database):
    one = laptop()
    one.new(Person)
    op = as_json(one.outbox[0])
    one.outbox, one.n, one.chain = [], 0, bytes(32)
    odd = {**op, "k": "zap"}
    one.n = 1
    good = one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {})
    from lead_desktop.wire.op import encoded

    last = chained(chained(bytes(32), encoded(odd)), good.canonical())
    request = one.signed([good], bytes(32), last, first=1)
    from lead_desktop.wire import signing
    from lead_desktop.wire.letters import to_text

    sig = to_text(one.key.sign(signing.batch(one.epoch, one.dev, 1, 2, last)))
    request = request.model_copy(update={"ops": (odd, as_json(good)), "sig": sig})
    answer = one.desk.push(request)
    assert outcomes([answer]) == [("quarantined", "malformed"), ("applied", "")]
    assert answer.acked == 2
    with database.owning() as connection:
        (kept,) = connection.execute("SELECT body FROM quarantine").fetchone()
    assert kept.encode() == encoded(odd)


def wrong(one, rid, scope):
    """Operations that cannot be applied, with the reason each is given."""
    person = (rid, Person.TYPE, scope)
    yield "unknown_type", ("set", rid, 999, scope, 1, "x")
    yield "unknown_field", ("set", *person, 999, "x")
    yield "bad_value", ("set", *person, 6, "not a day")
    yield "bad_value", ("set", *person, 7, 400)
    yield "bad_value", ("set", *person, NAME, {"first": "Ana", "nickname": "x"})
    yield "bad_value", ("add", *person, ALIASES, {"e": "one", "v": "other"})
    yield "bad_value", ("add", *person, ALIASES, {"e": "a\0", "v": "a\0"})
    yield "bad_value", ("rem", *person, ALIASES, {"e": "a\0"})
    yield "wrong_kind", ("set", *person, ALIASES, ["a"])
    yield "wrong_kind", ("add", *person, USED, {"e": "a", "v": "a"})
    yield "compartment", ("set", rid, Person.TYPE, scope.replace("identity", "sud"), USED, "x")
    yield "unknown_record", ("set", new_id(), Person.TYPE, scope, USED, "x")
    yield "unknown_record", ("set", new_id(), Person.TYPE, f"{new_id()}/identity", USED, "x")
    yield "exists", ("new", rid, Person.TYPE, scope, 0, {})
    yield "immutable", ("set", *person, 1, "P-2")


@pytest.mark.parametrize("place", range(15))
def test_what_cannot_be_applied_waits_with_its_reason(laptop, database, place):
    one = laptop()
    rid = one.new(Person, {1: "P-1"})
    one.push()
    code, op = list(wrong(one, rid, one.scope_of[rid]))[place]
    one.op(*op)
    one.set(Person, rid, ADDRESS, "Calle 1")
    (answer,) = one.push()
    assert outcomes([answer]) == [("quarantined", code), ("applied", "")]
    assert answer.acked == 3
    assert_sound(database)


def test_an_operation_of_a_newer_program_waits(laptop):
    one = laptop()
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, sv=99)
    assert outcomes(one.push()) == [("quarantined", "schema")]


def test_an_operation_that_is_too_large_waits(laptop):
    one = laptop()
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {str(ADDRESS): "x" * (1 << 20)})
    assert outcomes(one.push()) == [("quarantined", "too_large")]


@pytest.mark.survives(70)
def test_an_author_who_does_not_work_on_the_device_waits(laptop):
    one, two = laptop(), laptop()
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, a=two.worker.user)
    assert outcomes(one.push()) == [("quarantined", "author")]


@pytest.mark.survives(70)
def test_a_transaction_that_its_author_did_not_sign_waits(laptop):
    one, two = laptop(), laptop()
    one.new(Person)
    one.worker.key = two.worker.key
    assert outcomes(one.push()) == [("quarantined", "signature")]


@pytest.mark.survives(70)
def test_a_role_that_may_not_make_such_a_record_waits(laptop):
    officer = laptop("officer")
    officer.new(Person, {USED: "Ana"})
    officer.new(Note)
    officer.new(ReferralStatus)
    assert outcomes(officer.push()) == [("quarantined", "role")] * 3


@pytest.fixture
def shared(laptop, database):
    """A patrol laptop on which two officers work, and a referral that the first one wrote."""
    officer, colleague = laptop("officer", "SFPD"), Worker("officer", "SFPD")
    with database.owning() as connection:
        add_people(connection, officer.dev, [colleague.known()], officer.now())
    rid = officer.new(Referral, {52: False})
    officer.sync()
    return officer, colleague, rid


@pytest.mark.survives(70)
def test_on_a_shared_patrol_laptop_only_who_wrote_a_referral_changes_it(shared, database):
    officer, colleague, rid = shared
    author, officer.worker = officer.worker, colleague
    officer.set(Referral, rid, 52, True)
    own = officer.new(Referral)
    officer.set(Referral, own, 52, True)
    assert [code for _, code in outcomes(officer.push())] == ["not_own", "", ""]
    officer.worker = author
    officer.set(Referral, rid, 52, True)
    officer.set(Referral, own, 52, False)
    assert [code for _, code in outcomes(officer.push())] == ["", "not_own"]
    assert_sound(database)


def test_what_only_its_author_may_change_is_let_in_when_an_administrator_says_so(shared, database):
    officer, colleague, rid = shared
    officer.worker = colleague
    officer.set(Referral, rid, 52, True)
    officer.push()
    with database.owning() as connection:
        accept(connection, (officer.dev, officer.n), Decision("Eva", officer.now()))
    officer.pull()
    assert officer.values(rid, 52) == [True]


def test_on_the_care_side_casework_knows_whose_a_record_is_and_the_hub_takes_it(laptop):
    one, two = laptop("case_manager"), laptop("case_manager")
    rid = one.new(Referral, {52: False})
    one.push()
    two.pull()
    two.set(Referral, rid, 52, True)
    assert outcomes(two.push()) == [("applied", "")]


@pytest.mark.survives(70)
def test_a_scope_the_device_does_not_hold_cannot_be_written(laptop, database):
    one, officer = laptop(), laptop("officer")
    rid = one.new(Referral)
    one.push()
    officer.op("new", new_id(), Referral.TYPE, one.scope_of[rid], 0, {})
    officer.op("set", rid, Referral.TYPE, one.scope_of[rid], 12, "x")
    assert [code for _, code in outcomes(officer.push())] == ["scope", "scope"]
    assert_sound(database)


@pytest.mark.survives(70)
def test_a_record_is_not_reached_through_a_scope_the_device_does_hold(laptop):
    one, officer = laptop(), laptop("officer")
    theirs = one.new(Referral)
    one.push()
    mine = officer.new(Referral)
    officer.push()
    officer.op("set", theirs, Referral.TYPE, officer.scope_of[mine], 4, "x")
    assert [code for _, code in outcomes(officer.push())] == ["other_record"]


def test_a_destroyed_record_takes_nothing_more(laptop, database):
    one = laptop()
    rid = one.new(Person)
    one.push()
    with database.owning() as connection:
        connection.execute("UPDATE rec SET destroyed_seq = 1 WHERE rid = %s", (rid,))
    one.set(Person, rid, USED, "x")
    assert outcomes(one.push()) == [("quarantined", "destroyed")]


def test_a_clock_far_ahead_is_clamped_and_the_order_of_a_device_kept(laptop, clock):
    one = laptop()
    ahead = (one.now() + 400 * 86_400_000) << 16
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, h=ahead)
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, h=ahead + 1)
    one.op("new", new_id(), Person.TYPE, f"{new_id()}/identity", 0, {}, h=5)
    (answer,) = one.push()
    limit = (one.now() + 5 * 60_000) << 16
    assert [r.h for r in answer.results] == [limit, limit + 1, limit + 2]


def test_everything_of_a_device_that_is_being_retired_waits(laptop, hub):
    from lead_desktop.hub.joining import change_state

    one = laptop()
    rid = one.new(Person)
    one.sync()
    one.set(Person, rid, USED, "Ana")
    with hub.database.owning() as connection:
        change_state(connection, one.dev, "draining", one.now())
    assert outcomes(one.push()) == [("quarantined", "draining")]
    (answer,) = one.pull()
    assert (answer.entries, answer.grant, [r.why for r in answer.revoke]) == ((), (), ["role"])
    assert one.held == set()


@pytest.mark.survives(68)
@pytest.mark.parametrize("state", ["revoked", "wiped"])
def test_a_device_that_is_not_allowed_any_more_is_told_so(laptop, hub, state):
    from lead_desktop.hub.joining import change_state

    one = laptop()
    one.new(Person)
    with hub.database.owning() as connection:
        change_state(connection, one.dev, state, one.now())
    assert refusal(one, one.request()).err == state
    with pytest.raises(Refused) as caught:
        one.desk.pull(one.asking())
    assert caught.value.refusal.err == state


def test_settings_are_changed_only_by_those_who_may(laptop):
    boss, officer = laptop("administrator"), laptop("officer")
    rid = boss.new(Programme, {1: "LEAD"})
    boss.push()
    officer.pull()
    assert officer.values(rid, 1) == ["LEAD"]
    officer.set(Programme, rid, 1, "Mine")
    assert outcomes(officer.push()) == [("quarantined", "role")]


def test_a_lease_beyond_its_bounds_waits_whoever_sets_it(laptop):
    boss = laptop("administrator")
    boss.new(Programme, {1: "LEAD", 24: 30})
    boss.new(Programme, {1: "LEAD", 24: 400})
    assert outcomes(boss.push()) == [("applied", ""), ("quarantined", "bad_value")]


def test_a_rollback_leaves_no_gap(laptop, database, hub):
    """The transaction breaks off after its numbers were taken; the next push takes the same ones."""
    one, two = laptop(), laptop()
    one.new(Person)
    with pytest.raises(ZeroDivisionError), database.serving(one.dev, "push") as connection:
        from lead_desktop.hub.sequencer import count_on, take_turn

        count_on(connection, take_turn(connection), 40)
        raise ZeroDivisionError
    two.new(Person)
    two.push()
    one.push()
    assert_sound(database)


def test_plans_are_counted(laptop, database):
    one = laptop()
    client = one.new(Person)
    one.new(Plan, client=client)
    assert outcomes(one.push()) == [("applied", "")] * 2
    assert_sound(database)


def test_workers_bring_their_own_entry_in_the_list_in_the_role_the_hub_knows(laptop):
    one = laptop("outreach")
    rid = one.new(User, {1: "Rosa", 2: "outreach"}, rid=one.worker.user)
    one.set(User, rid, 6, "505 555 0100")
    one.set(User, rid, 2, "supervisor")
    one.new(User, {1: "Somebody else", 2: "outreach"})
    assert outcomes(one.push()) == [("applied", ""), ("applied", ""), ("quarantined", "role"), ("quarantined", "role")]


def test_an_own_entry_in_another_role_waits_for_a_person(laptop):
    one = laptop("outreach")
    one.new(User, {1: "Rosa", 2: "supervisor"}, rid=one.worker.user)
    assert outcomes(one.push()) == [("quarantined", "role")]
