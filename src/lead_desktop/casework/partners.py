"""The organisations that the programme works with, by the names under which their laptops know themselves."""

from dataclasses import dataclass

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.permissions import side_of
from lead_desktop.domain.programme import User
from lead_desktop.domain.text import folded

_KINDS = {"officer": "police", "police_liaison": "police", "prosecutor": "prosecutor", "defender": "defender"}


@dataclass(frozen=True, slots=True)
class Partner:
    """One organisation: its name, and its kind (code list agency_kind) where that is known."""

    name: str
    kind: str | None


def partners(desk: Desk) -> tuple[Partner, ...]:
    """Return the partners of the programme's settings, then those that workers of other sides come from, by name.

    A consent opens a laptop only under exactly the name that the laptop's people gave as theirs.
    """
    found = {folded(one.name): Partner(one.name, one.kind) for one in desk.programme.agencies if one.name}
    for kept in desk.reading.of_type(User):
        user = kept.record
        if user.agency and side_of(user.role or "") in ("law", "defence"):
            found.setdefault(folded(user.agency), Partner(user.agency, _KINDS.get(user.role or "")))
    return tuple(sorted(found.values(), key=lambda one: folded(one.name)))
