"""From the answers on a page to a record, without Qt: what applies, what is valid, and what is amiss."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from lead_desktop.domain import checks
from lead_desktop.domain.base import Problem, Record
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.problems import from_validation

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands on a page: answers by field, and missing-data codes of questions that stayed open."""

    answers: Mapping[str, Answer]
    unanswered: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """A page read as a record. `record` leaves out the fields that `problems` are about; `valid` says none was.

    `live`: the fields that make sense for what stands on the page.
    """

    record: R
    problems: tuple[Problem, ...]
    valid: bool
    live: frozenset[str] = frozenset()


def plain(record: Record) -> dict[str, Json]:
    """Return a record as JSON values, without what stands at its default."""
    return dict(json.loads(record.to_json()))


def applying(record_type: type[Record], values: Mapping[str, Json]) -> frozenset[str]:
    """Return the fields that make sense for JSON values that need not be valid yet."""
    loose: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    holder: BaseModel = record_type.model_construct(**loose)
    return frozenset(name for name in record_type.model_fields if checks.applies(holder, name))


def live_fields(record_type: type[Record], base: Mapping[str, Json], filled: Filled) -> frozenset[str]:
    """Return the fields that make sense for what stands on a page and in the rest of its record."""
    return applying(record_type, {**base, **{name: answer.value for name, answer in filled.answers.items()}})


def combine(base: Mapping[str, Json], filled: Filled, live: frozenset[str]) -> dict[str, Json]:
    """Return the values for a record: the page's over the loaded record's, without what is not `live`."""
    answered = {name: answer.value for name, answer in filled.answers.items()}
    values = {**base, **answered}
    values = {
        name: one
        for name, one in values.items()
        if (name in live or name not in answered) and (one not in (None, []) or name in base)
    }
    kept = [one for one in base.get("unanswered", ()) if one["key"] not in answered]
    stayed_open = [{"key": name, "code": code} for name, code in filled.unanswered.items() if name in live]
    values["unanswered"] = [*kept, *stayed_open]
    return values


def read(record_type: type[R], values: Mapping[str, Json], own: tuple[Problem, ...]) -> Reading[R]:
    """Validate values as a whole; fields that are not valid are left out, so that the rest can be judged."""
    left, found = dict(values), list(own)
    for name in {one.field.partition(".")[0] for one in own}:
        left.pop(name, None)
    while True:
        try:
            record = record_type.from_json(json.dumps(left))
        except ValidationError as fault:
            news = from_validation(fault)
            found += news
            wrong = {one.field.partition(".")[0] for one in news}
            if not wrong & set(left):
                raise
            left = {name: one for name, one in left.items() if name not in wrong}
        else:
            return Reading(record, tuple(found), not found)


def read_page(record_type: type[R], base: Mapping[str, Json], filled: Filled) -> Reading[R]:
    """Read a page as a record; text that its editor could not read is a problem of a field that applies."""
    live = live_fields(record_type, base, filled)
    own = tuple(
        replace(one, field=f"{name}.{one.field}" if one.field else name)
        for name, answer in filled.answers.items()
        if name in live
        for one in answer.problems
    )
    return replace(read(record_type, combine(base, filled, live), own), live=live)


def differing(reading: Reading[R], since: R, names: Iterable[str]) -> tuple[str, ...]:
    """Return the fields whose answer differs from another record's, unreadable ones included."""
    unread = {one.field.partition(".")[0] for one in reading.problems}
    open_then = {one.key: one.code for one in since.unanswered}
    open_now = {one.key: one.code for one in reading.record.unanswered}
    return tuple(
        name
        for name in names
        if name in unread
        or getattr(reading.record, name) != getattr(since, name)
        or open_now.get(name) != open_then.get(name)
    )


def judge(reading: Reading[R], *, now: datetime, complete: bool) -> tuple[Problem, ...]:
    """Return all that is amiss: what could not be read, then what the domain asks of the rest."""
    unread = {one.field.partition(".")[0] for one in reading.problems}
    asked = checks.problems(reading.record, now=now, complete=complete)
    return (*reading.problems, *(one for one in asked if one.field.partition(".")[0] not in unread))
