"""A site's own entry in the person-first word list: one word, what happens with it, what to write instead."""

from typing import ClassVar

from lead_desktop.domain.base import Compartment, Heading, Level, Merge, Problem, Record, Sensitivity, field, when
from lead_desktop.domain.person import sort_text
from lead_desktop.domain.text import Line, Name, Word
from lead_desktop.domain.wording import Choice, Term
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level


class WordChoice(Record):
    """It goes before the shipped list, and can let a word of that list stand."""

    TYPE: ClassVar[int] = 93
    NAME: ClassVar[str] = "word_choice"
    LABEL: ClassVar[str] = N_("Word")
    COMPARTMENT: ClassVar[Compartment] = Compartment.REFERENCE

    word: Name = field(1, N_("Word or phrase"), _S.S0, _L.DRAFT, help=N_("As it is written in the singular."))
    lang: str | None = field(2, N_("Language"), _S.S0, _L.DRAFT, codes="interface_language")
    treatment: str | None = field(
        3, N_("What happens with it"), _S.S0, _L.DRAFT, codes="word_treatment", default="suggest"
    )
    instead: tuple[Word, ...] = field(
        4, N_("What to write instead"), _S.S0, merge=Merge.SET, default=(), when=when("treatment", "suggest", "ask"),
        help=N_("The usual one first. None: it is better left out."),
    )  # fmt: skip
    countable: bool | None = field(
        5, N_("It has a plural"), _S.S0, default=True, when=when("treatment", "suggest", "ask"),
        help=N_("Then its plural is found as well."),
    )  # fmt: skip
    why: Line = field(6, N_("Why"), _S.S0, help=N_("One sentence that is shown with the suggestion."))

    def heading(self) -> Heading:
        """Stand in lists by the word."""
        return Heading(self.word or "", sort_text(self.word or ""))

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """A word has a letter, or nothing could be found by it."""
        if self.word and not any(sign.isalpha() for sign in self.word):
            return (Problem("word", "no_letter"),)
        return ()

    def term(self) -> Term | None:
        """Return it as a row of the list; None where the word may stand or nothing is filled in."""
        if not self.word or self.treatment == "leave":
            return None
        feminine = {one: one.split(" ", 1)[0] in ("persona", "personas") for one in self.instead}
        return Term(
            language=self.lang or "en",
            avoid=(self.word,),
            use=tuple(Choice(text=one, gender="f" if feminine[one] else "") for one in self.instead),
            inflect=bool(self.countable),
            ask="called" if self.treatment == "ask" else "",
            why=self.why or "",
        )
