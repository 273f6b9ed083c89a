"""The merge of concurrent edits, as pure functions over heads (sync 3.9).

A head is an operation on a field that nobody superseded. One head is a plain value; two heads with different
values are a conflict, kept until a person writes an operation that names both. A name, an address, a dose is one
value and is never taken apart; what kind of field it is, `wire.kinds` knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from lead_desktop.wire.op import OpId


@dataclass(frozen=True, slots=True)
class Head:
    """One head of a field, or one add of a set element."""

    op: OpId
    value: Any
    hlc: int
    actor: str
    seq: int | None = None


class Headed(Protocol):
    """What the merge asks of a head; whoever keeps heads may keep more with them."""

    @property
    def op(self) -> OpId:
        """The operation."""

    @property
    def hlc(self) -> int:
        """Its clock."""


H = TypeVar("H", bound=Headed)


def fold(heads: Iterable[H], new: H, base: Iterable[OpId]) -> tuple[H, ...]:
    """Return the heads after an operation that replaces those in `base`; a repeated operation changes nothing."""
    held = tuple(heads)
    if any(one.op == new.op for one in held):
        return held
    return (*removed(held, base), new)


def removed(adds: Iterable[H], seen: Iterable[OpId]) -> tuple[H, ...]:
    """Return the adds of a set element that stay after a removal that saw `seen`; an unseen add wins.

    An element of which none stays is gone, but whoever applies entries remembers the hub sequence of its last
    operation, so that an older add that comes again does not bring it back.
    """
    gone = set(seen)
    return tuple(one for one in adds if one.op not in gone)


def winner(heads: Iterable[H]) -> H | None:
    """Return the head that is displayed: the highest clock, then device, then sequence; None without heads."""
    return max(heads, key=lambda one: (one.hlc, one.op), default=None)


def elements(adds: Mapping[str, Iterable[Head]]) -> tuple[Any, ...]:
    """Return the elements of a set in the order in which they were first added."""
    shown = []
    for key, heads in adds.items():
        held = tuple(heads)
        best = winner(held)
        if best is not None:
            shown.append((min((one.hlc, one.op) for one in held), key, best.value))
    return tuple(value for _, _, value in sorted(shown, key=lambda one: one[:2]))


def overlaid(heads: Iterable[H], own: Iterable[tuple[H | None, Iterable[OpId]]]) -> tuple[H, ...]:
    """Return what a device shows of a field or element: the hub's heads, with its own unsent operations over them.

    own: in order, what each brings (None for a removal) and what it replaces (sync L5). One that has come back
    from the hub among the heads changes nothing more.
    """
    held = tuple(heads)
    for new, base in own:
        held = removed(held, base) if new is None else fold(held, new, base)
    return held
