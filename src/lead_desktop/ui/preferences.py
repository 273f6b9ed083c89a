"""How this person likes the program: a small file without client data. What it does not understand, it forgets."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from PySide6 import QtCore

from lead_desktop.i18n import LANGUAGES
from lead_desktop.ui.theme import CHOICES
from lead_desktop.ui.tokens import SCALES

NAME: Final = "prefs.json"
MOST_BYTES: Final = 4096
LOCK_MINUTES: Final = (2, 5, 10, 15, 20, 30)
BY_ROLE: Final = 0


@dataclass(frozen=True, slots=True)
class Preferences:
    """What may stand in the file. `lock_minutes` BY_ROLE: the usual time of the role; sizes in pixels."""

    language: str = "en"
    theme: str = "system"
    text_size: int = 100
    lock_minutes: int = BY_ROLE
    width: int = 1280
    height: int = 820
    word_help: str = "on"


def _allowed(name: str, value: object) -> bool:
    choices: Mapping[str, tuple[object, ...] | range] = {
        "language": LANGUAGES, "theme": CHOICES, "text_size": SCALES, "lock_minutes": (BY_ROLE, *LOCK_MINUTES),
        "word_help": ("on", "off"),
        "width": range(960, 10_000), "height": range(640, 10_000),
    }  # fmt: skip
    return type(value) in (str, int) and value in choices[name]


def load(folder: Path) -> Preferences:
    """Read the file; a missing, damaged or foreign one gives the defaults, an unknown value its default."""
    found = _read(folder / NAME)
    known = {one.name: found[one.name] for one in fields(Preferences) if one.name in found}
    return replace(Preferences(), **{name: value for name, value in known.items() if _allowed(name, value)})


def save(folder: Path, preferences: Preferences) -> bool:
    """Write the file whole or not at all; say whether that worked, for a lost preference is no reason to stop."""
    file = QtCore.QSaveFile(str(folder / NAME))  # named in full: Qt loads a class when it is first named
    if not folder.is_dir() or not file.open(QtCore.QIODevice.OpenModeFlag.WriteOnly):
        return False
    file.setPermissions(QtCore.QFileDevice.Permission.ReadOwner | QtCore.QFileDevice.Permission.WriteOwner)
    file.write(json.dumps(asdict(preferences), indent=1).encode("ascii") + b"\n")
    return file.commit()


def _read(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
