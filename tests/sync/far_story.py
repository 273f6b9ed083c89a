"""A second story for every point of death: sticks, consents, work that waits, laptops that come and go.

A laptop of version 1 is brought up to date and joins; rounds are carried in any order, twice and late; cards come and
go with consents; a disk that was put back writes into a scope that its laptop knew to be lost; what waited is let in;
a laptop is drained and wiped.
"""

from datetime import timedelta

from lead_desktop.domain.person import Person
from lead_desktop.hub.quarantine import Decision, NotWaiting, accept
from tests.sync.desks import Desk
from tests.sync.invariants import must
from tests.sync.scenario import Story


class FarStory(Story):
    """The story."""

    def tell(self) -> None:
        """Tell it; whoever dies on the way comes back and goes on."""
        world = self.world
        a, b, c = world.desks
        for kind in range(3):
            self._types(a, lambda kind=kind: world.create(a, kind, kind * 7 + 1))  # type: ignore[misc]
        self._types(c, lambda: world.create(c, 0, 3))
        self._sync(a, c, b)
        self._old_laptop()
        self._sticks(b)
        self._consents(a, c)
        self._stale_disk(c)
        self._let_in()
        self._leaves(b)
        world.come_to_rest()

    def _old_laptop(self) -> None:
        old = self.world.old_laptop_joins()
        if old is not None:
            self._sync(old)
            aside = old.rows("SELECT dseq, reason FROM outbox WHERE state = 'quarantined'")
            must(not aside, "I1", ("the work of an old laptop was not taken", aside))

    def _sticks(self, b: Desk) -> None:
        world = self.world
        for number in (6, 13):
            self._types(b, lambda number=number: world.edit(b, 2, number))  # type: ignore[misc]
            self._carries(b, lambda: world.write_stick(b))
        for stick in (1, 0, 1):
            self._arrives(stick)
        for reply in (1, 2, 3, 2):
            self._carries(b, lambda reply=reply: world.stick_comes_home(b, reply))  # type: ignore[misc]
        a = world.desks[0]
        self._types(a, lambda: world.create(a, 0, 3))
        last = sum(kind == Person.TYPE for _, kind in a.standing()) - 1
        self._types(a, lambda: world.create(a, 2, last))
        self._sync(a)
        self._carries(b, lambda: world.write_stick(b))
        self._arrives(len(world.outward) - 1)
        world.change_role(b, "data_entry")
        self._sync(b, b)
        self._carries(b, lambda: self._newest_home(b))
        world.come_to_rest()
        world.change_role(b, "supervisor")
        self._sync(b)

    def _newest_home(self, desk: Desk) -> None:
        """Let a laptop read the hub's last answer, which was given before its role was taken."""
        own = sum(one.uid == desk.uid for one in self.world.homeward)
        if own:
            self.world.stick_comes_home(desk, own * 8 - 1)

    def _consents(self, a: Desk, c: Desk) -> None:
        world = self.world
        for number in (0, 1, 4):  # three days, thirty, thirty
            self._types(a, lambda number=number: world.sign(a, number))  # type: ignore[misc]
        self._sync(a, c)
        self._types(c, lambda: world.draft(c, 1))
        world.pass_time(timedelta(days=4))
        self._sync(a, c, c)
        self._types(a, lambda: world.take_back(a, 1))
        self._sync(a, c, c)
        world.come_to_rest()

    def _stale_disk(self, c: Desk) -> None:
        """An officer's laptop and its clock are put back to a day when it held a referral whose time is over now."""
        world = self.world
        c.keep_copy(world.folder / "copy-c")
        world.pass_time(timedelta(days=31))
        self._sync(c, c, c)
        world.restore_laptop(c)
        c.clock.set_wall(c.clock.now() - timedelta(days=31))
        self._types(c, lambda: world.edit(c, 0, 1))
        self._sync(c)
        c.clock.set_wall(world.clock.now())
        self._sync(c)

    def _let_in(self) -> None:
        world = self.world
        world.hub.fuse.arm(self._next("hub"))
        world.decide(0)
        decided = Decision("somebody", world.hub.now())
        for place in sorted(world.hub.kept().accepted):
            try:
                with world.hub.database.owning() as connection:
                    accept(connection, place, decided)
            except NotWaiting:
                continue
            must(False, "I1", (place, "was let in twice"))

    def _leaves(self, b: Desk) -> None:
        world = self.world
        world.drain(b)
        self._sync(b)
        self._types(b, lambda: world.create(b, 0, 5))
        self._sync(b, b)
        self.world.wipe(b, self._next(b.name))

    def _carries(self, desk: Desk, act: object) -> None:
        desk.fuse.arm(self._next(desk.name))
        act()  # type: ignore[operator]
        desk.fuse.arm(None)

    def _arrives(self, number: int) -> None:
        self.world.stick_arrives(number, self._next("hub"))
