"""Finds words of the lists in a text as it is typed: never in quotation marks, never in an official title."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lead_desktop.domain.word_forms import Form, forms_of
from lead_desktop.domain.wording import LISTS, Term

_WORD = re.compile(r"\w+")
_GAP = r"[\s\-‐‑'’]{1,3}"
_ACCENTS = tuple(zip("áéíóúü", "aeiouu", strict=True))
_QUOTES = re.compile(r"[\"“”„«»‘’']")
_OPEN = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'"}
_TELLING = {
    "en": frozenset(b"the and is was are has have with for not he she they his her this that will from at to".split()),
    "es": frozenset(b"el la los las de que y en un una es fue con por para no su se esta tiene pero al del".split()),
}
"""Small words that tell a language."""
_CLEAR = 3


def _letter(sign: int) -> str:
    letter = chr(sign).lower()
    bare = dict(_ACCENTS).get(letter, letter)
    return bare if bare.isalnum() and ord(bare) < 256 else " "


_LETTERS = "".join(_letter(sign) for sign in range(256)).encode("latin-1")
"""Every sign of Latin-1 as a small letter without accent, or as a blank: words of a text are found by it at once."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A term in a text, from character `start` to before `end`."""

    start: int
    end: int
    term: Term
    plural: bool

    @property
    def asks(self) -> bool:
        """Tell whether the word is ambiguous, so that it is only asked about."""
        return bool(self.term.ask)


@dataclass(frozen=True)
class _Group:
    """All forms that begin with one word; where there are none, it is a title or phrase that may stand."""

    first: str
    forms: dict[str, tuple[Form, ...]]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return one pattern for all; it begins with their first word, for which the search goes fastest.

        The longest come first, so that a title or a whole phrase goes before a word of it.
        """
        longest = sorted(self.forms, key=len, reverse=True)
        rests = "|".join("".join(f"{_GAP}{re.escape(word)}" for word in key.split(" ")[1:]) for key in longest)
        return re.compile(rf"{re.escape(self.first)}(?:{rests})(?!\w)")


class Finder:
    """Looks for terms. One text of 5,000 characters takes well under a millisecond."""

    def __init__(self, terms: Iterable[Term], official: Iterable[str] = (), left_alone: Iterable[str] = ()) -> None:
        """Take the terms and the titles that keep their words; of two that say the same, the later one counts.

        left_alone: words that may stand here, whatever the terms say.
        """
        forms: dict[str, dict[str, tuple[Form, ...]]] = {}
        for term in terms:
            for form in forms_of(term):
                _put(forms, form.words, form)
            for phrase in term.unless:
                _put(forms, phrase, None)
        for title in official:
            _put(forms, title, None)
        for words in left_alone:
            _take_out(forms, words)
        self._groups = {first.encode("latin-1"): _Group(first, held) for first, held in forms.items()}

    def look(self, text: str) -> tuple[Finding, ...]:
        """Return what stands in a text, from its beginning on; findings never overlap."""
        words = _words(text)
        begun = words & self._groups.keys()
        if not begun:
            return ()
        plain = _plain(text)
        other = _other_language(words)
        hits = sorted((hit for first in begun for hit in self._hits(first, plain, text, other)), key=_first_and_longest)
        free = _apart(hits)
        quoted = _quoted(text) if free else ()
        return tuple(
            one for one in free if not _within(one.start, quoted) and not (one.asks and one.term.language == other)
        )

    def _hits(self, first: bytes, plain: str, text: str, other: str) -> Iterator[Finding | tuple[int, int]]:
        group = self._groups[first]
        for hit in group.pattern.finditer(plain):
            if _within_word(plain, hit.start()):
                continue
            forms = group.forms[_key(hit[0])]
            if not forms:
                yield hit.span()
                continue
            form = next((one for one in forms if one.term.language != other), forms[0])
            if not form.words.isupper() or text[hit.start() : hit.end()].isupper():
                yield Finding(hit.start(), hit.end(), form.term, form.plural)


def _put(forms: dict[str, dict[str, tuple[Form, ...]]], words: str, form: Form | None) -> None:
    key = _key(_plain(words))
    first = key.split(" ", 1)[0]
    if first.encode("latin-1", "replace") not in _words(first):
        return  # a word that the look at a text could never come upon
    held = forms.setdefault(first, {})
    if form is None:
        held.setdefault(key, ())
    else:
        held[key] = (*(one for one in held.get(key, ()) if one.term.language != form.term.language), form)


def _take_out(forms: dict[str, dict[str, tuple[Form, ...]]], words: str) -> None:
    """Let words stand, in the singular and the plural that the rules give."""
    for language in LISTS:
        for form in forms_of(Term(language=language, avoid=(words,))):
            key = _key(_plain(form.words))
            held = forms.get(key.split(" ", 1)[0], {})
            if key in held:
                held[key] = ()


def _words(text: str) -> frozenset[bytes]:
    """Return the words of a text in small letters without accents."""
    return frozenset(text.encode("latin-1", "replace").translate(_LETTERS).split())


def _within_word(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return before.isalnum() or before == "_"


def _plain(text: str) -> str:
    """Return the text in small letters without accents, each sign in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    if not lowered.isascii():
        for accented, bare in _ACCENTS:
            lowered = lowered.replace(accented, bare)
    return lowered


def _key(plain: str) -> str:
    return " ".join(_WORD.findall(plain))


def _first_and_longest(hit: Finding | tuple[int, int]) -> tuple[int, int]:
    start, end = (hit.start, hit.end) if isinstance(hit, Finding) else hit
    return start, -end


def _apart(hits: Iterable[Finding | tuple[int, int]]) -> list[Finding]:
    """Leave out what overlaps something before it, and the titles and phrases themselves."""
    found, reached = [], 0
    for hit in hits:
        start, end = (hit.start, hit.end) if isinstance(hit, Finding) else hit
        if start >= reached:
            reached = end
            if isinstance(hit, Finding):
                found.append(hit)
    return found


def _other_language(words: frozenset[bytes]) -> str:
    """Return the language that a text is clearly not in: its ambiguous words mean something else there."""
    count = {language: len(words & small) for language, small in _TELLING.items()}
    more, less = sorted(count, key=lambda one: count[one], reverse=True)
    return less if count[more] >= _CLEAR and count[more] > 2 * count[less] else ""


def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return where quotation marks enclose something; one that is still open reaches to the end."""
    spans: list[tuple[int, int]] = []
    start, closing = -1, ""
    for hit in _QUOTES.finditer(text):
        sign, at = hit[0], hit.start()
        if start >= 0:
            if sign in closing and not _inside_word(text, at, sign):
                spans.append((start, at + 1))
                start = -1
        elif sign in _OPEN and _opens(text, at, sign):
            start, closing = at, _OPEN[sign]
    return tuple(spans) if start < 0 else (*spans, (start, len(text)))


def _within(at: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a place lies in one of several spans, which stand in their order."""
    before = bisect_right(spans, (at, at)) - 1
    return before >= 0 and at < spans[before][1]


def _inside_word(text: str, at: int, sign: str) -> bool:
    """Tell an apostrophe, as in "I'm", from the end of a quotation."""
    return sign in "'’" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _opens(text: str, at: int, sign: str) -> bool:
    """Tell a quotation from an apostrophe and from inches; a single mark counts only when it is closed again."""
    before = text[at - 1 : at]
    if sign == '"':
        return not before.isdecimal()
    if sign in "'‘":
        closed = re.compile(rf"\w[.,;!?]?{_OPEN[sign]}(?!\w)").search(text, at + 1)
        return not before.isalnum() and closed is not None
    return True
