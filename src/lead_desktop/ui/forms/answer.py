"""What an editor hands over, without Qt: a JSON value, or why typed text is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lead_desktop.domain.base import Problem, When

Json = Any
"""A JSON value: None, bool, int, str, list or dict."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor holds: a JSON value for the record, and problems that keep typed text from being one.

    A problem's `field` is the path within the editor: blank for the editor itself, `first` or `0.statute` inside.
    """

    value: Json = None
    problems: tuple[Problem, ...] = field(default=())


def holds(condition: When | None, values: Mapping[str, Json]) -> bool:
    """Tell whether a condition on another field is met by JSON values."""
    if condition is None:
        return True
    value = values.get(condition.field)
    if isinstance(value, bool):
        return str(value).lower() in condition.values
    if isinstance(value, list):
        return any(str(one) in condition.values for one in value)
    return value is not None and str(value) in condition.values
