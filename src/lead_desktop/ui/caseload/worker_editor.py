"""Choosing a worker: everybody who takes people on, each with how many they are with and the room they have."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lead_desktop.casework.caseload import Load
from lead_desktop.ui.caseload.words import load_tone, load_words, worker_words
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import plain_text, set_look
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.pill import Pill


class WorkerEditor(Editor):
    """Everybody who takes people on, each with how many they are with, most room first; one is chosen."""

    wide = True

    def __init__(self, spec: Spec, needs: Needs, loads: Callable[[], tuple[Load, ...]]) -> None:
        """Make a line for each worker of `loads`, which counts anew each time it is asked."""
        super().__init__(spec, needs)
        self.setObjectName(spec.name)
        self._loads_of = loads
        self._lines: list[tuple[QRadioButton, Pill, Load]] = []
        self._name, self._words = "", ""
        self.group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.group.buttonClicked.connect(self._on_button_clicked)
        self.read_again()

    def read_again(self) -> None:
        """Count the caseloads anew; who is chosen stays chosen."""
        held, before, self._lines = self.raw(), self._lines, []
        for made, _pill, _load in before:
            self.group.removeButton(made)
        emptied(self._column)
        for load in self._loads_of():
            self._add(load)
        self.retranslate()
        self.set_raw(held)

    def raw(self) -> Json:
        """Return the worker chosen."""
        made = self.group.checkedButton()
        return str(made.property("worker")) if made is not None else None

    def set_raw(self, raw: Json) -> None:
        """Choose a worker; one who does not take people on now is not chosen."""
        self.group.setExclusive(False)
        for made in self.group.buttons():
            made.setChecked(made.property("worker") == raw)
        self.group.setExclusive(True)

    def answer(self) -> Answer:
        """Return the worker's id."""
        return Answer(self.raw())

    def set_answer(self, value: Json) -> None:
        """Show a stored worker."""
        self.set_raw(value)

    def focus_target(self) -> QWidget:
        """Return the line chosen, or the first."""
        return self.group.checkedButton() or next(iter(self.group.buttons()), self)

    def mark_invalid(self, *, invalid: bool) -> None:
        """Mark every line, since any of them would be an answer."""
        for made in self.group.buttons():
            set_look(made, "problem", invalid)

    def describe(self, name: str, description: str) -> None:
        """Name the group; each line says its worker and how many people."""
        self._name, self._words = name, description
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for made, _pill, load in self._lines:
            made.setAccessibleName(f"{worker_words(load)}, {load_words(load)}")
            made.setAccessibleDescription(f"{name}. {description}" if description else name)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        for made, pill, load in self._lines:
            made.setText(plain_text(worker_words(load)))
            pill.show_status(load_words(load), load_tone(load))
        self.describe(self._name, self._words)

    def _add(self, load: Load) -> None:
        holder = QWidget(self)
        made, pill = QRadioButton(), Pill()
        made.setObjectName(f"{self.spec.name}.{load.worker}")
        made.setProperty("worker", load.worker)
        self.group.addButton(made)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(made, 1)
        line.addWidget(pill)
        self._column.addWidget(holder)
        self._lines.append((made, pill, load))

    @Slot()
    def _on_button_clicked(self) -> None:
        self.changed.emit()
