"""Identifiers: who is meant, in types that cannot be mixed up."""

import secrets
import uuid
from typing import NewType

from lead_desktop.clock import Clock, utc_ms

RecordId = NewType("RecordId", str)
"""A UUIDv7 in canonical text form; names one record for ever."""
UserId = NewType("UserId", str)
"""A UUIDv7 of a person who works with the program."""
Scope = NewType("Scope", str)
"""`<client>/<compartment>`: the unit of replication, purge and consent (sync 3.1)."""


def new_id(clock: Clock) -> RecordId:
    """Make a UUIDv7: 48 bits of milliseconds, then 74 random bits (RFC 9562 section 5.7)."""
    stamp = utc_ms(clock.now()) & ((1 << 48) - 1)
    value = (stamp << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
    return RecordId(str(uuid.UUID(int=value)))


def scope_of(client: str, compartment: str) -> Scope:
    """Name the scope of one client's records in one compartment."""
    return Scope(f"{client}/{compartment}")
