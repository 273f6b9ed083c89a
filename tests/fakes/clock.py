"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta, timezone

MOUNTAIN = timezone(timedelta(hours=-7))


class StandingClock:
    """Stands at a given moment; `advance` moves wall and boot clock together, `set_wall` only the wall."""

    def __init__(self, moment: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=MOUNTAIN)) -> None:
        self.moment = moment
        self._boot_ms = 1_000_000

    def now(self) -> datetime:
        return self.moment

    def boot_ms(self) -> int:
        return self._boot_ms

    def advance(self, step: timedelta) -> None:
        self.moment += step
        self._boot_ms += int(step.total_seconds() * 1000)

    def set_wall(self, moment: datetime) -> None:
        self.moment = moment
