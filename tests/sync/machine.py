"""The world as a state machine: what may happen, in any order, as often as it likes."""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.fakes.postgres import Server
from tests.sync.between import ANSWER_LOST, DOUBLED, FINE, REQUEST_LOST
from tests.sync.desks import Desk
from tests.sync.world import World

FAST = Path("/dev/shm")
"""A disk in memory, where there is one: what a power cut does to files is tried elsewhere."""
desks = st.integers(0, 2)
numbers = st.integers(0, 999)
points = st.one_of(st.none(), st.integers(0, 160))
FAULTS = (FINE, FINE, REQUEST_LOST, ANSWER_LOST, DOUBLED)
PAGES = (1, 2000, 65536)
ways = st.lists(st.sampled_from(FAULTS), max_size=4)
pages = st.sampled_from(PAGES)
TYPING = (
    "edit", "edit", "edit", "create", "create", "batch", "open_form", "save_form", "save_form", "resolve", "remove",
    "restore", "draft",
)  # fmt: skip
RARE = (
    "clock_jumps", "clock_jumps", "time_passes", "role_changes", "role_changes", "restarts", "disk_is_copied",
    "disk_is_put_back", "is_cloned", "hub_is_copied", "hub_is_put_back", "joins_anew", "earlier_words",
)  # fmt: skip
JUMPS = (-5, 5, 400, -400)
SPANS = (timedelta(hours=1), timedelta(days=8), timedelta(days=31), timedelta(days=40))
ROLES = ("data_entry", "supervisor", "", "supervisor")


class Meeting(RuleBasedStateMachine):
    """Three laptops and a hub. `server` and `tally` are set by whoever runs it."""

    server: Server
    tally: Counter[str]

    @initialize(number=numbers)
    def begin(self, number):
        self.folder = Path(tempfile.mkdtemp(prefix="lead-sim-", dir=FAST if FAST.is_dir() else None))
        self.world = World(self.server, self.folder, self.tally)
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.tally["runs"] += 1
        for place in range(5):
            self.world.create(self.world.desks[0], place, number + place)
        self.world.create(self.world.desks[2], 0, number)
        for desk in self.world.desks:
            self.world.sync(desk)

    @rule(desk=desks, what=st.sampled_from(TYPING), which=numbers, number=numbers, point=points)
    def somebody_types(self, desk, what, which, number, point):
        with self._dying(desk, point) as one:
            getattr(self, f"_{what}")(one, which, number)
        self.world.check(one)

    @rule(desk=desks, faults=ways, point=points, at_hub=points, page=pages)
    def sync(self, desk, faults, point, at_hub, page):
        with self._dying(desk, point) as one:
            self.world.hub.fuse.arm(at_hub)
            one.page_bytes = page
            self.world.sync(one, faults)

    @rule(desk=desks)
    def sync_in_peace(self, desk):
        self.world.sync(self.world.desks[desk])

    @rule(desk=desks, other=desks, number=numbers, page=pages)
    def sync_while_another_works(self, desk, other, number, page):
        one = self.world.desks[desk]
        one.page_bytes = page
        self.world.meanwhile(one, number % 3 + 1, self.world.desks[other], number, number)
        self.world.sync(one)

    @rule(desk=desks, number=numbers, rare=st.sampled_from(RARE))
    def now_and_then(self, desk, number, rare):
        getattr(self, f"_{rare}")(self.world.desks[desk], number)
        self.world.check()

    @precondition(lambda self: len(self.world.desks) > 3)
    @rule(number=numbers)
    def clone_works(self, number):
        self.world.edit(self.world.desks[3], number, number)
        self.world.sync(self.world.desks[3])

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            if sys.exc_info()[0] is None:
                self.world.come_to_rest()
        finally:
            self.leave()

    def leave(self) -> None:
        """Put everything away."""
        self.world.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _dying(self, desk: int, point: int | None) -> Iterator[Desk]:
        one = self.world.desks[desk]
        one.fuse.arm(point)
        try:
            yield one
        finally:
            one.fuse.arm(None)

    # typing

    def _create(self, desk: Desk, which: int, number: int) -> None:
        self.world.create(desk, which, number)

    def _edit(self, desk: Desk, which: int, number: int) -> None:
        self.world.edit(desk, which, number)

    def _batch(self, desk: Desk, which: int, number: int) -> None:
        self.world.batch(desk, [(which + step, number + step) for step in range(2 + number % 4)])

    def _open_form(self, desk: Desk, which: int, _number: int) -> None:
        form = self.world.form(desk, which)
        if form is not None:
            desk.forms.append(form)

    def _save_form(self, desk: Desk, which: int, number: int) -> None:
        if desk.forms:
            self.world.save(desk, desk.forms.pop(which % len(desk.forms)), number)

    def _resolve(self, desk: Desk, which: int, number: int) -> None:
        self.world.resolve(desk, which, number)

    def _remove(self, desk: Desk, which: int, _number: int) -> None:
        self.world.remove(desk, which)

    def _restore(self, desk: Desk, which: int, _number: int) -> None:
        self.world.restore(desk, which)

    def _draft(self, desk: Desk, _which: int, number: int) -> None:
        self.world.draft(desk, number)

    # what happens less often

    def _earlier_words(self, desk: Desk, number: int) -> None:
        self.world.repeat(desk, number)

    def _clock_jumps(self, desk: Desk, number: int) -> None:
        desk.clock.set_wall(desk.clock.now() + timedelta(days=JUMPS[number % len(JUMPS)]))
        self.tally["clock jumps"] += 1

    def _time_passes(self, _desk: Desk, number: int) -> None:
        self.world.pass_time(SPANS[number % len(SPANS)])

    def _role_changes(self, _desk: Desk, number: int) -> None:
        self.world.change_role(self.world.desks[1], ROLES[number % len(ROLES)])

    def _restarts(self, desk: Desk, _number: int) -> None:
        desk.reopen()

    def _disk_is_copied(self, desk: Desk, _number: int) -> None:
        desk.keep_copy(self.folder / f"copy-{desk.name}")

    def _disk_is_put_back(self, desk: Desk, _number: int) -> None:
        self.world.restore_laptop(desk)

    def _is_cloned(self, desk: Desk, _number: int) -> None:
        if len(self.world.desks) < 4:
            self.world.clone(desk)

    def _hub_is_copied(self, _desk: Desk, _number: int) -> None:
        self.world.copy_hub()

    def _hub_is_put_back(self, _desk: Desk, _number: int) -> None:
        self.world.restore_hub()

    def _joins_anew(self, _desk: Desk, _number: int) -> None:
        for desk in self.world.desks:
            if desk.out:
                self.world.join_anew(desk)
