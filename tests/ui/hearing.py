"""What assistive technology is told of a widget."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def heard(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    """The name, or another text, of a widget as a screen reader gets it."""
    return QAccessible.queryAccessibleInterface(widget).text(what)
