"""Pages one below the other, to be scrolled by wheel or keys and read out page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import plain_label

_EDGE = QColor(190, 190, 190)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its picture as PNG, and its text for those who listen."""

    picture: bytes
    text: str


class PageColumn(QScrollArea):
    """Shows pages; takes the focus, so that arrows and Page Down scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without pages."""
        super().__init__(parent)
        self.setObjectName("pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inside = QWidget()
        self._inside.setProperty("kind", "body")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._inside)
        self._labels: list[QLabel] = []

    def show_pages(self, pages: Sequence[PageView]) -> None:
        """Put these pages in the place of those before, at the top again."""
        self.clear()
        for place, page in enumerate(pages, start=1):
            label = plain_label()
            label.setPixmap(_with_edge(page.picture, self.devicePixelRatio()))
            name = _("Page {page} of {pages}").format(page=place, pages=len(pages))
            label.setObjectName(f"page_{place}")
            label.setAccessibleName(name)
            label.setAccessibleDescription(page.text)
            self._column.addWidget(label)
            self._labels.append(label)
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Let go of every page."""
        for label in self._labels:
            self._column.removeWidget(label)
            label.clear()
            label.setAccessibleDescription("")
            label.deleteLater()
        self._labels = []

    def count(self) -> int:
        """Return how many pages are shown."""
        return len(self._labels)


def _with_edge(picture: bytes, ratio: float) -> QPixmap:
    """Return a page with a thin edge, so that white paper shows on a white screen."""
    page = QPixmap()
    page.loadFromData(picture, "PNG")
    painter = QPainter(page)
    painter.setPen(_EDGE)
    painter.drawRect(0, 0, page.width() - 1, page.height() - 1)
    painter.end()
    page.setDevicePixelRatio(ratio)
    return page
