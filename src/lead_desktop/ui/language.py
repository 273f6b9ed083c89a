"""Switches the language while the program runs: our own words, and those on Qt's own buttons."""

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from lead_desktop import i18n

_LOCALES = {"en": QLocale.Language.English, "es": QLocale.Language.Spanish}


class Language(QObject):
    """Holds Qt's own words; every window hears `LanguageChange` after a switch."""

    def __init__(self, app: QApplication) -> None:
        """Serve one application."""
        super().__init__(app)
        self._app = app
        self._words = QTranslator(self)

    def switch(self, language: str) -> None:
        """Switch to one of i18n.LANGUAGES, live."""
        i18n.set_language(language)
        QLocale.setDefault(QLocale(_LOCALES[language], QLocale.Country.UnitedStates))
        QCoreApplication.removeTranslator(self._words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language == "en" or not self._words.load(f"qtbase_{language}", folder):
            QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
        else:
            QCoreApplication.installTranslator(self._words)
