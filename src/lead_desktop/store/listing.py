"""The list and search index of people and referrals, written in the transaction of the save it follows."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

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
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def index_words(record: Record) -> str:
    """Return the words a record is found by: its fields marked `search`, dates and phones in searchable form."""
    found: list[str] = []
    for name, note in notes(type(record)).items():
        if note.search:
            found += _words(getattr(record, name))
    return " ".join(found)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif isinstance(value, BaseModel):
        marked = [name for name, note in notes(type(value)).items() if note.search]
        for name in marked or sorted(type(value).model_fields.keys() - {"key"}):
            yield from _words(getattr(value, name))
    elif isinstance(value, date) and not isinstance(value, datetime):
        yield from (f"{value:%Y%m%d}", f"{value:%Y}")
    elif isinstance(value, str):
        yield from _text_words(value)


def _text_words(text: str) -> Iterator[str]:
    """Yield a text, and the digits of one that holds a telephone number, forwards and backwards."""
    yield text
    digits = "".join(sign for sign in text if sign.isdecimal())
    if len(digits) >= _PHONE_MIN:
        yield from (digits, "r" + digits[::-1])


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


def remove(connection: Connection, rid: str) -> None:
    """Take a record out of the list and the index."""
    row = connection.execute("SELECT id FROM listed WHERE rid = ?", (rid,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM listed_fts WHERE rowid = ?", (row[0],))
        connection.execute("DELETE FROM listed WHERE id = ?", (row[0],))
