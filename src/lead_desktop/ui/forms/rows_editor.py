"""An editor for a list of composites: a card for each, to add and remove, with a way back."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _
from lead_desktop.ids import new_id
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.field_block import show_if
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.part_editor import Maker, PartEditor, step_in
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import button, plain_label, rename


class RowCard(QFrame):
    """One row: its number, its fields, and a button to take it out."""

    changed = Signal()
    remove_requested = Signal(object)

    def __init__(self, editor: PartEditor, key: str, parent: QWidget) -> None:
        """Stand around the row's fields; `key` names the row for ever."""
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.key = key
        self.editor = editor
        self._title = plain_label(role="strong")
        self.remove = button("", "trash-2", "quiet")
        self.remove.clicked.connect(self._on_remove_clicked)
        editor.changed.connect(self.changed)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(editor)
        head.addWidget(self.remove)
        QWidget.setTabOrder(editor, self.remove)

    def number(self, at: int, label: str) -> None:
        """Say which of the rows this is, counting from 1."""
        title = f"{label} {at}"
        self._title.setText(str(at))
        self.remove.setText(_("Remove"))
        self.remove.setAccessibleName(_("Remove {row}").format(row=title))
        self.remove.setObjectName(f"{self.editor.spec.name}.remove")
        self.editor.set_inside(title)

    def _on_remove_clicked(self) -> None:
        self.remove_requested.emit(self)


class RowsEditor(Editor):
    """A list of composites. A row in which nothing was typed is not part of the answer."""

    composite = True

    def __init__(self, spec: Spec, needs: Needs, make: Maker, parent: QWidget | None = None) -> None:
        """Make the place for the cards, and the button that adds one."""
        super().__init__(spec, needs, parent)
        self._make = make
        self.cards: list[RowCard] = []
        self._taken_out: tuple[int, Json] | None = None
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(8)
        self._removed = plain_label(role="help")
        self.put_back = button("", "undo-2", "quiet", name=f"{spec.name}.put_back")
        self.put_back.clicked.connect(self._on_put_back_clicked)
        self.add = button("", "plus", "quiet", name=f"{spec.name}.add")
        self.add.clicked.connect(self._on_add_clicked)
        row = QHBoxLayout()
        for part in (self.add, self._removed, self.put_back):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._cards_column)
        column.addLayout(row)
        self.retranslate()

    def raw(self) -> Json:
        """Return the rows with their keys and what stands in each field."""
        return [{"key": card.key, "fields": card.editor.raw()} for card in self.cards]

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave; cards whose row stays are kept."""
        rows = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
        self._set_keys([str(one.get("key") or self._new_key()) for one in rows])
        for card, one in zip(self.cards, rows, strict=True):
            card.editor.set_raw(one.get("fields"))

    def answer(self) -> Answer:
        """Return the rows that hold something."""
        values: list[Json] = []
        troubles: list[Problem] = []
        for _card, answer in self._filled():
            at = len(values)
            troubles += [replace(one, field=f"{at}.{one.field}") for one in answer.problems]
            values.append({**({"key": _card.key} if self.spec.row else {}), **(answer.value or {})})
        return Answer(values, tuple(troubles))

    def set_answer(self, value: Json) -> None:
        """Show stored rows."""
        rows = list(value) if isinstance(value, list | tuple) else []
        self._taken_out = None
        self._set_keys([str(one.get("key") or self._new_key()) for one in rows])
        for card, one in zip(self.cards, rows, strict=True):
            card.editor.set_answer({name: held for name, held in one.items() if name != "key"})
        self._renumber()

    def focus_target(self) -> QWidget:
        """Return the first field of the first row, or the button that adds one."""
        return self.cards[0].editor.focus_target() if self.cards else self.add

    def mark_invalid(self, *, invalid: bool) -> None:
        """Leave marking to the fields inside."""
        self.setProperty("problem", invalid)

    def describe(self, name: str, description: str) -> None:
        """Name the group and the button that adds a row."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.add.setAccessibleDescription(description)

    def show_inner(self, problems: Sequence[Problem], *, force: bool) -> None:
        """Hand problems to the rows they belong to; places count filled rows only."""
        by_place = step_in(problems)
        places = {id(card): str(at) for at, (card, _answer) in enumerate(self._filled())}
        for card in self.cards:
            card.editor.show_inner(by_place.get(places.get(id(card), ""), []), force=force)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        for card in self.cards:
            card.editor.retranslate()
        self._renumber()

    def _filled(self) -> list[tuple[RowCard, Answer]]:
        answers = [(card, card.editor.answer()) for card in self.cards]
        return [(card, answer) for card, answer in answers if answer.value or answer.problems]

    def _new_key(self) -> str:
        return str(new_id(self.needs.clock))

    def _set_keys(self, keys: list[str]) -> None:
        kept = {card.key: card for card in self.cards if card.key in keys}
        for card in self.cards:
            self._cards_column.removeWidget(card)
            if card.key not in kept:
                card.hide()
                card.deleteLater()
        self.cards = [kept.get(key) or self._card(key) for key in keys]
        for card in self.cards:
            self._cards_column.addWidget(card)
        self._renumber()

    def _card(self, key: str) -> RowCard:
        editor = PartEditor(replace(self.spec, name=f"{self.spec.name}.{key}"), self.needs, self._make)
        card = RowCard(editor, key, self)
        card.changed.connect(self.changed)
        card.remove_requested.connect(self._on_remove_requested)
        show_if(card, shown=True)
        return card

    def _renumber(self) -> None:
        for at, card in enumerate(self.cards):
            card.number(at + 1, self.label_words())
        self.add.setText(_("Add another") if self.cards else _("Add"))
        self.add.setAccessibleName(_("{field}: add").format(field=self.label_words()))
        self._removed.setText(_("Taken out."))
        rename(self.put_back, _("Put it back"))
        for part in (self._removed, self.put_back):
            show_if(part, shown=self._taken_out is not None)
        before: QWidget | None = None
        for widget in (*self.cards, self.add, self.put_back):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget.remove if isinstance(widget, RowCard) else widget

    def _on_add_clicked(self) -> None:
        self._taken_out = None
        self._set_keys([*(card.key for card in self.cards), self._new_key()])
        self.cards[-1].editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_remove_requested(self, card: RowCard) -> None:
        at = self.cards.index(card)
        self._taken_out = (at, {"key": card.key, "fields": card.editor.raw()})
        self._set_keys([one.key for one in self.cards if one is not card])
        self.put_back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_put_back_clicked(self) -> None:
        if self._taken_out is None:
            return
        at, row = self._taken_out
        self._taken_out = None
        rows = self.raw()
        self.set_raw([*rows[:at], row, *rows[at:]])
        self.cards[at].editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
