"""How a page that is kept as it is typed ends: the ways out, what was kept when, and the button that saves."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


def save_keys(widget: QWidget, save: Callable[[], object]) -> None:
    """Let Ctrl+Enter save, on both Enter keys, while the focus is inside a widget."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        made = QShortcut(QKeySequence(keys), widget)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(save)


def lay_out(box: QWidget, above: Sequence[QWidget], page: QWidget, foot: QHBoxLayout) -> None:
    """Fill a widget with what may be said above, the page, and the line below it."""
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for part in above:
        column.addWidget(part)
    column.addWidget(page, 1)
    column.addLayout(foot)


def foot_line(ways_out: Sequence[QPushButton], kept: QLabel, save: QPushButton) -> QHBoxLayout:
    """Return the line below a page; the words about the draft wrap where the room is short."""
    line = QHBoxLayout()
    line.setSpacing(10)
    for way in ways_out:
        line.addWidget(way)
    kept.setWordWrap(True)
    line.addWidget(kept, 1)
    line.addWidget(save)
    return line
