"""A value as people read it beside another one; a value of several parts line by line, the parts that differ named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lead_desktop.casework.conflicts import Side
from lead_desktop.domain.base import Note, Part, notes
from lead_desktop.i18n import gettext as _, show_time
from lead_desktop.ui.person.said import said

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a value: the label of a part, blank for a value without parts; whether others say something else."""

    label: str
    words: str
    differs: bool


def lines(note: Note, sides: Sequence[Side], at: int, names: Names) -> Iterator[Line]:
    """Yield the lines of one of several values."""
    values = [side.value for side in sides]
    kinds = {type(one) for one in values if isinstance(one, Part)}
    if len(kinds) != 1 or not isinstance(values[at], Part):
        yield Line("", words_of(note, sides[at], names), differs=True)
        return
    for name, part in notes(kinds.pop()).items():
        told = [said(part, getattr(one, name), names) if isinstance(one, Part) else "" for one in values]
        if any(told):
            yield Line(_(part.label), told[at] or _("nothing"), differs=len(set(told)) > 1)


def words_of(note: Note, side: Side, names: Names) -> str:
    """Return a value in words; a value of a newer version of the program is said to be one."""
    if side.raw in (None, "", []):
        return _("Nothing")
    if side.value is None:
        return _("Something that this version of the program cannot show")
    return said(note, side.value, names) or _("Nothing")


def before_words(note: Note, side: Side, names: Names) -> str:
    """Return what a value replaced; blank when that is not known."""
    was = said(note, side.was, names) if side.was is not None else ""
    return _("Before: {value}").format(value=was) if was else ""


def author_words(side: Side) -> str:
    """Return who wrote a value, and when."""
    return " · ".join((side.who or _("Somebody"), show_time(side.when)))


def laptop_words(side: Side) -> str:
    """Return on which laptop a value was written, and whether it is at the hub."""
    if side.mine:
        return _("On this laptop") if side.sent else _("On this laptop, not sent yet")
    return _("On laptop {n}").format(n=side.dev)
