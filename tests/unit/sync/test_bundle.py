"""A round on a stick, from the desk's side: only the hub's own answer to this laptop is taken, and once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lead_desktop.store.landing import Landed
from lead_desktop.store.standing import keep_device, read_device, read_standing
from lead_desktop.sync import bundle
from lead_desktop.sync.bench import Progress
from lead_desktop.sync.faults import MustEnrolAnew, NoLongerAllowed, NotThisReply, WipeOrdered
from lead_desktop.wire.bundle import BundleHeader, PushBundle, ReplyBundle, header_of, opened, sealed
from lead_desktop.wire.messages import ChunkBody, PullAnswer, Refusal
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL, laptop
from tests.fakes.records import a_thing
from tests.fakes.small_hub import SmallHub
from tests.unit.sync.test_engine import signed_order

SETS = frozenset({(901, 5), (901, 6), (901, 906)})


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


class Road:
    """A laptop that never has a network, and somebody who carries sticks."""

    def __init__(self, folder: Path) -> None:
        self.hub = SmallHub(sets=SETS)
        clock = StandingClock()
        self.far, self.near = laptop(folder / "far", clock, 1), laptop(folder / "near", clock, 2)
        self.hub.at(1)
        with self.far.writer.receiving() as connection:
            held = read_device(connection)
            assert held is not None
            keep_device(connection, replace(held, hub_seal=point(HUB_SEAL.public_key()).hex()))

    def answer(self, data: bytes, refusal: Refusal | None = None, uid: str = "uid-1") -> bytes:
        header = header_of(data)
        device = read_device(self.far.vault.reader)
        assert device is not None
        body = opened(data, PushBundle, device.sign_key.public_key().public_bytes_raw(), HUB_SEAL)
        pushed = tuple(self.hub.push(1, one) for one in body.pushes)
        pull: PullAnswer | None = self.hub.pull(1, body.pull) if body.pull and not refusal else None
        chunks: dict[str, ChunkBody] = {}
        for fill in pull.fill if pull else ():
            chunks |= {one.sha: self.hub.chunks[one.sha] for one in fill.chunks}
        reply = ReplyBundle(to=header.bundle, pushed=pushed, pull=pull, chunks=chunks, refusal=refusal)
        back = BundleHeader(kind="reply", bundle="b", uid=uid, epoch=header.epoch, first=0, last=0, at=1)
        return sealed(back, reply, HUB_KEY, point(device.seal_key.public_key()))


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = Road(tmp_path)
    yield made
    made.far.vault.close()
    made.near.vault.close()


def nothing(_progress: Progress, _landed: Landed) -> None:
    pass


def test_what_waits_goes_out_and_what_changed_comes_back(road: Road) -> None:
    theirs = road.near.create(a_thing(count=4))
    road.near.sync(road.hub.at(2))
    mine = road.far.create(a_thing(count=1))
    for number in range(700):
        road.far.many(1, lambda _n, number=number: (mine, {"count": number % 30}))
    written = bundle.write(road.far.bench)
    assert written.operations == 701
    done = bundle.read(road.far.bench, road.answer(written.data), nothing)
    assert (done.sent, done.received > 0) == (701, True)
    assert road.far.get(theirs).count == 4
    assert road.far.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert road.far.rows("SELECT DISTINCT state FROM held") == [("complete",)]
    road.near.sync(road.hub.at(2))
    assert road.near.get(mine).count == road.far.get(mine).count
    assert read_standing(road.far.vault.reader).success


@pytest.mark.survives(64)
def test_a_stick_that_comes_twice_late_or_after_the_network_was_back_does_no_harm(road: Road) -> None:
    rid = road.far.create(a_thing(count=1))
    first = bundle.write(road.far.bench)
    reply = road.answer(first.data)
    road.far.sync(road.hub.at(1))
    road.far.change(rid, count=2)
    for _ in range(2):
        done = bundle.read(road.far.bench, reply, nothing)
        assert (done.received, done.gone) == (0, ())
    again = road.answer(first.data)
    second = bundle.write(road.far.bench)
    bundle.read(road.far.bench, road.answer(second.data), nothing)
    bundle.read(road.far.bench, again, nothing)
    assert road.far.get(rid).count == 2
    assert len(road.hub.kept) == 2
    assert road.far.rows("SELECT count(*) FROM outbox") == [(0,)]


@pytest.mark.survives(64)
def test_a_file_that_is_cut_flipped_or_for_another_laptop_changes_nothing(road: Road) -> None:
    road.far.create(a_thing(count=1))
    reply = road.answer(bundle.write(road.far.bench).data)
    bad = [b"", b"text", reply[:-1], reply[:200], road.answer(bundle.write(road.far.bench).data, uid="uid-7")]
    bad += [reply[:at] + bytes([reply[at] ^ 1]) + reply[at + 1 :] for at in range(0, len(reply), len(reply) // 40)]
    bad.append(bundle.write(road.far.bench).data)
    for data in bad:
        with pytest.raises(NotThisReply):
            bundle.read(road.far.bench, data, nothing)
    assert road.far.rows("SELECT state FROM outbox") == [("pending",)]


@pytest.mark.parametrize(("err", "error"), [("revoked", NoLongerAllowed), ("fork", MustEnrolAnew)])
def test_a_refusal_comes_on_the_stick_too(road: Road, err: str, error: type[Exception]) -> None:
    rid = road.far.create(a_thing(count=1))
    refusal = Refusal(err=err)  # type: ignore[arg-type]
    reply = road.answer(bundle.write(road.far.bench).data, refusal)
    with pytest.raises(error):
        bundle.read(road.far.bench, reply, nothing)
    assert road.far.get(rid).count == 1


def test_an_order_to_wipe_comes_on_the_stick_too(road: Road, tmp_path: Path) -> None:
    road.far.create(a_thing(count=1))
    refusal = Refusal(err="revoked", order=signed_order("wipe", 4))
    reply = road.answer(bundle.write(road.far.bench).data, refusal)
    with pytest.raises(WipeOrdered):
        bundle.read(road.far.bench, reply, nothing)
    assert not (tmp_path / "far" / "vault.json").exists()


def test_a_laptop_that_is_being_retired_writes_what_waits_and_asks_what_it_is_to_do(road: Road) -> None:
    road.far.bench.change_state("draining")
    road.far.create(a_thing(count=1))
    data = bundle.write(road.far.bench).data
    device = read_device(road.far.vault.reader)
    assert device is not None
    body = opened(data, PushBundle, device.sign_key.public_key().public_bytes_raw(), HUB_SEAL)
    assert (len(body.pushes), body.pull is None) == (1, False)
    assert bundle.read(road.far.bench, road.answer(data), nothing).sent == 1


def test_of_two_sticks_only_the_later_ones_answer_moves_the_laptop_on(road: Road) -> None:
    road.far.create(a_thing(count=1))
    first = bundle.write(road.far.bench).data
    bundle.write(road.far.bench)
    done = bundle.read(road.far.bench, road.answer(first), nothing)
    assert (done.sent, done.received) == (1, 0)
