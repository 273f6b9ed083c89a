"""One round: for whom, and what; kept as it is tapped."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lead_desktop.domain.supply import ANONYMOUS, CODED, NAMED, Supply
from lead_desktop.domain.text import NAME_MAX
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.looks import plain_label, set_look
from lead_desktop.ui.supplies.board import Board
from lead_desktop.ui.widgets.segmented import Segmented


class Round(QObject):
    """The answer to "for whom" and the board; the window's page lays them out."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Begin for nobody in particular."""
        super().__init__()
        self._whom = ANONYMOUS
        self.board = Board()
        self.who = QWidget()
        self.segments = Segmented(_options(), clearable=False)
        self.segments.setObjectName("whom")
        self.code = QLineEdit()
        self.code.setObjectName("round_code")
        self.code.setMaxLength(NAME_MAX)
        self.needed = plain_label(role="error", wrap=True)
        line = QHBoxLayout(self.who)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.segments)
        line.addWidget(self.code, 1)
        line.addWidget(self.needed)
        line.addStretch(1)
        self.segments.changed.connect(self._on_segments_changed)
        self.code.textEdited.connect(self._on_code_edited)
        self.board.changed.connect(self.changed)

    def begin(self, whom: str) -> None:
        """Begin anew, for a participant (`named`) or at the table."""
        self._choose(whom or ANONYMOUS)
        self.code.clear()
        self.board.show_counts({})
        self.changed.emit()

    def ready(self) -> bool:
        """Tell whether it can be saved; a missing code is asked for."""
        missing = self._whom == CODED and not self.code.text().strip()
        self.needed.setVisible(missing)
        set_look(self.code, "problem", missing)
        if missing:
            self.code.setFocus()
        return not missing

    def supply(self, at: datetime, person: str) -> Supply:
        """Return the round as it is kept."""
        named = self._whom == NAMED
        code = self.code.text() if self._whom == CODED else None
        return Supply(
            at=at, whom=self._whom, code=code, person=person if named else None, items=self.board.rows(),
            returned=self.board.returned(),
        )  # fmt: skip

    def state(self) -> Json:
        """Return everything tapped."""
        return {"whom": self._whom, "code": self.code.text(), "counts": self.board.counts()}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        self._choose(str(state.get("whom") or ANONYMOUS))
        self.code.setText(str(state.get("code") or ""))
        self.board.show_counts({str(code): int(count) for code, count in dict(state.get("counts") or {}).items()})
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.segments.relabel(_options())
        self.segments.setAccessibleName(_("For whom"))
        self.code.setPlaceholderText(_("The person's own code"))
        self.code.setAccessibleName(_("The person's own code"))
        self.needed.setText(_("A code, or choose no name."))
        self.board.retranslate()

    def _choose(self, whom: str) -> None:
        self._whom = whom
        self.segments.set_value(whom)
        self.who.setVisible(whom != NAMED)
        self.code.setVisible(whom == CODED)
        self.needed.setVisible(False)

    @Slot(object)
    def _on_segments_changed(self, whom: object) -> None:
        self._choose(str(whom or ANONYMOUS))
        if self._whom == CODED:
            self.code.setFocus()
        self.changed.emit()

    @Slot()
    def _on_code_edited(self) -> None:
        self.needed.setVisible(False)
        self.changed.emit()


def _options() -> list[tuple[str, str]]:
    """Return what can be chosen at a table; a participant is chosen on their own page."""
    listed = code_list("supply_for")
    return [(code, listed.find(code).label(language())) for code in (ANONYMOUS, CODED)]
