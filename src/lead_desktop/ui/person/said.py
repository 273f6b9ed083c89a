"""A field's value as people read it: codes in words, dates as they are said, parts on one line."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from lead_desktop.domain.base import Note, Part, Record, notes
from lead_desktop.domain.checks import applies
from lead_desktop.i18n import gettext as _, show_date, show_time
from lead_desktop.ui.forms.no_answer import missing_words
from lead_desktop.ui.people.words import code_words, state_words

Names = Mapping[str, str]


def said(note: Note, value: object, names: Names) -> str:
    """Return a value in words; `names` gives those of workers by id."""
    if isinstance(value, tuple):
        return "\n".join(one for one in (said(note, each, names) for each in value) if one)
    if isinstance(value, Part):
        return _part(value, names)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return show_time(value)
    if isinstance(value, date):
        return show_date(value)
    return "" if value is None else _text(note, str(value), names)


def lines_of(record: Record, names: Names, wanted: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield label and words of the wanted fields that apply, those without an answer included."""
    stayed_open = {one.key: one.code for one in record.unanswered}
    declared = notes(type(record))
    for name in wanted:
        if not applies(record, name):
            continue
        if name in stayed_open:
            words = missing_words(stayed_open[name])
        else:
            words = said(declared[name], getattr(record, name), names)
        yield _(declared[name].label), words


def _text(note: Note, value: str, names: Names) -> str:
    if note.machine:
        return state_words(note.machine, value)
    if note.codes:
        return code_words(note.codes, value)
    if note.ref:
        return names.get(value, "") if note.ref == "user" else ""
    return value


def _part(part: Part, names: Names) -> str:
    """Return a part on one line: plain texts as they are, the rest with its label."""
    found = []
    for name, note in notes(type(part)).items():
        value = getattr(part, name)
        words = said(note, value, names)
        if words:
            found.append(f"{_(note.label)}: {words}" if isinstance(value, bool) else words)
    return ", ".join(found) if any("," in one or ":" in one for one in found) or len(found) < 2 else " ".join(found)
