"""Three laptops, a hub and what lies between them; every step ends with the checks of the contract."""

from collections.abc import Sequence
from datetime import timedelta

from lead_desktop.errors import LeadError
from lead_desktop.sync.engine import MustEnrolAnew, MustUpdate, NoLongerAllowed, WipeOrdered
from lead_desktop.wire.hub_api import HubTrouble, Refused
from tests.sync import invariants
from tests.sync.desks import Desk
from tests.sync.faults import Died
from tests.sync.hub_side import Kept
from tests.sync.oracle import heads
from tests.sync.retiring import Retiring


class World(Retiring):
    """Three laptops, a hub, and everything that happens to them."""

    def meanwhile(self, desk: Desk, after: int, other: Desk, which: int, number: int) -> None:
        """Let somebody else change something and sync in the middle of a desk's next round."""

        def act() -> None:
            point, self.hub.fuse.chosen = self.hub.fuse.chosen, None
            self.edit(other, which, number)
            self.sync(other)
            self.hub.fuse.chosen = point

        if other is not desk and not other.out:
            self.ways[desk.name].meanwhile = (after, act)

    def sync(self, desk: Desk, faults: Sequence[int] = ()) -> None:
        """Do one round, whatever becomes of it; fuses may be armed."""
        self._tick()
        way = self.ways[desk.name]
        way.faults = list(faults)
        died = False
        try:
            desk.sync(way)
            desk.settled = True
        except Died:
            died = True
            self._desk_died(desk)
        except HubTrouble:
            self.tally["rounds broken off"] += 1
        except (MustEnrolAnew, NoLongerAllowed):
            desk.out = True
        except MustUpdate:
            self.tally["updates asked for"] += 1
        except WipeOrdered:
            desk.wiped = True
        except Refused as refused:
            invariants.must(refused.refusal.err == "away", "I4", (desk.name, refused.refusal))
        finally:
            desk.fuse.arm(None)
            self.hub.fuse.arm(None)
            way.faults, way.meanwhile = [], None
        self.tally["rounds"] += 1
        self._known = None
        self._after(desk, died=died)

    def repeat(self, desk: Desk, number: int) -> None:
        try:
            self.ways[desk.name].repeat(number)
            self.tally["replays"] += 1
        except LeadError:
            self.tally["replays refused"] += 1
        self._known = None
        self.check(desk)

    def pass_time(self, span: timedelta) -> None:
        for clock in [self.clock, *(desk.clock for desk in self.desks)]:
            clock.advance(span)

    def change_role(self, desk: Desk, role: str) -> None:
        """An administrator changes what somebody may do; an empty role ends it."""
        for one in self.desks:
            if one.side.author.user == desk.side.author.user:
                one.role = role or one.role
        self.tally["role changes"] += 1
        self.hub.change_person(self.person(desk), works=bool(role))
        self._known = None

    def come_to_rest(self) -> Kept:
        """Let everybody meet the hub without faults until nobody has anything new, then check the whole contract."""
        before: object = None
        for _ in range(8):
            for desk in list(self.desks):
                if desk.out:
                    self.join_anew(desk)
                if not desk.wiped:
                    self.sync(desk)
            waits = [
                desk.rows("SELECT count(*) FROM outbox UNION ALL SELECT count(*) FROM receipt") for desk in self.desks
            ]
            now = (self.hub.rows("SELECT seq FROM sync_head"), waits)
            if now == before:
                break
            before = now
        hub = self.check()
        invariants.durable(hub, self.journals, self.excused)
        for desk in self.desks:
            invariants.must(not desk.out, "I4", (desk.name, "is not recognised by the hub"))
            invariants.drained(desk)
            invariants.attested(desk, hub)
            invariants.entitled(desk, hub)
            invariants.converged(desk, hub)
            self.cards_held(desk, hub)
        standing = heads(hub.ops).values()
        self.tally["conflicts"] += sum(len({one.value for one in held.values()}) > 1 for held in standing)
        return hub
