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
STICKS = ("is_written", "is_written", "arrives", "arrives", "comes_home", "comes_home", "comes_home")
SELDOM = (
    "consent_is_signed", "consent_is_signed", "consent_is_taken_back", "work_is_decided", "work_is_decided",
    "drains", "is_wiped", "meets_newer_hub", "meets_older_hub", "old_laptop_joins",
)  # fmt: skip
"""What a wider world has besides."""
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

    @rule(desk=desks, number=numbers, what=st.sampled_from(STICKS), point=points, at_hub=points)
    def stick(self, desk, number, what, point, at_hub):
        with self._dying(desk, point) as one:
            if what == "is_written":
                self.world.write_stick(one)
            elif what == "arrives":
                self.world.stick_arrives(number, at_hub)
            else:
                self.world.stick_comes_home(one, number)
        self.world.check()

    @rule(desk=desks, number=numbers, seldom=st.sampled_from(SELDOM), point=points)
    def once_in_a_while(self, desk, number, seldom, point):
        getattr(self, f"_{seldom}")(self.world.desks[desk], number, point)
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

    # what a wider world has besides

    def _consent_is_signed(self, desk: Desk, number: int, point: int | None) -> None:
        desk.fuse.arm(point)
        self.world.sign(desk, number)

    def _consent_is_taken_back(self, desk: Desk, number: int, point: int | None) -> None:
        desk.fuse.arm(point)
        self.world.take_back(desk, number)

    def _work_is_decided(self, _desk: Desk, number: int, point: int | None) -> None:
        self.world.decide(number, point)

    def _drains(self, desk: Desk, number: int, _point: int | None) -> None:
        if number % 3 == 0:
            self.world.drain(desk)

    def _is_wiped(self, desk: Desk, number: int, point: int | None) -> None:
        if number % 3 == 0 or desk.uid in self.world.draining:
            self.world.wipe(desk, point)

    def _meets_newer_hub(self, desk: Desk, _number: int, _point: int | None) -> None:
        self.world.meet_newer_hub(desk)

    def _meets_older_hub(self, desk: Desk, _number: int, _point: int | None) -> None:
        self.world.meet_older_hub(desk)

    def _old_laptop_joins(self, _desk: Desk, _number: int, point: int | None) -> None:
        self.world.old_laptop_joins(point)
