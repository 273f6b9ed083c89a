"""Proof of records that came from a hub or went to it: each is what its heads and elements make of it.

The operations behind them are the hub's to prove; here the outbox holds only what waits (store.proof).
"""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from lead_desktop.domain.base import Record
from lead_desktop.store.cipher import Connection
from lead_desktop.store.fields import copied
from lead_desktop.store.projecting import fitting, rebuild
from lead_desktop.store.proof import Each, Fault, line_agrees, ordered
from lead_desktop.store.writing import Types

_TABLES = ("record", "head", "elem", "listed")


def held_faults(connection: Connection, types: Types, each: Each) -> Iterator[Fault]:
    """Yield every record whose readable row or list line is not what its heads say, and rows that belong to none."""
    rows = connection.execute(
        "SELECT r.rid, r.type, r.scope, r.gone, r.person, r.parent, r.status, r.body, c.type, c.scope"
        " FROM record r LEFT JOIN rec c ON c.rid = r.rid ORDER BY r.rid"
    )
    for row in rows:
        each()
        record_type = types.get(row[1])
        if record_type is None or not _agrees(connection, row, record_type):
            yield Fault("record", row[0])
    for table in _TABLES:
        sql = f"SELECT DISTINCT rid FROM {table} WHERE rid NOT IN (SELECT rid FROM rec)"  # noqa: S608 - our own names
        for (rid,) in connection.execute(sql):
            yield Fault("record", rid)


def _agrees(connection: Connection, row: Any, record_type: type[Record]) -> bool:  # noqa: ANN401 - a row
    rid, kind, scope, gone, *copies, body, own_kind, own_scope = row
    try:
        record = record_type.from_json(body)
        told = fitting(record_type, rebuild(connection, rid, record_type))
    except (ValueError, ValidationError):
        return False
    said = {name: value for name, value in told.items() if value not in (None, [])}
    whole = record_type.from_json(json.dumps(said)).model_dump(mode="json")
    shown = record.model_dump(mode="json")
    return (
        (kind, scope) == (own_kind, own_scope)
        and tuple(copied(shown).values()) == tuple(copies)
        and all(ordered(shown[name]) == ordered(value) for name, value in whole.items() if name in said)
        and line_agrees(connection, (rid, kind, scope, gone), record)
    )
