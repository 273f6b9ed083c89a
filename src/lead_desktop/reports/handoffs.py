"""How hand-offs went: how many calls, how soon somebody came, and how often and why nobody could (domain 1.4, 5.1).

That nobody could come is counted apart, with its reasons and what happened instead: it is what asks for more hours on
call. Everything is computed anew from the records.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from lead_desktop.domain.handoff import INTRODUCED, NOBODY_CAME, Handoff
from lead_desktop.store.records import Reading


@dataclass(frozen=True, slots=True)
class HandoffFigures:
    """Counts of one time. in_time: introduced within the program's minutes, of those `timed`.

    answer, arrival, meeting: the usual minutes (medians) from the call; None where none is known. why and instead:
    counts by code of the calls to which nobody could come.
    """

    calls: int
    introduced: int
    nobody_came: int
    in_time: int
    timed: int
    answer: int | None
    arrival: int | None
    meeting: int | None
    why: Mapping[str, int]
    instead: Mapping[str, int]


def handoff_figures(reading: Reading, since: date, until: date, target_minutes: int) -> HandoffFigures:
    """Count the hand-offs that began between two days, both included."""
    held = [one.record for one in reading.of_type(Handoff)]
    some = [one for one in held if (at := one.began()) is not None and since <= at.date() <= until]
    nobody = [one for one in some if one.result == NOBODY_CAME]
    met = [took for one in some if (took := one.minutes("handoff_done_at")) is not None]
    return HandoffFigures(
        calls=len(some), introduced=sum(one.result == INTRODUCED for one in some), nobody_came=len(nobody),
        in_time=sum(one <= target_minutes for one in met), timed=len(met),
        answer=_usual(some, "cm_answered_at"), arrival=_usual(some, "cm_arrived_at"),
        meeting=_usual(some, "handoff_done_at"),
        why=Counter(one.why_nobody for one in nobody if one.why_nobody),
        instead=Counter(code for one in nobody for code in one.instead),
    )  # fmt: skip


def _usual(some: list[Handoff], until: str) -> int | None:
    took = [minutes for one in some if (minutes := one.minutes(until)) is not None]
    return int(median(took)) if took else None
