"""Order that two people can change at once: fractional ranks, text over a to z (sync 3.9)."""

from collections.abc import Sequence

_A, _LETTERS = ord("a"), 26


def rank_after(rank: str) -> str:
    """Return a rank that sorts after `rank`; an empty one starts the order."""
    return rank_between(rank, "")


def rank_between(low: str, high: str) -> str:
    """Return a rank between two, which never ends in `a`; `low` sorts before `high`.

    An empty `low` is the beginning and an empty `high` the end of the order.
    """
    made, at = "", 0
    while True:
        floor = ord(low[at]) - _A if at < len(low) else 0
        ceiling = ord(high[at]) - _A if at < len(high) else _LETTERS
        if ceiling - floor > 1:
            return made + chr(_A + (floor + ceiling) // 2)
        made += chr(_A + floor)
        if ceiling > floor:
            high = ""
        at += 1


def ranks_with(ranks: Sequence[str], moved: int, to: int) -> dict[int, str]:
    """Return the ranks to write, by place, so that the one at `moved` comes to stand at `to`.

    Mostly that one alone; all of them where its new neighbours have one rank, as two laptops can give.
    """
    order = [place for place in range(len(ranks)) if place != moved]
    order.insert(to, moved)
    low = ranks[order[to - 1]] if to else ""
    high = ranks[order[to + 1]] if to + 1 < len(order) else ""
    if not high or low < high:
        return {moved: rank_between(low, high)}
    fresh, last = {}, ""
    for place in order:
        last = fresh[place] = rank_after(last)
    return fresh
