"""What every screen promises the window that holds it."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

MARGINS = (28, 22, 28, 20)
SCROLL_BAR = 12


class Screen(QWidget):
    """A page of the window. It knows its own part of the casework; the window knows none.

    Build widgets in the constructor, fill them in `refresh`, set every word in `retranslate`.
    """

    open_requested = Signal(str, object)  # the kind of page wanted, and what to open there
    back_requested = Signal()
    said = Signal(str, bool)  # a sentence for the toast, and whether `undo` can take it back

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take an object name, for the style sheet and for tests."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def title(self) -> str:
        """Return the page's words for assistive technology; never a person's name."""
        return ""

    def open(self, what: object) -> None:
        """Show one thing, as another screen asked by `open_requested`; most screens show always the same."""

    def refresh(self) -> None:
        """Read again what is shown; called each time the screen comes to the front and after `changed`."""

    def retranslate(self) -> None:
        """Set every word again, in the language of now."""

    def leave(self) -> bool:
        """Save what is half done; return False to stay, after saying why."""
        return True

    def undo(self) -> None:
        """Take back what `said` announced as undoable."""

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""

    def take_focus(self) -> None:
        """Put the focus on the first control; called when one comes here by a key."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focusNextChild()

    def find_here(self) -> bool:
        """Put the focus where this screen searches; return False when it has no search of its own."""
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Retranslate when the language changes; a page whose making broke off has no inside and no words to set."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.layout() is not None:
            self.retranslate()


class Page(QWidget):
    """The usual inside of a screen: our margins, a column; scrolls when `scrolls`."""

    def __init__(self, screen: QWidget, *, scrolls: bool = False) -> None:
        """Fill a screen."""
        super().__init__()
        self.setProperty("kind", "body")
        outer = QVBoxLayout(screen)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.head = QVBoxLayout()
        self.head.setContentsMargins(MARGINS[0], MARGINS[1], MARGINS[2], 12)
        self.head.setSpacing(12)
        outer.addLayout(self.head)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGINS[0], 4, MARGINS[2], MARGINS[3])
        self.column.setSpacing(16)
        if scrolls:
            area = scrolling(self)
            area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
            outer.addWidget(area, 1)
        else:
            outer.addWidget(self, 1)

    @Slot(int, int)
    def _on_range_changed(self, _least: int, most: int) -> None:
        """Keep the right edge of the column in line with the head, scroll bar or not."""
        right = MARGINS[2] - (SCROLL_BAR if most else 0)
        self.column.setContentsMargins(MARGINS[0], 4, right, MARGINS[3])


def scrolling(inside: QWidget) -> QScrollArea:
    """Return an area that scrolls a widget up and down, never sideways unless it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setViewport(QWidget())  # Qt's own would be met as a stranger: every kind of widget is loaded to name it
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    return area
