"""One group of figures: bars, each with the words of how it is counted beside it, or the same as a table."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lead_desktop.i18n import N_, gettext as _
from lead_desktop.reports.glance import Figure, Group
from lead_desktop.ui import theme
from lead_desktop.ui.glance.words import definition_words, people_words, value_words
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.theme import ROW
from lead_desktop.ui.widgets.bar_chart import Bar, BarChart, round_top
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.rows import Column, Rows

_COUNTS = (
    Column(N_("Figure"), lambda one: _(one.label), style="strong"),
    Column(N_("People"), value_words, 180),
)
_SHARES = (
    Column(N_("Figure"), lambda one: _(one.label), style="strong"),
    Column(N_("Share"), value_words, 120),
    Column(N_("People"), people_words, 180),
)
_NO_WORDS = "\u00a0"
_FULL = 100.0


class GroupCard(Card):
    """Bars on one scale with their definitions, and a button that shows the numbers as a table instead."""

    def __init__(self, key: str, *, shares: bool) -> None:
        """Take the group's key, which names its parts, and whether its figures are percentages."""
        super().__init__()
        self.setObjectName(f"glance_{key}")
        self._shares = shares
        self._lines: list[_Line] = []
        self._drawn = QWidget()
        self._grid = QGridLayout(self._drawn)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 4)
        self._rows = Rows(_SHARES if shares else _COUNTS, self)
        self._table = ListTable(self._rows, "")
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.hide()
        self._switch = button("", role="link", name=f"switch_{key}")
        self._switch.clicked.connect(self._on_switch_clicked)
        self.add_action(self._switch)
        self.add(self._drawn)
        self.add(self._table)

    def show_group(self, group: Group) -> None:
        """Show other figures, in the language of now."""
        title = _(group.title)
        self.set_title(title)
        top = _FULL if self._shares else round_top(max(one.value or 0 for one in group.figures))
        for place, figure in enumerate(group.figures):
            self._line(place).show_figure(figure, top)
        self._rows.show_records(group.figures)
        self._table.setAccessibleName(title)
        self._fit_table()
        self._switch.setAccessibleDescription(title)
        self._name_switch()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for every row when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_switch"):
            self._fit_table()

    def _line(self, place: int) -> "_Line":
        if place == len(self._lines):
            self._lines.append(_Line(self._grid, place))
        return self._lines[place]

    def _fit_table(self) -> None:
        rows = theme.current().px(ROW) * self._rows.rowCount()
        self._table.setFixedHeight(rows + self._table.horizontalHeader().sizeHint().height() + 4)

    def _name_switch(self) -> None:
        rename(self._switch, _("Show as a table") if self._table.isHidden() else _("Show as a chart"))

    @Slot()
    def _on_switch_clicked(self) -> None:
        to_table = self._table.isHidden()
        self._drawn.setVisible(not to_table)
        self._table.setVisible(to_table)
        self._name_switch()


class _Line:
    """One figure: its name and how it is counted, its bar, its number."""

    def __init__(self, grid: QGridLayout, place: int) -> None:
        self._label = plain_label(role="strong", wrap=True)
        self._definition = plain_label(role="small", wrap=True)
        self._bar = BarChart(lying=True, top=_FULL)
        self._number = plain_label(role="strong")
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._label)
        words.addWidget(self._definition)
        grid.addLayout(words, place, 0)
        grid.addWidget(self._bar, place, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._number, place, 2)

    def show_figure(self, figure: Figure, top: float) -> None:
        people = people_words(figure) if figure.unit == "percent" else ""
        number = f"{value_words(figure)}, {people}" if people else value_words(figure)
        self._label.setText(_(figure.label))
        self._definition.setText(definition_words(figure))
        self._number.setText(number)
        self._bar.show_bars(_(figure.label), [Bar("", _FULL * (figure.value or 0) / top, _NO_WORDS)])
        self._bar.setAccessibleDescription(f"{number}. {definition_words(figure)}")
