"""Filling the sample program: its settings, its staff, and everything that happened until the day it is seen."""

from collections.abc import Sequence
from typing import Final, Protocol

from lead_desktop.casework import settings
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.sample.cast import cast
from lead_desktop.casework.sample.clock import SEEN, SampleClock
from lead_desktop.casework.sample.entering import Entering
from lead_desktop.casework.sample.referring import CRITERIA
from lead_desktop.casework.sample.script import ACTIVE, WINDOW, Act, script
from lead_desktop.domain.programme import User

TOGETHER: Final = 20
"""Acts that reach the disk as one: the sample can be made again, so it need not wait for the disk after each."""


class Steps(Protocol):
    """Hears how far the filling is, and says when to stop."""

    def __call__(self, done: int, total: int) -> object:
        """Hear how many acts of how many are entered."""
        ...

    def stopped(self) -> bool:
        """Tell whether to stop after this act."""
        ...


def fill_sample(desk: Desk, steps: Steps) -> None:
    """Enter the invented cohort of resources/demo, as people would, through the same acts as the screens.

    The desk has the sample's clock (casework.sample.clock.sample_clock); it ends on the morning of 2016-12-23.
    Returns early when stopped. Raises TypeError at a desk whose clock is real: nothing is ever entered there.
    """
    if not isinstance(desk.clock, SampleClock):
        raise TypeError("not the sample's clock")
    entering = Entering(desk, desk.clock)
    _set_programme(entering)
    _add_staff(entering)
    acts = script(cast())
    for first in range(0, len(acts), TOGETHER):
        steps(first, len(acts))
        if not _enter(entering, acts[first : first + TOGETHER], steps):
            return
    desk.clock.move_to(SEEN)
    steps(len(acts), len(acts))


def _enter(entering: Entering, acts: Sequence[Act], steps: Steps) -> bool:
    """Enter some acts as one; return whether to go on."""
    with entering.desk.together():
        for act in acts:
            if steps.stopped():
                return False
            entering.clock.move_to(act.at)
            act.run(entering, act.guest)
    return True


def _set_programme(entering: Entering) -> None:
    """Set the window of seven days and the agreed pauses that LEAD Santa Fe's figures speak of."""
    with entering.as_manager() as desk:
        opened = settings.open_programme(desk)
        after = opened.record.with_(
            intake_window_days=WINDOW, active_contact_days=ACTIVE, pauses_agreed=True, criteria_set=CRITERIA,
            referral_types=("arrest_diversion", "social_contact", "community"),
        )  # fmt: skip
        settings.save_programme(desk, opened, after)


def _add_staff(entering: Entering) -> None:
    """Add the invented case managers, so that everybody has one and no caseload is above the program's notice."""
    names = entering.words["staff"]
    with entering.as_manager() as desk:
        desk.allow("create", User)
        with desk.writing("user.add") as work:
            rids = [
                work.create(
                    User(name=name, role="case_manager", agency=desk.worker.agency), client="programme"
                )
                for name in names
            ]  # fmt: skip
    entering.staff = tuple(entering.a_case_manager(rid, name) for rid, name in zip(rids, names, strict=True))
