"""Text as people type it: kept as it is, cleaned only of what cannot be seen (security section 6, 43 to 46)."""

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

BRIEF_MAX = 140
NAME_MAX = 200
REMARK_MAX = 280
LINE_MAX = 500
NOTE_MAX = 20_000

_ZWJ = "\u200d"
_EMOJI_PARTS = {"\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}


def _joins_emoji(text: str, at: int) -> bool:
    """Tell whether the joiner at `at` stands between two emoji, as in a family sign."""
    before = at - 1
    while before >= 0 and text[before] in _EMOJI_PARTS:
        before -= 1
    after = text[at + 1 : at + 2]
    return (
        before >= 0
        and unicodedata.category(text[before]) == "So"
        and bool(after)
        and unicodedata.category(after) == "So"
    )


def visible(text: str, *, lines: bool) -> str:
    """Return the text in NFC without controls, direction overrides and zero-width characters.

    What is stored is what can be seen. Line ends and tabs stay where `lines` allows several lines; elsewhere
    they become a blank. A lone surrogate is not text and raises ValueError.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise ValueError("surrogate") from fault
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = []
    for at, sign in enumerate(text):
        kind = unicodedata.category(sign)
        if sign in "\n\t":
            kept.append(sign if lines else " ")
        elif kind in ("Zl", "Zp"):
            kept.append("\n" if lines else " ")
        elif kind not in ("Cc", "Cf", "Cs") or (sign == _ZWJ and _joins_emoji(text, at)):
            kept.append(sign)
    return "".join(kept).strip()


def _clean(value: object, *, lines: bool) -> object:
    if not isinstance(value, str):
        return value
    try:
        return visible(value, lines=lines) or None
    except ValueError:
        raise PydanticCustomError("not_text", "not valid text") from None


def _line(value: object) -> object:
    return _clean(value, lines=False)


def _lines(value: object) -> object:
    return _clean(value, lines=True)


Name = Annotated[Annotated[str, StringConstraints(max_length=NAME_MAX)] | None, BeforeValidator(_line)]
"""A name or another short text on one line, at most 200 characters; nothing visible counts as None."""
Line = Annotated[Annotated[str, StringConstraints(max_length=LINE_MAX)] | None, BeforeValidator(_line)]
"""One line of text, at most 500 characters."""
LongText = Annotated[Annotated[str, StringConstraints(max_length=NOTE_MAX)] | None, BeforeValidator(_lines)]
"""Several lines of text, at most 20,000 characters."""
Brief = Annotated[Annotated[str, StringConstraints(max_length=BRIEF_MAX)] | None, BeforeValidator(_line)]
"""One line of at most 140 characters (domain 2.1 row 9)."""
Remark = Annotated[Annotated[str, StringConstraints(max_length=REMARK_MAX)] | None, BeforeValidator(_line)]
"""One line of at most 280 characters (domain 2.2)."""
Word = Annotated[str, StringConstraints(min_length=1, max_length=NAME_MAX), BeforeValidator(_line)]
"""One of several names or short texts: never empty."""


def folded(name: str) -> str:
    """Return a name as it is compared: without regard to case, width and blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
