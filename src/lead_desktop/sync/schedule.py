"""When the next round is due: soon after a save, later and later while the hub is away (sync 3.6; no Qt, no thread)."""

from collections.abc import Callable
from dataclasses import dataclass

from lead_desktop.clock import Clock

SOON_MS = 1500
"""A save waits this long for the next one, so that they travel together."""
REST_MS = 60_000
"""After a round that went well, without anything saved."""
LEAST_MS = 5_000
MOST_MS = 15 * 60_000


@dataclass(slots=True)
class Schedule:
    """Tells how long to wait; `chance` gives a number from 0 to 1, so that laptops do not all come back at once."""

    clock: Clock
    chance: Callable[[], float]
    failures: int = 0
    _due_ms: int = 0

    def saved(self) -> None:
        """Something was saved: soon, unless the hub is known to be away; then when it is tried next."""
        if not self.failures:
            self._due_ms = min(self._due_ms, self.clock.boot_ms() + SOON_MS)

    def online(self) -> None:
        """The system says that there is a network again: now."""
        self.failures, self._due_ms = 0, self.clock.boot_ms()

    def succeeded(self) -> None:
        """A round went well."""
        self.failures, self._due_ms = 0, self.clock.boot_ms() + self._jittered(REST_MS)

    def failed(self, retry_ms: int = 0) -> None:
        """A round did not; twice as long as the time before, up to a quarter of an hour, and as the hub asked."""
        wait = min(MOST_MS, LEAST_MS << min(self.failures, 16))
        self.failures += 1
        self._due_ms = self.clock.boot_ms() + max(retry_ms, self._jittered(wait))

    def wait_ms(self) -> int:
        """Return how long until the next round is due; 0: now."""
        return max(0, self._due_ms - self.clock.boot_ms())

    def _jittered(self, wait: int) -> int:
        return max(LEAST_MS, int(wait * (0.75 + 0.5 * self.chance())))
