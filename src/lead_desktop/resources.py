"""Where the files that ship with the program are: beside the source tree, or inside an installed package."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any


@cache
def root() -> Path:
    """Return the folder `resources/` of a source tree, a wheel or a bundle."""
    here = Path(__file__).resolve().parent
    places = (here.parents[1] / "resources", here / "_resources", Path(getattr(sys, "_MEIPASS", here)) / "resources")
    for place in places:
        if (place / "permissions.toml").is_file():
            return place
    raise FileNotFoundError("resources")


def folder(name: str) -> Path:
    """Return one folder below `resources/`."""
    return root() / name


def text(name: str) -> str:
    """Read a text file below `resources/`."""
    return (root() / name).read_text(encoding="utf-8")


def data(name: str) -> Any:  # noqa: ANN401 - JSON is what it is; callers give it a shape
    """Read a JSON file below `resources/`."""
    return json.loads(text(name))
