"""The ground that a simulated world stands on: laptops that joined a hub, the ways between, and the checks."""

import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.domain.permissions import side_of
from lead_desktop.hub.joining import NewPerson
from lead_desktop.store.ledger import Tail, note_tail
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL, laptop
from tests.fakes.hub_door import point
from tests.fakes.postgres import Server
from tests.sync import canary, invariants, lawful
from tests.sync.between import Between
from tests.sync.desks import Desk
from tests.sync.doorway import Doorway
from tests.sync.history import Journal, Planted, Screen
from tests.sync.hub_side import HubSide, Kept
from tests.sync.kinds import OFFICE, TYPES
from tests.sync.knowledge import Knew, Stick

SEATS = (("a", "case_manager"), ("b", "supervisor"), ("c", "officer"))


class Ground:
    """Three laptops and a hub. `folder` is for vaults and copies of them."""

    def __init__(
        self, server: Server, folder: Path, tally: Counter[str], seats: Sequence[tuple[str, str]] = SEATS
    ) -> None:
        self.folder, self.tally = folder, tally
        self.clock = StandingClock()
        self.hub = HubSide(server, self.clock)
        self.journals: dict[int, list[Journal]] = {}
        self.planted = Planted()
        self.knew = Knew()
        self.draining: set[str] = set()
        self.outward: list[Stick] = []
        self.homeward: list[Stick] = []
        self.excused: set[tuple[int, int]] = set()
        self.restored = False
        self.desks: list[Desk] = []
        self.ways: dict[str, Between] = {}
        self.retired: list[Desk] = []
        self._words = 0
        self._known: Kept | None = None
        self._roles_of_copy: dict[str, str] = {}
        self._made = 0
        self.seats = len(seats)
        for name, role in seats:
            self.add_desk(name, role)

    def add_desk(self, name: str, role: str) -> Desk:
        self._made += 1
        clock = StandingClock(self.clock.now())
        place = self.folder / f"{name}{self._made}"
        side = laptop(place, clock, 0, side_of(role), TYPES)
        key, seal = Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP384R1())
        uid = str(uuid.uuid4())
        desk = Desk(name, place, clock, side, 0, uid, role, self.clock)
        keys = (side_of(role), key.public_key().public_bytes_raw(), point(seal))
        desk.dev = self.hub.join(uid, keys, self.person(desk))
        self._enrol(desk, key, seal)
        self.journals[desk.dev] = [desk.journal]
        self.desks.append(desk)
        self._connect(desk)
        self.hub.forget_copy()
        return desk

    def _connect(self, desk: Desk) -> None:
        self._known = None
        self.ways[desk.name] = Between(
            self._doorway(desk), self._hub_died, lambda answer, scopes: self._look(desk, answer, scopes), self.knew
        )

    def _doorway(self, desk: Desk) -> Doorway:
        return Doorway(self.hub.hub, desk.uid, self.hub.ordered)

    def _enrol(self, desk: Desk, key: Ed25519PrivateKey, seal: ec.EllipticCurvePrivateKey) -> None:
        hub_sign, hub_seal = HUB_KEY.public_key().public_bytes_raw().hex(), point(HUB_SEAL).hex()
        opens = f"{seal.private_numbers().private_value:x}"
        device = Device(
            desk.uid, key.private_bytes_raw().hex(), opens, hub_sign=hub_sign, hub_seal=hub_seal, state="active"
        )
        with desk.side.writer.receiving() as connection:
            keep_device(connection, device)
            keep_standing(connection, Standing(epoch=self.hub.hub.health("").epoch))
            note_tail(connection, Tail(dev=desk.dev))

    def person(self, desk: Desk) -> NewPerson:
        person = desk.vault.person
        public = person.sign.public_key().public_bytes_raw()
        return NewPerson(person.user_id, "A worker", desk.role, side_of(desk.role), OFFICE, public, b"seal")

    def close(self) -> None:
        with suppress(psycopg.Error):
            ((told, attested),) = self.hub.rows("SELECT count(*), count(receipt_at) FROM revocation")
            self.tally.update({"revocations": told, "signed receipts": attested})
        for desk in [*self.desks, *self.retired]:
            desk.close()
        self.hub.close()

    # the way there

    def _hub_died(self) -> None:
        self.tally["hub crashes"] += 1
        self.hub.died()
        self._at_hub()

    def _desk_died(self, desk: Desk, screen: Screen | None = None) -> None:
        self.tally["desk crashes"] += 1
        desk.die(screen)

    def _at_hub(self) -> None:
        self._known = None
        for desk in self.desks:
            self.ways[desk.name].desk_at = self._doorway(desk)

    def _look(self, desk: Desk, answer: Any, scopes: set[str]) -> None:
        self.tally["answers"] += 1
        may = self.hub.may().get(desk.dev, set()) if scopes else set()
        invariants.must(scopes <= may, "I8", (desk.name, scopes - may))
        lawful.lawful(desk.role, scopes)
        if desk.role == "officer" and any(scope.endswith(lawful.CARD) for scope in scopes):
            lawful.only_by_consent(scopes, self.hub.kept(), (OFFICE, self.clock.now()))

    def _tick(self) -> None:
        for clock in [self.clock, *(desk.clock for desk in self.desks)]:
            clock.advance(timedelta(seconds=1))

    # looking

    def check(self, desk: Desk | None = None) -> Kept:
        if self._known is None:
            self._known = self.hub.kept()
            invariants.at_every_moment(self._known)
            invariants.clamped(self._known, self.hub.now())
            invariants.humans(self._known, self.journals)
            lawful.nothing_stale(self._known, self.knew)
        hub = self._known
        for one in [desk] if desk else self.desks:
            invariants.no_residue(one)
            invariants.no_hole(one, hub)
            if not one.out:
                invariants.kept_on_disk(one, hub, self.excused)
        return hub

    def look_for_words(self, desk: Desk) -> None:
        """After a purge that is over nothing of the scope is readable in any file of the laptop."""
        if desk.rows("SELECT 1 FROM receipt WHERE sig IS NULL"):
            return
        still = {scope for scope, state in desk.held().items() if state != "lapsed"} | {
            scope for (scope,) in desk.rows("SELECT scope FROM outbox")
        }
        gone = {word for word, scope in self.planted.words.items() if scope in desk.ever_held - still}
        if gone:
            self.tally["scans"] += 1
        found = canary.found(desk.folder, desk.vault.bundle.data_key, {word[4:] for word in gone})
        invariants.must(not found, "I5", (desk.name, "words of a purged scope", found))
