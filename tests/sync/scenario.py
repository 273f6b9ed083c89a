"""One story that touches everything, and every point at which a process may die in it (proof plan 3).

Records are made, sent, changed on both sides, in conflict, answered, deleted; a role is taken away and given back
(purge, receipt, first sync anew), and the hub is put back to an older state.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fakes.postgres import Server
from tests.sync.desks import Desk
from tests.sync.ground import SEATS
from tests.sync.machine import FAST
from tests.sync.world import World

WHO = ("a", "b", "c", "hub")


class Story:
    """The story, in which one process dies at one point: a desk, by its seat, or the hub. No point: nobody dies."""

    seats: Sequence[tuple[str, str]] = SEATS
    only_writing = False
    """Whether a desk dies only before and after what changes its files."""

    def __init__(self, world: World, who: str = "", point: int = 0) -> None:
        self.world, self.who, self.point = world, who, point
        self.fuses = {desk.name: desk.fuse for desk in world.desks} | {"hub": world.hub.fuse}
        for desk in world.desks:
            desk.fuse.only_writing = self.only_writing
        self.begun = {name: fuse.total for name, fuse in self.fuses.items()}

    @property
    def passed(self) -> dict[str, int]:
        """How many points each process has passed."""
        return {name: fuse.total - self.begun[name] for name, fuse in self.fuses.items()}

    def tell(self) -> None:
        """Tell it; whoever dies on the way comes back and goes on."""
        world = self.world
        a, b, c = world.desks
        for kind in range(5):
            self._types(a, lambda kind=kind: world.create(a, kind, kind * 7 + 1))  # type: ignore[misc]
        self._types(c, lambda: world.create(c, 0, 3))
        self._sync(a, c, b)
        self._both_change()
        self._role_and_hub()
        world.come_to_rest()

    def _both_change(self) -> None:
        world = self.world
        a, b, _ = world.desks
        form = world.form(b, 1)
        self._types(a, lambda: world.edit(a, 1, 4))
        self._types(a, lambda: world.batch(a, [(0, 2), (2, 3)]))
        self._types(b, lambda: world.edit(b, 0, 6))
        self._sync(a, b)
        if form is not None:
            self._types(b, lambda: world.save(b, form, 4))
        self._sync(b, a)
        self._types(a, lambda: world.resolve(a, 0, 9))
        self._types(a, lambda: world.remove(a, 3))
        self._types(b, lambda: world.edit(b, 3, 11))
        for place in range(len(b.held())):
            self._types(b, lambda place=place: world.draft(b, place))  # type: ignore[misc]

    def _role_and_hub(self) -> None:
        world = self.world
        a, b, c = world.desks
        world.copy_hub()
        self._sync(a)
        world.change_role(b, "data_entry")
        self._types(b, lambda: world.edit(b, 2, 8))
        self._sync(b, b)
        world.come_to_rest()
        world.change_role(b, "supervisor")
        for number in (1, 6, 11):
            self._types(a, lambda number=number: world.edit(a, 1, number))  # type: ignore[misc]
        self._sync(a)
        b.page_bytes = 1
        world.meanwhile(b, 1, a, 2, 3)
        self._sync(b)
        world.restore_hub()
        self._sync(b, a, c)

    def _types(self, desk: Desk, act: Callable[[], object]) -> None:
        desk.fuse.arm(self._next(desk.name))
        act()
        desk.fuse.arm(None)

    def _sync(self, *desks: Desk) -> None:
        for desk in desks:
            desk.fuse.arm(self._next(desk.name))
            self.world.hub.fuse.arm(self._next("hub"))
            self.world.sync(desk)

    def _next(self, who: str) -> int | None:
        if who != self.who or self.fuses[who].deaths:
            return None
        left = self.point - self.passed[who]
        return left if left >= 0 else None


class Brief(Story):
    """A story so short that every point of it can be tried: made, changed by two at once, taken away, given back."""

    seats = SEATS[:2]
    only_writing = True

    def tell(self) -> None:
        """Tell it."""
        world = self.world
        a, b = world.desks
        for kind in (0, 2):
            self._types(a, lambda kind=kind: world.create(a, kind, kind + 1))  # type: ignore[misc]
        self._sync(a, b)
        for desk in (a, b):
            self._types(desk, lambda desk=desk: world.edit(desk, 1, 1))  # type: ignore[misc]
        self._sync(b, a)
        world.change_role(b, "data_entry")
        self._sync(b)
        world.change_role(b, "supervisor")
        self._sync(b)
        world.come_to_rest()


def tell(
    server: Server, tally: Counter[str], who: str = "", point: int = 0, story: type[Story] = Story
) -> dict[str, int]:
    """Tell a story once in a world of its own; returns the points passed by everybody."""
    folder = Path(tempfile.mkdtemp(prefix="lead-story-", dir=FAST if FAST.is_dir() else None))
    world = World(server, folder, tally, story.seats)
    try:
        told = story(world, who, point)
        told.tell()
        return told.passed
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
