"""What was typed and never sent is sealed for the hub before a wipe, a revocation or a lease destroys what holds it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lead_desktop.store import backup, doors, slots
from lead_desktop.store.aside import QUARANTINE
from lead_desktop.store.salvage import FOLDER, waiting_files
from lead_desktop.store.standing import Device, keep_device, read_device
from lead_desktop.sync.engine import housekeeping
from lead_desktop.sync.faults import WipeOrdered
from lead_desktop.wire import bundle
from lead_desktop.wire.hub_api import NoNetwork, Refused
from lead_desktop.wire.messages import PushRequest, Refusal
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_SEAL, Side, laptop, opened
from tests.fakes.pages import places_of
from tests.fakes.records import a_thing
from tests.fakes.small_hub import SmallDesk, SmallHub
from tests.fakes.small_vaults import cheap_derive
from tests.fakes.vaults import PASSPHRASE, USER
from tests.unit.sync.test_engine import SETS, signed_order

SEAL = HUB_SEAL.public_key()


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def side(tmp_path: Path, clock: StandingClock) -> Iterator[Side]:
    made = known(laptop(tmp_path / "v", clock, 1))
    yield made
    made.vault.close()


def known(side: Side) -> Side:
    """Let a laptop know the key by which things are sealed for its hub."""
    device = read_device(side.vault.reader)
    assert device is not None
    point = SEAL.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    fields = {name: getattr(device, name) for name in Device.__slots__}
    with side.writer.receiving() as connection:
        keep_device(connection, Device(**{**fields, "hub_seal": point.hex()}))
    return side


def sealed(folder: Path, side_key: bytes) -> list[tuple[PushRequest, ...]]:
    """Open the files that wait in a vault's folder, as the hub does."""
    files = waiting_files(folder)
    return [bundle.opened(path.read_bytes(), bundle.PushBundle, side_key, HUB_SEAL).pushes for path in files]


def public(side: Side) -> bytes:
    device = read_device(side.vault.reader)
    assert device is not None
    return device.sign_key.public_key().public_bytes_raw()


class Wiping(SmallDesk):
    """A hub that has stopped this laptop and orders it to wipe itself."""

    def push(self, request: PushRequest) -> object:  # type: ignore[override]
        raise Refused(Refusal(err="revoked", order=signed_order("wipe", 1)))

    pull = push  # type: ignore[assignment]


@pytest.mark.survives(81)
def test_a_wipe_seals_what_was_never_sent_for_the_hub_and_leaves_nothing_else(side: Side) -> None:
    hub = SmallHub(sets=SETS)
    rid = side.create(a_thing(note="sent before"))
    side.sync(hub.at(1))
    side.many(700, lambda at: (rid, {"note": f"canary {at}"}))
    key, folder = public(side), side.vault.folder
    with pytest.raises(WipeOrdered):
        side.sync(Wiping(hub, 1))
    ((first, *rest),) = sealed(folder, key)
    ops = [op for push in (first, *rest) for op in push.ops]
    assert [op["n"] for op in ops] == list(range(2, 702))
    assert [
        path.name for path in folder.rglob("*") if path.name.startswith("vault.") and path.name != "vault.lock"
    ] == []
    assert not any(b"canary" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert hub.push(1, first).acked == first.first + len(first.ops) - 1


def test_a_wipe_with_nothing_unsent_leaves_no_file(side: Side) -> None:
    hub = SmallHub(sets=SETS)
    side.create(a_thing())
    side.sync(hub.at(1))
    with pytest.raises(WipeOrdered):
        side.sync(type("Orders", (SmallDesk,), {"pull": Wiping.push})(hub, 1))
    assert waiting_files(side.vault.folder) == ()


def replaced(side: Side, target: Path, clock: StandingClock) -> tuple[Side, bytes]:
    """Type more after a backup and never send it; put the backup in the place. Returns the vault, and the old key."""
    backup.write_backup(side.vault, target, clock)
    side.create(a_thing(note="typed after the backup"))
    key, folder = public(side), side.vault.folder
    side.vault.close()
    backup.restore_backup(target, folder, USER, PASSPHRASE, clock)
    return opened(folder, clock), key


@pytest.mark.parametrize("why", ["revoked", "lapsed"])
def test_of_a_vault_that_a_restore_set_aside_the_unsent_work_is_sealed_before_it_goes(
    side: Side, tmp_path: Path, clock: StandingClock, why: str
) -> None:
    hub = SmallHub(sets=SETS)
    rid = side.create(a_thing(note="sent before"))
    side.sync(hub.at(1))
    folder = side.vault.folder
    again, key = replaced(side, tmp_path / "b", clock)
    if why == "revoked":
        hub.may = lambda _dev, scope: not scope.startswith(rid)
        again.sync(hub.at(1))
    else:
        clock.advance(timedelta(days=40))
        housekeeping(again.bench)
    assert [path for path in (folder / QUARANTINE).iterdir() if path.is_dir()] == []
    (pushes,) = sealed(folder, key)
    assert [op["n"] for push in pushes for op in push.ops] == [2]
    assert places_of(again.vault, "typed after the backup") == []
    again.vault.close()


def test_a_vault_that_no_hub_ever_knew_stays_where_it_was_set_aside(tmp_path: Path, clock: StandingClock) -> None:
    side = laptop(tmp_path / "v", clock)
    side.create(a_thing(note="mine"))
    again, _ = replaced_without_hub(side, tmp_path / "b", clock)
    known(again.enrolled(1))
    hub = SmallHub(sets=SETS)
    again.sync(hub.at(1))
    clock.advance(timedelta(days=40))
    housekeeping(again.bench)
    kept = [path for path in (again.vault.folder / QUARANTINE).iterdir() if path.is_dir()]
    assert len(kept) == 1
    assert not (again.vault.folder / FOLDER).exists()
    again.vault.close()


def replaced_without_hub(side: Side, target: Path, clock: StandingClock) -> tuple[Side, None]:
    backup.write_backup(side.vault, target, clock)
    side.create(a_thing(note="typed after the backup"))
    folder = side.vault.folder
    side.vault.close()
    backup.restore_backup(target, folder, USER, PASSPHRASE, clock)
    return opened(folder, clock), None


def test_what_cannot_be_sealed_does_not_keep_a_wipe_from_being_done(side: Side) -> None:
    side.create(a_thing())
    (side.vault.folder / FOLDER).write_bytes(b"a file where the folder should be")
    with pytest.raises(WipeOrdered):
        side.sync(Wiping(SmallHub(sets=SETS), 1))
    assert list(side.vault.folder.glob("*.db*")) == []


def test_a_hub_that_is_away_seals_nothing(side: Side) -> None:
    side.create(a_thing())

    def cut(_where: str) -> None:
        raise NoNetwork

    with pytest.raises(NoNetwork):
        side.sync(SmallDesk(SmallHub(sets=SETS), 1, cut))
    assert waiting_files(side.vault.folder) == ()
