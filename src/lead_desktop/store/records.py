"""Records: read as they are now, and opened for editing with the heads that a form shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lead_desktop.domain.base import Record
from lead_desktop.errors import NotFound
from lead_desktop.ids import RecordId, Scope
from lead_desktop.store.cipher import Connection
from lead_desktop.store.heads import Base, read_base
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.listing import Only, narrowed, query_of

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)
MOST_HITS = 500
FEW = 1000
"""Below this many records in a status, a list narrowed to it begins with them instead of with the names."""
COLUMNS = "rid, scope, body, created_ms, created_by, updated_ms, updated_by"


@dataclass(frozen=True, slots=True)
class Kept(Generic[R_co]):
    """A record as it stands: times in ms UTC, people by user id."""

    rid: RecordId
    scope: Scope
    record: R_co
    created_ms: int
    created_by: str
    updated_ms: int
    updated_by: str


@dataclass(frozen=True, slots=True)
class Opened(Generic[R_co]):
    """A record opened for editing: what it held, and the heads the form shows."""

    rid: RecordId
    scope: Scope
    record: R_co
    base: Base


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    rid: RecordId
    title: str
    number: str
    sort: str


class Reading:
    """Reads records over one connection; never writes."""

    def __init__(self, connection: Connection) -> None:
        """Read over `connection`."""
        self._connection = connection

    def get(self, record_type: type[R], rid: str, *, gone: bool = False) -> Kept[R]:
        """Return a record, by default one that is not deleted; raises NotFound."""
        found = next(self._kept(record_type, "rid = ? AND gone = ?", (rid, int(gone))), None)
        if found is None:
            raise NotFound
        return found

    def open(self, record_type: type[R], rid: str, *, gone: bool = False) -> Opened[R]:
        """Return a record with the heads that an edit will name; raises NotFound."""
        held = self.get(record_type, rid, gone=gone)
        tail = read_tail(self._connection)
        base = read_base(self._connection, rid, record_type, (tail.cursor, tail.dseq))
        return Opened(held.rid, held.scope, held.record, base)

    def of_person(self, record_type: type[R], person: str) -> tuple[Kept[R], ...]:
        """Return a person's records of a type, oldest first."""
        return tuple(self._kept(record_type, "person = ? AND gone = 0", (person,), "created_ms, rid"))

    def under(self, record_type: type[R], parent: str) -> tuple[Kept[R], ...]:
        """Return the records of a type that belong to another record: goals of a plan, sections of an intake."""
        return tuple(self._kept(record_type, "parent = ? AND gone = 0", (parent,), "created_ms, rid"))

    def of_type(self, record_type: type[R], *statuses: str, limit: int = 1_000_000) -> tuple[Kept[R], ...]:
        """Return records of a type, newest change first, all or only those in one of `statuses`."""
        condition = "gone = 0"
        if statuses:
            condition += f" AND status IN ({', '.join('?' * len(statuses))})"
        return tuple(self._kept(record_type, condition, statuses, f"updated_ms DESC LIMIT {limit:d}"))

    def foremost(self, record_type: type[R]) -> Kept[R] | None:
        """Return the one record of a type that counts: the first that a hub took in, else the newest; None without any.

        Laptops that were set up apart each bring settings of their own; all agree on the first one.
        """
        rows = self._connection.execute(
            "SELECT r.rid FROM record r JOIN rec c ON c.rid = r.rid WHERE r.type = ? AND r.gone = 0"
            " ORDER BY c.created_seq IS NULL, c.created_seq, r.updated_ms DESC LIMIT 1",
            (record_type.TYPE,),
        ).fetchall()
        return self.get(record_type, rows[0][0]) if rows else None

    def count(self, record_type: type[Record]) -> int:
        """Count the records of a type."""
        row = self._connection.execute("SELECT count(*) FROM record WHERE type = ? AND gone = 0", (record_type.TYPE,))
        return int(row.fetchone()[0])

    def page(
        self, record_type: type[Record], *, after: Line | None = None, limit: int = 50, only: Only | None = None
    ) -> tuple[Line, ...]:
        """Return the lines of a list that follow `after`, by name (keyset: flat in the length of the list)."""
        start = (after.sort, after.rid) if after else ("", "")
        narrow, values = narrowed(only)
        few = self._few_with(only)
        source = "record f CROSS JOIN listed l ON l.rid = f.person" if few else "listed l"
        which = "f.type = ? AND f.status = ? AND " if few else ""
        rows = self._connection.execute(
            f"SELECT {'DISTINCT ' if few else ''}l.rid, l.title, l.number, l.sort FROM {source} WHERE {which}l.type = ?"  # noqa: S608 - only constants of this module
            f" AND (l.sort, l.rid) > (?, ?){narrow} ORDER BY l.sort, l.rid LIMIT ?",
            (*few, record_type.TYPE, *start, *values, limit),
        )
        return tuple(Line(*row) for row in rows.fetchall())

    def search(
        self, record_type: type[Record], text: str, *, limit: int = 50, only: Only | None = None
    ) -> tuple[Line, ...]:
        """Return the lines that hold every typed word, by name, then those that hold beginnings of words, by name.

        Of very many, the newest are looked at: MOST_HITS, ten times as many in a narrowed list, all of one's own.
        A whole number, such as SF-0147, finds its line alone.
        """
        numbered = self._numbered(record_type, text, only)
        if numbered:
            return numbered[:limit]
        found: dict[str, Line] = {}
        for whole in (True, False):
            hits = self._hits(record_type, query_of(text, whole=whole), only) if len(found) < limit else []
            for line in sorted(hits, key=lambda one: (one.sort, one.rid)):
                found.setdefault(line.rid, line)
        return tuple(found.values())[:limit]

    def count_listed(self, record_type: type[Record], only: Only | None = None) -> int:
        """Count the lines of a list."""
        narrow, values = narrowed(only)
        sql = f"SELECT count(*) FROM listed l WHERE l.type = ?{narrow}"  # noqa: S608 - as above
        return int(self._connection.execute(sql, (record_type.TYPE, *values)).fetchone()[0])

    def of_people(self, record_type: type[R], people: Sequence[str]) -> tuple[Kept[R], ...]:
        """Return the records of a type about any of several people, oldest first."""
        return tuple(self._kept(record_type, f"person IN ({_marks(people)}) AND gone = 0", people, "created_ms, rid"))

    def values(self, record_type: type[Record], rids: Sequence[str], name: str) -> dict[str, Any]:
        """Return one field of several records as JSON, by record id; none of them is built."""
        sql = f"SELECT rid, json_extract(body, ?) FROM record WHERE rid IN ({_marks(rids)}) AND +type = ?"  # noqa: S608 - as above
        return dict(self._connection.execute(sql, (f"$.{name}", *rids, record_type.TYPE)).fetchall())

    def latest(
        self, record_type: type[Record], people: Sequence[str], name: str, among: tuple[str, Sequence[str]] = ("", ())
    ) -> dict[str, str]:
        """Return the latest moment that a field of a type's records holds for each of several people, as ISO text.

        `among`: another field and the codes of which it must hold one.
        """
        if not people:
            return {}
        field, codes = among
        narrow = f" AND json_extract(body, ?3) IN ({_marks(codes, 4)})" if codes else ""
        rows = self._connection.execute(
            "SELECT person, json_extract(body, ?1), max(julianday(json_extract(body, ?1)))"  # noqa: S608 - as above
            f" FROM record INDEXED BY record_person WHERE person IN ({_marks(people, 4 + len(codes))}) AND type = ?2"
            f" AND gone = 0{narrow} GROUP BY person",
            (f"$.{name}", record_type.TYPE, f"$.{field}", *codes, *people),
        )
        return {person: at for person, at, latest in rows.fetchall() if latest is not None}

    def _numbered(self, record_type: type[Record], text: str, only: Only | None) -> tuple[Line, ...]:
        number = text.strip().upper()
        if not number.isascii():
            return ()
        narrow, values = narrowed(only)
        rows = self._connection.execute(
            "SELECT l.rid, l.title, l.number, l.sort FROM listed l INDEXED BY listed_number"  # noqa: S608 - as above
            f" WHERE l.number <> '' AND l.number = ? AND l.type = ?{narrow}",
            (number, record_type.TYPE, *values),
        )
        return tuple(Line(*row) for row in rows.fetchall())

    def _hits(self, record_type: type[Record], query: str, only: Only | None) -> list[Line]:
        if not query:
            return []
        narrow, values = narrowed(only)
        most = MOST_HITS if only is None else -1 if only.worker else 10 * MOST_HITS
        rows = self._connection.execute(
            "SELECT l.rid, l.title, l.number, l.sort FROM"  # noqa: S608 - as above
            " (SELECT rowid AS id FROM listed_fts WHERE listed_fts MATCH ? ORDER BY rowid DESC LIMIT ?) f"
            f" CROSS JOIN listed l ON l.id = f.id WHERE +l.type = ?{narrow}",
            (query, most, record_type.TYPE, *values),
        )
        return [Line(*row) for row in rows.fetchall()]

    def _few_with(self, only: Only | None) -> tuple[object, ...]:
        """Return type and status when few records stand in it, so that a list begins with those; else nothing."""
        if only is None or not only.status:
            return ()
        rows = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM record WHERE type = ? AND status = ? LIMIT ?)",
            (only.kind.TYPE, only.status, FEW),
        )
        return (only.kind.TYPE, only.status) if rows.fetchone()[0] < FEW else ()

    def _kept(self, record_type: type[R], where: str, values: Sequence[Any], order: str = "") -> Iterator[Kept[R]]:
        sql = f"SELECT {COLUMNS} FROM record WHERE type = ? AND {where}"  # noqa: S608 - only constants of this module
        rows = self._connection.execute(f"{sql} ORDER BY {order}" if order else sql, (record_type.TYPE, *values))
        for rid, scope, body, *times in rows.fetchall():
            yield Kept(RecordId(rid), Scope(scope), record_type.from_json(body), *times)


def _marks(values: Sequence[str], first: int = 0) -> str:
    """Return the placeholders of an IN list, numbered from `first` unless that is 0."""
    return ", ".join(f"?{first + place}" if first else "?" for place in range(len(values)))
