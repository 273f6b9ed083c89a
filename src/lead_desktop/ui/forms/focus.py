"""Where the focus goes, told to the parts of a page that have something to do when it leaves or comes."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget


def follow_focus(tell: Callable[[QWidget | None, QWidget | None], object]) -> None:
    """Tell a slot of each move of the focus: the widget that had it and the one that has it, or None."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(tell)
