"""Two desks and a real hub: a month of work joins, edits meet, what one may not hold never comes, what went is gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import people
from lead_desktop.casework.referrals import submit_referral
from lead_desktop.casework.settings import open_programme, save_programme
from lead_desktop.casework.syncing import standing
from lead_desktop.clock import utc_ms
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import NotFound
from lead_desktop.hub.authority import make_authority
from lead_desktop.hub.carried import Carried
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.joining import close_person
from lead_desktop.sync import bundle
from tests.fakes.clock import StandingClock
from tests.fakes.desks import bring_in, make_desk, typed_referral, walk_in
from tests.fakes.open_door import Joined
from tests.fakes.pages import places_of
from tests.fakes.postgres import Server

CANARIES = ("zanzibaria", "canarywoman", "halfcanary")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def hub(server: Server, clock: StandingClock) -> Iterator[Hub]:
    with server.database() as url, Database(url) as database:
        yield Hub(database, clock)


def test_a_month_of_work_joins_and_is_read_on_another_desk(hub: Hub, clock: StandingClock, tmp_path: Path) -> None:
    first = make_desk(tmp_path / "a", clock)
    marco = bring_in(first, clock)
    clock.advance(timedelta(days=30))
    luz = walk_in(first)
    a = Joined(first, hub)
    sent = a.sync()
    assert sent.sent > 5
    aside = a.rows("SELECT state, reason, type FROM outbox ORDER BY type")
    assert aside == [("quarantined", "role", Programme.TYPE)], "settings of a laptop stay its own"
    assert standing(first).set_aside == 0, "and that asks nothing of anybody"
    b = Joined(make_desk(tmp_path / "b", clock, "outreach"), hub)
    b.sync()
    names = {row.name for row in people.people(b.desk)}
    assert names == {row.name for row in people.people(first)}
    assert {one.rid for one in people.people(b.desk)} == {marco, luz}
    assert b.desk.reading.get(User, first.worker.id).record.name == first.reading.get(User, first.worker.id).record.name
    for side in (a, b):
        assert side.rows("SELECT DISTINCT state FROM held") == [("complete",)]
        side.desk.close()


def test_laptops_set_up_apart_agree_on_the_settings_that_came_first_to_the_hub(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    boss = Joined(make_desk(tmp_path / "a", clock, "project_manager"), hub)
    opened = open_programme(boss.desk)
    save_programme(boss.desk, opened, opened.record.with_(name="LEAD of the hub"))
    boss.sync()
    clock.advance(timedelta(days=1))
    late = Joined(make_desk(tmp_path / "b", clock, "outreach"), hub)
    assert late.desk.programme.name != "LEAD of the hub"
    late.sync()
    assert late.desk.programme.name == "LEAD of the hub"
    for side in (boss, late):
        side.desk.close()


def test_a_save_of_very_many_records_goes_up_whole_as_its_author_signed_it(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    a = Joined(make_desk(tmp_path / "a", clock), hub)
    walk_in(a.desk)
    with a.desk.writing("person.add") as work:
        for number in range(501):
            work.create(Person(name_used=f"Person {number}"))
    walk_in(a.desk)
    assert a.sync().sent >= 503
    assert a.rows("SELECT count(*) FROM outbox WHERE type = ?", Person.TYPE) == [(0,)]
    a.desk.close()


def test_edits_of_two_desks_meet(hub: Hub, clock: StandingClock, tmp_path: Path) -> None:
    a = Joined(make_desk(tmp_path / "a", clock, "supervisor"), hub)
    b = Joined(make_desk(tmp_path / "b", clock, "outreach"), hub)
    rid = walk_in(a.desk)
    for side in (a, b):
        side.sync()
    opened = b.desk.reading.open(Person, rid)
    with b.desk.writing("person.edit", rid) as work:
        work.edit(opened, opened.record.with_(name_used="Lucha"))
    opened = a.desk.reading.open(Person, rid)
    with a.desk.writing("person.edit", rid) as work:
        work.edit(opened, opened.record.with_(name_used="Luci"))
    for side in (b, a, b, a):
        side.sync()
    shown = [side.desk.reading.get(Person, rid).record.name_used for side in (a, b)]
    assert shown[0] == shown[1]
    for side in (a, b):
        assert [rid_ for (rid_,) in side.rows("SELECT rid FROM clash")] == [rid]
        side.desk.close()


def test_an_officers_laptop_holds_its_own_referrals_and_nothing_of_care(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    officer = Joined(make_desk(tmp_path / "o", clock, "officer"), hub, "Santa Fe Police")
    care = Joined(make_desk(tmp_path / "c", clock, "outreach"), hub)
    sent = submit_referral(officer.desk, Referral(**typed_referral(clock)))
    walk_in(care.desk)
    for side in (officer, care, officer):
        side.sync()
    assert care.desk.reading.get(Referral, sent.rids[0]).record.person_name is not None
    assert officer.desk.reading.get(Referral, sent.rids[0]).record.person_name is not None
    kinds = {scope.partition("/")[2] for (scope,) in officer.rows("SELECT scope FROM rec")}
    assert kinds <= {"referral", "programme"}
    assert officer.rows("SELECT count(*) FROM record WHERE type = ?", Person.TYPE) == [(0,)]
    clock.advance(timedelta(days=31))
    officer.sync()
    with pytest.raises(NotFound):
        officer.desk.reading.get(Referral, sent.rids[0])
    for side in (officer, care):
        side.desk.close()


def test_who_leaves_takes_nothing_along_and_the_hub_has_it_in_writing(
    hub: Hub, clock: StandingClock, tmp_path: Path
) -> None:
    care = Joined(make_desk(tmp_path / "c", clock, "outreach"), hub)
    luz = walk_in(care.desk, "Zanzibaria Canarywoman")
    care.sync()
    lent = Joined(make_desk(tmp_path / "l", clock, "supervisor"), hub)
    lent.sync()
    assert lent.desk.reading.get(Person, luz)
    draft = lent.desk.drafts.new(lent.desk.worker.id, "person", luz, f"{luz}/identity")
    lent.desk.drafts.keep(replace(draft, title="Halfcanary", state={"name": "Halfcanary"}))
    assert places_of(lent.desk.vault, *CANARIES) == list(CANARIES)
    with hub.database.owning() as connection:
        close_person(connection, lent.desk.worker.id, utc_ms(clock.now()))
    lent.sync()
    with pytest.raises(NotFound):
        lent.desk.reading.get(Person, luz)
    assert places_of(lent.desk.vault, *CANARIES) == []
    with hub.database.owning() as connection:
        told = connection.execute("SELECT count(*), count(receipt_at) FROM revocation").fetchone()
    assert told is not None
    assert told[0] == told[1] > 0
    for side in (care, lent):
        side.desk.close()


def test_a_round_on_a_stick_is_the_same_as_one_over_the_network(hub: Hub, clock: StandingClock, tmp_path: Path) -> None:
    keys = make_authority(tmp_path / "keys", ["localhost"], clock)
    a = Joined(make_desk(tmp_path / "a", clock, "outreach"), hub, keys=keys)
    b = Joined(make_desk(tmp_path / "b", clock, "outreach"), hub, keys=keys)
    luz = walk_in(a.desk)
    a.sync()
    other = walk_in(b.desk, "Ana Vigil")
    written = bundle.write(b.bench)
    assert written.operations > 0
    reply = Carried(hub, hub.database, keys, clock).take_in(written.data, "test")
    done = bundle.read(b.bench, reply, lambda _progress, _landed: None)
    assert (done.sent, done.received > 0) == (written.operations, True)
    assert b.desk.reading.get(Person, luz)
    a.sync()
    assert a.desk.reading.get(Person, other)
    again = bundle.read(b.bench, reply, lambda _progress, _landed: None)
    assert (again.received, again.gone) == (0, ())
    for side in (a, b):
        side.desk.close()
