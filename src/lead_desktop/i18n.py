"""Words in the person's language: gettext catalogues, switched while the program runs."""

import gettext as _gettext
from datetime import date, datetime

from lead_desktop.resources import folder

LANGUAGES = ("en", "es")

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def N_(text: str) -> str:  # noqa: N802 - the name that extraction tools look for
    """Mark a string for translation where it is declared; translate it where it is shown."""
    return text


def set_language(language: str) -> None:
    """Switch the language of every string asked for from now on; `language` is one of LANGUAGES."""
    global _current, _language  # noqa: PLW0603 - the one switch for the whole process
    _current = translation(language)
    _language = language


def language() -> str:
    """Return the language that is switched on."""
    return _language


def translation(language: str) -> _gettext.NullTranslations:
    """Return the catalogue of a language, for a print in the participant's language."""
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation("lead", folder("i18n"), languages=[language])


def gettext(text: str) -> str:
    """Translate one string; an empty string stays empty."""
    return _current.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a counted string and fill in `{n}`."""
    return _current.ngettext(one, many, count).format(n=count)


def show_date(value: date, language: str | None = None) -> str:
    """Write a date for reading: `Nov 24, 2026` or `24 nov 2026`."""
    months = {
        "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    }
    which = language or _language
    month = months[which][value.month - 1]
    return f"{value.day} {month} {value.year}" if which == "es" else f"{month} {value.day}, {value.year}"


def show_time(value: datetime, language: str | None = None) -> str:
    """Write a moment for reading, with the clock of the place where it happened."""
    return f"{show_date(value.date(), language)}, {value:%H:%M}"
