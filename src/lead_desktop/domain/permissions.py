"""Who may do what: pure questions to resources/permissions.toml, which says how it is read; the rest is denied."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lead_desktop import resources

FULL = frozenset({"create", "read", "edit", "remove", "restore"})
ACTS = FULL | {"count", "card", "yes_no", "break_glass", "find_exact"}

_ANY: Mapping[str, frozenset[str]] = {
    "F": FULL,
    "Fo": frozenset({"create"}),
    "O": frozenset({"create"}),
    "R": frozenset({"read"}),
    "Ro": frozenset(),
    "I": frozenset({"create"}),
    "A": frozenset({"count"}),
    "C": frozenset({"card"}),
    "Y": frozenset({"yes_no"}),
    "B": frozenset({"break_glass"}),
    "X": frozenset({"find_exact"}),
}
"""What each token allows on anything."""
_OWN: Mapping[str, frozenset[str]] = {"Fo": FULL, "O": frozenset({"read", "edit"}), "Ro": frozenset({"read"})}
"""What each token allows besides on what is one's own."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one role may do with one subject."""

    tokens: frozenset[str]
    on_any: frozenset[str]
    on_own: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The whole file."""

    sides: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, Mapping[str, _Cell]]
    days: Mapping[str, Mapping[str, int]]


def _cell(text: str) -> _Cell:
    tokens = frozenset(text.split("+"))
    on_any = frozenset().union(*(_ANY[one] for one in tokens))
    return _Cell(tokens, on_any, on_any.union(*(_OWN.get(one, frozenset()) for one in tokens)))


@cache
def _matrix() -> _Matrix:
    held = tomllib.loads(resources.text("permissions.toml"))
    sides = {side: tuple(roles) for side, roles in held["sides"].items()}
    known = {role for roles in sides.values() for role in roles}
    cells = {
        subject: {role: _cell(text) for role, text in row.items() if role in known}
        for subject, row in held["subjects"].items()
    }
    return _Matrix(sides, cells, held["days"])


def may(role: str, act: str, record_type: str, *, own: bool) -> bool:
    """Tell whether a role may do an act on a record type, by its name, or on another subject of the matrix.

    `own`: whether the record, caseload, agency, office or batch is the person's own. Unknown roles, acts and
    subjects are denied.
    """
    cell = _matrix().cells.get(record_type, {}).get(role)
    return cell is not None and act in (cell.on_own if own else cell.on_any)


def tokens(role: str, record_type: str) -> frozenset[str]:
    """Return the tokens of a cell, as the file explains them; none for what is denied."""
    cell = _matrix().cells.get(record_type, {}).get(role)
    return frozenset() if cell is None else cell.tokens


def days(role: str, record_type: str) -> int | None:
    """Return for how many days a law-side laptop keeps its own records of a type; None for not at all."""
    return _matrix().days.get(record_type, {}).get(role)


def subjects() -> frozenset[str]:
    """Return the name of every subject of the matrix."""
    return frozenset(_matrix().cells)


def sides() -> frozenset[str]:
    """Return the name of every side."""
    return frozenset(_matrix().sides)


def roles_of_side(side: str) -> tuple[str, ...]:
    """Return the roles of a side; none for a side that does not exist."""
    return _matrix().sides.get(side, ())


def side_of(role: str) -> str:
    """Return the side of a role; an empty text for a role that does not exist."""
    return next((side for side, roles in _matrix().sides.items() if role in roles), "")
