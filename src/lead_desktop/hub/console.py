"""What the hub's commands say and ask, in plain words, on a terminal."""

import getpass
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Console:
    """A terminal, or what stands for one."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    given: TextIO = field(default_factory=lambda: sys.stdin)

    def say(self, *lines: str) -> None:
        """Write lines."""
        self.out.write("".join(f"{line}\n" for line in lines))
        self.out.flush()

    def secret(self, question: str) -> str:
        """Ask for what should not stand on the screen; from a pipe it is read as a line."""
        if self.given.isatty():
            return getpass.getpass(f"{question}: ")
        return self.given.readline().strip()

    def agreed(self, question: str) -> bool:
        """Ask for yes or no; anything but yes is no."""
        self.out.write(f"{question} [yes/no] ")
        self.out.flush()
        return self.given.readline().strip().lower() in ("y", "yes")


def moment(ms: int) -> str:
    """Return ms UTC as a person reads it; 0 is never."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone():%Y-%m-%d %H:%M}" if ms else "never"
