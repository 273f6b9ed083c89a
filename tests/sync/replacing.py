"""Something else in the place of a name, for a while: other versions, planted bugs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(place: Any, name: str, value: Any) -> Iterator[None]:
    """Put something else in the place of a name, for a while."""
    before = place.__dict__[name]
    setattr(place, name, value)
    try:
        yield
    finally:
        setattr(place, name, before)
