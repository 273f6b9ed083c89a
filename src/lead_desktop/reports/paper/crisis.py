"""The crisis card on paper: one sheet with both languages; nothing on it says which program it came from."""

from collections.abc import Mapping
from datetime import datetime

from lead_desktop.domain.crisis import CRISIS, GOOD_TO_KNOW, SOURCES
from lead_desktop.i18n import LANGUAGES
from lead_desktop.reports.paper.sheet import bare_frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words


def crisis_sheet(language: str, printed_at: datetime) -> bytes:
    """Return the card with the language asked for first and the other one below it."""
    both = [language, *(one for one in LANGUAGES if one != language)]
    data = {**bare_frame(Words(language), printed_at), "halves": [_half(Words(one)) for one in both]}
    return typeset("crisis", data, printed_at)


def _half(words: Words) -> Mapping[str, object]:
    return {
        "language": words.language,
        "parts": [{"title": words.say(one.title), "lines": [words.say(line) for line in one.lines]} for one in CRISIS],
        "know": [words.say(one) for one in GOOD_TO_KNOW],
        "source": words.say(SOURCES),
    }
