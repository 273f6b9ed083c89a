"""Puts other words in the place of found ones, with the sentence around kept right: case, number, article, gender."""

import re
from dataclasses import dataclass

from lead_desktop.domain.word_finder import Finding
from lead_desktop.domain.word_forms import said
from lead_desktop.domain.wording import Choice

_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_SPOKEN_VOWEL = re.compile(r"(?:[aeio]|u(?!s[ei]|n[iy]|t[ei])|hour|hono|heir)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:^|[.!?\n]\s*[“\"«]?|[¿¡])$")
_BEFORE_ES = re.compile(r"(?:\b(de|a)(\s+))?\b(\w+)(\s+)$", re.IGNORECASE)
_BEING = frozenset("es era fue ser sea soy eres sería será".split())
_FORMS = (
    ("un", "una", "unos", "unas"), ("el", "la", "los", "las"), ("este", "esta", "estos", "estas"),
    ("ese", "esa", "esos", "esas"), ("aquel", "aquella", "aquellos", "aquellas"), ("otro", "otra", "otros", "otras"),
    ("algún", "alguna", "algunos", "algunas"), ("ningún", "ninguna", "ningunos", "ningunas"),
    ("mismo", "misma", "mismos", "mismas"), ("mucho", "mucha", "muchos", "muchas"),
    ("del", "de la", "de los", "de las"), ("al", "a la", "a los", "a las"),
)  # fmt: skip
_AGREEING = {word: row for row in _FORMS for word in row}


@dataclass(frozen=True, slots=True)
class Change:
    """Replace the characters from `start` to before `end` by `words`; `choice` is what was chosen, for showing."""

    start: int
    end: int
    words: str
    choice: str


def changes(text: str, finding: Finding) -> tuple[Change, ...]:
    """Return what could be written instead, the usual one first; none where it is better left out."""
    return tuple(_change(text, finding, one) for one in finding.term.use)


def _change(text: str, finding: Finding, choice: Choice) -> Change:
    language = finding.term.language
    words = said(choice, language, plural=finding.plural)
    lead, start = _lead_es(text, finding, choice) if language == "es" else _lead_en(text, finding, choice, words)
    at_first = lead or words
    before = text[start : finding.start] or text[finding.start : finding.end]
    cased = _cased(before, at_first, text[:start], whole=text[finding.start : finding.end])
    return Change(start, finding.end, f"{cased}{words if lead else ''}" if lead else cased, words)


def _lead_en(text: str, finding: Finding, choice: Choice, words: str) -> tuple[str, int]:
    """Return the article with its blank, where one stands in front, and where the change begins."""
    found = _ARTICLE.search(text[max(0, finding.start - 8) : finding.start])
    if found is None:
        return "", finding.start
    start = finding.start - len(found[0])
    if choice.mass or words.startswith("a "):
        return "", start
    return f"{'an' if _SPOKEN_VOWEL.match(words) else 'a'}{found[2]}", start


def _lead_es(text: str, finding: Finding, choice: Choice) -> tuple[str, int]:
    """Return what stands in front and must agree, with its blank, and where the change begins."""
    window = max(0, finding.start - 24)
    found = _BEFORE_ES.search(text[window : finding.start])
    if found is None or not choice.gender:
        return "", finding.start
    word = found[3].lower()
    if word in _BEING and not finding.plural:
        return f"{'una' if choice.gender == 'f' else 'un'} ", finding.start
    if word not in _AGREEING:
        return "", finding.start
    form = _AGREEING[word][(choice.gender == "f") + 2 * finding.plural]
    start = window + found.start(3)
    joined = f"{found[1].lower()} {form}" if found[1] else ""
    if joined in ("de el", "a el"):
        return f"{'del' if joined == 'de el' else 'al'}{found[4]}", window + found.start(1)
    return f"{form}{found[4]}", start


def _cased(sample: str, words: str, before: str, *, whole: str) -> str:
    """Return the words in the case of what they stand in for; a capital that opens a sentence stays one."""
    if len(whole) > 4 and whole.isupper():
        return words.upper()
    opens = bool(_SENTENCE_END.search(before[-4:])) if before.strip() else True
    capital = sample[:1].isupper() and (not sample.strip().isupper() or len(sample.strip()) == 1)
    if capital or (opens and sample.strip().isupper()):
        return words[:1].upper() + words[1:]
    return words
