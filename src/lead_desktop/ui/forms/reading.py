"""What people type for numbers, dates and times, read without Qt: a value, or the code of a problem."""

import re
import unicodedata
from datetime import date, datetime, time, tzinfo

FIRST_YEAR = 1900
LAST_YEAR = 2100
MOST_DIGITS = 9

_ISO = re.compile(r"(\d{1,4})-(\d{1,2})-(\d{1,2})$")
_LOCAL = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{1,6})$")
_WORDS_EN = re.compile(r"([a-z]{3,10})\.? (\d{1,2}),? (\d{1,6})$")
_WORDS_ES = re.compile(r"(\d{1,2})(?: de)? ([a-z]{3,10})\.?(?: de)? (\d{1,6})$")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "ene": 1, "abr": 4, "ago": 8, "dic": 12, "set": 9,
}  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))? ?(a|p)?\.? ?(?:m\.?)?$")


class Unreadable(ValueError):
    """Typed text that is no such value; `code` names the problem, the text itself is not kept."""

    def __init__(self, code: str) -> None:
        """Name the problem by its code in ui/forms/problems.py."""
        super().__init__(code)
        self.code = code


def read_whole(text: str) -> int | None:
    """Read a whole number; blank is None. Raises Unreadable `not_whole` or `too_many_digits`."""
    text = text.strip()
    if not text:
        return None
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise Unreadable("not_whole")
    if len(text.lstrip("+-").lstrip("0")) > MOST_DIGITS:
        raise Unreadable("too_many_digits")
    return int(text)


def read_date(text: str, language: str) -> date | None:
    """Read a date as 2026-11-24, 11/24/2026 (24/11/2026 in Spanish), Nov 24, 2026 or 24 nov 2026; blank is None.

    Raises Unreadable `date_form`, `two_digit_year`, `no_such_day` or `year_out_of_reach`.
    """
    text = " ".join(text.lower().split())
    if not text:
        return None
    year, month, day = _date_parts(text, language)
    if len(year) < 3:
        raise Unreadable("two_digit_year")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unreadable("year_out_of_reach")
    try:
        return date(int(year), month, day)
    except ValueError:
        raise Unreadable("no_such_day") from None


def _date_parts(text: str, language: str) -> tuple[str, int, int]:
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isascii())
    if found := _ISO.match(text):
        return found[1], int(found[2]), int(found[3])
    if found := _LOCAL.match(text):
        first, second = int(found[1]), int(found[3])
        month, day = (second, first) if language == "es" else (first, second)
        return found[4], month, day
    if found := _WORDS_EN.match(text):
        return found[3], _month(found[1]), int(found[2])
    if found := _WORDS_ES.match(text):
        return found[3], _month(found[2]), int(found[1])
    raise Unreadable("date_form")


def _month(word: str) -> int:
    if word[:3] not in _MONTHS:
        raise Unreadable("date_form")
    return _MONTHS[word[:3]]


def read_time(text: str) -> time | None:
    """Read a time of day as 14:05, 9:30 am or 9 pm; blank is None. Raises Unreadable `time_form`."""
    text = " ".join(text.lower().split())
    if not text:
        return None
    found = _CLOCK.match(text)
    if not found or not text.isascii() or (found[2] is None and found[3] is None):
        raise Unreadable("time_form")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and not 1 <= hour <= 12:
        raise Unreadable("time_form")
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Unreadable("time_form") from None


def read_moment(day: str, clock: str, language: str, zone: tzinfo | None) -> datetime | None:
    """Read a day and a time of day as one moment with the UTC offset of `zone`; both blank is None.

    Raises Unreadable as its parts do, or `time_missing` or `date_missing` where one half is blank.
    """
    read_day, read_clock = read_date(day, language), read_time(clock)
    if read_day is None and read_clock is None:
        return None
    if read_day is None:
        raise Unreadable("date_missing")
    if read_clock is None:
        raise Unreadable("time_missing")
    return datetime.combine(read_day, read_clock, zone)
