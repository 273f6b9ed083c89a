"""Who is expected at this hub: names, roles and agencies, written down by an administrator before anybody enrols."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.domain.permissions import side_of
from lead_desktop.domain.text import folded
from lead_desktop.errors import LeadError
from lead_desktop.hub import codes
from lead_desktop.i18n import N_
from lead_desktop.ids import new_id

ADMINISTRATOR = "administrator"
_COST = {"n": 1 << 14, "r": 8, "p": 1}


class NoSuchRole(LeadError):
    """permissions.toml knows no such role."""

    code = "hub_no_such_role"
    message = N_("There is no such role. docs/hub.md lists them.")


class NoSuchMember(LeadError):
    """Nobody of this name or id is expected here."""

    code = "hub_no_such_member"
    message = N_("Nobody of this name is known to the hub, or more than one: use the id that `lead-hub users` shows.")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody expected at this hub."""

    id: str
    name: str
    role: str
    side: str
    agency: str
    active: bool


def add_member(connection: Connection, name: str, role: str, agency: str, clock: Clock) -> Member:
    """Write somebody down; raises NoSuchRole."""
    side = side_of(role)
    if not side:
        raise NoSuchRole
    made = Member(new_id(clock), name.strip(), role, side, agency.strip(), active=True)
    connection.execute(
        "INSERT INTO member(id, name, role, side, agency, made_at) VALUES (%s, %s, %s, %s, %s, %s)",
        (made.id, made.name, made.role, made.side, made.agency, utc_ms(clock.now())),
    )
    return made


def members(connection: Connection, *, ended: bool = False) -> tuple[Member, ...]:
    """Return everybody by name; ended: also who is no longer expected."""
    rows = connection.execute(
        "SELECT id::text, name, role, side, agency, active FROM member WHERE active OR %s ORDER BY name, id", (ended,)
    )
    return tuple(Member(*row) for row in rows)


def find_member(connection: Connection, said: str) -> Member:
    """Return the one member whose name, or the beginning of whose id, is this; raises NoSuchMember."""
    asked = folded(said)
    found = [one for one in members(connection) if folded(one.name) == asked or one.id.startswith(asked)]
    if not asked or len(found) != 1:
        raise NoSuchMember
    return found[0]


def end_member(connection: Connection, member: Member) -> tuple[str, ...]:
    """End somebody's time here; returns the ids under which they worked on laptops."""
    connection.execute("UPDATE member SET active = false WHERE id = %s", (member.id,))
    rows = connection.execute("SELECT user_id::text FROM member_person WHERE member = %s", (member.id,))
    return tuple(row[0] for row in rows)


def link(connection: Connection, people: Sequence[tuple[str, Member]]) -> None:
    """Remember under which id each member works on a laptop."""
    for user, member in people:
        connection.execute(
            "INSERT INTO member_person(user_id, member) VALUES (%s, %s) ON CONFLICT DO NOTHING", (user, member.id)
        )


def give_approval_code(connection: Connection, member: Member) -> str:
    """Make the code by which an administrator agrees to a wipe of many laptops; told once, kept as a slow digest."""
    code = codes.new_code()
    salt = secrets.token_bytes(16)
    kept = f"{salt.hex()}.{_stretched(code, salt).hex()}"
    connection.execute("UPDATE member SET approval = %s WHERE id = %s", (kept, member.id))
    return codes.shown(code)


def is_approved_by(connection: Connection, member: Member, typed: str) -> bool:
    """Tell whether the code that somebody typed is this administrator's."""
    row = connection.execute("SELECT approval FROM member WHERE id = %s AND active", (member.id,)).fetchone()
    salt, _, kept = (row[0] if row else "").partition(".")
    code = codes.cleaned(typed)
    return bool(code and kept) and hmac.compare_digest(_stretched(code, bytes.fromhex(salt)).hex(), kept)


def matched(expected: Sequence[Member], brought: Sequence[tuple[str, str]]) -> tuple[Member, ...] | None:
    """Find for each (name, role) that a laptop brings the member it is: by name and role, else by role alone.

    None when somebody has no match. It is the role that a code is made for: a name may be written otherwise on the
    laptop than here, and an administrator who compares the six words sees whom the laptop is for.
    """
    left = list(expected)
    found: dict[int, Member] = {}
    for by_name in (True, False):
        for at, (name, role) in enumerate(brought):
            fits = [one for one in left if one.role == role and (not by_name or folded(one.name) == folded(name))]
            if at not in found and fits:
                found[at] = fits[0]
                left.remove(fits[0])
    return tuple(found[at] for at in range(len(brought))) if len(found) == len(brought) else None


def _stretched(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, **_COST)
