"""A signature drawn by hand: strokes with their time, as short text that can be drawn again (42 CFR 2.31(a)(8)).

A stroke is points `x,y,ms` with blanks between them, strokes stand apart by semicolons: coordinates on a pad of
WIDTH by HEIGHT, milliseconds since the pen first touched it. The text is bounded, and so is whatever is drawn.
"""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

WIDTH, HEIGHT = 999, 299
LONGEST = 40_000
"""Characters: some three thousand points, several times what a long name takes."""
_MOST_MS = 999_999
_POINT = "[0-9]{1,3},[0-9]{1,3},[0-9]{1,6}"
_STROKE = f"{_POINT}(?: {_POINT})*"

Strokes = Annotated[str, StringConstraints(max_length=LONGEST, pattern=f"^{_STROKE}(?:;{_STROKE})*$")]


class Point(NamedTuple):
    """Where the pen was, and when."""

    x: int
    y: int
    ms: int


Stroke = tuple[Point, ...]


def written(strokes: Sequence[Stroke]) -> str:
    """Return strokes as text; what does not fit on the pad stands at its edge, what is too long is left out."""
    parts: list[str] = []
    room = LONGEST
    for stroke in strokes:
        text = " ".join(_point(one) for one in stroke)
        if text and len(text) < room:
            parts.append(text)
            room -= len(text) + 1
    return ";".join(parts)


def strokes_of(text: str) -> tuple[Stroke, ...]:
    """Return the strokes that a text of the type `Strokes` holds."""
    return tuple(tuple(Point(*map(int, one.split(","))) for one in part.split(" ")) for part in text.split(";"))


def path_of(text: str) -> str:
    """Return the strokes as the path of an SVG of WIDTH by HEIGHT; a single touch is a dot."""
    drawn = []
    for stroke in strokes_of(text):
        first, *rest = stroke
        moves = [f"L{one.x} {one.y}" for one in rest] or [f"L{first.x + 1} {first.y}"]
        drawn.append(f"M{first.x} {first.y}" + "".join(moves))
    return "".join(drawn)


def _point(one: Point) -> str:
    x, y = min(max(one.x, 0), WIDTH), min(max(one.y, 0), HEIGHT)
    return f"{x},{y},{min(max(one.ms, 0), _MOST_MS)}"
