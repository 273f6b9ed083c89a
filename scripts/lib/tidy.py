"""Find what may never be committed: a computer's own paths, a package server's address in a lock, looks in code."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("src", "tests", "scripts", "docs", "packaging", "resources", "typings", ".ci")
BINARY = frozenset({".ttf", ".woff2", ".png", ".ico", ".icns", ".mo", ".pyc", ".db", ".pdf"})
HOME = re.compile(r"(?<![\w.~-])/(?:home|Users)/\w|[A-Z]:\\Users\\\w")
SERVER = re.compile(r"https?:|--(?:extra-)?index-url|--find-links|--trusted-host|\s@\s")
LOOKS = re.compile(r"\.setStyleSheet\(")


def files() -> Iterator[Path]:
    """Yield the text files of the source tree."""
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for place in PLACES:
        yield from (path for path in (ROOT / place).rglob("*") if path.is_file() and path.suffix not in BINARY)


def this_computer() -> re.Pattern[str] | None:
    """Return a pattern of where this tree and this person's files are, when those places are telling."""
    places = [str(path) for path in (ROOT, ROOT.parent) if len(path.parts) > 2]
    home = Path.home()
    places += [str(home)] if len(home.parts) > 1 else []
    return re.compile("|".join(rf"(?<![\w.~-]){re.escape(place)}(?![\w-])" for place in places)) if places else None


def faults(path: Path, machine: re.Pattern[str] | None) -> Iterator[tuple[int, str]]:
    """Yield line number and fault of one file."""
    name = path.relative_to(ROOT).as_posix()
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if HOME.search(line) or (machine is not None and machine.search(line)):
            yield number, "a path of somebody's computer"
        if path.suffix == ".lock" and SERVER.search(line):
            yield number, "a package server's address in a lock"
        if name.startswith("src/") and name != "src/lead_desktop/ui/theme.py" and LOOKS.search(line):
            yield number, "looks belong in the style sheet"


def main() -> int:
    """Report every fault, one line each."""
    machine = this_computer()
    found = [f"{path.relative_to(ROOT)}:{line}: {fault}" for path in files() for line, fault in faults(path, machine)]
    print("\n".join(found) if found else "nothing that may not be committed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
