"""Asking for a file by the system's own dialog, leaving no folder names behind (security 3.7)."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget


class FileAsker(Protocol):
    """Asks a person where to write, or what to read; None: they changed their mind."""

    def to_write(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        """Ask for a file to be written."""
        ...

    def to_read(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        """Ask for a file to be read."""
        ...


class SystemFiles:
    """The file dialogs of the system."""

    def to_write(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        """Ask for a file to be written; the dialog asks before one is replaced."""
        chosen, _filter = QFileDialog.getSaveFileName(parent, title, suggested)
        _forget()
        return Path(chosen) if chosen else None

    def to_read(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        """Ask for a file to be read."""
        chosen, _filter = QFileDialog.getOpenFileName(parent, title, "", pattern)
        _forget()
        return Path(chosen) if chosen else None


def _forget() -> None:
    """Remove the folders that Qt's own dialog remembers in clear."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()
