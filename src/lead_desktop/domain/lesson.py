"""Short lessons and the guiding principles, as versioned data in both languages (domain 4.1)."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from lead_desktop import resources


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Data):
    """A text in both languages."""

    en: str
    es: str

    def __call__(self, language: str) -> str:
        """Return it in a language."""
        return self.es if language == "es" else self.en


class Part(_Data):
    """A part of a lesson: paragraphs, or a code list with its help; `codes` names the list."""

    heading: Said
    paragraphs: tuple[Said, ...] = ()
    codes: str = ""


class Answer(_Data):
    """What somebody might say, and what there is to say to it. No answer is marked down."""

    say: Said
    reply: Said


class Question(_Data):
    """A quick check-in: a small scene and what one might say."""

    ask: Said
    answers: tuple[Answer, ...]


class Source(_Data):
    """Where a lesson comes from."""

    title: str
    where: str


class Lesson(_Data):
    """One lesson; its title is that of its code in the list `lesson`."""

    key: str
    version: str
    minutes: int
    icon: str
    sections: tuple[Part, ...]
    check: tuple[Question, ...]
    sources: tuple[Source, ...]


class Principle(_Data):
    """One guiding principle in our words, and whose it is."""

    text: Said
    source: str


class Teaching(_Data):
    """Everything there is to read."""

    version: str
    source: str
    principles: tuple[Principle, ...]
    note: tuple[Said, ...]
    lessons: tuple[Lesson, ...]


PRINCIPLES = "principles"
"""The code under which reading the principles is noted."""


@cache
def teaching() -> Teaching:
    """Return the lessons and principles as they ship."""
    return Teaching.model_validate_json(resources.text("lessons/lessons.json"))
