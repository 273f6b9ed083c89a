"""Asking where a file goes, without leaving the answer behind."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from lead_desktop.i18n import gettext as _

NAME = "document.pdf"
"""What a print is called until the person names it: nothing of anyone."""


def ask_where(parent: QWidget) -> Path | None:
    """Show the system's own dialog; return the file chosen, or None.

    Where the system has no dialog of its own, Qt's writes the folders visited to a file of settings; that is
    removed again (security 3.7).
    """
    dialog = QFileDialog(parent, _("Save as PDF"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PDF (*.pdf)"])
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(NAME)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    files = dialog.selectedFiles()
    dialog.deleteLater()
    forget_folders()
    return Path(files[0]) if chosen and files else None


def forget_folders() -> None:
    """Remove what Qt's own file dialog noted of folders."""
    noted = QSettings(QSettings.Scope.UserScope, "QtProject")
    noted.remove("FileDialog")
    noted.sync()
