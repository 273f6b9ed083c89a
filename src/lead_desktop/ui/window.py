"""The frame: rail, screens, status line, keys, lock. Screens are handed in; no casework is known here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.cover import Cover
from lead_desktop.ui.looks import announce
from lead_desktop.ui.ribbon import Ribbon
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.status_bar import StatusBar
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.nav_rail import NavRail, Place
from lead_desktop.ui.widgets.toast import Toast

BACK_MAX = 50
COMPACT_BELOW = 900  # unscaled pixels


@dataclass(frozen=True)
class PageSpec:
    """One page: its kind, its words (marked with N_) and icon, how to make it, whether the rail shows it."""

    kind: str
    label: str
    icon: str
    make: Callable[[], Screen]
    in_rail: bool = True


@dataclass(frozen=True)
class _Stop:
    """Where one was: a page and what it showed."""

    kind: str
    what: object


class Window(QMainWindow):
    """Holds screens and goes between them; wishes that are casework leave as signals."""

    lock_requested = Signal()
    help_requested = Signal()
    crisis_requested = Signal()
    search_requested = Signal()
    new_referral_requested = Signal()
    close_requested = Signal()
    privacy_changed = Signal(bool)
    page_changed = Signal(str)

    def __init__(self, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        """Take the pages in the order of the rail; each is made when first shown."""
        super().__init__(parent)
        self.setObjectName("window")
        self.setWindowTitle("LEAD Desktop")
        self.setMinimumSize(960, 640)
        self.resize(1280, 820)
        self._pages = {page.kind: page for page in pages}
        self._screens: dict[str, Screen] = {}
        self._here: _Stop | None = None
        self._back: list[_Stop] = []
        self._private = False
        self._sayer: Screen | None = None
        self._may_close = False
        self.rail = NavRail()
        self.ribbon = Ribbon()
        self.notice = Banner("bad", closable=True)
        self.notice.setObjectName("windowNotice")
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._stack.setObjectName("screens")
        self._build()
        self.toast = Toast(self._stack)
        self.cover = Cover(self)
        self._set_places([page for page in pages if page.in_rail])
        self._set_keys()

    def go(self, kind: str, what: object = None) -> bool:
        """Go to a page, and open something there; False when there is none, or when one's screen does not let go."""
        if not self.has(kind) or not self._let_go():
            return False
        if self._here is not None and (self._here.kind, self._here.what) != (kind, what):
            self._back = [*self._back[-BACK_MAX:], self._here]
        self._show(_Stop(kind, what))
        return True

    def go_back(self) -> None:
        """Go where one was before."""
        if self._back and self._let_go():
            self._show(self._back.pop())

    def front(self) -> Screen | None:
        """Return the screen in front."""
        return self._screens.get(self._here.kind) if self._here else None

    def place(self) -> tuple[str, object]:
        """Return the page one is on and what it shows; an empty kind before the first."""
        return (self._here.kind, self._here.what) if self._here else ("", None)

    def has(self, kind: str) -> bool:
        """Say whether there is a page of a kind."""
        return kind in self._pages

    @Slot()
    def forget_hidden(self) -> None:
        """Let go of every screen but the one in front; each is made anew, from its draft, when one goes there."""
        front = self.front()
        for kind, screen in [*self._screens.items()]:
            if screen is not front:
                del self._screens[kind]
                self._stack.removeWidget(screen)
                screen.hide()
                screen.deleteLater()
                QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete)  # or it is dressed anew first

    def refresh(self) -> None:
        """Let the screen in front read again, after something changed."""
        if (screen := self.front()) is not None:
            screen.refresh()

    def add_notice(self, notice: QWidget) -> None:
        """Put a notice above the screens, below those that are there."""
        self._right.insertWidget(self._right.count() - 1, notice)

    def close_cover(self, words: str) -> None:
        """Hide everything behind a plain cover with one sentence."""
        self.toast.dismiss()
        self.cover.close_over(words)

    def let_close(self) -> None:
        """Allow the window to close; until then closing is a wish told by `close_requested`."""
        self._may_close = True
        self.close()

    def set_private(self, private: bool) -> None:
        """Switch the privacy view: screens show initials instead of names."""
        self._private = private
        for screen in self._screens.values():
            screen.set_private(private)
        self.privacy_changed.emit(private)
        self.toast.say(_("Privacy view is on. F9 shows names again.") if private else _("Names are shown."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show only the icons of the rail where the room is short for the text size."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before closing: half-done work is saved first."""
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        if self._let_go():
            self.close_requested.emit()

    def _fit(self) -> None:
        self.rail.set_compact(self.width() < theme.current().px(COMPACT_BELOW))

    def _build(self) -> None:
        right = self._right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.ribbon)
        right.addWidget(self.notice)
        right.addWidget(self._stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(right, 1)
        body = QWidget()
        body.setObjectName("page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(body)

    def _set_places(self, pages: Sequence[PageSpec]) -> None:
        keys = [f"Ctrl+{number}" if number < 10 else "" for number in range(1, len(pages) + 1)]
        self.rail.set_places(
            [Place(page.kind, page.label, page.icon, key) for page, key in zip(pages, keys, strict=True)]
        )
        self.rail.page_requested.connect(self.go)
        self.rail.lock_requested.connect(self.lock_requested)
        self.toast.undo_requested.connect(self._on_undo_requested)
        for page, key in zip(pages, keys, strict=True):
            if key:
                self._key(key, partial(self.go, page.kind))

    def _set_keys(self) -> None:
        self._key("Ctrl+L", self.lock_requested.emit)
        self._key("F1", self.help_requested.emit)
        self._key("F2", self.crisis_requested.emit)
        self._key("F4", partial(self.go, "asked"))
        self._key("Ctrl+F", self._on_find_pressed)
        self._key("Ctrl+N", self.new_referral_requested.emit)
        self._key("Alt+Left", self.go_back)
        self._key("F9", self._on_privacy_pressed)
        self._key("Ctrl+Z", self.toast.undo).setContext(Qt.ShortcutContext.WindowShortcut)

    def _key(self, keys: str, act: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(partial(self._on_key_pressed, act))
        return made

    def _on_key_pressed(self, act: Callable[[], object]) -> None:
        """Whoever goes to a page by a key wants to work there, also when the focus was in the rail."""
        if not self.cover.isHidden():
            return
        before = self.place()
        act()
        screen = self.front()
        if screen is not None and self.place() != before and self.rail.isAncestorOf(self.focusWidget()):
            screen.take_focus()

    def _let_go(self) -> bool:
        screen = self.front()
        return screen is None or screen.leave()

    def _show(self, stop: _Stop) -> None:
        screen = self._screens.get(stop.kind) or self._make(stop.kind)
        self._here = stop
        if stop.what is not None:
            screen.open(stop.what)
        screen.refresh()
        self._stack.setCurrentWidget(screen)
        self.rail.show_current(stop.kind)
        if not self.rail.isAncestorOf(self.focusWidget()):
            screen.take_focus()
        announce(screen, screen.title())
        self.page_changed.emit(stop.kind)

    def _make(self, kind: str) -> Screen:
        screen = self._pages[kind].make()
        screen.setAccessibleName(screen.title())
        screen.open_requested.connect(self.go)
        screen.back_requested.connect(self.go_back)
        screen.said.connect(self._on_screen_said)
        screen.set_private(self._private)
        self._screens[kind] = screen
        self._stack.addWidget(screen)
        return screen

    @Slot(str, bool)
    def _on_screen_said(self, words: str, undo: bool) -> None:
        sayer = self.sender()
        self._sayer = sayer if isinstance(sayer, Screen) else None
        self.toast.say(words, undo=undo)

    @Slot()
    def _on_undo_requested(self) -> None:
        if self._sayer is not None:
            self._sayer.undo()

    def _on_find_pressed(self) -> None:
        screen = self.front()
        if screen is None or not screen.find_here():
            self.search_requested.emit()

    def _on_privacy_pressed(self) -> None:
        self.set_private(not self._private)

    def changeEvent(self, event: QEvent) -> None:
        """Rename the screens for assistive technology in the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for screen in self._screens.values():
                screen.setAccessibleName(screen.title())
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "rail"):
            self._fit()
