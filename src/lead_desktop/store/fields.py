"""What the store asks of a record type: which fields are sets, which begin empty, which have columns of their own."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lead_desktop.domain.base import Merge, Record, notes

PARENTS = ("goal", "plan", "intake", "contact", "handoff", "referral")
COPIED = frozenset({"person", "status", *PARENTS})
"""Fields that the readable row repeats as columns of their own, to be looked up by."""


@cache
def set_fids(record_type: type[Record]) -> frozenset[int]:
    """Return the numbers of the fields that are sets."""
    return frozenset(one.fid for one in notes(record_type).values() if one.merge is Merge.SET)


@cache
def empty_names(record_type: type[Record]) -> frozenset[str]:
    """Return the fields that hold nothing until something is typed; one with a default of its own is not of them."""
    return frozenset(name for name, info in record_type.model_fields.items() if info.default in (None, ()))


def copied(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the readable row that repeat fields of a whole record's JSON."""
    parent = next((body[name] for name in PARENTS if body.get(name)), None)
    return {"person": body.get("person"), "parent": parent, "status": body.get("status")}


def element_key(element: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return what names an element of a set: a row's key, or the text or code itself."""
    return str(element["key"]) if isinstance(element, dict) else str(element)
