"""Caseloads: how many people each worker is with, who has room for one more, and the guard at the limit (domain 1.9).

The numbers are counts; whose names stand behind them is asked elsewhere, by role.
"""

from collections import Counter
from dataclasses import dataclass

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.assignment import CARRIERS, COUNTED, Assignment
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.permissions import may
from lead_desktop.domain.programme import User
from lead_desktop.errors import LeadError, NotAllowed
from lead_desktop.i18n import N_


class CaseloadFull(LeadError):
    """One more would be above the program's limit, and no reason was given that this role may give."""

    code = "caseload_full"
    message = N_(
        "This worker is already with {people} people, and the program's limit is {limit}. "
        "The project manager can assign one more, with a reason."
    )


class NotTakingPeople(LeadError):
    """Somebody who does not work here now, or whose role has no caseload."""

    code = "not_taking_people"
    message = N_("This worker does not take people on here now. Please choose somebody else.")


@dataclass(frozen=True, slots=True)
class Load:
    """One worker's caseload: user id, name and role, and how many people, against the program's notice and limit."""

    worker: str
    name: str
    role: str
    people: int
    notice: int
    limit: int
    here: bool = True
    """Whether the worker works here now; somebody who has left can still have people."""

    @property
    def room(self) -> int:
        """Return how many more there is room for, never below 0."""
        return max(self.limit - self.people, 0)

    @property
    def standing(self) -> str:
        """Return free, many (at or above the notice) or full (at or above the limit)."""
        if self.people >= self.limit:
            return "full"
        return "many" if self.people >= self.notice else "free"


def caseloads(desk: Desk, *, everybody: bool = False) -> tuple[Load, ...]:
    """Return the caseloads of those who take people on, most room first; `everybody`: also of who has left."""
    desk.allow("create", Assignment)
    counts = Counter(one.record.case_manager for one in desk.reading.of_type(Engagement, *COUNTED))
    found = [_load(desk, one.rid, one.record, counts[one.rid]) for one in desk.reading.of_type(User)]
    shown = [one for one in found if (one.here and one.role in CARRIERS) or (everybody and one.people)]
    return tuple(sorted(shown, key=lambda one: (not one.here, -one.room, one.name.casefold())))


def load_of(desk: Desk, worker: str) -> Load | None:
    """Return one worker's caseload; None for somebody this laptop does not know."""
    held = next((one for one in desk.reading.of_type(User) if one.rid == worker), None)
    if held is None:
        return None
    mine = [one for one in desk.reading.of_type(Engagement, *COUNTED) if one.record.case_manager == worker]
    return _load(desk, held.rid, held.record, len(mine))


def may_go_over(desk: Desk) -> bool:
    """Tell whether the worker may assign one more than the limit, with a reason."""
    return may(desk.worker.role, "create", "over_limit", own=False)


def check_room(desk: Desk, worker: str, reason: str | None) -> None:
    """Raise unless a worker can take one more: NotTakingPeople, CaseloadFull, NotAllowed for a reason by another role.

    A worker whom this laptop does not know yet cannot be counted and is not held up.
    """
    load = load_of(desk, worker)
    if load is None:
        return
    if not load.here or load.role not in CARRIERS:
        raise NotTakingPeople
    if load.standing != "full":
        return
    if not reason:
        raise CaseloadFull(people=load.people, limit=load.limit)
    if not may_go_over(desk):
        desk.note("assignment.over_limit", outcome="denied")
        raise NotAllowed


def _load(desk: Desk, worker: str, user: User, people: int) -> Load:
    programme = desk.programme
    return Load(
        worker, user.name or "", user.role or "", people, programme.caseload_notice or 20,
        programme.caseload_limit or 25, here=user.active is not False,
    )  # fmt: skip
