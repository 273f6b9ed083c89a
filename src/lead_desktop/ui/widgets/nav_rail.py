"""The rail at the left: whose laptop this is, where one can go, and the lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import plain_label, plain_text, plain_tip
from lead_desktop.ui.widgets.elided_label import ElidedLabel

WIDTH = 234
COMPACT_WIDTH = 70


@dataclass(frozen=True)
class Place:
    """One entry: the kind of page, its words (marked with N_), its icon and its key, as in `Ctrl+1`."""

    kind: str
    label: str
    icon: str
    key: str = ""


class _Entry(QToolButton):
    """One line of the rail; Up and Down go to its neighbours."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.setObjectName(f"nav_{place.kind}")
        self.setIcon(icon(place.icon, "nav_text", "nav_strong"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.relabel()

    def relabel(self) -> None:
        words, key = _(self.place.label), self.place.key
        self.setText("  " + plain_text(words))
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{words} ({key})" if key else words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class NavRail(QFrame):
    """Programme and place at the top, pages below, Lock now at the foot."""

    page_requested = Signal(str)  # the kind of page
    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without pages."""
        super().__init__(parent)
        self.setObjectName("navRail")
        self.setAccessibleName(_("Pages"))
        self._programme = plain_label(role="programme", wrap=True)
        self._place = ElidedLabel(role="place")
        self._entries: list[_Entry] = []
        self._current = ""
        self._compact = False
        self._pages = QVBoxLayout()
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.setSpacing(4)
        self._lock = _Entry(Place("lock", N_("Lock now"), "lock", "Ctrl+L"), self)
        self._lock.clicked.connect(self.lock_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 18, 12, 14)
        layout.setSpacing(2)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(16, 0, 4, 0)
        head.setSpacing(2)
        head.addWidget(self._programme)
        head.addWidget(self._place)
        layout.addWidget(self._head)
        layout.addSpacing(16)
        layout.addWidget(self._scrolling(), 1)
        layout.addWidget(self._lock)
        self._measure()

    def _scrolling(self) -> QScrollArea:
        """Return the pages in an area that scrolls where the window is low and the text is large."""
        inside = QWidget()
        inside.setProperty("kind", "body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._pages)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setObjectName("navPages")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setViewport(QWidget())
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        return area

    def set_programme(self, name: str, place: str = "") -> None:
        """Show the programme's name and where it works."""
        self._programme.setText(name)
        self._place.setText(place)
        self._place.setVisible(bool(place))

    def set_places(self, places: Sequence[Place]) -> None:
        """Show the pages there are, in their order; once, when the window is built."""
        for place in places:
            made = _Entry(place, self)
            made.setCheckable(True)
            made.clicked.connect(partial(self._on_entry_clicked, place.kind))
            self._entries.append(made)
            self._pages.addWidget(made)
        for one, next_one in pairwise([*self._entries, self._lock]):
            self.setTabOrder(one, next_one)

    def set_compact(self, compact: bool) -> None:
        """Show icons alone, their words in tooltips, or icons and words."""
        if compact != self._compact:
            self._compact = compact
            self._measure()

    def show_current(self, kind: str) -> None:
        """Mark the page one is on; a kind that is not in the rail marks none."""
        self._current = kind
        for made in self._entries:
            made.setChecked(made.place.kind == kind)
            if made.isChecked():
                self._area.ensureWidgetVisible(made, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language; follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        if not hasattr(self, "_lock"):
            return
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(theme.current().px(COMPACT_WIDTH if self._compact else WIDTH))
        self._head.setVisible(not self._compact)
        style = Qt.ToolButtonStyle
        for made in [*self._entries, self._lock]:
            made.relabel()
            made.setToolButtonStyle(style.ToolButtonIconOnly if self._compact else style.ToolButtonTextBesideIcon)

    def _on_entry_clicked(self, kind: str) -> None:
        self.show_current(self._current)  # the window decides; a screen may not let go
        self.page_requested.emit(kind)
