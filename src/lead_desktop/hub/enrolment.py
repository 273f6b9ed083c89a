"""How a laptop comes in: a one-time code brings its keys; an administrator compares six words; then it has a number.

Number 75: a code that is used again, too late, for other people or with another key is refused and told.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from psycopg import Connection
from pydantic import TypeAdapter

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.domain.permissions import side_of
from lead_desktop.errors import LeadError
from lead_desktop.hub import codes
from lead_desktop.hub.notices import tell
from lead_desktop.hub.people import Member, matched, members
from lead_desktop.i18n import N_
from lead_desktop.wire.enrolling import EnrolRequest, PersonKeysOf
from lead_desktop.wire.fingerprint import fingerprint
from lead_desktop.wire.letters import to_bytes

CODE_HOURS = 24
TRIES = 5
_PEOPLE = TypeAdapter(tuple[PersonKeysOf, ...])


class OtherSides(LeadError):
    """A laptop belongs to one side, so its people must (rulings)."""

    code = "hub_other_sides"
    message = N_("People of different sides cannot share a laptop, so one code cannot be for all of them.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A laptop that asked to come in; dev: 0 until it is active."""

    id: int
    uid: str
    naming: str
    sign: bytes
    seal: bytes
    side: str
    sv: int
    people: tuple[PersonKeysOf, ...]
    fingerprint: str
    state: Literal["pending", "active", "refused"]
    dev: int


@dataclass(frozen=True, slots=True)
class _Code:
    """A code as the hub keeps it."""

    digest: bytes
    side: str
    members: list[str]
    confirmed: bool
    not_after: int
    tries: int
    state: str


_COLUMNS = "id, uid::text, naming, sign_pk, seal_pk, side, sv, people, fingerprint, state, dev"


def make_code(connection: Connection, people: Sequence[Member], clock: Clock, *, confirmed: bool) -> str:
    """Make a code for the people of one laptop; confirmed: no administrator compares words. Raises OtherSides."""
    if len({one.side for one in people}) != 1:
        raise OtherSides
    code, now = codes.new_code(), utc_ms(clock.now())
    connection.execute(
        "INSERT INTO enrol_code(naming, digest, side, members, confirmed, made_at, not_after)"
        " VALUES (%s, %s, %s, %s::uuid[], %s, %s, %s)",
        (
            code[: codes.NAMING], codes.digest(code), people[0].side, [one.id for one in people], confirmed, now,
            now + CODE_HOURS * 3_600_000,
        ),
    )  # fmt: skip
    return code


def known(connection: Connection, request: EnrolRequest) -> Enrolment | None:
    """Return the enrolment that this very request made before, so that asking again tells how it stands."""
    naming = codes.cleaned(request.code)[: codes.NAMING]
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM enrolment WHERE uid = %s AND naming = %s AND sign_pk = %s AND seal_pk = %s",  # noqa: S608 - our own words
        (request.uid, naming, to_bytes(request.sign), to_bytes(request.seal)),
    ).fetchone()
    return _enrolment(row) if row else None


def enter(connection: Connection, request: EnrolRequest, clock: Clock) -> tuple[Enrolment, bool] | None:
    """Try a code; returns the new enrolment and whether it needs no comparing, or None when the code does not open.

    What a wrong try changes must be kept: do not roll back.
    """
    code = codes.cleaned(request.code)
    row = connection.execute(
        "SELECT digest, side, members::text[], confirmed, not_after, tries, state FROM enrol_code"
        " WHERE naming = %s FOR UPDATE",
        (code[: codes.NAMING],),
    ).fetchone()
    if row is None:
        return None
    held = _Code(*row)
    if why := _why_not(connection, request, held, utc_ms(clock.now())):
        _refuse(connection, clock, code[: codes.NAMING], why, held.tries + 1)
        return None
    connection.execute("UPDATE enrol_code SET state = 'used' WHERE naming = %s", (code[: codes.NAMING],))
    return _keep(connection, request, code[: codes.NAMING], clock), held.confirmed


def _why_not(connection: Connection, request: EnrolRequest, held: _Code, now: int) -> str:
    """Return why a code does not open, as a notice's code; empty when it does."""
    if not hmac.compare_digest(held.digest, codes.digest(codes.cleaned(request.code))):
        return "code_wrong"
    if held.state != "open":
        return "code_again"
    if now > held.not_after:
        return "code_late"
    if not _fits(connection, request, held):
        return "code_other_people"
    return "code_other_key" if _is_anothers(connection, request) else ""


def is_pending(connection: Connection, uid: str) -> bool:
    """Tell whether a laptop that is not in yet has asked to come in."""
    row = connection.execute("SELECT 1 FROM enrolment WHERE uid::text = %s AND state = 'pending'", (uid,)).fetchone()
    return row is not None


def pending(connection: Connection) -> tuple[Enrolment, ...]:
    """Return the laptops that wait for an administrator."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM enrolment WHERE state = 'pending' ORDER BY id")  # noqa: S608 - our own words
    return tuple(_enrolment(row) for row in rows)


def decide(connection: Connection, held: Enrolment, dev: int, clock: Clock) -> None:
    """Write down that a laptop is active under a number, or refused with number 0."""
    connection.execute(
        "UPDATE enrolment SET state = %s, dev = %s, decided_at = %s WHERE id = %s",
        ("active" if dev else "refused", dev, utc_ms(clock.now()), held.id),
    )


def members_of(connection: Connection, held: Enrolment) -> tuple[tuple[PersonKeysOf, Member], ...]:
    """Return each person on a laptop with who they are to the hub; nobody when one of them is expected no more."""
    row = connection.execute("SELECT members::text[] FROM enrol_code WHERE naming = %s", (held.naming,)).fetchone()
    found = matched(_expected(connection, row[0] if row else []), [(one.name, one.role) for one in held.people])
    return tuple(zip(held.people, found, strict=True)) if found else ()


def _expected(connection: Connection, ids: Sequence[str]) -> list[Member]:
    by_id = {one.id: one for one in members(connection)}
    return [by_id[one] for one in ids if one in by_id]


def _fits(connection: Connection, request: EnrolRequest, held: _Code) -> bool:
    brought = [(one.name, one.role) for one in request.people]
    sides = {request.side, held.side, *(side_of(role) for _, role in brought)}
    return len(sides) == 1 and matched(_expected(connection, held.members), brought) is not None


def _is_anothers(connection: Connection, request: EnrolRequest) -> bool:
    """Tell whether the id is that of a laptop with another key, or a person's id belongs to somebody else's key."""
    uids = connection.execute(
        "SELECT 1 FROM device WHERE uid = %s AND (sign_pk <> %s OR state <> 'active')",
        (request.uid, to_bytes(request.sign)),
    ).fetchone()
    keys = [(one.user, to_bytes(one.sign)) for one in request.people]
    rows = connection.execute(
        "SELECT user_id::text, sign_pk FROM person WHERE user_id = ANY(%s::uuid[])", ([user for user, _ in keys],)
    )
    held = {user: bytes(key) for user, key in rows}
    return uids is not None or any(held.get(user, key) != key for user, key in keys)


def _keep(connection: Connection, request: EnrolRequest, naming: str, clock: Clock) -> Enrolment:
    sign, seal = to_bytes(request.sign), to_bytes(request.seal)
    people = json.dumps([one.model_dump() for one in request.people])
    row = connection.execute(
        "INSERT INTO enrolment(uid, naming, sign_pk, seal_pk, side, sv, people, fingerprint, state, asked_at)"  # noqa: S608 - our own words
        f" VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'pending', %s) RETURNING {_COLUMNS}",
        (
            request.uid, naming, sign, seal, request.side, request.sv, people, fingerprint(sign, seal),
            utc_ms(clock.now()),
        ),
    ).fetchone()  # fmt: skip
    return _enrolment(row or ())


def _refuse(connection: Connection, clock: Clock, naming: str, why: str, tries: int) -> None:
    """Count a try, and let the code die with the last of them; an administrator is told either way."""
    row = connection.execute(
        "UPDATE enrol_code SET tries = %s, state = CASE WHEN %s AND state = 'open' THEN 'dead' ELSE state END"
        " WHERE naming = %s RETURNING state = 'dead'",
        (tries, tries >= TRIES, naming),
    ).fetchone()
    tell(connection, clock, "code_dead" if row and row[0] else why)


def _enrolment(row: tuple[object, ...]) -> Enrolment:
    held = dict(zip(Enrolment.__slots__, row, strict=True))
    held["people"] = _PEOPLE.validate_json(str(held["people"]))
    return Enrolment(**held)  # type: ignore[arg-type] # the columns are those of the class
