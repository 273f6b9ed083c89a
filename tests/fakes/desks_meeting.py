"""Laptops that meet a hub: a real vault each, enrolled by hand, with the parts that a round needs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.clock import Clock
from lead_desktop.domain.base import Record
from lead_desktop.store.audit import Event
from lead_desktop.store.landing import Landed
from lead_desktop.store.ledger import Author, Tail, note_tail
from lead_desktop.store.records import Opened, Reading
from lead_desktop.store.schema import migrate
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing
from lead_desktop.store.vault import Vault, unlock
from lead_desktop.store.wiping import Wiping
from lead_desktop.store.writing import Types, Writer
from lead_desktop.sync.bench import Bench, Progress, Round
from lead_desktop.sync.engine import Engine
from lead_desktop.wire.hub_api import HubApi
from tests.fakes.records import TYPES, Thing
from tests.fakes.vaults import PASSPHRASE, USER, make_vault

HUB_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HUB_SEAL = ec.derive_private_key(12345, ec.SECP384R1())


class Side:
    """A vault, who works at it, and what a test asks of both."""

    def __init__(self, vault: Vault, clock: Clock, types: Types = TYPES) -> None:
        self.vault, self.clock, self.types = vault, clock, types
        self.author = Author(vault.person.user_id, vault.person.sign.sign)
        self.writer = Writer(vault, clock, types)
        self.reading = Reading(vault.reader)
        self.told: list[Progress] = []

    def create(self, thing: Record, client: str = "") -> str:
        with self.writer.writing(self.author, Event("thing.create")) as work:
            return work.create(thing, client=client)

    def edit(self, opened: Opened[Thing], **values: object) -> None:
        with self.writer.writing(self.author, Event("thing.edit", opened.rid)) as work:
            work.edit(opened, opened.record.with_(**values))

    def change(self, rid: str, **values: object) -> None:
        self.edit(self.open(rid), **values)

    def decide(self, rid: str, fid: int, **values: object) -> None:
        """Change a field, having seen all its values."""
        held = self.open(rid)
        heads = {**held.base.heads, fid: held.base.all_heads(fid)}
        self.edit(replace(held, base=replace(held.base, heads=heads)), **values)

    def remove(self, rid: str) -> None:
        with self.writer.writing(self.author, Event("thing.remove", rid)) as work:
            work.remove(self.open(rid))

    def many(self, count: int, change: Callable[[int], tuple[str, dict[str, object]]]) -> None:
        """Make many edits, each with its own number, in one durable transaction."""
        reading = Reading(self.vault.writer)
        with self.writer.together():
            for number in range(count):
                rid, values = change(number)
                opened = reading.open(Thing, rid)
                with self.writer.writing(self.author, Event("thing.edit", rid)) as work:
                    work.edit(opened, opened.record.with_(**values))

    def open(self, rid: str) -> Opened[Thing]:
        return self.reading.open(Thing, rid)

    def get(self, rid: str) -> Thing:
        return self.reading.get(Thing, rid).record

    def enrolled(self, dev: int, epoch: str = "epoch-1") -> "Side":
        """Make it known by hand, before anything was saved."""
        key = Ed25519PrivateKey.generate().private_bytes_raw().hex()
        seal = f"{ec.generate_private_key(ec.SECP384R1()).private_numbers().private_value:x}"
        with self.writer.receiving() as connection:
            hub = HUB_KEY.public_key().public_bytes_raw().hex()
            keep_device(connection, Device(f"uid-{dev}", key, seal, hub_sign=hub, state="active"))
            keep_standing(connection, Standing(epoch=epoch))
            note_tail(connection, Tail(dev=dev))
        return self

    @property
    def bench(self) -> Bench:
        return Bench(self.vault, self.writer, self.clock, self.types, self.author, Wiping(self.vault))

    def engine(self, hub: HubApi) -> Engine:
        return Engine(hub, self.bench)

    def sync(self, hub: HubApi) -> Round:
        def tell(progress: Progress, _landed: Landed) -> None:
            self.told.append(progress)

        return self.engine(hub).round(tell, lambda: False)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.vault.reader.execute(sql, values).fetchall()

    def reopened(self) -> "Side":
        """Close and unlock again."""
        self.vault.close()
        return opened(self.vault.folder, self.clock, self.types)


def opened(folder: Path, clock: Clock, types: Types = TYPES) -> Side:
    """Unlock the vault of a folder."""
    return Side(unlock(folder, USER, PASSPHRASE, clock, migrate), clock, types)


def laptop(folder: Path, clock: Clock, dev: int = 0, side: str = "care", types: Types = TYPES) -> Side:
    """Make a laptop; with a number it is enrolled."""
    made = Side(make_vault(folder, clock, side), clock, types)
    return made.enrolled(dev) if dev else made
