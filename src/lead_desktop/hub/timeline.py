"""A new timeline: after a restore or a failover, when this database may lack what was done since (sync 3.12).

Laptops notice the new epoch and send again what is missing. What they cannot send again are the numbers that were
given out since: those are jumped over, so that none is given twice.
"""

from psycopg import Connection

NUMBERS = 100_000
"""Participant numbers that are jumped over: a thousand blocks that may have been given out since the backup."""
DEVICES = 1_000
"""Device numbers that are jumped over: laptops that may have come in since the backup."""
_NUMBERS = """
UPDATE lead.number_head SET last = greatest(last, (SELECT coalesce(max(last), 0) FROM lead.number_block)) + %s
"""
_DEVICES = """
UPDATE lead.device_head SET last = greatest(last, (SELECT coalesce(max(dev), 0) FROM lead.device)) + %s
"""


def begin_timeline(connection: Connection) -> None:
    """Begin a new epoch beyond every number that may have been given out; in one transaction of the hub itself."""
    with connection.transaction():
        connection.execute(_NUMBERS, (NUMBERS,))
        connection.execute(_DEVICES, (DEVICES,))
        connection.execute("UPDATE lead.sync_head SET epoch = gen_random_uuid(), renewed = true")
