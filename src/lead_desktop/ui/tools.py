"""What every screen is handed: the desk, the jobs that run its acts, and what forms need."""

from dataclasses import dataclass

from lead_desktop.casework.desk import Desk
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Tools:
    """Passed to the constructor of each screen."""

    desk: Desk
    jobs: Jobs
    needs: Needs
