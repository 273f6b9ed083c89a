"""Many rows to PostgreSQL in one parameter: JSON, which both sides read and write in C."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection


def put_rows(connection: Connection, statement: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement whose only parameter is a JSON list of objects; nothing happens without rows."""
    if rows:
        text = json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False)
        connection.execute(statement, (text,))


def listed(values: Iterable[object]) -> str:
    """Write ids or numbers as one text, for string_to_array."""
    return ",".join(map(str, values))
