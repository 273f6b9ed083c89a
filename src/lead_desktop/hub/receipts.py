"""Revocations that were told, and a device's signed word that what was revoked is gone from it (sync 3.10, I6)."""

from collections.abc import Iterable

from psycopg import Connection

from lead_desktop.hub.delta import Loss
from lead_desktop.hub.devices import Device
from lead_desktop.wire import signing
from lead_desktop.wire.messages import Receipt

OWED = """
r.receipt_at IS NULL AND NOT EXISTS (
  SELECT FROM device_aud m JOIN scope_aud sa ON sa.aud = m.aud
  WHERE m.dev = r.dev AND m.until IS NULL AND sa.scope = r.scope AND sa.until IS NULL
)
"""
"""Of `revocation r`: told, and neither attested nor given back before the device had heard of it."""
_TOLD = """
INSERT INTO revocation(dev, scope, seq, why, told_at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_DONE = """
UPDATE revocation SET purged_at = %s, receipt_at = %s, n_rows = %s, rest = %s, sig = %s
WHERE dev = %s AND seq <= %s AND receipt_at IS NULL AND scope = (SELECT id FROM scope WHERE name = %s)
"""


def note_told(connection: Connection, dev: int, lost: Iterable[Loss], now_ms: int) -> None:
    """Write down which revocations a device is told now; scopes the hub never had need no receipt."""
    for one in lost:
        if one.id:
            connection.execute(_TOLD, (dev, one.id, one.seq, one.why, now_ms))


def note_receipts(connection: Connection, device: Device, receipts: Iterable[Receipt], now_ms: int) -> None:
    """Write down receipts that the device really signed; others attest nothing and are left aside.

    Who attests that a scope is gone attests it of every time before at which it was told so, and given it back.
    """
    for one in receipts:
        if signing.holds(device.sign, one.sig, signing.receipt(one)):
            connection.execute(_DONE, (one.wall, now_ms, one.rows, one.rest, one.sig, device.dev, one.seq, one.scope))
