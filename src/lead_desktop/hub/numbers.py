"""Participant numbers: blocks of ranges that never overlap, so that no two laptops give out the same (rulings)."""

from lead_desktop.hub.database import Database
from lead_desktop.hub.devices import Device
from lead_desktop.wire.messages import NumberBlock

BLOCK = 100
LOW = 20
"""A laptop of the care side with fewer numbers than this is given another block."""


def wanted_block(database: Database, device: Device, left: int, now_ms: int) -> NumberBlock | None:
    """Give a device of the care side a block when its numbers run low. One that is lost on the way stays unused."""
    if device.side != "care" or device.state != "active" or left >= LOW:
        return None
    with database.serving(device.dev, "pull") as connection:
        row = connection.execute("UPDATE number_head SET last = last + %s RETURNING last", (BLOCK,)).fetchone()
        last = int(row[0]) if row else 0
        connection.execute(
            "INSERT INTO number_block(first, last, dev, given_at) VALUES (%s, %s, %s, %s)",
            (last - BLOCK + 1, last, device.dev, now_ms),
        )
    return NumberBlock(first=last - BLOCK + 1, last=last)
