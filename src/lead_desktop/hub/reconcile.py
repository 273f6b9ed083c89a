"""The safety net: a device says what it holds, and what differs is sent anew or taken away (sync 3.10)."""

from collections.abc import Mapping

from psycopg import Connection

from lead_desktop.hub.delta import EVERY, Delta, Gain, Loss
from lead_desktop.hub.states import digests_of

_STANDS = """
SELECT s.name, s.id, now.since, now.not_after FROM scope s CROSS JOIN LATERAL (
  SELECT min(greatest(m.since, sa.since)) AS since,
    CASE WHEN bool_or(sa.not_after IS NULL) THEN NULL ELSE max(sa.not_after) END AS not_after
  FROM device_aud m JOIN scope_aud sa ON sa.aud = m.aud AND sa.scope = s.id
  WHERE m.dev = %(dev)s AND m.until IS NULL AND sa.until IS NULL
) now WHERE s.name = ANY(%(names)s)
"""


def reconciled(connection: Connection, dev: int, digest: Mapping[str, str], head: int) -> Delta:
    """Compare what a device says it holds; only the scopes it names are looked at."""
    lost, gained = [], []
    rows = {row[0]: row[1:] for row in connection.execute(_STANDS, {"dev": dev, "names": list(digest)})}
    there = digests_of(connection, [number for number, since, _ in rows.values() if since is not None])
    for name, said in digest.items():
        number, since, not_after = rows.get(name, (0, None, None))
        if since is None:
            lost.append(Loss(number, name, head, "reconcile"))
        elif there[number] != said:
            gained.append(Gain(number, name, since, not_after))
    return Delta(lost, gained, EVERY)
