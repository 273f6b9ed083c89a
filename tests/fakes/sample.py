"""The filled sample program: made once in a test run, since it takes some seconds, and copied for each who opens it."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lead_desktop.casework.opening import Opening, SetUp, enter, set_up
from lead_desktop.casework.sample.clock import SampleClock, sample_clock
from lead_desktop.casework.sample.filling import fill_sample
from lead_desktop.domain.programme import Programme, User
from lead_desktop.store.kdf import FLOOR
from tests.fakes.clock import StandingClock
from tests.fakes.vaults import PASSPHRASE, USER


@dataclass
class HeardSteps:
    """Keeps what it hears; says stop after `stop_after` reports, if that is given."""

    stop_after: int | None = None
    heard: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, done: int, total: int) -> None:
        self.heard.append((done, total))

    def stopped(self) -> bool:
        return self.stop_after is not None and len(self.heard) >= self.stop_after


def new_sample(folder: Path, clock: SampleClock | None = None) -> Opening:
    """Set up an empty sample vault with the sample's clock."""
    user = User(name="Rosa Álvarez", role="supervisor")
    wish = SetUp(USER, PASSPHRASE, user, Programme(name="Sample", number_prefix="S"))
    return set_up(folder, wish, clock or sample_clock(StandingClock()), kdf=FLOOR)


@cache
def filled_folder() -> tuple[Path, HeardSteps]:
    """Return the folder of the filled sample, closed, and what was heard while it was filled."""
    place = Path(tempfile.mkdtemp(prefix="lead-sample-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    steps = HeardSteps()
    desk = new_sample(place / "sample").desk
    fill_sample(desk, steps)
    desk.close()
    return place / "sample", steps


def open_filled(folder: Path) -> Opening:
    """Copy the filled sample into a folder of one's own and unlock it."""
    made, _ = filled_folder()
    shutil.copytree(made, folder / "sample")
    return enter(folder / "sample", USER, PASSPHRASE, sample_clock(StandingClock()))
