"""How much of what may come from whom in a minute: buckets that fill up again with time, per hub process."""

from collections import OrderedDict
from dataclasses import dataclass

from lead_desktop.clock import Clock

MAX_BODY = 8 * 1024 * 1024
"""Bytes of one request (security 3.11)."""
PATIENCE_S = 30
"""Seconds for a request to arrive whole, and for an answer to be made."""
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So much in so many milliseconds; all of it may come at once."""

    amount: int
    per_ms: int


class Buckets:
    """One bucket per name. The longest unused is forgotten past 10,000 names: a forgotten one counts as full.

    For one thread only.
    """

    def __init__(self, rate: Rate, clock: Clock) -> None:
        """Keep the rate and the clock."""
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def wait_ms(self, name: str, amount: int = 1) -> int:
        """Take an amount, all or nothing; return 0, or how long to wait until it would be there."""
        level = self._level(name)
        missing = min(amount, self._rate.amount) - level
        if missing > 0:
            return int(missing * self._rate.per_ms / self._rate.amount) + 1
        self._keep(name, level - amount)
        return 0

    def spent(self, name: str) -> int:
        """Return how long to wait until one is there again, without taking it; 0 when it is there."""
        missing = 1 - self._level(name)
        return int(missing * self._rate.per_ms / self._rate.amount) + 1 if missing > 0 else 0

    def _level(self, name: str) -> float:
        level, then = self._levels.get(name, (float(self._rate.amount), self._clock.boot_ms()))
        filled = (self._clock.boot_ms() - then) * self._rate.amount / self._rate.per_ms
        return min(float(self._rate.amount), level + filled)

    def _keep(self, name: str, level: float) -> None:
        self._levels[name] = (level, self._clock.boot_ms())
        self._levels.move_to_end(name)
        if len(self._levels) > _REMEMBERED:
            self._levels.popitem(last=False)
