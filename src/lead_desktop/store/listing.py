"""The list and search index of people and referrals, written in the transaction of the save it follows."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from pydantic import BaseModel

from lead_desktop.domain.base import Record, notes
from lead_desktop.store.cipher import Connection

_PHONE_MIN = 7
_RELATED = "(SELECT 1 FROM record r INDEXED BY record_person WHERE r.person = l.rid AND r.type = ? AND r.gone = 0"


@dataclass(frozen=True, slots=True)
class Only:
    """Narrows a list of people by a record about each of them: its status, and whose work it is.

    `worker`: only lines whose record names this worker as its `holder` or among its `helpers`, or has no holder.
    """

    kind: type[Record]
    status: str = ""
    worker: str = ""
    holder: str = ""
    helpers: str = ""


def narrowed(only: Only | None) -> tuple[str, tuple[object, ...]]:
    """Return what `only` adds to a query over `listed l`, with its values."""
    sql: str = ""
    values: tuple[object, ...] = ()
    if only is not None and only.status:
        sql += f" AND EXISTS {_RELATED} AND r.status = ?)"
        values += (only.kind.TYPE, only.status)
    if only is not None and only.worker:
        sql += (
            f" AND NOT EXISTS {_RELATED} AND coalesce(json_extract(r.body, ?), ?) <> ?"  # noqa: S608 - constants only
            " AND NOT EXISTS (SELECT 1 FROM json_each(r.body, ?) h WHERE h.value = ?))"
        )
        values += (only.kind.TYPE, f"$.{only.holder}", only.worker, only.worker, f"$.{only.helpers}", only.worker)
    return sql, values


def folded(text: str) -> str:
    """Return text without case and accents, for sorting and comparing."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def index_words(record: Record) -> str:
    """Return the words a record is found by: its fields marked `search`, dates and phones in searchable form."""
    found: list[str] = []
    for name in _searched(type(record)):
        _add_words(getattr(record, name), found)
    return " ".join(found)


@cache
def _searched(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a record type that are searched; of a part without any, all."""
    marked = tuple(name for name, note in notes(model).items() if note.search)
    return marked if marked or issubclass(model, Record) else tuple(sorted(model.model_fields.keys() - {"key"}))


def _add_words(value: object, found: list[str]) -> None:
    """Add the words of a value: of a telephone number its digits as well, forwards and backwards."""
    if isinstance(value, str):
        found.append(value)
        if not value.isalpha():
            digits = "".join(filter(str.isdecimal, value))
            found += (digits, "r" + digits[::-1]) if len(digits) >= _PHONE_MIN else ()
    elif isinstance(value, tuple):
        for one in value:
            _add_words(one, found)
    elif isinstance(value, BaseModel):
        for name in _searched(type(value)):
            _add_words(getattr(value, name), found)
    elif isinstance(value, date) and not isinstance(value, datetime):
        found += (f"{value:%Y%m%d}", f"{value:%Y}")


def query_of(text: str, *, whole: bool = False) -> str:
    """Turn what was typed into an FTS5 query of prefixes, or of `whole` words; empty when there is nothing to search.

    Nothing typed reaches the query language: words are letters and digits only. Four or more digits also match
    the end of a phone number.
    """
    words = "".join(sign if sign.isalnum() else " " for sign in folded(text)).split()
    digits = "".join(words)
    if len(words) > 1 and digits.isdecimal() and len(digits) <= 15:
        words = [digits]
    return " AND ".join(f'"{word[:64]}"' if whole else _prefix(word[:64]) for word in words[:8])


def _prefix(word: str) -> str:
    if word.isdecimal() and len(word) >= 4:
        return f'("{word}"* OR "r{word[::-1]}"*)'
    return f'"{word}"*'


def put(connection: Connection, rid: str, scope: str, record: Record, *, new: bool = False) -> None:
    """Write or renew a record's line in the list and its words in the index; `new`: it has no line yet."""
    heading = record.heading()
    if heading is None:
        return
    row = None if new else connection.execute("SELECT id FROM listed WHERE rid = ?", (rid,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM listed_fts WHERE rowid = ?", (row[0],))
        connection.execute(
            "UPDATE listed SET sort = ?, title = ?, number = ? WHERE id = ?",
            (folded(heading.sort), heading.title, heading.number, row[0]),
        )
        place = row[0]
    else:
        cursor = connection.execute(
            "INSERT INTO listed(rid, type, scope, sort, title, number) VALUES(?, ?, ?, ?, ?, ?)",
            (rid, record.TYPE, scope, folded(heading.sort), heading.title, heading.number),
        )
        place = cursor.lastrowid
    connection.execute("INSERT INTO listed_fts(rowid, words) VALUES(?, ?)", (place, index_words(record)))


def renew(connection: Connection, records: Sequence[tuple[str, Record]]) -> frozenset[str]:
    """Renew the lines and words of records by id, as `put` does, many at once; return which of them have a line."""
    asked = json.dumps([rid for rid, _ in records])
    found = connection.execute("SELECT rid, id FROM listed WHERE rid IN (SELECT value FROM json_each(?))", (asked,))
    places, lines, words = dict(found.fetchall()), [], []
    for rid, record in records:
        heading, place = record.heading(), places.get(rid)
        if heading is not None and place is not None:
            lines.append((folded(heading.sort), heading.title, heading.number, place))
            words.append((place, index_words(record)))
    connection.executemany("DELETE FROM listed_fts WHERE rowid = ?", [(place,) for place, _ in words])
    connection.executemany("UPDATE listed SET sort = ?, title = ?, number = ? WHERE id = ?", lines)
    connection.executemany("INSERT INTO listed_fts(rowid, words) VALUES(?, ?)", words)
    return frozenset(places)


def remove(connection: Connection, rid: str) -> None:
    """Take a record out of the list and the index."""
    row = connection.execute("SELECT id FROM listed WHERE rid = ?", (rid,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM listed_fts WHERE rowid = ?", (row[0],))
        connection.execute("DELETE FROM listed WHERE id = ?", (row[0],))
