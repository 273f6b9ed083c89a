"""What every print shares: for whom and when it was made, its footer, its notice and its neutral title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lead_desktop.domain.vocabulary import label
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.notices import notice
from lead_desktop.reports.paper.words import Words

_TITLE = N_("Document")
_PRINTED = N_("Printed {moment}")
_BY = N_("Printed by: {role}")
_PAGE = N_("Page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class Printing:
    """The circumstances of a print.

    language: "en" or "es", of whoever will hold the paper. at: the moment, with its UTC offset.
    role: code of the role of whoever prints (code list `role`); a paper names no worker.
    """

    language: str
    at: datetime
    role: str

    def words(self) -> Words:
        """Return the words of its language."""
        return Words(self.language)


def frame(printing: Printing, *, sud: bool) -> Mapping[str, object]:
    """Return title, footer and, for substance use information, the notice of 42 CFR 2.32."""
    words = printing.words()
    bare = bare_frame(words, printing.at)
    by = words.say(_BY, role=label("role", printing.role, printing.language))
    shown = notice("part2_disclosure") if sud else None
    return {
        **bare,
        "footer": [words.say(_PRINTED, moment=words.moment(printing.at)), by],
        "notice": shown.for_print(printing.language) if shown else None,
    }


def bare_frame(words: Words, at: datetime) -> Mapping[str, object]:
    """Return what a print that names no role has: language, a title that tells nothing, moment and page numbers."""
    return {
        "language": words.language,
        "title": words.say(_TITLE),
        "footer": [words.say(_PRINTED, moment=words.moment(at))],
        "page": words.say(_PAGE),
        "notice": None,
    }
