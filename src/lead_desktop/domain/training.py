"""The training log: which worker read which lesson, and when (domain 2.15). Nothing else is kept: nobody is scored."""

from typing import ClassVar

from lead_desktop.domain.base import Compartment, Level, Merge, Record, Sensitivity, field
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Name
from lead_desktop.i18n import N_

_S = Sensitivity


class Training(Record):
    """One reading of one lesson."""

    TYPE: ClassVar[int] = 90
    NAME: ClassVar[str] = "training"
    LABEL: ClassVar[str] = N_("Training")
    COMPARTMENT: ClassVar[Compartment] = Compartment.PROGRAMME

    worker: str | None = field(1, N_("Worker"), _S.S0, Level.DRAFT, ref="user", merge=Merge.IMMUTABLE)
    lesson: str | None = field(2, N_("Lesson"), _S.S0, Level.DRAFT, codes="lesson", merge=Merge.IMMUTABLE)
    version: Name = field(3, N_("Version of the lesson"), _S.S0, merge=Merge.IMMUTABLE)
    read_at: Moment | None = field(4, N_("Read on"), _S.S0, Level.DRAFT, past=True, merge=Merge.IMMUTABLE)
    read_in: str | None = field(5, N_("Read in"), _S.S0, codes="interface_language", merge=Merge.IMMUTABLE)
