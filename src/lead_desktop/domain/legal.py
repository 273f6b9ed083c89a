"""Court matters and warrants in care's own keeping (domain 2.10): from the person, their defender or a public record.

A list of who has a warrant and where to find them must never reach a patrol laptop: no law-side role holds these.
"""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Sensitivity, field, when
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, Name, Remark
from lead_desktop.i18n import N_

_S2 = Sensitivity.S2
_L = Level


class LegalMatter(AboutPerson):
    """A case, a warrant, a citation or a fine."""

    TYPE: ClassVar[int] = 78
    NAME: ClassVar[str] = "legal_matter"
    LABEL: ClassVar[str] = N_("Legal matter")
    COMPARTMENT: ClassVar[Compartment] = Compartment.LEGAL

    kind: str | None = field(1, N_("Kind"), _S2, _L.DRAFT, codes="legal_kind")
    about: Line = field(2, N_("What it is about"), _S2)
    court: str | None = field(3, N_("Court"), _S2, codes="court")
    court_place: Line = field(4, N_("Where the court is"), _S2)
    number: Name = field(5, N_("Number"), _S2)
    told_by: str | None = field(
        6, N_("From whom"), _S2, _L.DRAFT, codes="legal_source", help=N_("Never from a police database.")
    )
    warrant_type: str | None = field(7, N_("Kind of warrant"), _S2, codes="warrant_type", when=when("kind", "warrant"))
    warrant_status: str | None = field(
        8, N_("Where the warrant stands"), _S2, codes="warrant_status", when=when("kind", "warrant")
    )
    next_hearing: Moment | None = field(9, N_("Next hearing"), _S2, _L.RECOMMENDED)
    hearing_place: Line = field(10, N_("Room or link"), _S2)
    ride: bool | None = field(11, N_("A ride is arranged"), _S2, _L.RECOMMENDED)
    defender: Name = field(12, N_("Defender"), _S2)
    prosecutor: Name = field(13, N_("Prosecutor"), _S2)
    would_help: Remark = field(14, N_("What would help the plan"), _S2)
    disposition: str | None = field(15, N_("How it ended"), _S2, codes="disposition", default="open")

    def is_open(self) -> bool:
        """Tell whether it goes on."""
        return self.disposition in (None, "open", "deferred", "transferred")
