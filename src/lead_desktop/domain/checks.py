"""What stands between a record and being saved, or being complete (domain 2.0)."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from lead_desktop.domain.base import Level, Note, Part, Problem, Record, notes
from lead_desktop.domain.states import machine
from lead_desktop.domain.vocabulary import code_list


def applies(holder: BaseModel, name: str) -> bool:
    """Tell whether a field makes sense for what its record or row holds so far."""
    condition = notes(type(holder))[name].when
    if condition is None:
        return True
    if not applies(holder, condition.field):
        return False
    value = getattr(holder, condition.field)
    if isinstance(value, bool):
        return str(value).lower() in condition.values
    if isinstance(value, tuple):
        return any(str(one) in condition.values for one in value)
    return value is not None and str(value) in condition.values


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
    return (*_problems_of(record, now, complete=complete), *record.rules(complete=complete))


def _problems_of(holder: BaseModel, now: datetime, *, complete: bool) -> tuple[Problem, ...]:
    return tuple(
        problem
        for name, note in notes(type(holder)).items()
        if applies(holder, name)
        for problem in _field_problems(holder, name, note, now, complete=complete)
    )


def _field_problems(holder: BaseModel, name: str, note: Note, now: datetime, *, complete: bool) -> tuple[Problem, ...]:
    value = getattr(holder, name)
    if value is None or value == ():
        needed = note.level is Level.DRAFT or (complete and note.level is Level.COMPLETE)
        return (Problem(name, "needed"),) if needed and not is_answered(holder, name) else ()
    if note.past and value > (now if isinstance(value, datetime) else now.date()):
        return (Problem(name, "in_future"),)
    if (note.codes or note.machine) and not all(_is_known(note, str(one)) for one in _each(value)):
        return (Problem(name, "unknown_code"),)
    return tuple(_inner_problems(name, value, now, complete=complete)) if isinstance(value, tuple | Part) else ()


def _inner_problems(name: str, value: object, now: datetime, *, complete: bool) -> Iterator[Problem]:
    for place, part in enumerate(_each(value)):
        path = f"{name}.{place}" if isinstance(value, tuple) else name
        if isinstance(part, Part):
            for inner in _problems_of(part, now, complete=complete):
                yield Problem(f"{path}.{inner.field}", inner.code, inner.facts)


def _each(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _is_known(note: Note, value: str) -> bool:
    """Tell whether a code stands in its list, in any version of it, or a status in its machine."""
    if note.machine:
        return machine(note.machine).has(value)
    return code_list(note.codes).has(value)
