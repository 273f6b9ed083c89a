"""Whether an operation says something a record type can hold: pure, from the declarations in domain/ (sync 3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from lead_desktop.domain.base import Merge, Record, notes
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.consent import card_scope
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.wire.op import Op, encoded

SCHEMA = 2
"""Newest schema version this hub knows; it takes every one before it (sync 3.14)."""
_CARD = {name: str(note.fid) for name, note in notes(ShareCard).items()}
Part = tuple[int, str | None, str | None]
"""One value an operation brings: field, element key (None for a scalar), canonical text (None when it goes)."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What one field may hold and how it merges; `values` reads a scalar or one element of a set."""

    merge: Merge
    machine: str
    values: TypeAdapter[Any]


class Unfit(Exception):
    """An operation cannot be applied; `code` is its reason in quarantine."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@cache
def types_by_number() -> Mapping[int, type[Record]]:
    """Return the record types by their permanent number."""
    return {one.TYPE: one for one in RECORD_TYPES.values()}


@cache
def field_rules(number: int) -> Mapping[int, FieldRule]:
    """Return the rules of a record type's fields by field number."""
    record_type = types_by_number()[number]
    return {
        note.fid: FieldRule(note.merge, note.machine, _reader(record_type.model_fields[name], note.merge))
        for name, note in notes(record_type).items()
    }


def parts_of(op: Op) -> tuple[Part, ...]:
    """Return the values an operation brings, each as canonical text; raises Unfit with the reason."""
    record_type = types_by_number().get(op.y)
    if record_type is None:
        raise Unfit("unknown_type")
    if not 1 <= op.sv <= SCHEMA:
        raise Unfit("schema")
    if op.s.rpartition("/")[2] != record_type.COMPARTMENT:
        raise Unfit("compartment")
    try:
        return _parts(op)
    except ValidationError:
        raise Unfit("bad_value") from None


def _parts(op: Op) -> tuple[Part, ...]:
    if op.k == "new":
        return _of_new(op)
    if op.k in ("del", "undel"):
        return ()
    rule = _rule(op.y, op.f)
    if (rule.merge is Merge.SET) != (op.k in ("add", "rem")):
        raise Unfit("wrong_kind")
    if op.k == "set":
        return ((op.f, None, _checked(rule, op.v)),)
    if "\0" in op.v["e"]:
        raise Unfit("bad_value")
    if op.k == "rem":
        return ((op.f, op.v["e"], None),)
    return (_element(op.f, rule, op.v["e"], op.v["v"]),)


def _of_new(op: Op) -> tuple[Part, ...]:
    if op.y == ShareCard.TYPE and not _is_in_its_scope(op):
        raise Unfit("card_scope")
    found: list[Part] = []
    for letters, value in op.v.items():
        found += _first_values(op.y, int(letters), value)
    return tuple(found)


def _is_in_its_scope(op: Op) -> bool:
    """Tell whether a share card stands in the scope of its consent and organisation, and so goes to no other."""
    consent, recipient = op.v.get(_CARD["consent"]), op.v.get(_CARD["recipient"])
    try:
        return op.s == card_scope(consent, recipient)
    except (TypeError, ValueError, AttributeError):
        return False


def _first_values(record_type: int, fid: int, value: Any) -> list[Part]:  # noqa: ANN401 - any JSON value
    rule = _rule(record_type, fid)
    if rule.merge is not Merge.SET:
        return [(fid, None, _checked(rule, value))]
    if not isinstance(value, dict):
        raise Unfit("bad_value")
    return [_element(fid, rule, key, element) for key, element in value.items()]


def _rule(record_type: int, fid: int) -> FieldRule:
    rule = field_rules(record_type).get(fid)
    if rule is None:
        raise Unfit("unknown_field")
    return rule


def _element(fid: int, rule: FieldRule, key: str, element: Any) -> Part:  # noqa: ANN401 - any JSON value
    text = _checked(rule, element)
    if "\0" in key or key != str(element["key"] if isinstance(element, dict) else element):
        raise Unfit("bad_value")
    return fid, key, text


def _checked(rule: FieldRule, value: Any) -> str:  # noqa: ANN401 - any JSON value
    text = encoded(value)
    rule.values.validate_json(text)
    return text.decode()


def _reader(info: FieldInfo, merge: Merge) -> TypeAdapter[Any]:
    kind: Any = info.annotation
    if merge is Merge.SET:
        kind = get_args(kind)[0]
    elif info.metadata:
        kind = Annotated[(kind, *info.metadata)]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return TypeAdapter(kind)
    return TypeAdapter(kind, config=ConfigDict(strict=True, hide_input_in_errors=True))
