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
SELECT s.id, s.name, was.held, s.dev = %(dev)s AND s.id > %(scur)s, now.held, now.since, now.not_after, gone.seq,
  gone.why
FROM touched t JOIN scope s ON s.id = t.scope
CROSS JOIN LATERAL (
  SELECT count(*) > 0 AS held FROM mine m JOIN scope_aud sa ON sa.aud = m.aud AND sa.scope = s.id
  WHERE m.since <= %(scur)s AND sa.since <= %(scur)s AND (sa.until IS NULL OR sa.until > %(scur)s)
) was CROSS JOIN LATERAL (
  SELECT count(*) > 0 AS held, min(greatest(m.since, sa.since)) AS since,
    CASE WHEN bool_or(sa.not_after IS NULL) THEN NULL ELSE max(sa.not_after) END AS not_after
  FROM mine m JOIN scope_aud sa ON sa.aud = m.aud AND sa.scope = s.id WHERE m.until IS NULL AND sa.until IS NULL
) now LEFT JOIN LATERAL (
  SELECT least(m.until, sa.until) AS seq, CASE WHEN sa.why = '' THEN 'role' ELSE sa.why END AS why
  FROM mine m JOIN scope_aud sa ON sa.aud = m.aud AND sa.scope = s.id
  WHERE m.until IS NOT NULL OR sa.until IS NOT NULL ORDER BY 1 DESC LIMIT 1
) gone ON true WHERE s.id <= %(upto)s ORDER BY s.id
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
    """Scopes lost and gained, and how far the list has come after it; EVERY when it is whole."""

    lost: Sequence[Loss]
    gained: Sequence[Gain]
    page: int


def scope_delta(connection: Connection, device: Device, scur: int, page: int) -> Delta:
    """Return what changed for a device that knows its scopes as of `scur` up to the number `page`."""
    known = page or (EVERY if scur else 0)
    lost: list[Loss] = []
    gained: list[Gain] = []
    if known:
        _compare(connection, {"dev": device.dev, "scur": scur, "upto": known}, lost, gained)
    if known == EVERY:
        return Delta(lost, gained, EVERY)
    asked = {"dev": device.dev, "after": known, "most": PAGE + 1}
    found = [Gain(*row) for row in connection.execute(_PAGE, asked)]
    reached = found[PAGE - 1].id if len(found) > PAGE else EVERY
    lost += _inward(connection, device.dev, known, reached)
    return Delta(lost, [*gained, *found[:PAGE]], reached)


def _compare(connection: Connection, asked: dict[str, int], lost: list[Loss], gained: list[Gain]) -> None:
    for number, name, was, made, now, since, not_after, gone, why in connection.execute(_TOUCHED, asked):
        if now and not was:
            gained.append(Gain(number, name, since, not_after))
        elif not now and (was or made):
            lost.append(Loss(number, name, gone or number, why or "inward"))


def _inward(connection: Connection, dev: int, after: int, upto: int) -> list[Loss]:
    """Return the scopes that a device opened itself and may not hold: it only ever added to them."""
    rows = connection.execute(
        "SELECT s.id, s.name FROM scope s WHERE s.dev = %s AND s.id > %s AND s.id <= %s AND NOT EXISTS ("
        " SELECT FROM device_aud m JOIN scope_aud sa ON sa.aud = m.aud"
        " WHERE m.dev = s.dev AND m.until IS NULL AND sa.scope = s.id AND sa.until IS NULL) ORDER BY s.id",
        (dev, after, upto),
    )
    return [Loss(number, name, number, "inward") for number, name in rows]
