"""Time, from one place only: nothing else in the program asks the operating system what time it is."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the rest of the program may know of time."""

    def now(self) -> datetime:
        """Return the wall clock, aware, with the local UTC offset."""
        ...

    def boot_ms(self) -> int:
        """Return milliseconds since boot, sleep included; it never runs backwards."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the local wall clock with its UTC offset."""
        return datetime.now(UTC).astimezone()

    def boot_ms(self) -> int:
        """Return milliseconds since boot; sleep counts where the system offers such a clock (security 3.6)."""
        source = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return time.clock_gettime_ns(source) // 1_000_000


def utc_ms(moment: datetime) -> int:
    """Return an aware moment as whole milliseconds since 1970 UTC."""
    return int(moment.timestamp() * 1000)
