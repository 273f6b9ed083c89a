"""Checkable buttons of which one may be chosen: what segments and the stage loop share."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from lead_desktop.ui.looks import plain_text

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChoiceButton(QPushButton):
    """One answer; arrows ask for its neighbour, Delete asks for no answer."""

    step_requested = Signal(int)
    clear_requested = Signal()

    def __init__(self, code: str, label: str, role: str, parent: QWidget | None = None) -> None:
        """Take the code it stands for and its words."""
        super().__init__(plain_text(label), parent)
        self.code = code
        self.setObjectName(f"choice_{code}")
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", role)

    def relabel(self, label: str) -> None:
        """Show other words."""
        self.setText(plain_text(label))
        self.setAccessibleName(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, clear by Delete, choose by Space or Enter."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_requested.emit()
        else:
            super().keyPressEvent(event)


class Choices(QObject):
    """Keeps at most one button checked and one stop for the Tab key; `changed` comes only from people."""

    changed = Signal(object)  # the code chosen, or None

    def __init__(self, role: str, *, clearable: bool, parent: QWidget) -> None:
        """Take the role of the buttons; `clearable` lets a second press take the answer back."""
        super().__init__(parent)
        self.buttons: list[ChoiceButton] = []
        self._role = role
        self._clearable = clearable
        self._value: str | None = None
        self._settling = False

    def add(self, code: str, label: str, parent: QWidget) -> ChoiceButton:
        """Make one more button."""
        made = ChoiceButton(code, label, self._role, parent)
        made.toggled.connect(self._on_button_toggled)
        made.step_requested.connect(self._on_button_step_requested)
        made.clear_requested.connect(self._on_button_clear_requested)
        self.buttons.append(made)
        self._settle()
        return made

    def value(self) -> str | None:
        """Return the code chosen, or None."""
        return self._value

    def set_value(self, code: str | None) -> None:
        """Show an answer without saying that a person gave it."""
        self._value = code
        self._settle()

    def _settle(self) -> None:
        self._settling = True
        stop = next((made for made in self.buttons if made.code == self._value), self.buttons[0])
        for made in self.buttons:
            made.setChecked(made.code == self._value)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if made is stop else Qt.FocusPolicy.ClickFocus)
        self._settling = False

    def _choose(self, code: str | None) -> None:
        changed = code != self._value
        self.set_value(code)
        if changed:
            self.changed.emit(code)

    @Slot(bool)
    def _on_button_toggled(self, checked: bool) -> None:
        made = self.sender()
        if self._settling or not isinstance(made, ChoiceButton):
            return
        keep = checked or not self._clearable
        self._choose(made.code if keep else None)

    @Slot(int)
    def _on_button_step_requested(self, step: int) -> None:
        made = self.sender()
        if not isinstance(made, ChoiceButton):
            return
        enabled = [each for each in self.buttons if each.isEnabled()]
        neighbour = enabled[(enabled.index(made) + step) % len(enabled)]
        neighbour.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(neighbour.code)  # last, for who hears of it may lead the focus on

    @Slot()
    def _on_button_clear_requested(self) -> None:
        if self._clearable:
            self._choose(None)
