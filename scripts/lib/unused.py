"""Find functions, classes and imports of the program that nothing in the program uses; tests do not count.

Fields of records and names that only hold a value are left out: they are read through their declaration.
"""

import sys
import tomllib
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("function", "method", "class", "import", "property", "unreachable_code")


def is_override(item: Item) -> bool:
    """Tell whether Qt calls this: its names are in mixed case, ours never are."""
    return "/ui/" in Path(item.filename).as_posix() and item.typ == "method" and item.name != item.name.lower()


def main() -> int:
    """Report what is unused, one line each."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    finder = Vulture(ignore_names=settings["ignore_names"], ignore_decorators=settings["ignore_decorators"])
    finder.scavenge([str(ROOT / path) for path in settings["paths"]])
    unused = finder.get_unused_code(settings["min_confidence"])
    found = [item for item in unused if item.typ in KINDS and not is_override(item)]
    for item in found:
        print(f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno}: unused {item.typ} {item.name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
