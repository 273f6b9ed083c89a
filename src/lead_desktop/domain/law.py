"""How the person came here and the law, as they tell it (domain 2.5.2): never whether they did something."""

from typing import ClassVar

from lead_desktop.domain.about import IntakePart
from lead_desktop.domain.base import Compartment, Level, Merge, Row, Sensitivity, field, when
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, Name, Remark
from lead_desktop.i18n import N_

_S = Sensitivity
_R = Level.RECOMMENDED


class Matter(Row):
    """A matter in court that the person knows of; never from a police database."""

    kind: str | None = field(1, N_("Kind"), _S.S2, Level.DRAFT, codes="legal_kind")
    court: str | None = field(2, N_("Court"), _S.S2, codes="court")
    court_place: Line = field(3, N_("Where the court is"), _S.S2)
    number: Name = field(4, N_("Number"), _S.S2)
    about: Line = field(5, N_("What it is about"), _S.S2)
    next_hearing: Moment | None = field(6, N_("Next hearing"), _S.S2)
    defender: Name = field(7, N_("Defender"), _S.S2)
    would_help: Remark = field(8, N_("What would help the plan"), _S.S2)


class IntakeLaw(IntakePart):
    """Court, warrants and supervision in the person's own account."""

    TYPE: ClassVar[int] = 22
    NAME: ClassVar[str] = "intake_law"
    LABEL: ClassVar[str] = N_("How you came here and the law")
    COMPARTMENT: ClassVar[Compartment] = Compartment.LEGAL

    referral: str | None = field(1, N_("Referral"), _S.S0, Level.COMPLETE, ref="referral")
    charge: str | None = field(2, N_("Held charge"), _S.S0, ref="diverted_charge")
    matters: tuple[Matter, ...] = field(
        3, N_("Open court matters you know of"), _S.S2, _R, default=(), merge=Merge.SET,
        help=N_("From you, your defender or a public court record only."),
    )  # fmt: skip
    warrant_help: bool | None = field(4, N_("Would you like help to clear a warrant?"), _S.S2, _R)
    warrant_court: Line = field(5, N_("At which court"), _S.S2, _R, when=when("warrant_help", "true"))
    supervision: tuple[str, ...] = field(
        6, N_("Probation, parole or pretrial"), _S.S2, _R, default=(), codes="supervision", merge=Merge.SET
    )
    nights_jail_30: int | None = field(7, N_("Nights in jail, past 30 days"), _S.S2, _R, ge=0, le=30)
    nights_jail_180: int | None = field(8, N_("Nights in jail, past 6 months"), _S.S2, _R, ge=0, le=184)
