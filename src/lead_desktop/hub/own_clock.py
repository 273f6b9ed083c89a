"""The hub's own clock: what is noticed when it is wrong, and what a wrong one did that is put right (number 84).

No order, merge or permission rests on it: only the ends of what may be held for a time. When it was ahead, and has
been set, what it ended too early is given again.
"""

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.errors import LeadError
from lead_desktop.hub.notices import tell
from lead_desktop.hub.sequencer import note_event
from lead_desktop.i18n import N_

DAY_MS = 86_400_000
BEHIND_MS = DAY_MS
"""A hub does not start when its clock is so far before the last thing it wrote down (sync 3.8)."""
AHEAD_MS = 30 * DAY_MS
"""So long after it, somebody has to say whether the hub was away or its clock is wrong."""
JUMP_MS = 5 * 60 * 1000
_EARLY_MS = 60 * 60 * 1000
_LAST = "SELECT recv_at FROM op ORDER BY seq DESC LIMIT 1"
_IS_EARLY = "SELECT 1 FROM scope_aud WHERE why = 'expired' AND not_after > %s LIMIT 1"
_AGAIN = """
WITH early AS (
  UPDATE scope_aud SET why = 'early' WHERE why = 'expired' AND not_after > %(now)s
  RETURNING scope, aud, basis, not_after
)
INSERT INTO scope_aud(scope, aud, basis, since, not_after)
SELECT e.scope, e.aud, e.basis, %(seq)s::bigint, max(e.not_after) FROM early e JOIN scope s ON s.id = e.scope
WHERE (e.basis = '' OR EXISTS (
    SELECT FROM consent_scope c WHERE c.basis = e.basis AND c.name = s.name AND c.aud = e.aud))
  AND NOT EXISTS (
    SELECT FROM scope_aud o WHERE o.scope = e.scope AND o.aud = e.aud AND o.basis = e.basis AND o.until IS NULL)
GROUP BY e.scope, e.aud, e.basis
"""


class HubClockBehind(LeadError):
    """The hub's clock is more than a day before the last thing it wrote down (sync 3.8)."""

    code = "hub_clock_behind"
    message = N_(
        "This computer's clock is more than a day behind what the hub has stored. Set it, then start again. "
        "If it is right now and was wrong before: lead-hub serve --clock-is-right."
    )


def days_since(connection: Connection, clock: Clock) -> int:
    """Return how many days after the last thing that was written down it is now.

    More than a few, and either the hub was away or its clock is ahead. Raises HubClockBehind.
    """
    row = connection.execute(_LAST).fetchone()
    since = utc_ms(clock.now()) - (row[0] if row else utc_ms(clock.now()))
    if -since > BEHIND_MS:
        raise HubClockBehind
    if since > AHEAD_MS:
        tell(connection, clock, "clock_ahead")
    return since // DAY_MS


class ClockWatch:
    """Compares the clock with the time that has passed since the computer started."""

    def __init__(self, clock: Clock) -> None:
        """Look for the first time."""
        self._clock = clock
        self._apart = self._look()

    def has_jumped(self) -> bool:
        """Tell whether the clock was set by more than some minutes since the last look."""
        before, self._apart = self._apart, self._look()
        return abs(self._apart - before) > JUMP_MS

    def _look(self) -> int:
        return utc_ms(self._clock.now()) - self._clock.boot_ms()


def give_again(connection: Connection, clock: Clock) -> None:
    """Give again what was ended although its time, by the clock of now, is not over."""
    now = utc_ms(clock.now())
    if connection.execute(_IS_EARLY, (now + _EARLY_MS,)).fetchone() is None:
        return
    seq = note_event(connection, "early", {"now": now}, now)
    connection.execute(_AGAIN, {"now": now, "seq": seq})
    tell(connection, clock, "clock_was_ahead")
