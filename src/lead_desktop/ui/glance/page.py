"""Program at a glance: what became of everybody referred, and who is enrolled, on the day one looks."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.base import Record
from lead_desktop.domain.permissions import may
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.reports.glance import Figure, Glance, Scope, glance
from lead_desktop.ui.glance.group_card import GroupCard
from lead_desktop.ui.glance.words import definition_words, value_words
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.names import day_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.page_header import PageHeader

_TILES = ("referred", "remaining", "enrolled", "engaged_past_year", "mean_age_years", "mode_age_years")
_CHARTS = {"referrals": False, "engagement": False, "profile": True, "arrest_reasons": True}
"""The groups shown as charts, and whether their figures are percentages."""
_SUBJECT = "report"


def may_look(desk: Desk) -> bool:
    """Tell whether a worker's role has this page: care side, with reports of all people or of the own caseload."""
    return desk.worker.side == "care" and may(desk.worker.role, "read", _SUBJECT, own=True)


class GlanceScreen(Screen):
    """Numbers in tiles, groups of figures as charts; everything is computed again each time it is shown."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; `refresh` computes it."""
        super().__init__("glance")
        self._tools = tools
        self._seen: Glance | None = None
        self._asked = False
        self._page = Page(self, scrolls=True)
        self._header = PageHeader()
        self._trouble = Banner("bad")
        self._page.head.addWidget(self._header)
        self._page.head.addWidget(self._trouble)
        self._note = plain_label(role="muted", wrap=True)
        self._empty = EmptyState("chart-column", "")
        self._body = QWidget()
        self._tiles = {key: _Tile(key) for key in _TILES}
        self._cards = {key: GroupCard(key, shares=shares) for key, shares in _CHARTS.items()}
        self._build()
        self.retranslate()

    def title(self) -> str:
        """Return the page's words."""
        return _("Program at a glance")

    def refresh(self) -> None:
        """Compute the page from the records of now, beside the screen: a large program takes a moment."""
        desk = self._tools.desk
        if not may_look(desk):
            self._on_counted(None)
            return
        job = self._tools.jobs.aside(glance, desk.reading, desk.clock.now().date(), _scope(desk))
        job.finished.connect(self._on_counted)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_counted(self, seen: Glance | None) -> None:
        self._trouble.show_message("")
        self._asked = True
        self._seen = seen
        self._show()

    @Slot(object)
    def _on_went_wrong(self, error: LeadError) -> None:
        """Say why, and leave what was counted before."""
        self._trouble.show_message(error.words())

    def retranslate(self) -> None:
        """Set every word again."""
        self._header.set_title(self.title())
        self._note.setText(
            _("For use inside the program: small numbers can point to a person. Everything is counted again from the "
              "records each time this page opens; no number is kept.")
        )  # fmt: skip
        self._empty.set_words(
            _("Nobody was referred yet."), _("As soon as there are referrals, this page shows what became of them.")
        )
        self._show()

    def _build(self) -> None:
        tiles = QGridLayout()
        tiles.setSpacing(16)
        for place, tile in enumerate(self._tiles.values()):
            tiles.addWidget(tile, place // 3, place % 3)
        for column in range(3):
            tiles.setColumnStretch(column, 1)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        inside.addLayout(tiles)
        for card in self._cards.values():
            inside.addWidget(card)
        inside.addWidget(self._note)
        self._page.column.addWidget(self._empty)
        self._page.column.addWidget(self._body)
        self._page.column.addStretch(1)

    def _show(self) -> None:
        seen = self._seen
        there = seen is not None and not seen.empty
        self._empty.setVisible(self._asked and not there)
        self._body.setVisible(there)
        if seen is None:
            self._header.set_subtitle("" if self._asked else _("Counting …"))
            return
        self._header.set_subtitle(_("As of {date}").format(date=day_words(seen.seen_on)))
        if there:
            for key, tile in self._tiles.items():
                tile.show_figure(seen.figure(key))
            for group in seen.groups:
                if group.key in self._cards:
                    self._cards[group.key].show_group(group)


class _Tile(Card):
    """One number, what it is, and how it is counted."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName(f"tile_{key}")
        self._number = plain_label(role="number")
        self._label = plain_label(role="section", wrap=True)
        self._definition = plain_label(role="muted", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._number)
        line.addWidget(self._label, 1)
        self.add(line)
        self.add(self._definition)
        self.body.addStretch(1)
        self.body.setSpacing(4)

    def show_figure(self, figure: Figure) -> None:
        """Show another number."""
        self._number.setText(value_words(figure))
        self._label.setText(_(figure.label))
        self._definition.setText(definition_words(figure))
        self.setAccessibleName(f"{_(figure.label)}: {value_words(figure)}")
        self.setAccessibleDescription(definition_words(figure))


def _scope(desk: Desk) -> Scope:
    """Return whom and what a role's report counts: everybody, or the own caseload; read or only counted."""
    role = desk.worker.role

    def counts(kind: type[Record]) -> bool:
        return any(may(role, act, kind.NAME, own=True) for act in ("read", "count"))

    return Scope(counts, None if may(role, "read", _SUBJECT, own=False) else desk.owns)
