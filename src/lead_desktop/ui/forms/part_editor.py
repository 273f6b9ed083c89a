"""An editor for a composite such as a name or a phone: the fields inside it on a small grid."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.ui import theme
from lead_desktop.ui.forms.answer import Answer, Json, holds
from lead_desktop.ui.forms.choice_editors import RadioEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.field_block import FieldBlock, show_if
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import WIDE, Spec

Maker = Callable[[Spec, Needs, QWidget | None], Editor]
"""Makes the editor that fits a spec."""


def step_in(problems: Sequence[Problem]) -> Mapping[str, list[Problem]]:
    """Sort problems by the first step of their path, and shorten the path by it."""
    sorted_: dict[str, list[Problem]] = {}
    for one in problems:
        first, _dot, rest = one.field.partition(".")
        sorted_.setdefault(first, []).append(replace(one, field=rest))
    return sorted_


COLUMN = 200
"""Least width of a column, in pixels."""
MOST_COLUMNS = 3


class PartEditor(Editor):
    """The fields of one composite; empty fields make no composite at all."""

    composite = True

    def __init__(self, spec: Spec, needs: Needs, make: Maker, parent: QWidget | None = None) -> None:
        """Make a block for each field inside."""
        super().__init__(spec, needs, parent)
        self._inside = self.label_words()
        self.blocks: dict[str, FieldBlock] = {}
        for part in spec.parts:
            editor = make(replace(part, name=f"{spec.name}.{part.name}"), needs, None)
            block = FieldBlock(editor, inside=self._inside, parent=self)
            block.set_answer(part.default)
            block.changed.connect(self._on_block_changed)
            self.blocks[part.name] = block
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._columns = 1
        self._shown: tuple[str, ...] = ()
        self._place()

    def raw(self) -> Json:
        """Return what stands in each field, by name."""
        return {name: block.state() for name, block in self.blocks.items()}

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave."""
        held = raw if isinstance(raw, dict) else {}
        for name, block in self.blocks.items():
            block.restore(held.get(name))
        self._place()

    def answer(self) -> Answer:
        """Return the composite, or None where every field is empty or as declared."""
        answers = {name: self.blocks[name].answer() for name in self._applying()}
        troubles = tuple(
            replace(problem, field=f"{name}.{problem.field}" if problem.field else name)
            for name, answer in answers.items()
            for problem in answer.problems
        )
        values = {name: answer.value for name, answer in answers.items() if answer.value not in (None, [])}
        filled = any(value != self.blocks[name].spec.default for name, value in values.items())
        return Answer(values if filled else None, troubles)

    def set_answer(self, value: Json) -> None:
        """Show a stored composite."""
        held = value if isinstance(value, dict) else {}
        for name, block in self.blocks.items():
            block.set_answer(held.get(name, block.spec.default if not held else None))
        self._place()

    def focus_target(self) -> QWidget:
        """Return the first field's."""
        return next(iter(self.blocks.values())).editor.focus_target()

    def mark_invalid(self, *, invalid: bool) -> None:
        """Leave marking to the fields inside, except for the composite as a whole."""
        self.setProperty("problem", invalid)

    def describe(self, name: str, description: str) -> None:
        """Name the group; what is said of it is heard with its first field too, where the focus goes."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for block in [*self.blocks.values()][:1]:
            block.describe_around(description)

    def show_inner(self, problems: Sequence[Problem], *, force: bool) -> None:
        """Hand problems to the fields they belong to."""
        by_name = step_in(problems)
        for name, block in self.blocks.items():
            block.show_problems(by_name.get(name, []), force=force)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have as many columns as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Choose the number of columns: no words of a choice may be cut off, in any language and text size."""
        choices = [block.editor for block in self.blocks.values() if isinstance(block.editor, RadioEditor)]
        widest = max((one.minimumSizeHint().width() for one in choices), default=0)
        column = max(theme.current().px(COLUMN), widest + self._grid.horizontalSpacing())
        columns = max(1, min(MOST_COLUMNS, self.width() // column))
        if columns != self._columns:
            self._columns = columns
            self._shown = ()
            self._place()

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.set_inside(self.label_words())
        for block in self.blocks.values():
            block.retranslate()
        self._fit()

    def set_inside(self, inside: str) -> None:
        """Say what these fields belong to, e.g. the second of several charges."""
        self._inside = inside
        for block in self.blocks.values():
            block.set_inside(inside)

    def _applying(self) -> tuple[str, ...]:
        values = {name: block.answer().value for name, block in self.blocks.items()}
        return tuple(name for name, block in self.blocks.items() if holds(block.spec.note.when, values))

    def _place(self) -> None:
        shown = self._applying()
        if shown == self._shown:
            return
        self._shown = shown
        for block in self.blocks.values():
            self._grid.removeWidget(block)
        row = column = 0
        for name in shown:
            wide = self.blocks[name].spec.kind in WIDE or self.blocks[name].editor.wide
            if (wide and column) or column >= self._columns:
                row, column = row + 1, 0
            self._grid.addWidget(self.blocks[name], row, column, 1, self._columns if wide else 1)
            row, column = (row + 1, 0) if wide else (row, column + 1)
        for block in self.blocks.values():
            show_if(block, shown=block.key in shown)
        for at in range(MOST_COLUMNS):
            self._grid.setColumnStretch(at, 1 if at < self._columns else 0)

    def _on_block_changed(self) -> None:
        self._place()
        self.changed.emit()
