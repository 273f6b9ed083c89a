"""A record as a form: fields placed by a layout, read as a whole on each edit, with every word kept as typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem, Record
from lead_desktop.ui.forms import assembly
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.assembly import Reading
from lead_desktop.ui.forms.blocks import Blocks
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.editors import make_editor
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.focus import follow_focus
from lead_desktop.ui.forms.history import History, Step
from lead_desktop.ui.forms.layout import Layout, field_names
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.section_card import SectionCard
from lead_desktop.ui.forms.spec import Spec, specs_of

TWO_COLUMNS_FROM = 900
"""Width of the form in pixels from which fields stand side by side."""

R = TypeVar("R", bound=Record)


class RecordForm(QWidget, Generic[R]):
    """The fields of one record. `changed` follows each edit, `left` each field that the focus leaves."""

    changed = Signal()
    left = Signal(str)
    revealed = Signal(str)
    attention_changed = Signal()

    def __init__(self, record_type: type[R], layout: Layout, needs: Needs, *, whole: bool = True) -> None:
        """Build the fields that `layout` names; they start as the record type declares them.

        `whole` is off where other fields of the record are filled in elsewhere, as on one page of a wizard:
        then only fields that stand here need attention here.
        """
        super().__init__()
        self._whole = whole
        self.setObjectName(record_type.NAME)
        self._type = record_type
        self._needs = needs
        self._history = History()
        self._asked_to_complete = False
        self._problems: tuple[Problem, ...] = ()
        self._specs = specs_of(record_type)
        self._last: dict[str, Json] = {}
        self._said: dict[str, object] = {}
        self._live: frozenset[str] = frozenset()
        self.blocks = Blocks(field_names(layout), self._make_block)
        self._cards = [SectionCard(section, self.blocks, self) for section in layout]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in self._cards:
            column.addWidget(card)
        self._rows = {name: row for card in self._cards for row in card.rows for name in row.names}
        self._wide = True
        self._base: dict[str, Json] = {}
        self._load(record_type())
        follow_focus(self._on_focus_changed)

    def editor_for(self, spec: Spec) -> Editor:
        """Return the editor for a field; a form with editors of its own gives those."""
        return make_editor(spec, self._needs)

    # what it holds

    def load(self, record: R) -> None:
        """Show a record; fields that have no place here are kept and come back with it."""
        self._load(record)

    def values(self, over: Mapping[str, Json] | None = None) -> dict[str, Json]:
        """Return JSON values for the record, valid or not; fields that do not apply are left out.

        `over` stands in for the rest of the record where that is filled in elsewhere.
        """
        base, filled = self._base if over is None else over, self.blocks.filled()
        return assembly.combine(base, filled, assembly.live_fields(self._type, base, filled))

    def record(self) -> R | None:
        """Return the record, or None while some field cannot be read; `attention` names those fields."""
        reading = self._read()
        return reading.record if reading.valid else None

    def changed_fields(self, since: R) -> tuple[str, ...]:
        """Return the placed fields whose answer differs from another record's, unreadable ones included."""
        return assembly.differing(self._read(), since, self.blocks)

    def set_rest(self, values: Mapping[str, Json]) -> None:
        """Take JSON values of the record that are filled in elsewhere, e.g. on another page of a wizard."""
        mine = {name: one for name, one in self._base.items() if name in self.blocks}
        self._base = {**mine, **{name: one for name, one in values.items() if name not in self.blocks}}
        self._refresh()

    def has_answers(self) -> bool:
        """Tell whether anything was answered here beyond what the record type starts with."""
        return self.blocks.any_answered()

    # what is amiss

    def complete(self) -> bool:
        """Ask for everything that a complete record needs and show what is missing; return whether nothing is."""
        self._asked_to_complete = True
        self._refresh()
        return not self._problems

    def ready_to_save(self) -> bool:
        """Show what stands in the way of saving at all; return whether nothing does."""
        for _name, block in self.blocks.made():
            block.touched = True
        self._refresh()
        return not self._problems

    def attention(self) -> tuple[tuple[str, str], ...]:
        """Return name and label of each field that needs attention, from top to bottom.

        A problem of a field that has no place here is named by the first field.
        """
        places = {one.field.partition(".")[0] for one in self._problems}
        if places - set(self.blocks):
            places.add(next(iter(self.blocks)))
        return tuple((name, self.blocks[name].label_words()) for name in self.blocks if name in places)

    def is_complete(self) -> bool:
        """Tell whether a complete record could be made now, without showing what is missing."""
        return not self._mine(assembly.judge(self._read(), now=self._needs.clock.now(), complete=True))

    def focus_field(self, name: str) -> None:
        """Put the focus into a field."""
        self.blocks[name].take_focus()

    def focus_first(self) -> None:
        """Put the focus into the first field that needs attention, or the first of all."""
        self.focus_field(next((name for name, _label in self.attention()), next(iter(self.blocks))))

    # drafts

    def state(self) -> Json:
        """Return everything on the page exactly as typed, for a draft; JSON."""
        return {
            "fields": {name: block.state() for name, block in self.blocks.made()},
            "touched": [name for name, block in self.blocks.made() if block.touched],
            "complete": self._asked_to_complete,
            "focus": self.field_in_focus(),
        }

    def restore(self, state: Json) -> None:
        """Put back what `state` gave; fields that a draft from an older version lacks stay as they are."""
        fields = state.get("fields", {})
        for name in self.blocks:
            if name in fields:
                self.blocks[name].restore(fields[name])
        for name, block in self.blocks.made():
            block.touched = name in state.get("touched", ())
        self._asked_to_complete = bool(state.get("complete"))
        self._after_filling()
        if state.get("focus") in self.blocks:
            self.focus_field(state["focus"])

    def field_in_focus(self) -> str | None:
        """Return the field that has the focus, if one has."""
        return self.blocks.around(QApplication.focusWidget())

    # steps back and forward

    def undo(self) -> bool:
        """Take back the last change of a field; return whether there was one."""
        return self._go(self._history.back(), forward=False)

    def redo(self) -> bool:
        """Bring back what was taken back last; return whether there was something."""
        return self._go(self._history.forth(), forward=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo by the usual keys, where the text box in focus has nothing to undo."""
        if event.matches(QKeySequence.StandardKey.Undo) and self.undo():
            return
        if event.matches(QKeySequence.StandardKey.Redo) and self.redo():
            return
        super().keyPressEvent(event)

    # as the page changes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have one or two columns by the width."""
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS_FROM
        if wide != self._wide:
            self._wide = wide
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Put words in the language that is switched on; what was typed stays."""
        for card in self._cards:
            card.retranslate()
        for _name, block in self.blocks.made():
            block.retranslate()
        self._after_filling(keep_history=True)

    # within

    def _make_block(self, name: str, value: Json) -> FieldBlock:
        made = FieldBlock(self.editor_for(self._specs[name]), parent=self._rows[name])
        if self._live and name not in self._live:
            made.hide()  # until its row gives it a place
        made.set_answer(value)
        made.changed.connect(self._on_block_changed)
        made.revealed.connect(self.revealed)
        self._last[name] = made.state()
        return made

    def _load(self, record: R) -> None:
        self._base = assembly.plain(record)
        self.blocks.load(record.model_dump(mode="json"), {one.key: one.code for one in record.unanswered})
        self._asked_to_complete = False
        self._after_filling()

    def _after_filling(self, *, keep_history: bool = False) -> None:
        if not keep_history:
            self._history.clear()
        self._last = {name: block.state() for name, block in self.blocks.made()}
        self._refresh()

    def _read(self) -> Reading[R]:
        return assembly.read_page(self._type, self._base, self.blocks.filled())

    def _refresh(self, *changed: str) -> None:
        """Read the page again and say what is amiss: of fields `changed`, or of all, and where it is news."""
        self.reading = reading = self._read()
        self._live = reading.live
        now = self._needs.clock.now()
        self._problems = self._mine(assembly.judge(reading, now=now, complete=self._asked_to_complete))
        self._place()
        self._say(changed or tuple(self.blocks))
        self.attention_changed.emit()

    def _say(self, changed: tuple[str, ...]) -> None:
        for name, block in self.blocks.made():
            own = [one for one in self._problems if one.field.partition(".")[0] == name]
            mine = [replace(one, field=one.field[len(name) + 1 :]) for one in own]
            news = (mine, self._asked_to_complete)
            if name in changed or self._said.get(name) != news:
                self._said[name] = news
                block.show_problems(mine, force=self._asked_to_complete)

    def _mine(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return tuple(one for one in problems if self._whole or one.field.partition(".")[0] in self.blocks)

    def _place(self) -> None:
        for card in self._cards:
            card.place(self._live, wide=self._wide)

    def _go(self, step: Step | None, *, forward: bool) -> bool:
        if step is None:
            return False
        state = step.after if forward else step.before
        self.blocks[step.name].restore(state)
        self._last[step.name] = state
        self._refresh()
        if self.blocks[step.name].isVisibleTo(self):
            self.focus_field(step.name)
        self.changed.emit()
        return True

    @Slot()
    def _on_block_changed(self) -> None:
        block = self.sender()
        assert isinstance(block, FieldBlock)  # noqa: S101 - only fields are connected
        name, state = block.spec.name, block.state()
        self._history.note(name, self._last[name], state)
        self._last[name] = state
        self._refresh(name)
        self.changed.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or new is None or not self.isAncestorOf(old):
            return
        blocks = [one for one in self.findChildren(FieldBlock) if one.isAncestorOf(old) and not one.isAncestorOf(new)]
        for block in blocks:
            block.leave()
            if block.spec.name in self.blocks:
                self._history.close()
                self._refresh(block.spec.name)
                self.left.emit(block.spec.name)
