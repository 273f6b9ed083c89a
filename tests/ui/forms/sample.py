"""A record with every kind of field, for tests only."""

from typing import ClassVar

from lead_desktop.domain.base import Compartment, Level, Merge, Record, Sensitivity, field, when
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.person import GivenName, Phone
from lead_desktop.domain.text import LongText, Name, Word
from lead_desktop.i18n import N_
from lead_desktop.ui.forms.layout import Row, Section
from lead_desktop.ui.forms.needs import Referent

_S = Sensitivity


class Sample(Record):
    """Every kind of field once."""

    TYPE: ClassVar[int] = 9001
    NAME: ClassVar[str] = "sample"
    LABEL: ClassVar[str] = N_("Sample")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    name: Name = field(1, N_("Name"), _S.S1, Level.DRAFT)
    note: LongText = field(2, N_("Note"), _S.S3, help=N_("What happened, in plain words."))
    agrees: str | None = field(3, N_("Agrees"), _S.S2, Level.COMPLETE, codes="agrees_to_introduction")
    kind: str | None = field(4, N_("Kind"), _S.S3, codes="goal_kind")
    living: str | None = field(5, N_("Where they slept"), _S.S3, codes="hud.prior_living")
    reasons: tuple[str, ...] = field(
        6, N_("Reasons"), _S.S3, Level.COMPLETE, codes="referral_reason", merge=Merge.SET, default=()
    )
    languages: tuple[str, ...] = field(
        7, N_("Languages"), _S.S1, codes="hud.preferred_language", merge=Merge.SET, default=()
    )
    safe: bool | None = field(8, N_("Safe there"), _S.S3)
    why_not: Name = field(9, N_("What would help"), _S.S3, when=when("safe", "false"))
    nights: int | None = field(10, N_("Nights"), _S.S3, ge=0, le=31)
    dob: Day | None = field(11, N_("Date of birth"), _S.S1, past=True)
    seen_at: Moment | None = field(12, N_("Seen at"), _S.S3, past=True)
    aliases: tuple[Word, ...] = field(13, N_("Other names"), _S.S1, merge=Merge.SET, default=())
    legal_name: GivenName = field(14, N_("Legal name"), _S.S1)
    phones: tuple[Phone, ...] = field(15, N_("Phones"), _S.S1, merge=Merge.SET, default=())
    helper: str | None = field(16, N_("Who helps"), _S.S1, ref="person")
    secret: Name = field(17, N_("Quiet place"), _S.S3, masked=True)


LAYOUT = (
    Section(
        N_("Who"),
        (
            Row("name", "dob"),
            Row("legal_name"),
            Row("aliases", "phones"),
            Row("agrees"),
            Row("helper", "secret"),
        ),
        N_("Only what the person wants to say."),
    ),
    Section(
        N_("What"),
        (
            Row("seen_at", "nights"),
            Row("kind", "living"),
            Row("reasons"),
            Row("languages"),
            Row("safe", "why_not"),
            Row("note"),
        ),
    ),
)


class People:
    """Two invented people to point to."""

    _known = (Referent("id-1", "Rosa Alvarez", "SF-0001"), Referent("id-2", "Ben <b>Chee</b>", "SF-0002"))

    def find(self, kind: str, text: str) -> tuple[Referent, ...]:
        assert kind == "person"
        return tuple(one for one in self._known if text.casefold() in one.label.casefold())

    def label(self, kind: str, rid: str) -> str:
        assert kind == "person"
        return next((one.label for one in self._known if one.rid == rid), "")
