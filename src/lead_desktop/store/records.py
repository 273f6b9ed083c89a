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
from lead_desktop.store.listing import folded, query_of

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)
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
        return Opened(held.rid, held.scope, held.record, read_base(self._connection, rid, (tail.cursor, tail.dseq)))

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

    def count(self, record_type: type[Record]) -> int:
        """Count the records of a type."""
        row = self._connection.execute("SELECT count(*) FROM record WHERE type = ? AND gone = 0", (record_type.TYPE,))
        return int(row.fetchone()[0])

    def page(self, record_type: type[Record], *, after: Line | None = None, limit: int = 50) -> tuple[Line, ...]:
        """Return the lines of a list that follow `after`, by name (keyset: flat in the length of the list)."""
        start = (after.sort, after.rid) if after else ("", "")
        rows = self._connection.execute(
            "SELECT rid, title, number, sort FROM listed WHERE type = ? AND (sort, rid) > (?, ?)"
            " ORDER BY sort, rid LIMIT ?",
            (record_type.TYPE, *start, limit),
        )
        return tuple(Line(*row) for row in rows.fetchall())

    def page_with(
        self, record_type: type[Record], related: tuple[type[Record], str], after: Line | None, limit: int
    ) -> tuple[Line, ...]:
        """Return the lines that follow `after` of those who have a record of a type in a status."""
        start = (after.sort, after.rid) if after else ("", "")
        rows = self._connection.execute(
            "SELECT l.rid, l.title, l.number, l.sort FROM listed l WHERE l.type = ? AND (l.sort, l.rid) > (?, ?)"
            " AND EXISTS (SELECT 1 FROM record r WHERE r.person = l.rid AND r.type = ? AND r.status = ? AND r.gone = 0)"
            " ORDER BY l.sort, l.rid LIMIT ?",
            (record_type.TYPE, *start, related[0].TYPE, related[1], limit),
        )
        return tuple(Line(*row) for row in rows.fetchall())

    def search(self, record_type: type[Record], text: str, *, limit: int = 50) -> tuple[Line, ...]:
        """Return the lines that hold every typed word or beginning of one, exact names first, then by name."""
        query = query_of(text)
        if not query:
            return ()
        rows = self._connection.execute(
            "SELECT rid, title, number, sort FROM listed WHERE type = ? AND id IN"
            " (SELECT rowid FROM listed_fts WHERE listed_fts MATCH ? LIMIT 2000) ORDER BY sort, rid LIMIT ?",
            (record_type.TYPE, query, limit),
        )
        wanted = set(folded(text).split())
        lines = [Line(*row) for row in rows.fetchall()]
        return tuple(sorted(lines, key=lambda one: not wanted <= set(one.sort.replace(",", " ").split())))

    def _kept(self, record_type: type[R], where: str, values: Sequence[Any], order: str = "") -> Iterator[Kept[R]]:
        sql = f"SELECT {COLUMNS} FROM record WHERE type = ? AND {where}"  # noqa: S608 - only constants of this module
        rows = self._connection.execute(f"{sql} ORDER BY {order}" if order else sql, (record_type.TYPE, *values))
        for rid, scope, body, *times in rows.fetchall():
            yield Kept(RecordId(rid), Scope(scope), record_type.from_json(body), *times)
