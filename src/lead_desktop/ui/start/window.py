"""The first window: whose program this is at the left, one page at the right, language and look at the foot."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.ribbon import Ribbon
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.icon_label import IconLabel
from lead_desktop.ui.widgets.segmented import Segmented

BRAND_WIDTH = 300
COLUMN_WIDTH = 600
NARROW_BELOW = 1000
LANGUAGES = (("en", "English"), ("es", "Español"))


class StartWindow(QMainWindow):
    """Shows a waiting line until the first page is put in."""

    painted = Signal()  # once, after the first paint
    close_requested = Signal()
    crisis_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build from light parts only: nothing of the database or the records is loaded yet."""
        super().__init__(parent)
        self.setObjectName("startWindow")
        self.setWindowTitle("LEAD Desktop")
        self.setMinimumSize(960, 640)
        self.resize(appearance.preferences.width, appearance.preferences.height)
        self._appearance = appearance
        self._was_painted = False
        self._may_close = False
        self._page: QWidget | None = None
        self.ribbon = Ribbon()
        self._brand = _Brand()
        self._wait = plain_label(role="muted")
        self._language = Segmented(LANGUAGES, clearable=False)
        self._language.setObjectName("startLanguage")
        self._language.set_value(appearance.preferences.language)
        self._theme = Segmented(_themes(), clearable=False)
        self._theme.setObjectName("startTheme")
        self._theme.set_value(appearance.preferences.theme)
        self._crisis = button("", "life-buoy", "link", name="openCrisis")
        self._crisis.clicked.connect(self.crisis_requested)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.crisis_requested)
        self._language.changed.connect(self._on_language_changed)
        self._theme.changed.connect(self._on_theme_changed)
        appearance.changed.connect(self._on_appearance_changed)
        self._build()
        self.retranslate()

    def show_page(self, page: QWidget) -> None:
        """Put another page in the place of the one there is."""
        self._wait.hide()
        self.clear()
        self._page = page
        self._column.insertWidget(0, page)
        page.show()
        self._area.verticalScrollBar().setValue(0)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.setFocusProxy(None)  # type: ignore[arg-type]  # or the Tab key would pass over what stands before it

    def clear(self) -> None:
        """Let go of the page and of what it holds."""
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def page(self) -> QWidget | None:
        """Return the page that is shown."""
        return self._page

    def let_close(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self._wait.setText(_("One moment …"))
        self._language.setAccessibleName(_("Language"))
        rename(self._crisis, _("In a crisis (F2)"))
        self._theme.relabel(_themes())
        self._theme.setAccessibleName(_("Light or dark"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the first paint, for the time it took."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the brand out where the room is short."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is a wish first: a vault that was just made is closed cleanly."""
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.close_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_theme"):
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_inner"):
            self._fit()

    def _fit(self) -> None:
        self._brand.setVisible(self.width() >= theme.current().px(NARROW_BELOW))
        self._brand.setFixedWidth(theme.current().px(BRAND_WIDTH))
        self._inner.setMaximumWidth(theme.current().px(COLUMN_WIDTH))

    def _build(self) -> None:
        self._inner = QWidget()
        self._inner.setProperty("kind", "body")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._wait, 0, Qt.AlignmentFlag.AlignCenter)
        centre = QWidget()
        centre.setProperty("kind", "body")
        row = QHBoxLayout(centre)
        row.setContentsMargins(32, 36, 32, 24)
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
        self._area: QScrollArea = scrolling(centre)
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 8, 32, 16)
        foot.addWidget(self._language)
        foot.addStretch(1)
        foot.addWidget(self._crisis)
        foot.addStretch(1)
        foot.addWidget(self._theme)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.ribbon)
        right.addWidget(self._area, 1)
        right.addLayout(foot)
        body = QWidget()
        body.setObjectName("page")
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._brand)
        layout.addLayout(right, 1)
        self.setCentralWidget(body)

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._language.set_value(self._appearance.preferences.language)
        self._theme.set_value(self._appearance.preferences.theme)

    @Slot(object)
    def _on_language_changed(self, language: str) -> None:
        self._appearance.change(language=language)

    @Slot(object)
    def _on_theme_changed(self, choice: str) -> None:
        self._appearance.change(theme=choice)


class _Brand(QFrame):
    """Name, and what is promised about the data."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brand")
        self._name = plain_label("LEAD Desktop", role="title")
        self._line = plain_label(role="place", wrap=True)
        self._promises = [plain_label(role="place", wrap=True) for _each in range(3)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 40, 24, 28)
        layout.setSpacing(10)
        layout.addWidget(IconLabel("heart-handshake", "nav_strong", 36), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._name)
        layout.addWidget(self._line)
        layout.addStretch(1)
        for label, icon in zip(self._promises, ("lock", "cloud-off", "save"), strict=True):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(IconLabel(icon, "nav_strong", 18), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            layout.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of now."""
        self._line.setText(_("From a stop on the street to somebody who walks along."))
        words = (
            _("Everything is encrypted on this laptop."),
            _("It works without a network."),
            _("What you type is saved while you type."),
        )
        for label, text in zip(self._promises, words, strict=True):
            label.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_promises"):
            self.retranslate()


def _themes() -> tuple[tuple[str, str], ...]:
    return (("light", _("Light")), ("dark", _("Dark")), ("system", _("As the system")))
