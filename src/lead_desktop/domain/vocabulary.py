"""Code lists: versioned data with effective dates, official labels and screen labels apart (domain 2.0, 2.16)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lead_desktop import resources
from lead_desktop.errors import LeadError

MISSING = ("8", "9", "99")


class UnknownCode(LeadError):
    """A code list or a code that this version does not have."""

    code = "unknown_code"


class Code(BaseModel):
    """One value of a code list.

    official: the publisher's own words, for exports only; en, es: what a person reads. maps: other systems'
    codes for the same thing. group: the publisher's grouping, e.g. HUD's leading digit of a living situation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    en: str
    es: str
    official: str = ""
    help_en: str = ""
    help_es: str = ""
    group: str = ""
    uses: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    maps: Mapping[str, str] = {}

    def label(self, language: str) -> str:
        """Return the screen label in a language."""
        return self.es if language == "es" else self.en

    def help(self, language: str) -> str:
        """Return the plain help text in a language; may be empty."""
        return self.help_es if language == "es" else self.help_en

    def on(self, day: date) -> bool:
        """Tell whether the code may be chosen for something that happened on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class CodeList(BaseModel):
    """A named list of codes with a version and a source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    source: str
    title_en: str
    title_es: str
    missing: Literal["always", "never"] = "always"
    codes: tuple[Code, ...]

    def find(self, code: str) -> Code:
        """Return a code, current or not, so that old records still open; raises UnknownCode."""
        for one in self.codes:
            if one.code == code:
                return one
        if self.missing == "always" and code in MISSING:
            return code_list("missing").find(code)
        raise UnknownCode(list=self.name)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every code of the list in any of its versions, with missing-data codes where they are answers."""
        missing = MISSING if self.missing == "always" else ()
        return frozenset((*(one.code for one in self.codes), *missing))

    def has(self, code: str) -> bool:
        """Tell whether the list, in any of its versions, holds the code."""
        return code in self.known

    def choices(self, day: date, *, use: str = "") -> tuple[Code, ...]:
        """Return what may be chosen on a day, in the list's order, without missing-data codes."""
        return tuple(
            one
            for one in self.codes
            if one.on(day) and one.code not in MISSING and (not use or not one.uses or use in one.uses)
        )


@cache
def _all() -> Mapping[str, CodeList]:
    reader = TypeAdapter(list[CodeList])
    found: dict[str, CodeList] = {}
    for path in sorted(resources.folder("codes").glob("*.json")):
        for one in reader.validate_json(path.read_bytes()):
            if one.name in found:
                raise ValueError(f"code list {one.name} is declared twice")
            found[one.name] = one
    return found


def code_lists() -> Iterable[CodeList]:
    """Return every code list that ships."""
    return _all().values()


def code_list(name: str) -> CodeList:
    """Return a code list by name, e.g. `hud.name_quality`; raises UnknownCode."""
    try:
        return _all()[name]
    except KeyError:
        raise UnknownCode(list=name) from None


def label(list_name: str, code: str, language: str) -> str:
    """Return the screen label of a code."""
    return code_list(list_name).find(code).label(language)
