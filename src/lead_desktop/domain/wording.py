"""The person-first word lists: terms to avoid and what to write instead, as versioned data (domain 4.2)."""

from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from lead_desktop import resources

LISTS = ("en", "es")
"""The languages that have a list in resources/words."""


class Choice(BaseModel):
    """Words to write instead.

    plural: where the rule does not give it. gender: of the Spanish noun it begins with; empty where it is no noun.
    mass: an English noun that takes no "a".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    plural: str = ""
    gender: Literal["", "m", "f"] = ""
    mass: bool = False


def _choice(value: object) -> object:
    """Read a choice that is written as its text alone; a person is feminine in Spanish."""
    if not isinstance(value, str):
        return value
    return {"text": value, "gender": "f" if value.split(" ", 1)[0] in ("persona", "personas") else ""}


class Term(BaseModel):
    """One row of a list.

    n: the row of domain 4.2 it comes from. avoid: the words, in the singular where they `inflect`; `o/a` stands for
    both genders. use: none where it is better left out. ask: ambiguous, so only asked about; a code of word_reasons.
    screens: avoided on our own screens only. unless: phrases around it that may stand. why: a code of word_reasons,
    or a site's own sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int = 0
    language: str = "en"
    avoid: tuple[str, ...]
    use: tuple[Annotated[Choice, BeforeValidator(_choice)], ...] = ()
    inflect: bool = True
    ask: str = ""
    screens: bool = False
    unless: tuple[str, ...] = ()
    why: str = ""


class WordFile(BaseModel):
    """A list as it ships; `official`: titles that hold such words and keep them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    version: str
    source: str
    official: tuple[str, ...]
    terms: tuple[Term, ...]


@cache
def shipped(language: str) -> WordFile:
    """Return the list of a language as it ships; each term knows its language."""
    held = WordFile.model_validate_json(resources.text(f"words/{language}.json"))
    return held.model_copy(update={"terms": tuple(one.model_copy(update={"language": language}) for one in held.terms)})
