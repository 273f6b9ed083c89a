"""What a test leaves on the screen goes with it, before the next one switches language or theme under it."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


def take_down() -> None:
    """Delete every window that stands; nobody is asked, for the desk behind it may be closed."""
    if QApplication.instance() is None:
        return
    for window in QApplication.topLevelWidgets():
        if window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
