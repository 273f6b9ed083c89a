"""Language, theme and text size, switched live and remembered."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from lead_desktop.ui import preferences
from lead_desktop.ui.language import Language
from lead_desktop.ui.theme import Theme


class Appearance(QObject):
    """What the person chose; every choice takes effect at once and is written down."""

    restyling = Signal()  # before every widget gets other colours or sizes
    changed = Signal()

    def __init__(self, app: QApplication, folder: Path, language: str | None = None) -> None:
        """Dress the application as the preferences in `folder` say; `language` overrides them for this run."""
        super().__init__(app)
        self._folder = folder
        self.preferences = preferences.load(folder)
        self.theme = Theme(self.preferences.theme, self.preferences.text_size, self)
        self._language = Language(app)
        self.theme.apply(app)
        self._speak(language or self.preferences.language)
        if language:
            self.preferences = replace(self.preferences, language=language)

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Preferences
        """Take new values for fields of Preferences, show them, write them down."""
        before, after = self.preferences, replace(self.preferences, **values)
        if before == after:
            return
        if (before.theme, before.text_size) != (after.theme, after.text_size):
            self.restyling.emit()
        self.preferences = after
        self.theme.choose(after.theme)
        self.theme.resize(after.text_size)
        if before.language != after.language:
            self._speak(after.language)
        preferences.save(self._folder, after)
        self.changed.emit()

    def _speak(self, language: str) -> None:
        self._language.switch(language)
