"""Laptops that leave and come: drained, wiped by order, replaced; and those with other tables than the hub's."""

import json
import tarfile
from pathlib import Path
from typing import Any

from lead_desktop.domain.permissions import side_of
from lead_desktop.hub import pull, rules
from lead_desktop.hub.admitting import NoSuchDevice, move
from lead_desktop.hub.orders import Orders
from lead_desktop.hub.quarantine import Decision, NotWaiting, StillUnfit, accept, refuse, waiting
from lead_desktop.store import keyfile
from lead_desktop.store.schema import VERSION, migrate, version
from lead_desktop.store.vault import unlock
from lead_desktop.sync import joining
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, Side
from tests.fakes.vaults import PASSPHRASE, USER
from tests.sync.desks import Desk
from tests.sync.faults import Died, Fuse, FusedFile
from tests.sync.history import OUTBOX, Screen
from tests.sync.hub_side import Kept
from tests.sync.invariants import must
from tests.sync.kinds import OFFICE, TYPES
from tests.sync.lawful import CARD, cards_in_force
from tests.sync.replacing import replaced
from tests.sync.sticks import Sticks

OLD_VAULT = Path(__file__).parent / "golden" / "tables-1.tar.xz"
"""A vault as the program with version 1 of the tables wrote it: ten operations that no hub has seen."""


class Retiring(Sticks):
    """A world in which laptops come and go."""

    def drain(self, desk: Desk) -> None:
        """Let an administrator retire a laptop: it delivers what it has, and receives nothing more."""
        with self.hub.database.owning() as connection:
            try:
                move(connection, desk.dev, "draining", self.clock)
            except NoSuchDevice:
                return
            Orders(HUB_KEY, self.clock).give(connection, desk.dev, "drain")
        self.hub.ordered.add(desk.dev)
        self.draining.add(desk.uid)
        self.tally["drains"] += 1
        self._known = None

    def restore_hub(self) -> None:
        super().restore_hub()
        for desk in self.desks:
            if desk.uid in self.draining:  # an administrator says again what the hub has forgotten
                self.drain(desk)

    def wipe(self, desk: Desk, point: int | None = None) -> None:
        """Order a laptop to wipe itself, and go on until it has; another takes its seat."""
        with self.hub.database.owning() as connection:
            Orders(HUB_KEY, self.clock).wipe(connection, [desk.dev])
        self.hub.ordered.add(desk.dev)
        self._known = None
        desk.fuse.arm(point)
        for _ in range(3):
            if not desk.wiped:
                self.sync(desk)
        must(desk.wiped, "I6", (desk.name, "was ordered to wipe itself and is still there"))
        for twin in [one for one in self.desks if one.dev == desk.dev and not one.wiped]:
            self.sync(twin)

    def _desk_died(self, desk: Desk, screen: object = None) -> None:
        if (desk.folder / keyfile.NAME).exists():
            super()._desk_died(desk, screen)  # type: ignore[arg-type]
        else:
            self.tally["desk crashes"] += 1
            desk.wiped = True  # it died between the end of its keys and that of its files

    def _after(self, desk: Desk, *, died: bool) -> None:
        if desk.wiped:
            self._is_gone(desk)
            return
        self._known = None
        self.check(desk)
        if not died:
            self.look_for_words(desk)

    def _is_gone(self, desk: Desk) -> None:
        """See that nothing of a wiped laptop can be opened, and put another one in its place."""
        self.tally["wipes"] += 1
        keys = [one for one in (keyfile.NAME, keyfile.SPARE) if (desk.folder / one).exists()]
        must(not keys, "I5", (desk.name, "was wiped and its keys are there", keys))
        hub = self.hub.kept()
        there = {n for n, body in desk.journal.bodies.items() if body in hub.said(desk.dev, n)}
        desk.journal.strike(desk.journal.bodies.keys() - there)
        desk.fuse.arm(None)
        seat = self.desks.index(desk)
        self.desks.remove(desk)
        if seat < self.seats:
            self.add_desk(desk.name, desk.role)
            self.desks.insert(seat, self.desks.pop())

    # work that waits at the hub

    def decide(self, number: int, at_hub: int | None = None) -> None:
        """Let a person decide on something that waits: mostly it is let in."""
        with self.hub.database.owning() as connection:
            there = waiting(connection)
        if not there:
            return
        dev, n, _, _ = there[number % len(there)]
        act = refuse if number % 9 == 8 else accept
        decided = Decision("somebody", self.hub.now())
        self._tick()
        self.hub.fuse.arm(at_hub)
        try:
            with self.hub.database.owning() as connection:
                act(connection, (dev, n), decided)
            self.tally["work let in" if act is accept else "work closed"] += 1
        except StillUnfit:
            self.tally["work that cannot be let in"] += 1
        except NotWaiting:
            must(False, "I1", (dev, n, "was said to wait and does not"))
        except Died:
            self._hub_died()
        finally:
            self.hub.fuse.arm(None)
            self._known = None

    # other versions

    def meet_newer_hub(self, desk: Desk) -> None:
        """Let a laptop meet a hub that hands nothing to so old a program: what was typed must be taken all the same."""
        with replaced(pull, "MIN_SV", VERSION + 1):
            self.sync(desk)
        if not desk.out and not desk.wiped:
            left = desk.rows("SELECT dseq FROM outbox WHERE state = 'pending'")
            must(not left, "I4", (desk.name, "an old program could not deliver", left))

    def meet_older_hub(self, desk: Desk) -> None:
        """Let a laptop meet a hub that does not know its tables yet: its work waits there, and jams nothing."""
        with replaced(rules, "SCHEMA", VERSION - 1):
            self.sync(desk)
        self.tally["older hubs"] += 1

    def old_laptop_joins(self, point: int | None = None) -> Desk | None:
        """Let a laptop of version 1 be brought up to date, dying on the way if told to, and join with its work."""
        if any(one.name == "old" for one in self.desks) or len(self.desks) > self.seats:
            return None
        place, clock = self.folder / "old", StandingClock(self.clock.now())
        if not place.exists():
            place.mkdir(mode=0o700)
            with tarfile.open(OLD_VAULT) as kept:
                kept.extractall(place, filter="data")
            self._die_migrating(place, clock, point)
            side = Side(unlock(place, USER, PASSPHRASE, clock, migrate), clock, TYPES)
            must(version(side.vault.reader) == VERSION, "I1", "an old vault was not brought up to date")
            desk = Desk("old", place, clock, side, 0, "", "case_manager", self.clock)
            there = desk.rows("SELECT dseq, sv, state FROM outbox ORDER BY dseq")
            must(there == [(n, 1, "pending") for n in range(1, 11)], "I1", ("old work is not what it was", there))
            self.desks.append(desk)
            self._first_joining(desk)
            self.tally["old laptops"] += 1
            return desk
        return None

    def _die_migrating(self, place: Path, clock: StandingClock, point: int | None) -> None:
        fuse = Fuse()
        fuse.arm(point)

        def prepare(connection: object) -> object:
            connection._raw = FusedFile(connection._raw, fuse)  # type: ignore[attr-defined]
            return migrate(connection)  # type: ignore[arg-type]

        try:
            unlock(place, USER, PASSPHRASE, clock, prepare).close()  # type: ignore[arg-type]
        except Died:
            self.tally["desk crashes"] += 1
        finally:
            fuse.arm(None)

    def _first_joining(self, desk: Desk) -> None:
        person = joining.Person(desk.side.author.user, "A", desk.role, side_of(desk.role))
        joining.begin(desk.side.bench, "", "", "")
        joining.ask(desk.side.bench, self._door(desk), person)
        sql = f"SELECT {OUTBOX} FROM outbox ORDER BY dseq"
        for row in desk.rows(sql):
            desk.journal.saved([row], _recorded_screen(row), self.clock.now())
        self.journals[desk.dev] = [desk.journal]
        self._connect(desk)

    # what must hold besides

    def cards_held(self, desk: Desk, hub: Kept) -> None:
        """I3: at rest the office's laptop holds the cards of every consent in force that names it, and no others."""
        if desk.role != "officer" or desk.uid in self.draining:
            return
        wanted = cards_in_force(hub, OFFICE, self.clock.now()) & hub.made.keys()
        held = {scope for scope in desk.held() if scope.endswith(CARD)}
        must(held == wanted, "I3", (desk.name, "cards", held ^ wanted))
        self.tally["cards shared"] += len(held)


def _recorded_screen(row: tuple[Any, ...]) -> Screen:
    """Return what must have stood on the screen when recorded work was done; nobody noted it then."""
    _, _, kind, rid, _, _, fid, value, base, *_ = row
    key = json.loads(value)["e"] if kind in ("add", "rem") else ""
    return {(rid, fid, key): frozenset((one[0], one[1]) for one in json.loads(base))}
