"""An editor for a list of short texts such as nicknames: one line each, to add and remove."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lead_desktop.domain.text import NAME_MAX
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.plain_text import PlainLine
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import button, set_look


class TextsEditor(Editor):
    """Some texts. There is always a line to type in; Enter adds the next one, blank lines do not count."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make one empty line and the button that adds another."""
        super().__init__(spec, needs, parent)
        self.lines: list[PlainLine] = []
        self._removers: list[QPushButton] = []
        self._name = ""
        self.add = button("", "plus", "quiet", name=f"{spec.name}.add")
        self.add.clicked.connect(self._on_add_clicked)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._rows)
        column.addLayout(foot)
        self.set_raw([])
        self.retranslate()

    def raw(self) -> Json:
        """Return the lines as typed."""
        return [line.text() for line in self.lines]

    def set_raw(self, raw: Json) -> None:
        """Show lines as they were typed."""
        texts = [str(one) for one in raw] if isinstance(raw, list | tuple) else []
        self._set_count(max(1, len(texts)))
        for line, text in zip(self.lines, texts or [""], strict=True):
            if line.text() != text:
                line.put(text)

    def answer(self) -> Answer:
        """Return the lines that hold something."""
        return Answer([line.text() for line in self.lines if line.text().strip()])

    def set_answer(self, value: Json) -> None:
        """Show stored texts."""
        self.set_raw(value)

    def focus_target(self) -> QWidget:
        """Return the first line."""
        return self.lines[0]

    def mark_invalid(self, *, invalid: bool) -> None:
        """Mark the lines that are too long, or the first."""
        limit = self.spec.max_length or NAME_MAX
        long = [line for line in self.lines if len(line.text()) > limit] or self.lines[:1]
        for line in self.lines:
            set_look(line, "problem", invalid and line in long)

    def describe(self, name: str, description: str) -> None:
        """Name each line with its number."""
        self._name = name
        for at, line in enumerate(self.lines, 1):
            line.setAccessibleName(name if at == 1 else f"{name} {at}")
            line.setAccessibleDescription(description)
        for at, one in enumerate(self._removers, 1):
            one.setAccessibleName(_("Remove {row}").format(row=f"{self.label_words()} {at}"))

    def leave(self) -> None:
        """Tidy what was typed once the person has moved on."""
        for line in self.lines:
            line.tidy()

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.add.setText(_("Add another"))
        self.add.setAccessibleName(_("{field}: add").format(field=self.label_words()))
        for one in self._removers:
            one.setText(_("Remove"))

    def _set_count(self, count: int) -> None:
        while len(self.lines) > count:
            self._drop(len(self.lines) - 1)
        while len(self.lines) < count:
            self._grow()
        for one in self._removers:
            one.setVisible(len(self.lines) > 1)
        before: QWidget = self.lines[0]
        for widget in (*(one for pair in zip(self.lines, self._removers, strict=True) for one in pair), self.add):
            if widget is not before:
                QWidget.setTabOrder(before, widget)
            before = widget
        self.describe(self._name or self.label_words(), "")

    def _grow(self) -> None:
        line = PlainLine(self.spec.max_length or NAME_MAX, self)
        line.setObjectName(self.spec.name if not self.lines else f"{self.spec.name}.{len(self.lines)}")
        line.textChanged.connect(self._on_text_changed)
        line.returnPressed.connect(self._on_add_clicked)
        line.refused.connect(self.noticed)
        remover = button(_("Remove"), role="quiet")
        remover.clicked.connect(self._on_remove_clicked)
        row = QHBoxLayout()
        row.addWidget(line, 1)
        row.addWidget(remover)
        self._rows.addLayout(row)
        line.show()
        self.lines.append(line)
        self._removers.append(remover)

    def _drop(self, at: int) -> None:
        row = self._rows.takeAt(at)
        for widget in (self.lines.pop(at), self._removers.pop(at)):
            widget.hide()
            widget.deleteLater()
        layout = row.layout() if row is not None else None
        if layout is not None:
            layout.deleteLater()

    def _on_add_clicked(self) -> None:
        self._set_count(len(self.lines) + 1)
        self.lines[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_remove_clicked(self) -> None:
        sender = self.sender()
        at = next(at for at, one in enumerate(self._removers) if one is sender)
        self._drop(at)
        self._set_count(max(1, len(self.lines)))
        self.lines[max(0, at - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_text_changed(self) -> None:
        self.changed.emit()
