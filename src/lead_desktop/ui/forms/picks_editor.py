"""An editor for several codes out of a long list: type to find one, and the ones chosen stand below as buttons."""

from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QPushButton, QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.choices import choices
from lead_desktop.ui.forms.combo_editor import StillCombo
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import button
from lead_desktop.ui.widgets.flow_layout import FlowLayout


class PicksEditor(Editor):
    """Codes in the order of their list; pressing a chosen one takes it out."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the list to find codes in, and the place for the ones chosen."""
        super().__init__(spec, needs, parent)
        self._codes: list[str] = []
        self.picked: dict[str, QPushButton] = {}
        self.combo = StillCombo(self)
        self.combo.setObjectName(spec.name)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(completer)
        completer.activated[QModelIndex].connect(self._on_completed)  # type: ignore[index]
        self.combo.activated.connect(self._on_activated)
        self.combo.editTextChanged.connect(self._on_text_changed)
        line = self.combo.lineEdit()
        if line is not None:
            line.setMaxLength(200)
            line.returnPressed.connect(self.take_typed)
        self._chosen = QWidget(self)
        self._flow = FlowLayout(self._chosen, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.combo)
        column.addWidget(self._chosen)
        self.setFocusProxy(self.combo)
        self.retranslate()

    def raw(self) -> Json:
        """Return the codes chosen and what was typed to find another."""
        return {"codes": list(self._codes), "text": self.combo.currentText()}

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave."""
        held = raw if isinstance(raw, dict) else {}
        self._show([str(one) for one in held.get("codes", ())])
        with QSignalBlocker(self.combo):
            self.combo.setEditText(str(held.get("text") or ""))

    def answer(self) -> Answer:
        """Return the codes; typed words that were not taken for a choice are a problem `not_chosen`."""
        trouble = (Problem("", "not_chosen"),) if self.combo.currentText().strip() else ()
        return Answer(list(self._codes), trouble)

    def set_answer(self, value: Json) -> None:
        """Show stored codes."""
        self._show([str(one) for one in value or ()])
        self._clear_text()

    def focus_target(self) -> QWidget:
        """Return the list."""
        return self.combo

    def describe(self, name: str, description: str) -> None:
        """Name the list and its line."""
        super().describe(name, description)
        line = self.combo.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setAccessibleDescription(description)

    def leave(self) -> None:
        """Take typed words that name one choice for that choice."""
        self.take_typed()

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        typed = self.combo.currentText()
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for one in choices(self.spec, self.needs, self._codes):
                self.combo.addItem(one.words, one.code)
            self.combo.setCurrentIndex(-1)
            self.combo.setEditText(typed)
        line = self.combo.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Type to find, or open the list"))
        codes, self._codes = self._codes, []
        self._show(codes)

    def take_typed(self) -> None:
        """Add the choice that the typed words name."""
        typed = self.combo.currentText().strip().casefold()
        for at in range(self.combo.count()):
            if typed and self.combo.itemText(at).casefold() == typed:
                self._pick(at)
                return

    def _show(self, codes: list[str]) -> None:
        if codes == self._codes and set(codes) == set(self.picked):
            return
        words = {one.code: one.words for one in choices(self.spec, self.needs, codes)}
        self._codes = [code for code in words if code in codes]
        for made in self.picked.values():
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.picked = {}
        for code in self._codes:
            made = button(words[code], "x", name=f"{self.spec.name}.{code}")
            made.setAccessibleName(_("Remove {row}").format(row=words[code]))
            made.clicked.connect(partial(self._take_out, code))
            self._flow.addWidget(made)
            made.show()
            self.picked[code] = made
        self._chosen.setVisible(bool(self._codes))

    def _pick(self, at: int) -> None:
        code = str(self.combo.itemData(at))
        self._clear_text()
        if code not in self._codes:
            self._show([*self._codes, code])
        self.changed.emit()

    def _take_out(self, code: str) -> None:
        self._show([one for one in self._codes if one != code])
        self.combo.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _clear_text(self) -> None:
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(-1)
            self.combo.setEditText("")

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        self._pick(at)

    def _on_completed(self, index: QModelIndex) -> None:
        at = self.combo.findText(str(index.data()))
        if at >= 0:
            self._pick(at)

    @Slot()
    def _on_text_changed(self) -> None:
        self.changed.emit()
