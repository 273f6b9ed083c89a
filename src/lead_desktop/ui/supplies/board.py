"""All things in their groups, each a tile that counts; every tap can be taken back."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lead_desktop.domain.supply import MOST, GivenRow
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import N_, gettext as _, language
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.supplies.tile import TapTile, neighbour
from lead_desktop.ui.widgets.flow_layout import FlowLayout

RETURNED = "_returned"
MOST_RETURNED = 9999
_GROUPS = {
    "overdose": N_("For an overdose"), "checking": N_("Drug checking"), "smoking": N_("Safer smoking"),
    "snorting": N_("Safer snorting"), "injecting": N_("Safer injecting"), "wound": N_("Wound care"),
    "safer_sex": N_("Safer sex"), "comfort": N_("Hygiene and comfort"), "returned": N_("Brought back"),
}  # fmt: skip
_FIRST = ("overdose", "comfort")


class Board(QWidget):
    """Tiles in groups; Tab goes from group to group, arrows from tile to tile."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Build every tile there is."""
        super().__init__()
        self.setProperty("kind", "body")
        self._taps: list[tuple[str, int]] = []
        self._titles = {group: plain_label(role="section") for group in _ordered()}
        self.tiles = {one.code: TapTile(one.code, one.en, MOST) for one in code_list("supply_item").codes}
        self.tiles[RETURNED] = TapTile(RETURNED, "", MOST_RETURNED)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(8)
        for group, title in self._titles.items():
            holder = QWidget()
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)
            flow = FlowLayout(holder, gap=8)
            for place, tile in enumerate(self._of(group)):
                flow.addWidget(tile)
                tile.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)
                tile.counted.connect(self._on_tile_counted)
                tile.step_requested.connect(self._on_tile_step_requested)
            column.addWidget(title)
            column.addWidget(holder)
            column.addSpacing(8)
        column.addStretch(1)

    def counts(self) -> dict[str, int]:
        """Return how many of each thing there are, without those of which there are none."""
        return {code: tile.count() for code, tile in self.tiles.items() if tile.count()}

    def rows(self) -> tuple[GivenRow, ...]:
        """Return what is given, as a round holds it."""
        return tuple(
            GivenRow(key=code, item=code, count=count) for code, count in self.counts().items() if code != RETURNED
        )

    def returned(self) -> int | None:
        """Return how many syringes came back; None when nobody counted any."""
        return self.counts().get(RETURNED)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show other numbers; what was tapped before cannot be taken back any more."""
        for code, tile in self.tiles.items():
            tile.set_count(counts.get(code, 0))
        self._taps.clear()

    def can_take_back(self) -> bool:
        """Tell whether there is a tap to take back."""
        return bool(self._taps)

    def take_back(self) -> None:
        """Take the last tap back."""
        if self._taps:
            code, before = self._taps.pop()
            self.tiles[code].set_count(before)
            self.changed.emit()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        for group, title in self._titles.items():
            title.setText(_(_GROUPS[group]))
        for one in code_list("supply_item").codes:
            self.tiles[one.code].relabel(one.label(language()))
        self.tiles[RETURNED].relabel(_("Syringes"))

    def take_focus(self) -> None:
        """Begin at the first thing."""
        self._of(_ordered()[0])[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _of(self, group: str) -> list[TapTile]:
        if group == "returned":
            return [self.tiles[RETURNED]]
        return [self.tiles[one.code] for one in code_list("supply_item").codes if one.group == group]

    @Slot(int)
    def _on_tile_counted(self, _count: int) -> None:
        tile = self.sender()
        if isinstance(tile, TapTile):
            self._taps.append((tile.code, tile.before))
            self.changed.emit()

    @Slot(int)
    def _on_tile_step_requested(self, step: int) -> None:
        tile = self.sender()
        if isinstance(tile, TapTile):
            every = [one for group in _ordered() for one in self._of(group)]
            neighbour(every, tile, step).setFocus(Qt.FocusReason.TabFocusReason)


def _ordered() -> tuple[str, ...]:
    """Return the groups in the order of the page: what saves a life first, then what everybody needs."""
    return (*_FIRST, *(one for one in _GROUPS if one not in _FIRST))
