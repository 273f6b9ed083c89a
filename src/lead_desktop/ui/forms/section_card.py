"""A card of a page: its title and its rows, side by side where there is room."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.blocks import Blocks
from lead_desktop.ui.forms.field_block import FieldBlock, show_if
from lead_desktop.ui.forms.layout import Section
from lead_desktop.ui.forms.spec import WIDE
from lead_desktop.ui.looks import plain_label

GAP = 20


class RowBox(QWidget):
    """Fields of one row: beside each other on a wide page, below each other on a narrow one."""

    def __init__(self, names: Sequence[str], blocks: Blocks, parent: QWidget) -> None:
        """Hold the fields of `names` in order; each is made when it is first shown."""
        super().__init__(parent)
        self.names = tuple(names)
        self._blocks = blocks
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(14)
        self._filler = QSpacerItem(0, 0, QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._placed: tuple[bool, tuple[str, ...]] | None = None

    def place(self, names: frozenset[str], *, wide: bool) -> bool:
        """Show the fields of `names`; return whether there are any."""
        shown = tuple(name for name in self.names if name in names)
        if self._placed == (wide, shown):
            return bool(shown)
        self._placed = (wide, shown)
        fields = [self._blocks[name] for name in shown]
        here = [self._blocks[name] for name in self.names if self._blocks.has(name)]
        for block in here:
            self._grid.removeWidget(block)
        self._grid.removeItem(self._filler)
        self._beside(fields) if wide else self._below(fields)
        for block in here:
            show_if(block, shown=block in fields)
        show_if(self, shown=bool(shown))
        return bool(shown)

    def _beside(self, fields: Sequence[FieldBlock]) -> None:
        alone = len(fields) == 1 and (fields[0].spec.kind in WIDE or fields[0].editor.wide)
        columns = 1 if alone else max(2, len(self.names))
        for at, block in enumerate(fields):
            self._grid.addWidget(block, 0, at)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        if len(fields) < columns:
            self._grid.addItem(self._filler, 0, len(fields), 1, columns - len(fields))

    def _below(self, fields: Sequence[FieldBlock]) -> None:
        for at, block in enumerate(fields):
            self._grid.addWidget(block, at, 0)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at == 0 else 0)


class SectionCard(QFrame):
    """One section of a layout. It hides while none of its fields applies."""

    def __init__(self, section: Section, blocks: Blocks, parent: QWidget) -> None:
        """Place the section's fields."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._section = section
        self._title = plain_label(role="section", wrap=True, parent=self)
        self._text = plain_label(role="muted", wrap=True, parent=self)
        self.rows = [RowBox(row.names, blocks, self) for row in section.rows]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(14)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._text)
        column.addLayout(head)
        for row in self.rows:
            column.addWidget(row)
        self.retranslate()

    def place(self, names: frozenset[str], *, wide: bool) -> None:
        """Show the fields of `names` in one or two columns."""
        shown = [row.place(names, wide=wide) for row in self.rows]
        show_if(self, shown=any(shown))

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self._title.setText(_(self._section.title))
        show_if(self._title, shown=bool(self._section.title))
        self._text.setText(_(self._section.text))
        show_if(self._text, shown=bool(self._section.text))
        self.setAccessibleName(_(self._section.title))
