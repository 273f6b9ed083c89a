"""Many rows to PostgreSQL in one statement: as JSON, or column by column where rows are long and many."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection


def put_rows(connection: Connection, statement: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement whose only parameter is a JSON list of objects; nothing happens without rows."""
    if rows:
        text = json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False)
        connection.execute(statement, (text,))


def put_columns(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement with one parameter for each column, a list of it; nothing happens without rows.

    In the binary form of `%b` this costs two thirds of JSON where rows hold long texts.
    """
    if rows:
        connection.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def listed(values: Iterable[object]) -> str:
    """Write ids or numbers as one text, for string_to_array."""
    return ",".join(map(str, values))
