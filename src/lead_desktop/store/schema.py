"""The tables, brought up to date by numbered steps; each step and its number are one transaction."""

from importlib import resources as files
from typing import TYPE_CHECKING

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

if TYPE_CHECKING:
    from lead_desktop.store.cipher import Connection

VERSION = 3
"""Version of the tables of this program."""
WRITES = 2
"""`sv` of the operations that this program writes (sync 3.14); tables may change without them."""


class MadeByNewerProgram(LeadError):
    """The tables were made by a later release; they are left untouched."""

    code = "newer_schema"
    message = N_("These records were made by a newer version of the program. Update the program, then open them again.")


def steps() -> dict[int, str]:
    """Return the migration scripts by number."""
    found = {}
    for entry in files.files("lead_desktop.store").joinpath("migrations").iterdir():
        if entry.name.endswith(".sql"):
            found[int(entry.name[:4])] = entry.read_text(encoding="utf-8")
    return dict(sorted(found.items()))


def version(connection: "Connection") -> int:
    """Return the number of the last step the file has seen; 0 for an empty one."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0])


def migrate(connection: "Connection", *, upto: int = VERSION) -> int:
    """Bring the tables up to date; return how many steps were run. Raises MadeByNewerProgram.

    A crash in the middle of a step leaves the version before it.
    """
    have = version(connection)
    if have > VERSION:
        raise MadeByNewerProgram(version=have)
    waiting = [number for number in steps() if have < number <= upto]
    for number in waiting:
        with connection.migrating(), connection.transaction():
            for statement in statements(steps()[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
    return len(waiting)


def statements(script: str) -> list[str]:
    """Split a script at the semicolons that end its lines, so that all of it runs inside one transaction."""
    found, open_lines = [], []
    for line in script.splitlines():
        if not line.strip() or line.startswith("--"):
            continue
        open_lines.append(line)
        if line.rstrip().endswith(";"):
            found.append("\n".join(open_lines))
            open_lines = []
    return found
