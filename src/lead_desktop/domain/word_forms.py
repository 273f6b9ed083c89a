"""Singular and plural of the words in the lists, in English and Spanish: rules, with the few odd ones named."""

from collections.abc import Iterator
from dataclasses import dataclass

from lead_desktop.domain.wording import Choice, Term

_ODD = {"person": "people", "man": "men", "woman": "women", "the homeless": "the homeless"}
_BREAKS = frozenset(
    {"with", "in", "who", "without", "for", "to", "of", "other", "referred", "living", "exposed", "not"}
)
"""Words that end the English noun in front: a person | with ..., a return | to use."""
_VOWELS = "aeiouáéíóú"


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a term can stand in a text."""

    words: str
    term: Term
    plural: bool


def forms_of(term: Term) -> Iterator[Form]:
    """Yield every way in which a term can stand in a text."""
    for avoid in term.avoid:
        for words in _genders(avoid):
            yield Form(words, term, plural=False)
            if term.inflect:
                yield Form(plural_of(words, term.language), term, plural=True)


def said(choice: Choice, language: str, *, plural: bool) -> str:
    """Return a choice in the singular or the plural."""
    if not plural:
        return choice.text
    if choice.plural or choice.mass or (language == "es" and not choice.gender):
        return choice.plural or choice.text
    return _plural_use_es(choice.text) if language == "es" else plural_of(choice.text, "en")


def plural_of(words: str, language: str) -> str:
    """Return the plural of a noun with what belongs to it."""
    return _plural_es(words) if language == "es" else _plural_en(words)


def _genders(avoid: str) -> tuple[str, ...]:
    """Return `adicto` and `adicta` for `adicto/a`, agreeing throughout; else the words alone."""
    if "/a" not in avoid:
        return (avoid,)
    return (avoid.replace("/a", ""), " ".join(_feminine(one) for one in avoid.split(" ")))


def _feminine(word: str) -> str:
    stem = word.removesuffix("/a")
    if stem == word:
        return word
    return f"{stem[:-1]}a" if stem.endswith("o") else f"{stem}a"


def _plural_en(words: str) -> str:
    before, head, after = _english_parts(words)
    return " ".join((*before, _ODD.get(head) or _noun_en(head), *after))


def _english_parts(words: str) -> tuple[list[str], str, list[str]]:
    """Part a phrase at its noun, which is the last word before one of _BREAKS."""
    parts = words.split(" ")
    at = next((place for place, word in enumerate(parts) if place and word in _BREAKS), len(parts))
    return parts[: at - 1], parts[at - 1], parts[at:]


def _noun_en(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _plural_es(words: str) -> str:
    """Return the plural of a Spanish noun with the adjectives behind it; what follows a preposition stays."""
    parts = words.split(" ")
    at = next((place for place, word in enumerate(parts) if place and word in ("de", "en", "a", "al")), len(parts))
    return " ".join((*(_noun_es(one) for one in parts[:at]), *parts[at:]))


def _noun_es(noun: str) -> str:
    if noun == "ex" or noun.endswith("s"):
        return noun
    return f"{noun}s" if noun[-1] in _VOWELS else f"{noun}es"


def _plural_use_es(text: str) -> str:
    """Return the plural of "persona ...", with the verb of "que consume" agreeing."""
    parts = text.split(" ")
    parts[0] = _noun_es(parts[0])
    verb = 2 if parts[1:2] == ["que"] else 0
    if verb and parts[verb] == "no":
        verb += 1
    if verb and parts[verb][-1] in "ae":
        parts[verb] += "n"
    return " ".join(parts)
