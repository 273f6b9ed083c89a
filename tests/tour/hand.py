"""A person's hands: a pointer that only reaches what is in sight, and keys that go where the focus is."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

PATIENCE_S = 15
_LOOKS = 5
ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier


class NotThere(Exception):
    """Something that a person would need is not in sight; the chapter cannot go on."""


def wait(until: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
    """Let the program work until something holds; raises NotThere when it does not come to hold."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise NotThere(what)
        QTest.qWait(10)


def front() -> QWidget:
    """Return the window in front: a dialog before the window it belongs to."""
    dialog = QApplication.activeModalWidget()
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
    windows = [one for one in shown if one.objectName() in ("window", "startWindow")]
    found = dialog or next(iter(windows), None) or next(iter(shown), None)
    if found is None:
        raise NotThere("a window")
    return found


def in_sight(name: str, inside: QWidget | None = None) -> list[QWidget]:
    """Return the visible widgets of an object name in the window in front."""
    root = inside or front()
    return [one for one in root.findChildren(QWidget, name) if one.isVisible()]


def starts_with(name: str) -> list[QWidget]:
    """Return the visible widgets whose object names begin so; waits for one."""

    def found() -> list[QWidget]:
        return [one for one in front().findChildren(QWidget) if one.objectName().startswith(name) and one.isVisible()]

    wait(found, f"{name}… is in sight")
    return found()


def there(name: str) -> bool:
    """Tell whether a widget can be seen."""
    return bool(in_sight(name))


def find(name: str, inside: QWidget | None = None) -> QWidget:
    """Return a visible widget; waits for it a while."""
    wait(lambda: in_sight(name, inside), f"{name} is in sight")
    return in_sight(name, inside)[0]


def words(inside: QWidget | None = None) -> str:
    """Return all words in sight, as somebody would read them."""
    root = inside or front()
    said = [one.text() for one in root.findChildren(QLabel) if one.isVisible() and one.text()]
    said += [one.text() for one in root.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    return "\n".join(said)


def reads(text: str) -> bool:
    """Tell whether words can be read anywhere in the window in front."""
    return text in words()


def table_text(name: str) -> str:
    """Return what a table shows, a line for each row."""
    table = find(name)
    if not isinstance(table, QTableView):
        raise NotThere(f"{name} is a table")
    model = table.model()
    rows = (
        " | ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    )
    return "\n".join(rows)


def here() -> str:
    """Return the object name of what has the focus."""
    focus = QApplication.focusWidget()
    return focus.objectName() if focus else ""


class Hand:
    """Clicks and types; counts the keys, those for free text apart."""

    def __init__(self) -> None:
        """Begin to count."""
        self.keys = 0
        self.letters = 0

    def click(self, target: str | QWidget) -> QWidget:
        """Click where a person would; raises NotThere when it is covered, disabled or out of reach.

        Where a page is read again in that moment, what has the same name there now is clicked.
        """
        if not isinstance(target, str):
            return self._click(target)
        for _time in range(_LOOKS):
            with suppress(RuntimeError):  # the toolkit's word for a widget that is gone
                return self._click(find(target))
        raise NotThere(f"{target} stays in its place")

    @staticmethod
    def _click(widget: QWidget) -> QWidget:
        wait(widget.isEnabled, f"{widget.objectName()} can be used")
        popup = QApplication.activePopupWidget()
        if popup is not None and not popup.isAncestorOf(widget):
            raise NotThere(f"{widget.objectName()} is behind an open list")
        bring_into_sight(widget)
        at = _spot(widget)
        top = widget.window()
        hit = top.childAt(widget.mapTo(top, at))
        if hit is not None and hit is not widget and not widget.isAncestorOf(hit) and not hit.isAncestorOf(widget):
            raise NotThere(f"{widget.objectName()} is covered by {hit.objectName() or type(hit).__name__}")
        takes = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        QTest.mouseClick(takes, Qt.MouseButton.LeftButton, _NONE, at)
        QTest.qWait(1)
        return widget

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = _NONE) -> None:
        """Press keys, each counted."""
        for key in keys:
            QTest.keyClick(_target(), key, with_)
            QApplication.processEvents()
            self.keys += 1

    def type(self, text: str) -> None:
        """Type letters that count as keys, such as a first letter that chooses or a date."""
        self._type(text)
        self.keys += len(text)

    def write(self, text: str) -> None:
        """Type a name or free text."""
        self._type(text)
        self.letters += len(text)

    def fill(self, name: str, text: str) -> QWidget:
        """Click into a line, and type over what stands there."""
        widget = self._into(name)
        QTest.keyClick(_target(), Qt.Key.Key_A, CONTROL)
        self._type(text)
        return widget

    def add(self, name: str, text: str) -> QWidget:
        """Click into a line and type."""
        widget = self._into(name)
        self._type(text)
        return widget

    def _into(self, name: str) -> QWidget:
        """Click into a line or box; raises NotThere when that does not put the cursor there."""
        widget = self.click(name)
        if not widget.hasFocus():
            raise NotThere(f"the cursor in {name}")
        return widget

    def pick(self, name: str, code: str) -> None:
        """Choose from a list: by arrows, or where one may type, by its words."""
        find(name)
        combo = next((one for one in in_sight(name) if isinstance(one, QComboBox)), None)
        if combo is None or combo.findData(code) < 0:
            raise NotThere(f"{code} in the list {name}")
        wanted = combo.findData(code)
        bring_into_sight(combo)
        combo.setFocus(Qt.FocusReason.MouseFocusReason)
        if combo.isEditable():
            QTest.keyClick(_target(), Qt.Key.Key_A, CONTROL)
            self._type(combo.itemText(wanted))
            QTest.keyClick(_target(), Qt.Key.Key_Escape)
            QTest.keyClick(combo, TAB)
        for _step in range(combo.count()):
            if combo.currentIndex() == wanted:
                break
            QTest.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < wanted else Qt.Key.Key_Up)
        QTest.qWait(1)
        if combo.currentData() != code:
            raise NotThere(f"{code} chosen in {name}")

    def choose(self, name: str, code: str) -> None:
        """Click one of several answers side by side."""
        buttons = find(name).findChildren(QAbstractButton, f"choice_{code}") or in_sight(f"{name}.{code}")
        if not buttons:
            raise NotThere(f"{code} among the answers of {name}")
        self.click(buttons[0])

    def open_row(self, name: str, row: int = 0) -> None:
        """Open a row of a table by a double click, once it stands there: lists are filled a moment after their page."""
        table = find(name)
        if not isinstance(table, QTableView):
            raise NotThere(f"{name} as a table")
        wait(lambda: table.model().rowCount() > row, f"row {row} of {name}")
        at = table.visualRect(table.model().index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, _NONE, at)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, _NONE, at)
        QTest.qWait(5)

    def letter(self, name: str, code: str) -> None:
        """Choose an answer by its first letter, as often as it takes."""
        wanted = find(f"{name}.{code}")
        assert isinstance(wanted, QAbstractButton)
        for _time in range(6):
            if wanted.isChecked():
                return
            self.type(wanted.text()[0].lower())
        raise NotThere(f"{name}.{code} by the letter {wanted.text()[0]}")

    @staticmethod
    def _type(text: str) -> None:
        for sign in text:
            target = _target()
            if sign.isascii():
                QTest.keyClicks(target, sign)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # as a Spanish keyboard sends it
                QApplication.sendEvent(target, QKeyEvent(kind, 0, _NONE, sign))
        QApplication.processEvents()


def bring_into_sight(widget: QWidget) -> None:
    """Scroll until a widget can be seen, as one does with the wheel."""
    areas: Sequence[QScrollArea] = []
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            areas = [*areas, parent]
        parent = parent.parentWidget()
    for area in areas:
        area.ensureWidgetVisible(widget, 40, 60)
    QTest.qWait(1)


def _spot(widget: QWidget) -> QPoint:
    """Return where to click: on the mark of a box or button with words beside it, else in the middle."""
    if isinstance(widget, QCheckBox | QRadioButton):
        return QPoint(12, widget.height() // 2)
    return widget.rect().center()


def _target() -> QWidget:
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or front()
    if target is None:
        raise NotThere("the focus")
    return target
