"""The fields with more than one value: an index over heads, kept up in the transaction that changes them (sync 3.9)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lead_desktop.domain.base import Note
from lead_desktop.store.cipher import Connection
from lead_desktop.wire.kinds import disputed, same

Place = tuple[str, int, int, str]
"""Record, field, record type, scope."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field of a record that has more than one value; field 0: somebody deleted what somebody else changed."""

    rid: str
    fid: int
    type: int
    scope: str


def note(connection: Connection, place: Place, values: Sequence[str], about: Note | None) -> None:
    """Note whether the heads of a field, as JSON, differ so that a person has to choose.

    about: the field's note; None for a record's existence and for a field that this version does not know.
    """
    told = [json.loads(one) for one in values]
    if disputed(told, about.merge, about.machine) if about else not same(told):
        connection.execute("INSERT OR IGNORE INTO clash(rid, fid, type, scope) VALUES(?, ?, ?, ?)", place)
    else:
        settle(connection, place[0], place[1])


def settle(connection: Connection, rid: str, fid: int) -> None:
    """Note that a field has one value again."""
    connection.execute("DELETE FROM clash WHERE rid = ? AND fid = ?", (rid, fid))


def read(connection: Connection) -> Iterator[Clash]:
    """Yield every clash, by record."""
    for row in connection.execute("SELECT rid, fid, type, scope FROM clash ORDER BY rid, fid"):
        yield Clash(*row)
