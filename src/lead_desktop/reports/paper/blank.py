"""An empty form for pen: rows to write on and boxes to tick; nothing on it says which program it is from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from lead_desktop.i18n import N_
from lead_desktop.reports.paper.sheet import bare_frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

_HOW = N_("Any question may be left open. It is keyed in later, and the paper is kept in a locked place.")
_NUMBER = N_("Number of this paper")
_BY = N_("Filled in by, on")


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A question: its label, boxes to tick, heads of a small table, and how many lines there are to write on."""

    label: str
    ticks: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True)
class BlankSection:
    """A part of the form."""

    title: str
    rows: tuple[BlankRow, ...]


def blank_form(title: str, sections: Sequence[BlankSection], language: str, at: datetime) -> bytes:
    """Return an empty form as a PDF; `title` is marked with N_()."""
    words = Words(language)
    data = {
        **bare_frame(words, at),
        "heading": words.say(title),
        "how": words.say(_HOW),
        "by_hand": [words.say(_NUMBER), words.say(_BY)],
        "sections": [asdict(one) for one in sections],
    }
    return typeset("blank", data, at)
