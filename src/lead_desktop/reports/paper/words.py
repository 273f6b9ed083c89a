"""What stands in a record, in words of one language: labels, codes, dates; never a code or an id."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel

from lead_desktop.domain.base import Note, Record, notes
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.vocabulary import code_list, label
from lead_desktop.i18n import show_date, show_time, translation


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, whichever language the screens are in."""

    language: str

    def say(self, text: str, **facts: object) -> str:
        """Translate a string marked with N_() and fill in its placeholders."""
        said = translation(self.language).gettext(text) if text else ""
        return said.format(**facts) if facts else said

    def label(self, holder: BaseModel | type[BaseModel], name: str) -> str:
        """Return the label of a field."""
        return self.say(_note(holder, name).label)

    def value(self, holder: BaseModel, name: str) -> str:
        """Return what a field holds; several values stand in one line; an empty text when it holds nothing."""
        value, note = getattr(holder, name), _note(holder, name)
        values = value if isinstance(value, tuple) else (value,)
        return ", ".join(shown for one in values if (shown := self._shown(one, note)))

    def unanswered(self, record: Record, name: str) -> str:
        """Return the words of the missing-data code a question was met with, if it was."""
        codes = [one.code for one in record.unanswered if one.key == name]
        return label("missing", codes[0], self.language) if codes else ""

    def yes_no(self, value: bool) -> str:  # noqa: FBT001 - the value itself
        """Return yes or no."""
        return label("yes_no", "1" if value else "0", self.language)

    def day(self, value: date) -> str:
        """Write a day."""
        return show_date(value, self.language)

    def moment(self, value: datetime) -> str:
        """Write a moment, with the clock of the place where it happened."""
        return show_time(value, self.language)

    def _shown(self, value: object, note: Note) -> str:
        match value:
            case bool():
                return self.yes_no(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case PersonName():
                return value.full()
            case str() if note.codes and code_list(note.codes).has(value):
                return label(note.codes, value, self.language)
        return "" if value is None else str(value)  # a number, or what was typed


def _note(holder: BaseModel | type[BaseModel], name: str) -> Note:
    return notes(holder if isinstance(holder, type) else type(holder))[name]
