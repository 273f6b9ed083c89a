"""What stands between a record and being saved, or being complete (domain 2.0)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from pydantic import BaseModel

from lead_desktop.domain.base import Level, Note, Part, Problem, Record, When, notes
from lead_desktop.domain.states import machine
from lead_desktop.domain.vocabulary import code_list


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of one field at every key typed and at every save; worked out once for each kind of record.

    codes: those it may hold, current or not; None for a field without codes. conditions: that of its `when`, of the
    field which that names, and so on.
    """

    level: Level
    past: bool
    codes: frozenset[str] | None
    conditions: tuple[When, ...]


def applies(holder: BaseModel, name: str) -> bool:
    """Tell whether a field makes sense for what its record or row holds so far."""
    return _holds(holder, _questions(type(holder))[name].conditions)


def is_answered(holder: BaseModel, name: str) -> bool:
    """Tell whether a field holds a value or a missing-data code, which is always an answer (domain 2.0)."""
    value = getattr(holder, name)
    if value is None or value == ():
        return isinstance(holder, Record) and any(one.key == name for one in holder.unanswered)
    return True


def problems(record: Record, *, now: datetime, complete: bool = False) -> tuple[Problem, ...]:
    """Return what stands between a valid record and one that may be saved, or marked complete.

    Only level D is needed to save; level C is asked when `complete`. Unknown codes, dates in the future where
    they cannot be, and the record type's own rules are checked as well. A problem inside a part or a row has a
    dotted path as its field: `legal_name.first`, `phones.0.number`.
    """
    needed = frozenset({Level.DRAFT, Level.COMPLETE} if complete else {Level.DRAFT})
    return (*_problems_of(record, now, needed), *record.rules(complete=complete))


def _problems_of(holder: BaseModel, now: datetime, needed: frozenset[Level]) -> Iterator[Problem]:
    held = vars(holder)
    for name, asked in _questions(type(holder)).items():
        value = held[name]
        found: Iterable[Problem] = ()
        if isinstance(value, tuple | Part) and value and asked.codes is None:
            found = _inner_problems(name, value, now, needed)
        elif value is None or value == ():
            if asked.level in needed and not is_answered(holder, name):
                found = (Problem(name, "needed"),)
        elif asked.codes is not None and not asked.codes.issuperset(_each(value)):
            found = (Problem(name, "unknown_code"),)
        elif asked.past and _is_future(value, now):
            found = (Problem(name, "in_future"),)
        if found and _holds(holder, asked.conditions):
            yield from found


def _is_future(value: date, now: datetime) -> bool:
    return value > (now if isinstance(value, datetime) else now.date())


def _inner_problems(name: str, value: object, now: datetime, needed: frozenset[Level]) -> list[Problem]:
    found = []
    for place, part in enumerate(_each(value)):
        if isinstance(part, Part):
            path = f"{name}.{place}" if isinstance(value, tuple) else name
            inner = _problems_of(part, now, needed)
            found += [Problem(f"{path}.{one.field}", one.code, one.facts) for one in inner]
    return found


def _each(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _holds(holder: BaseModel, conditions: tuple[When, ...]) -> bool:
    return all(_is_so(getattr(holder, one.field), one.values) for one in conditions)


def _is_so(value: object, values: frozenset[str]) -> bool:
    if isinstance(value, bool):
        return str(value).lower() in values
    if isinstance(value, tuple):
        return any(str(one) in values for one in value)
    return value is not None and str(value) in values


@cache
def _questions(model: type[BaseModel]) -> Mapping[str, _Question]:
    return {
        name: _Question(note.level, note.past, _codes(note), tuple(_conditions(model, name)))
        for name, note in notes(model).items()
    }


def _conditions(model: type[BaseModel], name: str) -> Iterator[When]:
    condition = notes(model)[name].when
    if condition is not None:
        yield from _conditions(model, condition.field)
        yield condition


def _codes(note: Note) -> frozenset[str] | None:
    """Return what a field may hold: the states of its machine, or the codes of its list in any of its versions."""
    if note.machine:
        return frozenset(one.code for one in machine(note.machine).states)
    return code_list(note.codes).known if note.codes else None
