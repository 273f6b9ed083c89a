"""Participant numbers from this device's blocks, so that they work offline and cannot clash (domain 2.0, rulings).

A block is a tag and a range. Blocks that a hub hands out have an empty tag and ranges that never overlap. Before
a hub, the one block of a device carries a tag drawn at random with the vault, so that `SF-K7QM-0012` of one laptop
is never the number of another.
"""

import json
from typing import Any

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.store.cipher import Connection


class NoNumbersLeft(LeadError):
    """Every block of this device is used up."""

    code = "no_numbers_left"
    message = N_("This laptop has no participant numbers left. Connect to the hub once to receive more.")


def add_block(connection: Connection, tag: str, first: int, last: int) -> None:
    """Add a block of numbers `first` to `last`; must run in a transaction."""
    _write(connection, [*_read(connection), {"tag": tag, "next": first, "last": last}])


def drop_blocks(connection: Connection) -> None:
    """Give up every block of this device; must run in a transaction. The hub hands out others with the next page."""
    _write(connection, [])


def take(connection: Connection, prefix: str) -> str:
    """Take the next number, e.g. `SF-0147` or `SF-K7QM-0012`; must run in the transaction that uses it."""
    blocks = _read(connection)
    for block in blocks:
        if block["next"] <= block["last"]:
            number = block["next"]
            block["next"] = number + 1
            _write(connection, blocks)
            return "-".join(part for part in (prefix, block["tag"], f"{number:04d}") if part)
    raise NoNumbersLeft


def left(connection: Connection) -> int:
    """Count the numbers that are left in blocks of a hub; those of the vault's own block do not count."""
    return sum(max(0, one["last"] - one["next"] + 1) for one in _read(connection) if not one["tag"])


def _read(connection: Connection) -> list[dict[str, Any]]:
    row = connection.execute("SELECT v FROM meta WHERE k = 'number_blocks'").fetchone()
    held: list[dict[str, Any]] = json.loads(row[0]) if row else []
    return held


def _write(connection: Connection, blocks: list[dict[str, Any]]) -> None:
    connection.execute(
        "INSERT INTO meta(k, v) VALUES('number_blocks', ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v",
        (json.dumps(blocks),),
    )
