"""A process that opens a desk as the program does, and says how much memory it holds. Arguments: folder, passphrase."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from lead_desktop.casework.opening import enter
from lead_desktop.casework.people import people
from lead_desktop.clock import SystemClock
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.people.page import PeopleScreen
from lead_desktop.ui.start import process
from lead_desktop.ui.tools import Tools


def main() -> None:
    """Open, show the list of people, read a few hundred rows, and print MiB."""
    app = process.application()
    clock = SystemClock()
    desk = enter(Path(sys.argv[1]), "bench", sys.argv[2], clock).desk
    jobs = Jobs()
    screen = PeopleScreen(Tools(desk, jobs, Needs(clock)))
    screen.refresh()
    screen.show()
    app.processEvents()
    last = None
    for _ in range(20):
        page = people(desk, after=last)
        if not page:
            break
        last = page[-1]
    status = Path("/proc/self/status").read_text()
    kib = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    jobs.close()
    desk.close()
    print(kib / 1024)


if __name__ == "__main__":
    main()
