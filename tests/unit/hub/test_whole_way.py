"""The whole way: laptops over TLS, two hub processes' worth of doors on one database, and rounds on a stick."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lead_desktop.domain.permissions import side_of
from lead_desktop.domain.person import Person
from lead_desktop.hub.admitting import move
from lead_desktop.hub.authority import make_authority
from lead_desktop.hub.carried import LATE, Carried
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.joining import NewDevice, add_device
from lead_desktop.hub.notices import notices
from lead_desktop.hub.orders import Orders
from lead_desktop.hub.quarantine import waiting
from lead_desktop.hub.running import Parts
from lead_desktop.hub.settings import Settings
from lead_desktop.sync.transport import DeviceKey, HttpHub, HubPlace
from lead_desktop.wire.bundle import BundleHeader, PushBundle, ReplyBundle, header_of, opened, sealed
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import PushRequest
from tests.fakes.clock import StandingClock
from tests.fakes.desk_at import caller_of
from tests.fakes.hub_door import listening, point
from tests.fakes.laptops import Laptop, Worker, new_id, raw
from tests.unit.hub.oracle import assert_sound

USED, NAME = 3, 2


class FarLaptop(Laptop):
    """A laptop that reaches the hub over TLS, through the door it was given."""

    door = None

    @property
    def desk(self):
        return self.door


class StickLaptop(Laptop):
    """A laptop with a key that answers can be sealed to."""

    def join(self):
        self.box = ec.generate_private_key(ec.SECP384R1())
        new = NewDevice(self.uid, side_of(self.worker.role), raw(self.key), point(self.box), (self.worker.known(),))
        with self.hub.database.owning() as connection:
            self.dev = add_device(connection, new, self.now())
        return self

    def bundle(self, *pushes, epoch="", pull=True):
        header = BundleHeader(
            kind="push", bundle=new_id(), uid=self.uid, epoch=epoch or self.epoch, first=1, last=1, at=self.now()
        )
        return header, PushBundle(pushes=pushes, pull=self.asking() if pull else None)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("keys") / "keys", ["localhost"], StandingClock())


@pytest.fixture
def doors(database_url, database, keys, clock):
    """Two doors with parts of their own on one database, as two processes have them."""
    with Database(database_url, 3) as other:
        parts = [Parts(Hub(one, clock), one, keys, Settings(), clock) for one in (database, other)]
        with listening(parts[0], keys) as first, listening(parts[1], keys) as second:
            yield first, second


@pytest.fixture
def far(hub, doors, keys, clock):
    held = []

    def made(door, role="case_manager"):
        laptop = FarLaptop(hub, Worker(role))
        place = HubPlace(f"https://127.0.0.1:{doors[door]}", (keys.pin,), raw(keys.answers))
        laptop.door = HttpHub(place, DeviceKey(laptop.uid, laptop.key), clock)
        held.append(laptop)
        return laptop.join()

    yield made
    for one in held:
        one.door.close()


def test_two_laptops_agree_through_two_doors_on_one_database(far, database):
    one, two = far(0), far(1, "outreach")
    rid = one.new(Person, {NAME: {"first": "Ana"}, USED: "Ana"})
    one.sync()
    two.sync()
    one.set(Person, rid, USED, "Anita")
    two.set(Person, rid, USED, "Ana María")
    for laptop in (one, two, one, two):
        laptop.sync()
    assert one.values(rid, USED) == two.values(rid, USED) == ["Ana María", "Anita"]
    assert_sound(database)


@pytest.mark.survives(65, 66)
def test_a_push_that_comes_again_through_another_door_adds_nothing_and_a_gap_says_what_is_there(
    far, doors, keys, clock
):
    one = far(0)
    one.new(Person, {USED: "Ana"})
    request = one.request()
    one.door.push(request)
    place = HubPlace(f"https://127.0.0.1:{doors[1]}", (keys.pin,), raw(keys.answers))
    other = HttpHub(place, DeviceKey(one.uid, one.key), clock)
    assert [result.outcome for result in other.push(request).results] == ["duplicate"]
    one.taken(one.outbox)
    one.new(Person, {USED: "Ben"})
    one.new(Person, {USED: "Eva"})
    one.taken(one.outbox[:1])
    with pytest.raises(Refused) as caught:
        other.push(one.request())
    assert (caught.value.refusal.err, caught.value.refusal.acked) == ("gap", 1)
    other.close()


@pytest.mark.survives(67)
def test_the_same_number_with_other_bytes_stops_the_laptop_and_an_administrator_is_told(far, database):
    one = far(0)
    one.new(Person, {USED: "Ana"})
    before = (one.n, one.t, one.chain)
    one.push()
    copy = far(1)
    copy.uid, copy.key, copy.dev, copy.worker = one.uid, one.key, one.dev, one.worker
    copy.door._device = DeviceKey(one.uid, one.key)
    assert before[0] == 1
    copy.new(Person, {USED: "Other"})
    with pytest.raises(Refused) as caught:
        copy.push()
    assert caught.value.refusal.err == "fork"
    with pytest.raises(Refused):
        one.pull()
    with database.owning() as connection:
        assert [(told.code, told.dev) for told in notices(connection)] == [("fork", one.dev)]
        move(connection, one.dev, "active", StandingClock())
    one.pull()


@pytest.fixture
def stick(hub, database, keys, clock):
    carried = Carried(hub, database, keys, clock)

    def carry(laptop, header, body, **changes):
        data = sealed(header, body, changes.get("key", laptop.key), changes.get("to", point(keys.sealing)))
        answer = carried.take_in(data, "stick")
        assert header_of(answer).uid == laptop.uid
        return opened(answer, ReplyBundle, raw(keys.answers), laptop.box)

    carry.carried = carried
    return carry


def stick_laptop(hub, role="case_manager"):
    return StickLaptop(hub, Worker(role)).join()


def test_a_round_on_a_stick_does_what_one_over_the_network_does(hub, stick, database):
    one, two = stick_laptop(hub), stick_laptop(hub, "outreach")
    rid = one.new(Person, {USED: "Ana"})
    request = one.request()
    reply = stick(one, *one.bundle(request))
    assert [result.outcome for result in reply.pushed[0].results] == ["applied"]
    reply = stick(two, *two.bundle())
    two.take(reply.pull)
    assert two.values(rid, USED) == ["Ana"]
    again = stick(one, *one.bundle(request))
    assert [result.outcome for result in again.pushed[0].results] == ["duplicate"]
    assert_sound(database)


@pytest.mark.survives(64)
def test_bundles_in_the_wrong_order_say_what_is_missing_and_nothing_is_lost(hub, stick):
    one = stick_laptop(hub)
    one.new(Person, {USED: "Ana"})
    first = one.request()
    one.taken(one.outbox)
    one.new(Person, {USED: "Ben"})
    second = one.request()
    late = stick(one, *one.bundle(second))
    assert (late.refusal.err, late.refusal.acked, late.pushed) == ("gap", 0, ())
    assert stick(one, *one.bundle(first, second)).pushed[1].acked == 2


@pytest.mark.survives(64)
def test_a_bundle_of_a_revoked_laptop_brings_back_its_order_and_does_nothing(hub, stick, database, keys, clock):
    one = stick_laptop(hub)
    one.new(Person, {USED: "Ana"})
    with database.owning() as connection:
        Orders(keys.answers, clock).wipe(connection, [one.dev])
    reply = stick(one, *one.bundle(one.request(), epoch="e", pull=False))
    assert (reply.refusal.err, reply.refusal.order.kind, reply.pushed) == ("revoked", "wipe", ())
    assert caller_of(hub, one.uid).acked == 0


@pytest.mark.survives(64)
def test_a_bundle_of_nobody_known_for_another_hub_or_by_another_key_is_refused(hub, stick):
    one = stick_laptop(hub)
    header, body = one.bundle()
    with pytest.raises(Refused):
        stick(one, header.model_copy(update={"uid": new_id()}), body)
    with pytest.raises(MalformedMessage):
        stick(one, header, body, key=stick_laptop(hub).key)
    with pytest.raises(MalformedMessage):
        stick(one, header, body, to=point(ec.generate_private_key(ec.SECP384R1())))
    with pytest.raises(MalformedMessage):
        stick(one, header.model_copy(update={"kind": "reply"}), body)


def test_a_clone_on_a_stick_is_told_too(hub, stick, database):
    one = stick_laptop(hub)
    one.new(Person, {USED: "Ana"})
    request = one.request()
    stick(one, *one.bundle(request))
    one.outbox, one.n, one.acked_chain = [], 0, bytes(32)
    one.new(Person, {USED: "Other"})
    other: PushRequest = one.request()
    assert stick(one, *one.bundle(other)).refusal.err == "fork"
    with database.owning() as connection:
        assert [told.code for told in notices(connection)] == ["fork"]


@pytest.mark.survives(81)
def test_what_a_wiped_laptop_had_sealed_waits_for_a_person_and_can_be_let_in(hub, stick, database, keys, clock):
    one, two = stick_laptop(hub), stick_laptop(hub, "outreach")
    rid = one.new(Person, {USED: "Ana"})
    header, body = one.bundle(one.request(), pull=False)
    with database.owning() as connection:
        Orders(keys.answers, clock).wipe(connection, [one.dev])
    data = sealed(header, body, one.key, point(keys.sealing))
    answer = opened(stick.carried.take_in(data, LATE), ReplyBundle, raw(keys.answers), one.box)
    assert {result.outcome for result in answer.pushed[0].results} == {"quarantined"}
    assert answer.pull is None
    again = opened(stick.carried.take_in(data, LATE), ReplyBundle, raw(keys.answers), one.box)
    assert {result.outcome for result in again.pushed[0].results} == {"quarantined"}
    two.sync()
    assert two.values(rid, USED) == []
    with database.owning() as connection:
        assert [kept[:2] for kept in waiting(connection)] == [(one.dev, 1)]
    assert_sound(database)
