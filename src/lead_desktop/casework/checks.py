"""What an act checks before it writes: nothing incomplete is marked complete, and problems name their fields."""

from collections.abc import Sequence

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.base import Problem, Record
from lead_desktop.domain.checks import problems
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_


class Incomplete(LeadError):
    """Fields need attention before this can be done; what was typed stays in its draft."""

    code = "incomplete"
    message = N_("Some fields need attention before this can be finished. What you typed is kept.")

    def __init__(self, found: Sequence[Problem]) -> None:
        """Keep the problems, which name fields and codes and never hold what was typed."""
        super().__init__()
        self.problems = tuple(found)


def check(desk: Desk, record: Record, *, complete: bool = False) -> None:
    """Raise Incomplete unless the record may be saved, or marked complete."""
    found = problems(record, now=desk.clock.now(), complete=complete)
    if found:
        raise Incomplete(found)
