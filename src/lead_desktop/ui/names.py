"""How people and days are called on the screen."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from lead_desktop.i18n import language

if TYPE_CHECKING:  # the first page says days too, and paints before any record is loaded
    from lead_desktop.domain.person import Person

_DAYS = {"en": "MMMM d, yyyy", "es": "d 'de' MMMM 'de' yyyy"}


def called(person: "Person", *, private: bool) -> str:
    """Return the name a person goes by, or its initials in the privacy view."""
    name = person.shown_name()
    return " ".join(f"{word[0]}." for word in name.split()) if private else name


def day_words(day: date | None) -> str:
    """Return a day as people write it in the language that is switched on; blank without one."""
    if day is None:
        return ""
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), _DAYS[language()])
