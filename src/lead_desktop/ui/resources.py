"""Fonts, icons and the style sheet, read from the files that ship with the program."""

from functools import cache

from PySide6.QtCore import QDir
from PySide6.QtGui import QFontDatabase

from lead_desktop.resources import folder, text

FAMILY = "Inter"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled weights with Qt, once per process; return the family names Qt gave them."""
    families: list[str] = []
    for weight in WEIGHTS:
        number = QFontDatabase.addApplicationFont(str(folder("fonts") / f"Inter-{weight}.ttf"))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)


@cache
def icon_drawing(name: str) -> str:
    """Return the SVG text of one icon, its strokes in `currentColor`; an unknown name is a bug of ours."""
    return text(f"icons/{name}.svg")


@cache
def icon_names() -> tuple[str, ...]:
    """Return the names of all icons that ship with the program."""
    return tuple(sorted(path.stem for path in folder("icons").glob("*.svg")))


@cache
def sheet_template() -> str:
    """Return the style sheet with its tokens not yet filled in."""
    return text("styles/app.qss")


def find_marks() -> None:
    """Let the style sheet find the small pictures of arrows and ticks under the prefix `look:`."""
    QDir.setSearchPaths("look", [str(folder("styles"))])
