"""One story that touches everything, and every point at which a process may die in it (proof plan 3).

Two care laptops and an officer's: records are made, sent, changed on both sides, in conflict, answered, deleted;
a role is taken away and given back (purge, receipt, first sync anew), and the hub is put back to an older state.
"""

from collections import Counter
from pathlib import Path

from tests.fakes.postgres import Server
from tests.sync.desks import Desk
from tests.sync.world import World


def story(world: World, dying: "Dying") -> None:
    """Tell it; whoever dies on the way comes back and goes on."""
    a, b, c = world.desks
    for kind in range(5):
        dying.types(a, lambda kind=kind: world.create(a, kind, kind * 7 + 1))
    dying.types(c, lambda: world.create(c, 0, 3))
    for desk in (a, c, b):
        dying.syncs(desk)
    form = world.form(b, 1)
    dying.types(a, lambda: world.edit(a, 1, 4))
    dying.types(a, lambda: world.batch(a, [(0, 2), (2, 3)]))
    dying.types(b, lambda: world.edit(b, 0, 6))
    dying.syncs(a)
    dying.syncs(b)
    if form is not None:
        dying.types(b, lambda: world.save(b, form, 4))
    dying.syncs(b)
    dying.syncs(a)
    dying.types(a, lambda: world.resolve(a, 0, 9))
    dying.types(a, lambda: world.remove(a, 3))
    dying.types(b, lambda: world.draft(b))
    world.copy_hub()
    dying.syncs(a)
    world.change_role(b, "data_entry")
    dying.types(b, lambda: world.edit(b, 2, 8))
    dying.syncs(b)
    dying.syncs(b)
    world.change_role(b, "supervisor")
    dying.syncs(b)
    world.restore_hub()
    for desk in (b, a, c):
        dying.syncs(desk)
    world.come_to_rest()


class Dying:
    """Lets one process die at one point of the story, counted over all of it: a desk's by its seat, or the hub's."""

    def __init__(self, who: str = "", point: int | None = None) -> None:
        self.who, self.point = who, point
        self.passed = Counter[str]()

    def types(self, desk: Desk, act: object) -> None:
        self._arm(desk)
        act()  # type: ignore[operator]
        self._count(desk.name, desk.fuse.passed)

    def syncs(self, desk: Desk) -> None:
        self._arm(desk)
        if self.who == "hub":
            desk_world_fuse(desk).arm(self._next("hub"))
        self.world.sync(desk)
        self._count(desk.name, desk.fuse.passed)
        self._count("hub", self.world.hub.fuse.passed)

    world: World

    def _arm(self, desk: Desk) -> None:
        desk.fuse.arm(self._next(desk.name))

    def _next(self, who: str) -> int | None:
        if self.who != who or self.point is None or self.point < self.passed[who]:
            return None
        return self.point - self.passed[who]

    def _count(self, who: str, passed: int) -> None:
        self.passed[who] += passed
