"""An incident at the program told to police: these fields and no others (42 CFR 2.12(c)(5), domain 3.4)."""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Sensitivity, field
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
_ONCE = Merge.IMMUTABLE


class Incident(AboutPerson):
    """A crime at the program or against somebody who works there, as it was told; written once."""

    TYPE: ClassVar[int] = 106
    NAME: ClassVar[str] = "incident"
    LABEL: ClassVar[str] = N_("Incident told to police")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    told_at: Moment | None = field(1, N_("When it was told"), _S.S3, _L.DRAFT, past=True, merge=_ONCE)
    told_to: Name = field(2, N_("Which police or sheriff"), _S.S3, _L.DRAFT, merge=_ONCE)
    officer: Name = field(3, N_("Name and badge of the officer"), _S.S3, merge=_ONCE)
    happened_at: Moment | None = field(4, N_("When it happened"), _S.S3, _L.DRAFT, past=True, merge=_ONCE)
    circumstances: Line = field(
        5, N_("What happened, and where"), _S.S3, _L.DRAFT, merge=_ONCE,
        help=N_("Only the incident itself. Nothing about health, treatment, needs or the plan."),
    )  # fmt: skip
    takes_part: bool | None = field(6, N_("Told that the person takes part here"), _S.S3, merge=_ONCE)
    name: Name = field(7, N_("Name that was told"), _S.S1, merge=_ONCE)
    address: Line = field(8, N_("Address that was told"), _S.S1, merge=_ONCE)
    last_seen: Line = field(9, N_("Where the person was last, as was told"), _S.S1, merge=_ONCE)
