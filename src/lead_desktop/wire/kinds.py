"""What differs between kinds of fields: which head is shown, and when a person has to choose (sync 3.9)."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, permutations
from typing import Any, TypeVar

from lead_desktop.domain.base import Merge
from lead_desktop.domain.states import can, machine
from lead_desktop.wire.merge import Head, winner
from lead_desktop.wire.op import encoded

H = TypeVar("H", bound=Head)
_MOST_ORDERS = 4
"""More concurrent states than these are a conflict without trying in which orders they fit together."""


def same(values: Iterable[Any]) -> bool:
    """Tell whether values say the same once what cannot be seen is left out; none at all do."""
    return len({encoded(normal(one)) for one in values}) < 2


def normal(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value as it is compared: text in NFC without blanks around it, and nothing for what is empty."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip() or None
    if isinstance(value, dict):
        held = {name: normal(one) for name, one in value.items()}
        return {name: one for name, one in held.items() if one is not None} or None
    if isinstance(value, list | tuple):
        return [normal(one) for one in value] or None
    return value


def shown(heads: Sequence[H], merge: Merge, states: str = "") -> H | None:
    """Return the head that is displayed of a field; None without heads.

    states: the machine of a status. One with an order from strict to mild shows its strictest; of others,
    transitions that fit together in one way only show where they end.
    """
    if merge is not Merge.STATUS or len(heads) < 2:
        return winner(heads)
    strict = machine(states).strictest
    if strict:
        least = min(_place(strict, one.value) for one in heads)
        return winner(one for one in heads if _place(strict, one.value) == least)
    ends = _ends([one.value for one in heads], states)
    return winner(one for one in heads if one.value in ends) if len(ends) == 1 else winner(heads)


def disputed(values: Sequence[Any], merge: Merge, states: str = "") -> bool:
    """Tell whether the values of a field's heads differ so that a person has to choose.

    Nobody is asked about a set, or about the order of goals and steps. States that went on in a way that the machine
    knows are no question; those of a machine with an order of strictness are, though the strictest holds meanwhile.
    """
    if len(values) < 2 or merge in (Merge.RANK, Merge.SET) or same(values):
        return False
    if merge is not Merge.STATUS or machine(states).strictest:
        return True
    return len(_ends(values, states)) != 1


def may_set(values: Iterable[Any], merge: Merge) -> bool:
    """Tell whether a field that holds values may be set: what is written once may only while it holds nothing."""
    return merge is not Merge.IMMUTABLE or all(normal(one) is None for one in values)


def _place(strict: Sequence[str], value: Any) -> int:  # noqa: ANN401 - any JSON value
    """Return how strict a state is, 0 the most; one that is not known is taken for the strictest."""
    return strict.index(value) if value in strict else 0


def _ends(values: Sequence[Any], states: str) -> frozenset[str]:
    """Return where concurrent states can end when one follows the other as the machine allows."""
    known = [one for one in values if isinstance(one, str) and machine(states).has(one)]
    if len(known) != len(values) or len(set(known)) > _MOST_ORDERS:
        return frozenset()
    return frozenset(_legal_ends(set(known), states))


def _legal_ends(values: Iterable[str], states: str) -> Iterator[str]:
    for order in permutations(values):
        if all(can(states, old, new) for old, new in pairwise(order)):
            yield order[-1]
