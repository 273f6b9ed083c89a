"""Editors for codes: a row of radio buttons, a list that opens, check boxes."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QWidget

from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.choices import Choice, choices, first_with
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Kind, Spec
from lead_desktop.ui.looks import plain_text, plain_tip, set_look
from lead_desktop.ui.widgets.flow_layout import FlowLayout

_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class ButtonsEditor(Editor):
    """Shared by radio buttons and check boxes: one button for each code, named `<field>.<code>`."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(spec, needs, parent)
        self.setObjectName(spec.name)
        self.setProperty("role", "choices")
        self.flow = FlowLayout(self, even=spec.kind is Kind.CODES)
        self.buttons: dict[str, QAbstractButton] = {}
        self._options: tuple[Choice, ...] = ()
        self._name = ""
        self._words = ""
        self._offer(())

    def make_button(self) -> QAbstractButton:
        """Return a new button of the kind that this editor has."""
        raise NotImplementedError

    def chosen(self) -> list[str]:
        """Return the codes chosen, in the order of the list."""
        return [code for code, button in self.buttons.items() if button.isChecked()]

    def focus_target(self) -> QWidget:
        """Return the chosen button, or the first."""
        return next((one for one in self.buttons.values() if one.isChecked()), next(iter(self.buttons.values()), self))

    def mark_invalid(self, *, invalid: bool) -> None:
        """Mark every button, since any of them would be an answer."""
        set_look(self, "problem", invalid)
        for button in self.buttons.values():
            set_look(button, "problem", invalid)

    def describe(self, name: str, description: str) -> None:
        """Name the group, and let each button speak its own words with the group's name as description."""
        self._name, self._words = name, description
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for button in self.buttons.values():
            button.setAccessibleDescription(f"{name}. {description}" if description else name)

    def retranslate(self) -> None:
        """Put the words of the codes in the language that is switched on."""
        self._options = choices(self.spec, self.needs, self.buttons)
        for one in self._options:
            self.buttons[one.code].setText(plain_text(one.words))
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a first letter choose, Delete clear, and arrows move."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self.on_key(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Handle a key on one of the buttons; return whether it was used."""
        raise NotImplementedError

    def _offer(self, held: tuple[str, ...]) -> None:
        """Have a button for each choice of today and each code held."""
        self._options = choices(self.spec, self.needs, held)
        for one in self._options:
            if one.code not in self.buttons:
                button = self.make_button()
                button.setText(plain_text(one.words))
                button.setObjectName(f"{self.spec.name}.{one.code}")
                button.setToolTip(plain_tip(one.help))
                button.installEventFilter(self)
                self.buttons[one.code] = button
                self.flow.addWidget(button)
        if self._name:
            self.describe(self._name, self._words)

    def step(self, watched: QObject, key: int) -> bool:
        """Move the focus to a neighbour on an arrow key."""
        every = [one for one in self.buttons.values() if one.isVisible()]
        if watched not in every or key not in (*_BACK, *_ON):
            return False
        at = every.index(watched) + (1 if key in _ON else -1)
        every[at % len(every)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class RadioEditor(ButtonsEditor):
    """A few codes, or yes and no, all in sight; arrows and first letters choose, Delete takes the answer back."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the buttons and the group that keeps one chosen."""
        self._group = QButtonGroup()
        super().__init__(spec, needs, parent)
        self._group.setParent(self)
        self._group.buttonToggled.connect(self._on_button_toggled)
        self._one_tab_stop()

    def make_button(self) -> QAbstractButton:
        """Return a radio button of the group."""
        button = QRadioButton(self)
        self._group.addButton(button)
        return button

    def raw(self) -> Json:
        """Return the code chosen."""
        return next(iter(self.chosen()), None)

    def set_raw(self, raw: Json) -> None:
        """Choose a code, or none."""
        code = raw if isinstance(raw, str) else None
        if code and code not in self.buttons:
            self._offer((code,))
        with QSignalBlocker(self._group):
            self._choose(code)

    def answer(self) -> Answer:
        """Return the code, or true and false."""
        code = self.raw()
        return Answer(code == "true" if code and self.spec.kind is Kind.YES_NO else code)

    def set_answer(self, value: Json) -> None:
        """Choose a stored code, or yes or no."""
        self.set_raw(str(value).lower() if isinstance(value, bool) else value)

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:  # noqa: ARG002 - the shape of ButtonsEditor
        """Choose by first letter; clear by Delete."""
        if event.key() in _CLEAR and self.raw() is not None:
            self._choose(None)
            self.changed.emit()
            return True
        letter = event.text()
        if len(letter) != 1 or not letter.isalnum() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        found = first_with(self._options, letter, self.raw())
        if found is None:
            return False
        self.buttons[found.code].setChecked(True)
        self.buttons[found.code].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _choose(self, code: str | None) -> None:
        self._group.setExclusive(False)
        for one, button in self.buttons.items():
            button.setChecked(one == code)
        self._group.setExclusive(True)
        self._one_tab_stop()

    def _one_tab_stop(self) -> None:
        stop = self.focus_target()
        for button in self.buttons.values():
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_button_toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked and self._group.exclusive():
            self._one_tab_stop()
            QAccessible.updateAccessibility(QAccessibleEvent(button, QAccessible.Event.Focus))
            self.changed.emit()


class ChecksEditor(ButtonsEditor):
    """Any number of codes, each with its check box."""

    def make_button(self) -> QAbstractButton:
        """Return a check box."""
        button = QCheckBox(self)
        button.toggled.connect(self._on_box_toggled)
        return button

    def raw(self) -> Json:
        """Return the codes chosen."""
        return self.chosen()

    def set_raw(self, raw: Json) -> None:
        """Choose some codes."""
        codes = [str(one) for one in raw] if isinstance(raw, list | tuple) else []
        self._offer(tuple(codes))
        for code, button in self.buttons.items():
            with QSignalBlocker(button):
                button.setChecked(code in codes)

    def answer(self) -> Answer:
        """Return the codes chosen, in the order of the list."""
        return Answer(self.chosen())

    def set_answer(self, value: Json) -> None:
        """Choose stored codes."""
        self.set_raw(value)

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Move by arrows."""
        return self.step(watched, event.key())

    def _on_box_toggled(self) -> None:
        self.changed.emit()
