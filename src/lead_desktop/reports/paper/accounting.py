"""What was shared about somebody, as the list they may ask for (42 CFR 2.25): in their language, for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.sheet import Printing, frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

_HEADING = N_("What was shared about me")
_SPAN = N_("From {first} to {last}.")
_ALL = N_("This is everything that was given to somebody else about you in this time, and your own copies.")
_NOTHING = N_("Nothing was shared in this time.")
_ASK = N_("If something here is not right, please tell us. You may also complain, and nothing changes for you by it.")
_HEADS = (N_("When"), N_("To whom"), N_("What"), N_("What for, and what allowed it"))
_ME = N_("You")
_US = N_("The program")


@dataclass(frozen=True, slots=True)
class AccountingSheet:
    """The list: whose it is, its entries newest first, and the days it spans."""

    name: str
    number: str
    entries: Sequence[Disclosure]
    first: date
    last: date


def accounting_list(sheet: AccountingSheet, printing: Printing) -> bytes:
    """Return the list as a PDF for the participant."""
    return typeset("accounting", {**frame(printing, sud=False), **shared_part(sheet, printing.words())}, printing.at)


def shared_part(sheet: AccountingSheet, words: Words) -> Mapping[str, object]:
    """Return the list as data for a template."""
    return {
        "heading": words.say(_HEADING),
        "name": sheet.name,
        "number": sheet.number,
        "span": words.say(_SPAN, first=words.day(sheet.first), last=words.day(sheet.last)),
        "all": words.say(_ALL),
        "nothing": "" if sheet.entries else words.say(_NOTHING),
        "heads": [words.say(one) for one in _HEADS],
        "rows": [list(_row(one, words)) for one in sheet.entries],
        "ask": words.say(_ASK),
    }


def _row(entry: Disclosure, words: Words) -> Iterator[list[str]]:
    columns = (
        (words.moment(entry.at) if entry.at else "",),
        (_to(entry, words), entry.attention or ""),
        (words.value(entry, "what"), words.value(entry, "categories"), words.value(entry, "how")),
        (words.value(entry, "purpose"), words.value(entry, "basis"), entry.why or ""),
    )
    yield from ([one for one in dict.fromkeys(column) if one] for column in columns)


def _to(entry: Disclosure, words: Words) -> str:
    if entry.recipient:
        return entry.recipient
    return words.say(_ME if entry.purpose == "person" else _US)
