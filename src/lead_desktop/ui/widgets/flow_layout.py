"""A layout that sets its widgets in lines, as words are set in a paragraph."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Widgets side by side, and on the next line when the room ends; Spanish needs the second line more often.

    Its height follows from its width. Mirrored in languages that are written from the right.
    """

    # Qt asks for items before the layout is made and once more while it is taken down: then there are none
    _items: Sequence[QLayoutItem] = ()

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, even: bool = False) -> None:
        """Leave `gap` pixels between neighbours and between lines; `even` makes columns of one width."""
        super().__init__()
        self._items = []
        self._heights: dict[int, int] = {}
        self._gap = gap
        self._even = even
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items = [*self._items, item]
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end, as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, or None past the end, as Qt asks."""
        taken = self.itemAt(index)
        self._items = [one for one in self._items if one is not taken]
        self.invalidate()
        return taken

    def invalidate(self) -> None:
        """Forget what was measured."""
        self._heights = {}
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow room makes it taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width, in pixels; asked many times while a page is laid out, so it is remembered."""
        if width not in self._heights:
            self._heights[width] = self._set(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._set(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size with everything on one line."""
        sizes = self._sizes()
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _sizes(self) -> list[QSize]:
        sizes = [item.sizeHint() for item in self._shown()]
        widest = max((size.width() for size in sizes), default=0) if self._even else 0
        return [size.expandedTo(QSize(widest, 0)) for size in sizes]

    def _set(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item, size in zip(self._shown(), self._sizes(), strict=True):
            width = min(size.width(), rect.width()) if rect.width() else size.width()
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                place = QRect(QPoint(x, y), QSize(width, size.height()))
                item.setGeometry(QStyle.visualRect(self._direction(), rect, place))
            x += width + self._gap
            line = max(line, size.height())
        return y + line - rect.y()

    def _direction(self) -> Qt.LayoutDirection:
        parent = self.parentWidget()
        return parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
