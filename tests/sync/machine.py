"""The world as a state machine: what may happen, in any order, as often as it likes."""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.fakes.postgres import Server
from tests.sync.between import ANSWER_LOST, DOUBLED, FINE, REQUEST_LOST
from tests.sync.desks import Desk
from tests.sync.world import World

desks = st.integers(0, 2)
numbers = st.integers(0, 999)
points = st.one_of(st.none(), st.integers(0, 120))
ways = st.lists(st.sampled_from((FINE, FINE, REQUEST_LOST, ANSWER_LOST, DOUBLED)), max_size=4)
JUMPS = (-5, 5, 400, -400)
SPANS = (timedelta(hours=1), timedelta(days=8), timedelta(days=31), timedelta(days=40))
ROLES = ("data_entry", "supervisor", "", "supervisor")
RARE = (
    "clock_jumps", "time_passes", "role_changes", "role_changes", "restarts", "disk_is_copied", "disk_is_put_back",
    "is_cloned", "hub_is_copied", "hub_is_put_back", "joins_anew",
)  # fmt: skip


class Meeting(RuleBasedStateMachine):
    """Three laptops and a hub. `server` and `tally` are set by whoever runs it."""

    server: Server
    tally: Counter[str]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lead-sim-"))
        self.world = World(self.server, self.folder, self.tally)
        self.tally["runs"] += 1

    @rule(desk=desks, kind=st.integers(0, 4), number=numbers, point=points)
    def create(self, desk, kind, number, point):
        with self._at(desk, point) as one:
            self.world.create(one, kind, number)

    @rule(desk=desks, which=numbers, number=numbers, point=points)
    def edit(self, desk, which, number, point):
        with self._at(desk, point) as one:
            self.world.edit(one, which, number)

    @rule(desk=desks, picks=st.lists(st.tuples(numbers, numbers), min_size=2, max_size=5), point=points)
    def edit_several_at_once(self, desk, picks, point):
        with self._at(desk, point) as one:
            self.world.batch(one, picks)

    @rule(desk=desks, which=numbers)
    def open_form(self, desk, which):
        form = self.world.form(self.world.desks[desk], which)
        if form is not None:
            self.world.desks[desk].forms.append(form)

    @precondition(lambda self: any(desk.forms for desk in self.world.desks))
    @rule(which=numbers, number=numbers)
    def save_form(self, which, number):
        open_ones = [(desk, form) for desk in self.world.desks for form in desk.forms]
        desk, form = open_ones[which % len(open_ones)]
        desk.forms.remove(form)
        self.world.save(desk, form, number)

    @rule(desk=desks, which=numbers, number=numbers)
    def resolve(self, desk, which, number):
        self.world.resolve(self.world.desks[desk], which, number)

    @rule(desk=desks, which=numbers)
    def remove(self, desk, which):
        self.world.remove(self.world.desks[desk], which)

    @rule(desk=desks, which=numbers)
    def restore(self, desk, which):
        self.world.restore(self.world.desks[desk], which)

    @rule(desk=desks)
    def half_fill_a_form(self, desk):
        self.world.draft(self.world.desks[desk])

    @rule(desk=desks, faults=ways, point=points, at_hub=points, page=st.sampled_from((1, 2000, 65536)))
    def sync(self, desk, faults, point, at_hub, page):
        with self._at(desk, point) as one:
            self.world.hub.fuse.arm(at_hub)
            one.page_bytes = page
            self.world.sync(one, faults)

    @rule(desk=desks)
    def sync_in_peace(self, desk):
        self.world.sync(self.world.desks[desk])

    @rule(desk=desks, number=numbers)
    def repeat(self, desk, number):
        self.world.repeat(self.world.desks[desk], number)

    @rule(desk=desks, number=numbers, rare=st.sampled_from(RARE))
    def now_and_then(self, desk, number, rare):
        """Do one of what happens less often than an edit or a round."""
        getattr(self, f"_{rare}")(self.world.desks[desk], number)

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

    @precondition(lambda self: len(self.world.desks) > 3)
    @rule(number=numbers)
    def clone_works(self, number):
        self.world.edit(self.world.desks[3], number, number)
        self.world.sync(self.world.desks[3])

    @invariant()
    def the_contract_holds(self):
        if hasattr(self, "world"):
            self.world.check()

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            if sys.exc_info()[0] is None:
                self.world.come_to_rest()
        finally:
            self.world.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _at(self, desk: int, point: int | None) -> Iterator[Desk]:
        one = self.world.desks[desk]
        one.fuse.arm(point)
        try:
            yield one
        finally:
            one.fuse.arm(None)
