"""Texts that law or counsel words, kept as versioned data beside their source: resources/paper/notices.json."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lead_desktop import resources


class Notice(BaseModel):
    """One text with its source.

    full, short: the wording of the source, in English, as it must stand. intro: what stands above it, by
    language. says: for texts of our own, the sentences by language.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    source: str
    short: str = ""
    full: str = ""
    intro: Mapping[str, str] = {}
    says: Mapping[str, tuple[str, ...]] = {}

    def for_print(self, language: str) -> Mapping[str, str]:
        """Return what a template needs: heading line in the language, official wording as it is."""
        return {"intro": self.intro[language], "short": self.short, "full": self.full}

    def sentences(self, language: str) -> tuple[str, ...]:
        """Return our own sentences in a language."""
        return self.says[language]


@cache
def _all() -> Mapping[str, Notice]:
    found = TypeAdapter(list[Notice]).validate_json(resources.text("paper/notices.json"))
    return {one.name: one for one in found}


def notice(name: str) -> Notice:
    """Return a text by its name."""
    return _all()[name]
