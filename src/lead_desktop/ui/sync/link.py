"""The way to the hub as screens use it; what stands behind it is composed in app.py."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from lead_desktop.casework.syncing import Slip
from lead_desktop.sync.told import Done, Joining, Told
from lead_desktop.ui.jobs import Steps

Tell = Callable[[Told], object]


class Link(Protocol):
    """Every call runs on the hub's thread, may take long, and raises LeadErrors with words of their own."""

    def round(self, tell: Tell, steps: Steps) -> Done:
        """Send what waits and bring in what changed."""
        ...

    def join(self, slip: Slip, steps: Steps) -> Joining:
        """Ask to come in with what the slip says."""
        ...

    def ask_again(self, steps: Steps) -> Joining:
        """Ask how the joining that was begun stands."""
        ...

    def give_up_joining(self) -> None:
        """Forget a joining that nobody confirmed."""
        ...

    def write_bundle(self, target: Path, steps: Steps) -> int:
        """Write what waits into a sealed file for the hub; return how many operations are in it."""
        ...

    def read_bundle(self, source: Path, tell: Tell, steps: Steps) -> Done:
        """Bring in the hub's answer from a sealed file."""
        ...
