"""How the program looks: tokens fed to the palette and to the one style sheet, switched while it runs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLayout

from lead_desktop.ui import resources
from lead_desktop.ui.tokens import SCALES, THEMES

CHOICES = ("system", "light", "dark")
BODY = 14
TITLE = 26
ROW = 42
_TOKEN = re.compile(r"@([a-z_]+)|\b(\d+)sp\b")
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def fill(template: str, name: str, scale: int) -> str:
    """Return the sheet of one theme: `@token` becomes a colour, `14sp` pixels at this text size in percent."""
    tokens = {**THEMES[name], "theme": name}
    return _TOKEN.sub(lambda hit: tokens[hit[1]] if hit[1] else f"{scaled(int(hit[2]), scale)}px", template)


def scaled(pixels: int, scale: int) -> int:
    """Return a length at a text size in percent, in whole pixels."""
    return round(pixels * scale / 100)


@contextmanager
def _layouts_at_rest() -> Iterator[None]:
    """Let no layout answer for a moment: every widget that gets another look would have all of them asked again."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    layouts = [one for window in windows for one in window.findChildren(QLayout) if one.isEnabled()]
    for one in layouts:
        one.setEnabled(False)
    try:
        yield
    finally:
        for one in layouts:
            one.setEnabled(True)


class Theme(QObject):
    """The look that is switched on; `changed` says that colours or sizes are others now."""

    changed = Signal()

    def __init__(self, choice: str = "system", scale: int = 100, parent: QObject | None = None) -> None:
        """Start with one of CHOICES and one of SCALES; nothing is seen before `apply`."""
        super().__init__(parent)
        self._app: QApplication | None = None
        self._choice = choice
        self._scale = scale

    @property
    def choice(self) -> str:
        """Return what the person chose: `system`, `light` or `dark`."""
        return self._choice

    @property
    def scale(self) -> int:
        """Return the text size in percent."""
        return self._scale

    @property
    def name(self) -> str:
        """Return the theme in use: `light` or `dark`."""
        if self._choice != "system":
            return self._choice
        scheme = QGuiApplication.styleHints().colorScheme()
        return "dark" if scheme == Qt.ColorScheme.Dark else "light"

    def color(self, token: str) -> QColor:
        """Return the colour of a token in the theme in use."""
        return QColor(THEMES[self.name][token])

    def px(self, pixels: int) -> int:
        """Return a length in pixels at the text size in use."""
        return scaled(pixels, self._scale)

    def font(self, pixels: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the bundled font at a size in unscaled pixels."""
        made = QFont(resources.FAMILY)
        made.setPixelSize(self.px(pixels))
        made.setWeight(weight)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made

    def apply(self, app: QApplication) -> None:
        """Dress the application, made with the style Fusion; from here on it follows `choose` and `resize`."""
        global _current  # noqa: PLW0603 - the one look of the process, as the language is
        _current = self
        self._app = app
        resources.load_fonts()
        resources.find_marks()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._dress()

    def choose(self, choice: str) -> None:
        """Switch to one of CHOICES, live."""
        self._switch(choice, self._scale)

    def resize(self, scale: int) -> None:
        """Switch the text size to one of SCALES, live."""
        if scale not in SCALES:
            raise ValueError(scale)
        self._switch(self._choice, scale)

    def _switch(self, choice: str, scale: int) -> None:
        if (choice, scale) == (self._choice, self._scale):
            return
        self._choice, self._scale = choice, scale
        self._dress()
        self.changed.emit()

    @Slot(Qt.ColorScheme)
    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        if self._app is None:
            return
        with _layouts_at_rest():
            # Without a sheet in between: Qt exchanges one sheet for another five times slower than it puts one on.
            self._app.setStyleSheet("")
            QGuiApplication.styleHints().setColorScheme(_SCHEMES[self._choice])
            self._app.setFont(self.font())
            self._app.setPalette(self._palette())
            self._app.setStyleSheet(fill(resources.sheet_template(), self.name, self._scale))

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        places = {
            role.Window: "bg",
            role.Base: "surface",
            role.AlternateBase: "sunken",
            role.Button: "surface",
            role.ToolTipBase: "toast",
            role.ToolTipText: "toast_text",
            role.WindowText: "text",
            role.Text: "text",
            role.ButtonText: "text",
            role.PlaceholderText: "muted",
            role.Highlight: "accent",
            role.Accent: "accent",
            role.HighlightedText: "on_accent",
            role.Link: "accent_text",
            role.LinkVisited: "accent_text",
        }
        palette = QPalette()
        for place, token in places.items():
            palette.setColor(place, self.color(token))
        for place in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, place, self.color("faint"))
        return palette


_current: Theme | None = None


def current() -> Theme:
    """Return the look that is switched on; widgets that paint ask for it each time they paint."""
    return _current if _current is not None else Theme("light")
