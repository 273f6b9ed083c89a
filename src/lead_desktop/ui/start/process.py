"""The application object of Qt, made once for each process, and its event loop."""

import gc
import sys

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

STYLE = "fusion"
"""The style of Qt's that the sheet is written for. Said here: as an object, it would take the first page 12 ms more."""


def application() -> QApplication:
    """Return the application of this process; made when there is none."""
    there = QCoreApplication.instance()
    if isinstance(there, QApplication):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # windows of a session before
        return there
    made = QApplication([*sys.argv[:1], "-style", STYLE])
    made.setApplicationName("lead-desktop")
    made.setApplicationDisplayName("LEAD Desktop")
    made.setDesktopFileName("lead-desktop")
    made.setQuitOnLastWindowClosed(False)
    _collect_seldom()
    return made


def _collect_seldom() -> None:
    """Let Python look for circles of dead objects less often: each look holds every thread still, the screen's too."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def run() -> int:
    """Run until somebody quits."""
    return application().exec()


def leave(code: int = 0) -> None:
    """End the event loop."""
    application().exit(code)
