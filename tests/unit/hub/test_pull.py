"""What comes down: first who may have what, then every entry, of one snapshot; and never anything of another's."""

from datetime import timedelta

import pytest
from hypothesis import given, settings, strategies as st

from lead_desktop.domain.contact import Contact, Note
from lead_desktop.domain.health import Health
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import Referral, ReferralStatus
from lead_desktop.domain.substance_use import SubstanceUse
from lead_desktop.hub import chunks, delta, entries, pull
from lead_desktop.hub.admitting import listed
from lead_desktop.hub.joining import add_people, change_state, close_person, settle_audiences
from lead_desktop.hub.timeline import begin_timeline
from lead_desktop.wire.digest import scope_digest
from lead_desktop.wire.hub_api import Refused
from tests.fakes.clock import StandingClock
from tests.fakes.laptops import Laptop, Worker, new_id
from tests.unit.hub.oracle import assert_sound

USED, ADDRESS = 3, 15


def scopes_sent(answers):
    return {one.s for answer in answers for one in (*answer.entries, *answer.state)}


def refusal(laptop, **changes):
    with pytest.raises(Refused) as caught:
        laptop.desk.pull(laptop.asking(**changes))
    return caught.value.refusal.err


def change_audience(hub, sql, *values):
    """Close or open an audience of a scope at the next number, as a consent or an expiry does."""
    from lead_desktop.hub.sequencer import note_event

    with hub.database.owning() as connection:
        seq = note_event(connection, "test", {}, 1)
        connection.execute(sql, [seq if one == "seq" else one for one in values])


def close(hub, aud):
    change_audience(hub, "UPDATE scope_aud SET until = %s WHERE aud = %s AND until IS NULL", "seq", aud)


def reopen(hub, aud):
    change_audience(
        hub, "INSERT INTO scope_aud(scope, aud, basis, since) SELECT DISTINCT scope, aud, 'again', %s::bigint"
        " FROM scope_aud WHERE aud = %s", "seq", aud,
    )  # fmt: skip


def test_nothing_new_is_one_short_answer(laptop):
    one = laptop()
    one.new(Person)
    one.sync()
    (answer,) = one.pull()
    assert (answer.entries, answer.grant, answer.revoke, answer.fill, answer.more) == ((), (), (), (), False)


def test_own_first_values_do_not_come_back(laptop):
    one = laptop()
    one.new(Person, {USED: "Ana"})
    one.push()
    (answer,) = one.pull()
    assert [e.v for e in answer.entries] == [None]


def test_a_scope_that_began_after_the_cursor_needs_no_filling(laptop):
    one, two = laptop(), laptop()
    two.pull()
    one.new(Person, {USED: "Ana"})
    one.push()
    (answer,) = two.pull()
    assert len(answer.grant) == 1
    assert answer.fill == ()
    assert [e.v for e in answer.entries] == [{str(USED): "Ana"}]


def test_pages_are_as_large_as_asked_and_lose_nothing(laptop):
    one, two = laptop(), laptop()
    two.pull()
    rids = [one.new(Person, {USED: f"Ana {k}"}) for k in range(60)]
    one.push()
    answers = two.pull(max_bytes=4_000)
    assert len(answers) > 3
    assert [a.to for a in answers] == sorted({a.to for a in answers})
    assert all(two.values(rid, USED) for rid in rids)


def test_an_entry_larger_than_a_page_comes_alone(laptop):
    one, two = laptop(), laptop()
    one.new(Note, {4: "x" * 19_000}, client=new_id())
    one.new(Person)
    one.push()
    assert [len(a.entries) for a in two.pull(max_bytes=1_000)] == [1, 1]


def test_a_first_contact_with_much_behind_it_is_filled(laptop, monkeypatch):
    monkeypatch.setattr(pull, "JUMP", 10)
    one = laptop()
    rids = [one.new(Person, {USED: f"Ana {k}", 4: {"Anita": "Anita"}}) for k in range(20)]
    one.set(Person, rids[0], USED, "Bea")
    one.push()
    one.pull()
    two = laptop("outreach")
    (answer,) = two.pull()
    assert answer.entries == ()
    assert len(answer.fill[0].scopes) == 20
    assert answer.to == answer.head
    assert two.values(rids[0], USED) == ["Bea"]
    assert two.heads == one.heads


def test_a_record_larger_than_a_part_is_a_part_of_its_own(laptop, monkeypatch):
    monkeypatch.setattr(pull, "JUMP", 0)
    monkeypatch.setattr(chunks, "MAX_BYTES", 1_000)
    one = laptop()
    rids = [one.new(Note, {4: "x" * 19_000}, client=new_id()) for _ in range(2)]
    one.push()
    two = laptop()
    (answer,) = two.pull()
    assert [chunk.records for chunk in answer.fill[0].chunks] == [1, 1]
    assert all(two.values(rid, 4) == ["x" * 19_000] for rid in rids)


def test_a_first_sync_comes_in_pages_of_scopes(laptop, monkeypatch):
    monkeypatch.setattr(pull, "JUMP", 10)
    monkeypatch.setattr(delta, "PAGE", 7)
    one = laptop()
    rids = [one.new(Person, {USED: f"Ana {k}"}) for k in range(20)]
    one.push()
    two = laptop("outreach")
    first = two.desk.pull(two.asking())
    two.take(first)
    assert len(two.held) == 7
    late = one.new(Person, {USED: "late"})
    one.set(Person, rids[0], USED, "Bea")
    one.set(Person, rids[-1], USED, "Cea")
    one.push()
    answers = two.pull()
    assert [len(a.grant) for a in answers] == [7, 7]
    assert two.values(rids[0], USED) == ["Bea"]
    assert two.values(rids[-1], USED) == ["Cea"]
    assert two.values(late, USED) == ["late"]
    assert len(two.held) == 21
    (quiet,) = two.pull()
    assert (quiet.grant, quiet.revoke, quiet.page) == ((), (), 0)


def test_what_is_revoked_while_a_first_sync_runs_is_told_at_once_and_comes_back_whole(laptop, hub, monkeypatch):
    monkeypatch.setattr(pull, "JUMP", 10)
    monkeypatch.setattr(delta, "PAGE", 7)
    one, two = laptop(), laptop("outreach")
    rids = [one.new(Person, {USED: f"Ana {k}"}) for k in range(20)]
    one.push()
    two.take(two.desk.pull(two.asking()))
    close(hub, "role:outreach")
    two.take(two.desk.pull(two.asking()))
    assert two.held == set()
    reopen(hub, "role:outreach")
    two.pull()
    assert len(two.held) == 20
    assert all(two.values(rid, USED) for rid in rids)


def test_the_long_absent_get_whole_records(laptop, monkeypatch):
    monkeypatch.setattr(entries, "WINDOW", 30)
    monkeypatch.setattr(entries, "LONG_AGO", 30)
    monkeypatch.setattr(entries, "MAX_RECORDS", 4)
    monkeypatch.setattr(entries, "FEW", 0)
    monkeypatch.setattr(entries, "FAR", 0)
    one, two = laptop(), laptop("outreach")
    rids = [one.new(Person, {USED: "Ana"}) for _ in range(10)]
    one.sync()
    two.pull()
    for k in range(10):
        for rid in rids:
            one.set(Person, rid, USED, f"Ana {k}")
        one.sync()
    answers = two.pull()
    assert any(a.state for a in answers)
    assert two.heads == one.heads


def test_whole_records_come_in_pages_of_as_many_bytes_as_asked(laptop, monkeypatch):
    for name in ("LONG_AGO", "FEW", "FAR"):
        monkeypatch.setattr(entries, name, 0)
    one, two = laptop(), laptop("outreach")
    one.new(Person, {USED: "Ana"})
    one.push()
    two.pull()
    rids = [one.new(Note, {4: "ñ" * 9_000}, client=new_id()) for _ in range(6)]
    one.sync()
    answers = two.pull(max_bytes=40_000)
    assert [len(answer.state) for answer in answers] == [3, 3]
    assert all(two.values(rid, 4) == ["ñ" * 9_000] for rid in rids)
    assert [len(answer.state) for answer in (laptop("outreach")).pull(max_bytes=1)] == [1] * 7


def test_a_scope_looked_up_by_itself_brings_the_same(laptop, monkeypatch):
    monkeypatch.setattr(entries, "FAR", 0)
    one, two = laptop(), laptop("outreach")
    rid = one.new(Person, {USED: "Ana"})
    one.new(SubstanceUse, client=new_id())
    one.set(Person, rid, USED, "Bea")
    one.push()
    answers = two.pull(max_bytes=1)
    assert two.values(rid, USED) == ["Bea"]
    assert scopes_sent(answers) == {one.scope_of[rid]}


def test_revoked_and_granted_again_between_two_contacts_is_no_change(laptop, hub):
    one, two = laptop(), laptop("outreach")
    rid = one.new(Person, {USED: "Ana"})
    one.push()
    two.pull()
    close(hub, "role:outreach")
    one.set(Person, rid, USED, "Bea")
    one.push()
    reopen(hub, "role:outreach")
    (answer,) = two.pull()
    assert (answer.grant, answer.revoke) == ((), ())
    assert two.values(rid, USED) == ["Bea"]


@pytest.mark.parametrize(("before", "after"), [(None, 9), (5, 9), (9, 5), (5, None)])
def test_a_scope_that_is_held_on_with_another_end_is_told_once(laptop, hub, database, before, after):
    one, two = laptop(), laptop("outreach")
    one.new(Person, {USED: "Ana"})
    one.push()
    again = (
        "INSERT INTO scope_aud(scope, aud, basis, since, not_after) SELECT DISTINCT scope, aud, 'again', %s::bigint,"
        " %s::bigint FROM scope_aud WHERE aud = 'role:outreach'"
    )
    whole_day = 86_400_000
    ends = [None if day is None else one.now() + day * whole_day for day in (before, after)]
    close(hub, "role:outreach")
    change_audience(hub, again, "seq", ends[0])
    (first,) = two.pull()
    assert [granted.not_after for granted in first.grant] == [ends[0]]
    close(hub, "role:outreach")
    change_audience(hub, again, "seq", ends[1])
    (answer,) = two.pull()
    assert (answer.grant, answer.revoke, answer.fill) == ((), (), ())
    assert [(held.scope, held.not_after) for held in answer.ends] == [(*two.held, ends[1])]
    (quiet,) = two.pull()
    assert quiet.ends == ()


def test_what_is_revoked_is_told_first_and_attested(laptop, hub, database):
    one, two = laptop(), laptop("outreach")
    rid = one.new(Person, {USED: "Ana"})
    one.push()
    two.pull()
    close(hub, "role:outreach")
    one.set(Person, rid, USED, "Bea")
    one.push()
    (answer,) = two.pull()
    assert [r.scope for r in answer.revoke] == [one.scope_of[rid]]
    assert answer.entries == ()
    with database.owning() as connection:
        assert connection.execute("SELECT receipt_at FROM revocation").fetchall() == [(None,)]
    two.pull()
    with database.owning() as connection:
        ((at, rows),) = connection.execute("SELECT receipt_at, n_rows FROM revocation").fetchall()
    assert (at, rows) == (two.now(), 1)
    reopen(hub, "role:outreach")
    two.pull()
    assert two.values(rid, USED) == ["Bea"]


def test_what_was_given_back_before_the_laptop_heard_that_it_was_lost_owes_no_receipt(laptop, hub, database):
    one, two = laptop(), laptop("outreach")
    one.new(Person)
    one.push()
    two.pull()

    def owed():
        with database.owning() as connection:
            return next(each.unattested for each in listed(connection) if each.dev == two.dev)

    close(hub, "role:outreach")
    two.desk.pull(two.asking())  # this answer never arrives
    assert owed() == 1
    reopen(hub, "role:outreach")
    two.pull()
    assert (owed(), len(two.held)) == (0, 1)
    close(hub, "role:outreach")
    two.pull()
    assert owed() > 0
    two.pull()
    assert owed() == 0


def test_a_receipt_with_a_false_signature_attests_nothing(laptop, hub, database):
    one, two = laptop(), laptop("outreach")
    one.new(Person)
    one.push()
    two.pull()
    close(hub, "role:outreach")
    two.pull()
    two.receipts = [two.receipts[0].model_copy(update={"rows": 99})] if two.receipts else []
    two.pull()
    with database.owning() as connection:
        assert connection.execute("SELECT receipt_at FROM revocation").fetchall() == [(None,)]


@pytest.mark.survives(69)
def test_what_was_written_before_a_revocation_could_be_known_is_applied(laptop, hub):
    one, two = laptop(), laptop("outreach")
    rid = one.new(Person, {USED: "Ana"})
    one.push()
    two.pull()
    two.pull()
    close(hub, "role:outreach")
    two.set(Person, rid, USED, "Bea")
    assert [r.outcome for r in two.push()[0].results] == ["applied"]
    one.pull()
    assert one.values(rid, USED) == ["Bea"]
    two.pull()
    two.scope_of[rid] = one.scope_of[rid]
    two.pull()
    two.set(Person, rid, USED, "Cea")
    assert [r.code for r in two.push()[0].results] == ["scope"]


@pytest.mark.survives(69)
def test_what_is_over_is_closed_and_what_was_written_in_time_is_applied(laptop, clock, database):
    officer, one = laptop("officer"), laptop()
    rid = officer.new(Referral)
    officer.push()
    (answer,) = officer.pull()
    assert answer.grant[0].not_after == officer.now() + 30 * 86_400_000
    clock.advance(timedelta(days=29))
    officer.op("set", rid, Referral.TYPE, officer.scope_of[rid], 52, True)
    clock.advance(timedelta(days=2))
    officer.op("set", rid, Referral.TYPE, officer.scope_of[rid], 52, False)
    assert [(r.outcome, r.code) for r in officer.push()[0].results] == [("applied", ""), ("quarantined", "expired")]
    (answer,) = officer.pull()
    assert [r.why for r in answer.revoke] == ["expired"]
    assert officer.held == set()
    one.pull()
    assert one.values(rid, 52) == [True]
    assert_sound(database)


def test_what_is_written_by_a_clock_a_year_ahead_is_in_time_when_it_comes_in_time(laptop, clock, database):
    officer = laptop("officer")
    rid = officer.new(Referral)
    officer.sync()
    officer.set(Referral, rid, 52, True, w=officer.now() + 365 * 86_400_000)
    clock.advance(timedelta(days=29))
    assert [(r.outcome, r.code) for r in officer.push()[0].results] == [("applied", "")]
    officer.set(Referral, rid, 52, False, w=officer.now() + 365 * 86_400_000)
    clock.advance(timedelta(days=2))
    assert [(r.outcome, r.code) for r in officer.push()[0].results] == [("quarantined", "expired")]
    assert_sound(database)


def test_a_law_side_laptop_holds_its_own_referrals_and_their_status_and_nothing_else(laptop, clock):
    officer, other, care, boss = laptop("officer", "SFPD"), laptop("officer", "SFPD"), laptop(), laptop("administrator")
    boss.new(Programme, {1: "LEAD"})
    boss.new(User, {1: "Ana"})
    boss.push()
    mine, theirs = officer.new(Referral), other.new(Referral)
    officer.sync()
    other.sync()
    for day in range(30):
        care.pull()
        person = care.new(Person, {USED: f"Ana {day}"})
        for kind in (Plan, Contact, Note, Health, SubstanceUse):
            care.new(kind, client=person)
        if day == 3:
            care.new(ReferralStatus, {1: mine}, client=mine)
        care.push()
        officer.pull()
        clock.advance(timedelta(hours=20))
    held = dict(officer.scope_of)
    assert set(held.values()) == {"programme/programme", officer.scope_of[mine]}
    assert theirs not in held
    sent = {e.s for a in officer.seen for e in (*a.entries, *a.state)} | {
        g.scope for a in officer.seen for g in a.grant
    }
    assert sent == {"programme/programme", f"{mine}/referral"}
    assert {e.y for a in officer.seen for e in a.entries if e.s == f"{mine}/referral"} == {1, 2}


def test_a_person_who_joins_a_device_brings_what_they_may_hold_and_takes_it_along(laptop, hub):
    one, officer = laptop("case_manager"), laptop("outreach")
    client = one.new(Person)
    one.new(SubstanceUse, client=client)
    one.push()
    officer.pull()
    assert len(officer.held) == 1
    colleague = Worker("case_manager")
    with hub.database.owning() as connection:
        add_people(connection, officer.dev, [colleague.known()], officer.now())
    officer.pull()
    assert len(officer.held) == 2
    with hub.database.owning() as connection:
        close_person(connection, colleague.user, officer.now())
    (answer,) = officer.pull()
    assert [r.why for r in answer.revoke] == ["role"]
    assert len(officer.held) == 1


def test_settling_audiences_that_are_right_changes_nothing(laptop, hub):
    one = laptop()
    head = one.desk.pull(one.asking()).head
    with hub.database.owning() as connection:
        settle_audiences(connection, one.dev, 1)
        change_state(connection, one.dev, "active", 1)
    assert one.desk.pull(one.asking()).head == head


def test_a_digest_that_differs_brings_the_scope_anew_and_one_that_agrees_nothing(laptop, database):
    one, two = laptop(), laptop("outreach")
    client = one.new(Person, {USED: "Ana", 4: {"Anita": "Anita"}})
    sud = one.new(SubstanceUse, client=client)
    one.push()
    two.pull()
    with database.owning() as connection:
        heads = connection.execute("SELECT rid::text, fid, '', dev, dseq, seq FROM head WHERE rid = %s", (client,))
        adds = connection.execute("SELECT rid::text, fid, ekey, dev, dseq, seq FROM elem WHERE rid = %s", (client,))
        right = scope_digest([*heads.fetchall(), *adds.fetchall()])
    scope = one.scope_of[client]
    answer = two.desk.pull(two.asking(digest={scope: right}))
    assert (answer.grant, answer.fill) == ((), ())
    answer = two.desk.pull(two.asking(digest={scope: "wrong", one.scope_of[sud]: "", f"{new_id()}/identity": ""}))
    assert [g.scope for g in answer.grant] == [scope]
    assert [f.scopes for f in answer.fill] == [(scope,)]
    assert sorted(r.why for r in answer.revoke) == ["reconcile", "reconcile"]


def test_a_part_is_looked_at_again_when_it_is_fetched(laptop, hub, monkeypatch):
    monkeypatch.setattr(pull, "JUMP", 1)
    one, two, stranger = laptop(), laptop("outreach"), laptop("outreach")
    one.new(Person)
    keep = laptop("administrator")
    kept = keep.new(Programme, {1: "LEAD"})
    keep.push()
    one.push()
    answer = two.desk.pull(two.asking())
    (chunk,) = answer.fill[0].chunks
    assert len(two.desk.chunk(chunk.sha).records) == 2
    with pytest.raises(Refused):
        stranger.desk.chunk(chunk.sha)
    close(hub, "role:outreach")
    assert [r.r for r in two.desk.chunk(chunk.sha).records] == [kept]
    two.pull(filled=answer.fill[0].scopes)
    with pytest.raises(Refused):
        two.desk.chunk(chunk.sha)


def test_numbers_are_handed_out_once(laptop):
    one, two, officer = laptop(), laptop(), laptop("officer")
    blocks = [laptop.desk.pull(laptop.asking(numbers_left=3)).block for laptop in (one, two, one)]
    assert [(b.first, b.last) for b in blocks] == [(1, 100), (101, 200), (201, 300)]
    assert officer.desk.pull(officer.asking(numbers_left=0)).block is None
    assert one.desk.pull(one.asking(numbers_left=20)).block is None


def test_another_timeline_is_told_and_the_way_back_is_known(laptop, hub, database):
    from lead_desktop.wire.messages import ResumeRequest

    one = laptop()
    one.new(Person)
    one.push()
    old = one.epoch
    with database.owning() as connection:
        begin_timeline(connection)
    assert refusal(one, epoch=old) == "epoch"
    asked = ResumeRequest(epoch=old, dev=one.dev, cursor=0, acked=9, chain="")
    answer = one.desk.resume(asked)
    assert (answer.acked, answer.epoch, answer.head) == (1, one.epoch, 2)
    with pytest.raises(Refused):
        one.desk.resume(asked.model_copy(update={"dev": 99}))
    one.set(Person, next(iter(one.scope_of)), USED, "x")
    assert one.push()[0].acked == 2


def test_on_a_new_timeline_no_number_is_given_that_was_given_since_the_backup(laptop, database):
    one = laptop()
    block = one.desk.pull(one.asking(numbers_left=3)).block
    with database.owning() as connection:
        # What a backup does not know any more: the newest laptop, and its block.
        connection.execute("DELETE FROM device WHERE dev = %s", (one.dev,))
        connection.execute("DELETE FROM number_block")
        connection.execute("UPDATE number_head SET last = 0")
        connection.execute("UPDATE device_head SET last = 0")
        begin_timeline(connection)
    two = laptop()
    assert two.dev > one.dev + 900
    assert two.desk.pull(two.asking(numbers_left=3)).block.first > block.last + 90_000


def test_what_cannot_be_is_refused(laptop):
    one = laptop()
    assert refusal(one, cursor=99) == "epoch"
    assert refusal(one, sv=0) == "upgrade"
    assert refusal(one, dev=one.dev + 1) == "malformed"


ROLES = ("outreach", "case_manager", "peer", "data_entry", "supervisor", "officer", "police_liaison", "defender")
KINDS = (Person, Plan, Contact, Note, Health, SubstanceUse, Referral)


@settings(max_examples=6)
@given(data=st.data())
def test_no_answer_contains_a_scope_its_device_may_not_have(postgres, data):
    """I8 and I5: whatever roles come and go, what is sent is what the device may have in that snapshot."""
    from lead_desktop.hub.database import Database
    from lead_desktop.hub.hub import Hub

    with postgres.database() as url, Database(url) as database:
        hub = Hub(database, StandingClock())
        laptops = [Laptop(hub, Worker(role, "SFPD")).join() for role in ("case_manager", "outreach", "officer")]
        for _ in range(12):
            act(data, hub, laptops)
        for one in laptops:
            one.push()
            one.pull()
            assert one.held == entitled(database, one.dev)
            assert {one.scope_of[rid] for rid, _, _ in one.heads} <= one.held
            assert_complete(database, one)
        assert_sound(database)


def act(data, hub, laptops):
    one = data.draw(st.sampled_from(laptops))
    what = data.draw(st.sampled_from(("new", "new", "edit", "push", "pull", "role", "scope")))
    if what == "new":
        one.new(data.draw(st.sampled_from(KINDS)), client=data.draw(st.sampled_from([new_id(), *clients(laptops)])))
    elif what == "edit" and one.scope_of:
        rid = data.draw(st.sampled_from(sorted(one.scope_of)))
        one.op("set", rid, 1, one.scope_of[rid], 901, None, b=one.base(rid, 901))
    elif what == "push":
        one.push()
    elif what == "pull":
        before = one.desk.pull(one.asking())
        allowed = entitled(hub.database, one.dev)
        named = {e.s for e in (*before.entries, *before.state)} | {g.scope for g in before.grant}
        assert named <= allowed
        one.take(before)
    elif what == "role":
        role = data.draw(st.sampled_from(ROLES))
        with hub.database.owning() as connection:
            connection.execute("UPDATE person SET role = %s WHERE user_id = %s", (role, one.worker.user))
            settle_audiences(connection, one.dev, 1)
    else:
        data.draw(st.sampled_from((close, reopen_all)))(hub, f"role:{data.draw(st.sampled_from(ROLES))}")


def reopen_all(hub, aud):
    change_audience(
        hub, "INSERT INTO scope_aud(scope, aud, basis, since) SELECT id, %s, 'again', %s::bigint FROM scope s"
        " WHERE NOT EXISTS (SELECT FROM scope_aud a WHERE a.scope = s.id AND a.aud = %s AND a.until IS NULL)",
        aud, "seq", aud,
    )  # fmt: skip


def clients(laptops):
    return sorted({scope.split("/")[0] for one in laptops for scope in one.scope_of.values()})


def entitled(database, dev):
    """Recomputed from the two tables, by other code than the hub's."""
    with database.owning() as connection:
        mine = {a for (a,) in connection.execute("SELECT aud FROM device_aud WHERE dev = %s AND until IS NULL", (dev,))}
        open_now = connection.execute(
            "SELECT s.name, a.aud FROM scope_aud a JOIN scope s ON s.id = a.scope WHERE a.until IS NULL"
        )
        return {name for name, aud in open_now if aud in mine}


def assert_complete(database, one):
    """I3: what a device with nothing to send holds is the hub's heads in its scopes, the losing ones too."""
    with database.owning() as connection:
        rows = connection.execute(
            "SELECT h.rid::text, h.fid, h.dev, h.dseq FROM head h JOIN scope s ON s.id = h.scope"
            " WHERE s.name = ANY(%s)",
            (sorted(one.held),),
        )
        wanted = {tuple(row) for row in rows}
    held = {(rid, fid, *op) for (rid, fid, key), heads in one.heads.items() if not key for op in heads}
    assert held == wanted
