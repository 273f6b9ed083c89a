"""What editors ask of the world outside the form: today's date, and the records a reference may point to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lead_desktop.clock import Clock
from lead_desktop.ui.wording.words import Words


@dataclass(frozen=True, slots=True)
class Referent:
    """A record that a reference may point to, with the words to choose it by."""

    rid: str
    label: str
    detail: str = ""


class References(Protocol):
    """Finds records to point to; the real one asks casework."""

    def find(self, kind: str, text: str) -> Sequence[Referent]:
        """Return the best matches of a record type for typed text, the likely ones for blank text."""
        ...

    def label(self, kind: str, rid: str) -> str:
        """Return the words for one record; blank when it is not on this laptop."""
        ...


class NoReferences:
    """For forms without references."""

    def find(self, kind: str, text: str) -> Sequence[Referent]:  # noqa: ARG002 - the shape of References
        """Find nothing."""
        return ()

    def label(self, kind: str, rid: str) -> str:  # noqa: ARG002 - the shape of References
        """Know no record."""
        return ""


@dataclass(frozen=True, slots=True)
class Needs:
    """Passed to a form and by it to each editor."""

    clock: Clock
    references: References = field(default_factory=NoReferences)
    words: Words | None = None
    """Help with words that judge; None: there is none here."""
