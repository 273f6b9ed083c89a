"""Backups by the person at the desk. Whoever may open the laptop may copy it: the copy opens to nobody else."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lead_desktop.casework.desk import Desk
from lead_desktop.store.backup import write_backup

Progress = Callable[[int, int], object]


def back_up(desk: Desk, target: Path, progress: Progress, stopped: Callable[[], bool]) -> datetime:
    """Write everything into one encrypted file, check it, and note it; return the moment it shows.

    Raises Stopped, DiskFull, ReadOnly, DiskTrouble, FileHeld; then nothing of it is left at the target.
    """
    info = write_backup(desk.vault, target, desk.clock, progress, stopped)
    desk.note("backup.write")
    return info.made_at
