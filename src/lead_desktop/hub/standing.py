"""Whether a device and an author may write what they wrote, judged by what the device could have known (sync 3.7)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.domain.base import Compartment, notes
from lead_desktop.domain.permissions import may, side_of
from lead_desktop.domain.programme import User
from lead_desktop.hub.devices import Device
from lead_desktop.hub.rules import Unfit, types_by_number
from lead_desktop.wire.op import Op

ACTS = {"new": "create", "set": "edit", "add": "edit", "rem": "edit", "del": "remove", "undel": "restore"}
_FIDS = {name: note.fid for name, note in notes(User).items()}
_OF_OTHERS = frozenset({_FIDS["role"], _FIDS["active"], _FIDS["supervisor"]})
"""What of a worker's record only those who keep the list of workers change."""
_SCOPES = """
SELECT s.name, s.id, x.held OR (s.dev = %(dev)s AND s.id > %(scur)s), x.not_after
FROM scope s CROSS JOIN LATERAL (
  SELECT count(*) > 0 AS held, CASE WHEN bool_or(sa.not_after IS NULL) THEN NULL ELSE max(sa.not_after) END AS not_after
  FROM (SELECT * FROM scope_aud a WHERE a.scope = s.id OFFSET 0) sa JOIN device_aud m ON m.aud = sa.aud
  WHERE m.dev = %(dev)s AND (m.until IS NULL OR m.until > greatest(%(scur)s, sa.since))
    AND (sa.until IS NULL OR sa.until > greatest(%(scur)s, m.since))
) x WHERE s.name = ANY(%(names)s)
"""
_PEOPLE = """
SELECT p.user_id::text, p.role, p.side, p.agency, p.sign_pk, p.ended_at FROM device_person d
JOIN person p USING (user_id) WHERE d.dev = %s
"""
_PERSON = "SELECT user_id::text, role, side, agency, sign_pk, ended_at FROM person WHERE user_id = %s"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on the device, or did until a moment in ms UTC."""

    user: str
    role: str
    side: str
    agency: str
    sign: bytes
    until: int | None = None


@dataclass(frozen=True, slots=True)
class ScopeStanding:
    """A scope that exists: its number, whether the device could believe to hold it, and until when."""

    id: int
    held: bool
    not_after: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who works on a device, and what it could believe to hold; now: ms UTC by the hub's clock."""

    people: Mapping[str, Person]
    scopes: Mapping[str, ScopeStanding]
    now: int

    def check(self, op: Op) -> None:
        """Raise Unfit unless the operation may be applied; a scope that is not there yet may be opened."""
        for code in self.faults(op):
            raise Unfit(code)

    def faults(self, op: Op) -> Iterator[str]:
        """Yield the code of each thing that stands against an operation.

        What somebody did before their time ended is judged by who they were then.
        """
        author = self.people.get(op.a)
        if author is None or (author.until is not None and op.w > author.until):
            yield "author"
        if author is not None and not _may(author, op):
            yield "role"
        try:
            if op.s in self.scopes:
                self.check_scope(self.scopes[op.s], op)
        except Unfit as fault:
            yield fault.code

    def check_scope(self, scope: ScopeStanding, op: Op) -> None:
        """Raise Unfit unless the device could believe to hold a scope when the operation was made.

        What is here was made by now, whatever the clock of a laptop says that is ahead.
        """
        if not scope.held:
            raise Unfit("scope")
        if scope.not_after is not None and min(op.w, self.now) > scope.not_after:
            raise Unfit("expired")


def is_authors_only(role: str, op: Op) -> bool:
    """Tell whether a role may do this to a record only as its author, as far as a hub can tell (docs/decisions/006).

    On the care side a record is also one's own by the caseload, which casework knows; but for sealed notes.
    """
    kind = types_by_number()[op.y]
    if side_of(role) == "care" and kind.COMPARTMENT is not Compartment.SEALED:
        return False
    act = ACTS[op.k]
    return may(role, act, kind.NAME, own=True) and not may(role, act, kind.NAME, own=False)


def _may(author: Person, op: Op) -> bool:
    return may(author.role, ACTS[op.k], types_by_number()[op.y].NAME, own=True) or _is_own_entry(author, op)


def _is_own_entry(author: Person, op: Op) -> bool:
    """Tell whether people write how they themselves stand in the list of workers, in the role that the hub knows."""
    if op.y != User.TYPE or op.r != op.a:
        return False
    if op.k == "new":
        return bool(op.v.get(str(_FIDS["role"])) == author.role)
    return op.k in ("set", "add", "rem") and op.f not in _OF_OTHERS


def read_standing(connection: Connection, device: Device, names: Iterable[str], now_ms: int) -> Standing:
    """Read who works on a device and how it stands to scopes since the last list of them that it applied."""
    people = [Person(*row) for row in connection.execute(_PEOPLE, (device.dev,))]
    scopes = read_scopes(connection, device.dev, device.scur, names)
    return Standing({one.user: one for one in people}, scopes, now_ms)


def read_person(connection: Connection, user: str) -> Person | None:
    """Read somebody who works here or did, on whatever device; None for who never did."""
    row = connection.execute(_PERSON, (user,)).fetchone()
    return Person(*row) if row else None


def read_scopes(connection: Connection, dev: int, scur: int, names: Iterable[str]) -> Mapping[str, ScopeStanding]:
    """Read how a device stands to scopes; those that do not exist are left out."""
    asked = {"dev": dev, "scur": scur, "names": list(names)}
    return {row[0]: ScopeStanding(*row[1:]) for row in connection.execute(_SCOPES, asked)}
