"""What changed in who may have what since a device last applied it: the difference of two moments (sync 3.6).

A scope that was closed and opened again between two contacts is no change. A first sync is told its scopes in pages,
by their numbers: up to the page everything is known as of `scur`, beyond it nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.hub.devices import Device

PAGE = 2_000
"""Scopes in one page of a first sync."""
EVERY = (1 << 62) - 1
"""The page of a device that knows all its scopes."""

_TOUCHED = """
WITH mine AS MATERIALIZED (
  SELECT aud, since, until FROM device_aud WHERE dev = %(dev)s AND (until IS NULL OR until > %(scur)s)
), touched AS (
  SELECT sa.scope FROM mine m JOIN scope_aud sa ON sa.aud = m.aud WHERE sa.since > %(scur)s
  UNION SELECT sa.scope FROM mine m JOIN scope_aud sa ON sa.aud = m.aud WHERE sa.until > %(scur)s
  UNION SELECT sa.scope FROM mine m JOIN scope_aud sa ON sa.aud = m.aud WHERE m.since > %(scur)s OR m.until IS NOT NULL
  UNION SELECT s.id FROM scope s WHERE s.dev = %(dev)s AND s.id > %(scur)s
)
SELECT s.id, s.name, x.was, s.dev = %(dev)s AND s.id > %(scur)s, x.now, x.since, x.not_after, x.ended, x.gone, x.why
FROM touched t JOIN scope s ON s.id = t.scope CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.was) > 0 AS was,
    count(*) FILTER (WHERE o.pen) > 0 AS now, min(greatest(m.since, sa.since)) FILTER (WHERE o.pen) AS since,
    CASE WHEN bool_or(sa.not_after IS NULL) FILTER (WHERE o.pen) THEN NULL
      ELSE max(sa.not_after) FILTER (WHERE o.pen) END AS not_after,
    CASE WHEN bool_or(sa.not_after IS NULL) FILTER (WHERE o.was) THEN NULL
      ELSE max(sa.not_after) FILTER (WHERE o.was) END AS ended,
    max(least(m.until, sa.until)) FILTER (WHERE NOT o.pen) AS gone,
    (array_agg(CASE WHEN sa.why = '' THEN 'role' ELSE sa.why END ORDER BY least(m.until, sa.until) DESC)
      FILTER (WHERE NOT o.pen))[1] AS why
  -- OFFSET 0: by the scope, whatever the planner believes of tables that have grown since it last looked.
  FROM (SELECT * FROM scope_aud a WHERE a.scope = s.id OFFSET 0) sa JOIN mine m ON m.aud = sa.aud
  CROSS JOIN LATERAL (
    SELECT m.until IS NULL AND sa.until IS NULL AS pen, m.since <= %(scur)s AND sa.since <= %(scur)s
      AND (m.until IS NULL OR m.until > %(scur)s) AND (sa.until IS NULL OR sa.until > %(scur)s) AS was
  ) o
) x WHERE s.id <= %(upto)s ORDER BY s.id
"""
_PAGE = """
SELECT s.id, s.name, min(greatest(x.since, m.since)),
  CASE WHEN bool_or(x.not_after IS NULL) THEN NULL ELSE max(x.not_after) END
FROM device_aud m CROSS JOIN LATERAL (
  SELECT sa.scope, sa.since, sa.not_after FROM scope_aud sa
  WHERE sa.aud = m.aud AND sa.until IS NULL AND sa.scope > %(after)s ORDER BY sa.scope LIMIT %(most)s
) x JOIN scope s ON s.id = x.scope
WHERE m.dev = %(dev)s AND m.until IS NULL GROUP BY s.id, s.name ORDER BY s.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Gain:
    """A scope the device may hold from now on."""

    id: int
    name: str
    seq: int
    not_after: int | None


@dataclass(frozen=True, slots=True)
class Loss:
    """A scope the device must remove; why: `role`, `expired`, `revoked` or `inward`."""

    id: int
    name: str
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Delta:
    """Scopes lost and gained, and how far the list has come after it; EVERY when it is whole.

    kept: scopes held before and after, with another end.
    """

    lost: Sequence[Loss]
    gained: Sequence[Gain]
    page: int
    kept: Sequence[Gain] = ()


def scope_delta(connection: Connection, device: Device, scur: int, page: int) -> Delta:
    """Return what changed for a device that knows its scopes as of `scur` up to the number `page`."""
    known = page or (EVERY if scur else 0)
    told = _compared(connection, {"dev": device.dev, "scur": scur, "upto": known}) if known else Delta([], [], known)
    if known == EVERY:
        return told
    asked = {"dev": device.dev, "after": known, "most": PAGE + 1}
    found = [Gain(*row) for row in connection.execute(_PAGE, asked)]
    reached = found[PAGE - 1].id if len(found) > PAGE else EVERY
    lost = [*told.lost, *_inward(connection, device.dev, known, reached)]
    return Delta(lost, [*told.gained, *found[:PAGE]], reached, told.kept)


def _compared(connection: Connection, asked: dict[str, int]) -> Delta:
    lost, gained, kept = list[Loss](), list[Gain](), list[Gain]()
    for number, name, was, made, now, since, not_after, ended, gone, why in connection.execute(_TOUCHED, asked):
        if now and not was:
            gained.append(Gain(number, name, since, not_after))
        elif now and not_after != ended:
            kept.append(Gain(number, name, since, not_after))
        elif not now and (was or made):
            lost.append(Loss(number, name, gone or number, why or "inward"))
    return Delta(lost, gained, asked["upto"], kept)


def _inward(connection: Connection, dev: int, after: int, upto: int) -> list[Loss]:
    """Return the scopes that a device opened itself and may not hold: it only ever added to them."""
    rows = connection.execute(
        "SELECT s.id, s.name FROM scope s WHERE s.dev = %s AND s.id > %s AND s.id <= %s AND NOT EXISTS ("
        " SELECT FROM (SELECT * FROM scope_aud a WHERE a.scope = s.id OFFSET 0) sa JOIN device_aud m ON m.aud = sa.aud"
        " WHERE m.dev = s.dev AND m.until IS NULL AND sa.until IS NULL) ORDER BY s.id",
        (dev, after, upto),
    )
    return [Loss(number, name, number, "inward") for number, name in rows]
