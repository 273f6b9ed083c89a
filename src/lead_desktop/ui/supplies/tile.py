"""One thing as a big button that counts: a tap adds one, the small button takes one off, keys do both."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.looks import icon_button, plain_label, plain_tip, set_look

WIDTH, HEIGHT = 184, 60
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class TapTile(QPushButton):
    """A thing and how many of it; digits typed one after the other make a number. `before` is what a tap found."""

    counted = Signal(int)  # how many there are now, by a person's hand
    step_requested = Signal(int)

    def __init__(self, code: str, words: str, most: int) -> None:
        """Take the thing's code, its words, and the most that can be counted."""
        super().__init__()
        self.code = code
        self._most = most
        self._count = self.before = 0
        self._typing = False
        self.setObjectName(f"tap_{code}")
        self.setProperty("role", "tap")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = plain_label(role="label", wrap=True)
        self._number = plain_label(role="count")
        self.less = icon_button("minus", "", name=f"less_{code}")
        self.less.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for part in (self._name, self._number):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(6)
        line.addWidget(self._name, 1)
        line.addWidget(self._number)
        line.addWidget(self.less)
        self.clicked.connect(self._on_clicked)
        self.less.clicked.connect(self._on_less_clicked)
        self.relabel(words)
        self._measure()

    def count(self) -> int:
        """Return how many there are."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show a number without saying that a person gave it."""
        self._count = max(0, min(self._most, count))
        self._show()

    def relabel(self, words: str) -> None:
        """Show other words for the thing."""
        self._name.setText(words)
        self.less.setToolTip(plain_tip(_("One less")))
        self.less.setAccessibleName(_("One less: {what}").format(what=words))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count by plus and minus, by digits, by Space; move by arrows."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        elif key in _MORE:
            self._add(1)
        elif key == Qt.Key.Key_Minus:
            self._add(-1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._give(self._count // 10 if key == Qt.Key.Key_Backspace else 0)
        elif event.text().isascii() and event.text().isdigit():
            self._type(int(event.text()))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Begin a number anew when one comes back."""
        self._typing = False
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "less"):
            self._measure()

    def _measure(self) -> None:
        look = theme.current()
        self.setFixedSize(look.px(WIDTH), look.px(HEIGHT))
        self._number.setMinimumWidth(look.px(26))

    def _type(self, digit: int) -> None:
        number = self._count * 10 + digit if self._typing else digit
        self._give(number)
        self._typing = True

    def _add(self, step: int) -> None:
        self._typing = False
        self._give(self._count + step)

    def _give(self, count: int) -> None:
        self.before = self._count
        self.set_count(count)
        if self._count != self.before:
            self.counted.emit(self._count)

    def _show(self) -> None:
        some = self._count > 0
        self._number.setText(str(self._count) if some else "")
        self.less.setVisible(some)
        set_look(self, "filled", some)
        self.setAccessibleName(f"{self._name.text()}: {self._count}")

    @Slot()
    def _on_clicked(self) -> None:
        self._add(1)

    @Slot()
    def _on_less_clicked(self) -> None:
        self._add(-1)


def neighbour(tiles: list[TapTile], at: TapTile, step: int) -> QWidget:
    """Return the tile beside another, round the end."""
    return tiles[(tiles.index(at) + step) % len(tiles)]
