"""A hub process that listens until its input ends. Arguments: address of the database, folder of keys."""

import sys
from pathlib import Path

from lead_desktop.clock import SystemClock
from lead_desktop.hub.authority import load_authority
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.running import Parts
from lead_desktop.hub.settings import Settings
from tests.fakes.hub_door import listening

MANY = 10_000_000


def main() -> None:
    """Listen, print the port, wait."""
    clock = SystemClock()
    authority = load_authority(Path(sys.argv[2]))
    # Nobody is turned away for asking often: a measurement asks more in a minute than a laptop in a day.
    settings = Settings(requests_per_minute=MANY, chunks_per_minute=MANY, megabytes_per_minute=1000)
    with Database(sys.argv[1]) as database:
        parts = Parts(Hub(database, clock), database, authority, settings, clock)
        with listening(parts, authority) as port:
            print(port, flush=True)
            sys.stdin.read()


if __name__ == "__main__":
    main()
