"""Strategies that fill any record type with any valid values, read from its declaration."""

import types
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import BaseModel, StringConstraints

from lead_desktop.domain.base import Note, Part, Record, notes
from lead_desktop.domain.dates import FIRST_DAY, LAST_DAY
from lead_desktop.domain.states import machine
from lead_desktop.domain.text import visible
from lead_desktop.domain.vocabulary import code_list

_ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
_MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2100, 12, 1), timezones=_ZONES)  # noqa: DTZ001 - zone added
_DAYS = st.dates(FIRST_DAY, LAST_DAY)


def _text(pattern: str | None, longest: int) -> st.SearchStrategy[str]:
    if pattern:
        return st.from_regex(pattern.replace("$", r"\Z"), fullmatch=True)
    signs = st.text(st.characters(codec="utf-8"), max_size=min(longest, 40))
    return signs.map(lambda text: visible(text, lines=True)).filter(bool)


def _plain(annotation: type, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any] | None:
    """Return a strategy for what is no text and no code."""
    if issubclass(annotation, Part):
        return parts(annotation)
    if issubclass(annotation, datetime):
        return _MOMENTS
    if annotation is int:
        low = next((one.ge for one in metadata if isinstance(one, Ge)), None)
        high = next((one.le for one in metadata if isinstance(one, Le)), None)
        return st.integers(low, high)  # type: ignore[arg-type]
    return {bool: st.booleans(), date: _DAYS}.get(annotation)


def _words(note: Note | None, metadata: tuple[Any, ...]) -> st.SearchStrategy[str]:
    if note and note.codes:
        return st.sampled_from([one.code for one in code_list(note.codes).codes])
    if note and note.machine:
        return st.sampled_from([one.code for one in machine(note.machine).states])
    bounds = [one for one in metadata if isinstance(one, StringConstraints)]
    pattern = next((str(one.pattern) for one in bounds if one.pattern), None)
    return _text(pattern, next((one.max_length for one in bounds if one.max_length), 40))


def _inside(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...], bool]:
    """Return the bare type of an annotation, the constraints around it, and whether it may be None."""
    if hasattr(annotation, "__metadata__"):
        return _inside(annotation.__origin__, (*metadata, *annotation.__metadata__))
    if get_origin(annotation) in (Union, types.UnionType):
        inner = next(one for one in get_args(annotation) if one is not types.NoneType)
        bare, constraints, _ = _inside(inner, metadata)
        return bare, constraints, True
    return annotation, metadata, False


def _value(note: Note | None, annotation: Any, metadata: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    bare, constraints, optional = _inside(annotation, metadata)
    if get_origin(bare) is tuple:
        found = st.lists(_value(note, get_args(bare)[0]), max_size=2).map(tuple)
    elif get_origin(bare) is Literal:
        found = st.sampled_from(get_args(bare))
    elif not isinstance(bare, type):
        found = _MOMENTS  # AwareDatetime is no class
    else:
        plain = _plain(bare, constraints)
        found = _words(note, constraints) if plain is None else plain
    return st.none() | found if optional else found


def _fields(model: type[BaseModel]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        name: _value(notes(model).get(name), info.annotation, tuple(info.metadata))
        for name, info in model.model_fields.items()
    }


@cache
def parts(model: type[Part]) -> st.SearchStrategy[Part]:
    """Return valid values of a part."""
    return st.builds(model, **_fields(model))


@cache
def records(record_type: type[Record]) -> st.SearchStrategy[Record]:
    """Return valid records of a type, each with some of its fields filled in."""
    return st.fixed_dictionaries({}, optional=_fields(record_type)).map(lambda held: record_type(**held))


def part_of(record_type: type[BaseModel], name: str) -> type[Part] | None:
    """Return the part or row type that a field holds, if it holds one."""
    return _part_in(record_type.model_fields[name].annotation)


def _part_in(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for one in get_args(annotation) if (found := _part_in(one))), None)
