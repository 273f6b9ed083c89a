"""The clock of the sample program: it stands in 2014 before anybody is entered, and goes on only while it is open.

Days and records of the sample therefore never run apart: whoever opens it a year later still sees it as it stood on
the day of the published figures, with the same things due, and nothing is ever dated before what came earlier.
"""

from datetime import datetime, timedelta, timezone
from typing import Final

from lead_desktop.clock import Clock

MOUNTAIN: Final = timezone(timedelta(hours=-7))
FOUNDED: Final = datetime(2014, 5, 1, 9, 0, tzinfo=MOUNTAIN)
"""When the sample's laptop is set up: the month in which LEAD Santa Fe began."""
SEEN: Final = datetime(2016, 12, 23, 8, 30, tzinfo=MOUNTAIN)
"""When the sample is seen: the morning of the published figures."""


class SampleClock:
    """Shows a moment of the sample and goes on from there at the pace of the real clock below it."""

    def __init__(self, base: Clock, moment: datetime = FOUNDED) -> None:
        """Stand at `moment`, counted on by the boot clock of `base`."""
        self._base = base
        self._from = moment
        self._since_ms = base.boot_ms()

    def now(self) -> datetime:
        """Return the moment in the sample, with the offset of New Mexico's winter."""
        return self._from + timedelta(milliseconds=self._base.boot_ms() - self._since_ms)

    def boot_ms(self) -> int:
        """Return the real boot clock: waiting and locking are no play."""
        return self._base.boot_ms()

    def begin(self) -> None:
        """Stand at the beginning again: a new vault has no past."""
        self._from, self._since_ms = FOUNDED, self._base.boot_ms()

    def move_to(self, moment: datetime) -> None:
        """Go on from `moment`, or from now when that is later: time in the sample never runs backwards."""
        self._from, self._since_ms = max(self.now(), moment.astimezone(MOUNTAIN)), self._base.boot_ms()


def sample_clock(base: Clock) -> SampleClock:
    """Return the clock with which the sample profile is made and opened; `base` is the computer's."""
    return SampleClock(base)


def begin(clock: Clock) -> None:
    """Let the clock of the sample begin for a new vault; every other clock is as it is."""
    if isinstance(clock, SampleClock):
        clock.begin()


def go_on(clock: Clock, latest: str) -> None:
    """Let the clock of the sample go on after the last thing that was written; every other clock is as it is.

    `latest`: that moment as the audit chain writes it, or an empty text.
    """
    if isinstance(clock, SampleClock):
        written = datetime.fromisoformat(latest) if latest else FOUNDED
        clock.move_to(max(written + timedelta(seconds=1), SEEN))
