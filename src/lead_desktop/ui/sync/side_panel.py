"""One of the values between which a person chooses: what it says, who wrote it, when, where, and what it replaced."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from lead_desktop.casework.conflicts import Side
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.sync.values import Line, author_words, laptop_words


class SidePanel(QFrame):
    """A panel with its own button."""

    kept = Signal()

    def __init__(self, side: Side, shown: Sequence[Line], before: str, act: str, name: str) -> None:
        """Take the value in lines, what it replaced, and the words and the name of the button; no words, no button."""
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName(author_words(side))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(plain_label(author_words(side), "strong", wrap=True))
        column.addWidget(plain_label(laptop_words(side), "small", wrap=True))
        column.addSpacing(4)
        column.addWidget(_value(shown))
        if before:
            column.addWidget(plain_label(before, "small", wrap=True))
        column.addStretch(1)
        if act:
            keep = button(act, "check", name=name)
            keep.setAccessibleName(f"{act}: {author_words(side)}")
            keep.clicked.connect(self.kept)
            column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)


def _value(shown: Sequence[Line]) -> QWidget:
    if len(shown) == 1 and not shown[0].label:
        return plain_label(shown[0].words, "section", wrap=True)
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, line in enumerate(shown):
        words = plain_label(line.words, "strong" if line.differs else "muted", wrap=True)
        told = f"{line.label}: {line.words}"
        words.setAccessibleName(_("{value} (different)").format(value=told) if line.differs else told)
        grid.addWidget(plain_label(line.label, "muted", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, at, 1)
    return holder
