"""Where fields stand on a page, as data: one line here and one in the record's class add a field."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that stand side by side where there is room, by name; below each other where there is not."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        """Name one to four fields."""
        object.__setattr__(self, "names", names)


@dataclass(frozen=True, slots=True)
class Section:
    """A card with a title and rows of fields; title and text are English, marked with N_()."""

    title: str
    rows: tuple[Row, ...]
    text: str = ""


Layout = tuple[Section, ...]
"""A page: its sections from top to bottom."""


def field_names(layout: Iterable[Section]) -> tuple[str, ...]:
    """Return the fields of a page in reading order; a field placed twice is a ValueError."""
    names = tuple(name for section in layout for row in section.rows for name in row.names)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"placed twice: {', '.join(twice)}")
    return names
