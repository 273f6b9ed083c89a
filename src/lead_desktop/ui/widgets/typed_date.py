"""A date as people type it: `2026-11-24` anywhere, `11/24/2026` in English, `24/11/2026` in Spanish."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def typed_date(text: str, language: str) -> date | None:
    """Return the date meant, or None; a year of two digits is refused, for it can mean two centuries."""
    text = text.strip()
    if (hit := _ISO.fullmatch(text)) is not None:
        year, month, day = (int(part) for part in hit.groups())
    elif (hit := _LOCAL.fullmatch(text)) is not None:
        first, second, year = (int(part) for part in hit.groups())
        day, month = (first, second) if language == "es" else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
