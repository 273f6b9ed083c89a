"""The folders of this person on this computer: the programme's own vault, and the sample one to learn with."""

import shutil
from pathlib import Path
from typing import Final, Literal

from lead_desktop.store.files import check_folder, disk_faults, private_folder
from lead_desktop.store.hold import Hold
from lead_desktop.store.places import usual_place
from lead_desktop.store.vault import exists

Name = Literal["programme", "sample"]
NAMES: Final[tuple[Name, ...]] = ("programme", "sample")


class Profiles:
    """The profiles below one folder, each a vault folder of its own."""

    def __init__(self, base: Path | None = None) -> None:
        """Use the given folder, or the usual place; make it with mode 0700. Raises UnsafePlace, ReadOnly."""
        self.base = usual_place() if base is None else base
        private_folder(self.base)

    def folder(self, name: Name) -> Path:
        """Return the folder of a profile, there or not."""
        return self.base / name

    def present(self) -> tuple[Name, ...]:
        """Return the profiles that have a vault."""
        return tuple(name for name in NAMES if exists(self.folder(name)))

    def remove_sample(self) -> None:
        """Remove the sample profile and everything in it; raises InUse while it is open. No other can be removed."""
        folder = self.folder("sample")
        if not folder.is_dir():
            return
        check_folder(folder)
        Hold(folder, tries=1).release()
        with disk_faults():
            shutil.rmtree(folder)
