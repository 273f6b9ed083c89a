"""What an editor must know of a field, read from its declaration: kind, bounds, words and code list."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from lead_desktop.domain.base import Level, Note, Part, Sensitivity, notes
from lead_desktop.domain.text import LINE_MAX
from lead_desktop.domain.vocabulary import code_list


class Kind(StrEnum):
    """The kinds of field that have an editor."""

    LINE = "line"
    LONG = "long"
    CODE = "code"
    CODES = "codes"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    TEXTS = "texts"
    PART = "part"
    PARTS = "parts"
    REFERENCE = "reference"


WIDE = frozenset({Kind.LONG, Kind.CODES, Kind.TEXTS, Kind.PART, Kind.PARTS})
"""Kinds that take the whole width of the page when they stand alone in a row."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A field as its editor sees it.

    part, parts: the composite and the fields within it. row: the composite has a key. default: what the
    declaration starts with.
    """

    name: str
    kind: Kind
    note: Note
    max_length: int | None = None
    low: int | None = None
    high: int | None = None
    parts: tuple["Spec", ...] = ()
    row: bool = False
    part: type[Part] | None = None
    default: str | bool | int | None = None

    @property
    def needed(self) -> bool:
        """Tell whether the field carries the mark of a needed one (levels D and C)."""
        return self.note.level in (Level.DRAFT, Level.COMPLETE)

    @property
    def can_stay_open(self) -> bool:
        """Tell whether "doesn't know", "prefers not to answer" and "not collected" are answers here."""
        if self.note.sensitivity is Sensitivity.S0 or self.kind is Kind.REFERENCE or self.note.machine:
            return False
        if self.kind is Kind.CODE and self.note.codes:
            return code_list(self.note.codes).missing == "always"
        return True


def specs_of(record_type: type[BaseModel]) -> Mapping[str, Spec]:
    """Return the specs of all fields of a record or a composite, by name; a composite's key is left out."""
    fields = record_type.model_fields
    return {name: _spec(name, fields[name], note) for name, note in notes(record_type).items() if name != "unanswered"}


def _spec(name: str, info: FieldInfo, note: Note) -> Spec:
    bounds = [*info.metadata, *_bounds(info.annotation)]
    inner, many = _unwrap(info.annotation)
    composite = inner if isinstance(inner, type) and issubclass(inner, Part) else None
    return Spec(
        name=name,
        kind=_kind(inner, note, bounds, many=many),
        note=note,
        max_length=next((_length(bound) for bound in bounds if _length(bound)), None),
        low=next((_whole(bound.ge) for bound in bounds if isinstance(bound, Ge)), None),
        high=next((_whole(bound.le) for bound in bounds if isinstance(bound, Le)), None),
        parts=tuple(specs_of(composite).values()) if composite else (),
        row=composite is not None and "key" in composite.model_fields,
        part=composite,
        default=info.default if isinstance(info.default, str | bool | int) else None,
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _length(bound: object) -> int | None:
    return bound.max_length if isinstance(bound, MaxLen | StringConstraints) else None


def _bounds(annotation: object) -> Iterator[object]:
    """Yield the constraints written anywhere inside an annotation."""
    yield from getattr(annotation, "__metadata__", ())
    for one in (*get_args(annotation), getattr(annotation, "__origin__", None)):
        if one is not None and not isinstance(one, str) and one is not annotation and get_origin(one) is not None:
            yield from _bounds(one)


def _unwrap(annotation: object) -> tuple[object, bool]:
    """Return the bare type inside optional, annotated and tuple, and whether there may be many."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _unwrap(next(one for one in get_args(annotation) if one is not types.NoneType))
    if origin is tuple:
        return _unwrap(get_args(annotation)[0])[0], True
    if hasattr(annotation, "__metadata__"):
        return _unwrap(get_args(annotation)[0])
    if origin is Literal:
        return str, False
    return annotation, False


_PLAIN: Mapping[object, Kind] = {
    bool: Kind.YES_NO,
    int: Kind.NUMBER,
    date: Kind.DATE,
    datetime: Kind.MOMENT,
    AwareDatetime: Kind.MOMENT,
}


def _kind(inner: object, note: Note, bounds: list[object], *, many: bool) -> Kind:
    if isinstance(inner, type) and issubclass(inner, Part):
        return Kind.PARTS if many else Kind.PART
    if many:
        return Kind.CODES if note.codes else Kind.TEXTS
    if inner in _PLAIN:
        return _PLAIN[inner]
    if (
        inner is not str
        and not (isinstance(inner, type) and issubclass(inner, str))
        and not hasattr(inner, "__supertype__")
    ):
        raise TypeError(f"no editor for {inner!r}")
    return _text_kind(note, bounds)


def _text_kind(note: Note, bounds: list[object]) -> Kind:
    if note.codes or note.machine:
        return Kind.CODE
    if note.ref:
        return Kind.REFERENCE
    longest = max((_length(bound) or 0 for bound in bounds), default=0)
    return Kind.LONG if longest > LINE_MAX else Kind.LINE
