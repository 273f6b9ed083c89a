"""A way to the hub that is made when it is used for the first time: a laptop without a hub loads nothing of it."""

from collections.abc import Callable
from pathlib import Path

from lead_desktop.casework.syncing import Slip
from lead_desktop.sync.told import Done, Joining
from lead_desktop.ui.jobs import Steps
from lead_desktop.ui.sync.link import Link, Tell


class LaterLink:
    """Every call is handed on, on the thread that makes it."""

    def __init__(self, make: Callable[[], Link]) -> None:
        """Take what makes the way."""
        self._make = make
        self._link: Link | None = None

    def round(self, tell: Tell, steps: Steps) -> Done:
        """Send what waits and bring in what changed."""
        return self._made().round(tell, steps)

    def join(self, slip: Slip, steps: Steps) -> Joining:
        """Ask to come in with what the slip says."""
        return self._made().join(slip, steps)

    def ask_again(self, steps: Steps) -> Joining:
        """Ask how the joining that was begun stands."""
        return self._made().ask_again(steps)

    def give_up_joining(self) -> None:
        """Forget a joining that nobody confirmed."""
        self._made().give_up_joining()

    def write_bundle(self, target: Path, steps: Steps) -> int:
        """Write what waits into a sealed file for the hub."""
        return self._made().write_bundle(target, steps)

    def read_bundle(self, source: Path, tell: Tell, steps: Steps) -> Done:
        """Bring in the hub's answer from a sealed file."""
        return self._made().read_bundle(source, tell, steps)

    def _made(self) -> Link:
        if self._link is None:
            self._link = self._make()
        return self._link
