"""Each change of where a participant stands, kept: the history of domain 1.7 B, one record a change."""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Sensitivity, field
from lead_desktop.domain.dates import Moment
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level


class StandingChange(AboutPerson):
    """From where to where, when, why and what led to it. It is never changed: a later one follows it."""

    TYPE: ClassVar[int] = 66
    NAME: ClassVar[str] = "standing_change"
    LABEL: ClassVar[str] = N_("Change of status")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    before: str | None = field(1, N_("Before"), _S.S3, machine="engagement", merge=Merge.STATUS)
    status: str | None = field(2, N_("Status"), _S.S3, _L.DRAFT, machine="engagement", merge=Merge.STATUS)
    at: Moment | None = field(3, N_("Since"), _S.S3, _L.DRAFT, merge=Merge.IMMUTABLE)
    reason: str | None = field(4, N_("Reason"), _S.S3, codes="engagement_reason", merge=Merge.IMMUTABLE)
    how: str | None = field(5, N_("What led to it"), _S.S3, _L.DRAFT, codes="standing_how", merge=Merge.IMMUTABLE)
    by: str | None = field(6, N_("Worker"), _S.S0, ref="user", merge=Merge.IMMUTABLE)
