"""One fact in a line: a picture and words that may take several lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.icon_label import IconLabel


def fact_line(icon: str, color: str, words: str) -> QWidget:
    """Return a line; `color` is a token of the theme, the words are already translated."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(IconLabel(icon, color, 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(plain_label(words, wrap=True), 1)
    return made
