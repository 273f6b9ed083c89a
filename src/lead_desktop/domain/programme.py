"""The programme itself: the people who work in it, its names, clocks, agencies and sites."""

from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from lead_desktop.domain.base import Compartment, Heading, Level, Merge, Problem, Record, Row, Sensitivity, field, when
from lead_desktop.domain.clocks import SETTINGS
from lead_desktop.domain.person import sort_text
from lead_desktop.domain.text import Line, LongText, Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level


def _clock(fid: int, name: str, *, le: int) -> Any:  # noqa: ANN401 - as field()
    """Declare the setting of a clock with the label, default and floor of domain.clocks."""
    clock = SETTINGS[name]
    return field(fid, clock.label, _S.S0, default=clock.default, ge=clock.floor, le=le)


Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,5}$")]
"""What participant numbers begin with: one to six capital letters and digits."""


SignKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""An Ed25519 public key in hex; other laptops check with it what this person signed."""


class Agency(Row):
    """A partner organisation."""

    name: Name = field(1, N_("Name"), _S.S0, _L.DRAFT)
    kind: str | None = field(2, N_("Kind of agency"), _S.S0, codes="agency_kind")
    phone: Name = field(3, N_("Phone"), _S.S0)


class Site(Row):
    """A place where the programme works."""

    name: Name = field(1, N_("Name"), _S.S0, _L.DRAFT)
    place: Line = field(2, N_("Address"), _S.S0)
    hours: Line = field(3, N_("Hours"), _S.S0)


class User(Record):
    """Somebody who works with the program; the record's id is the worker's id."""

    TYPE: ClassVar[int] = 60
    NAME: ClassVar[str] = "user"
    LABEL: ClassVar[str] = N_("Worker")
    COMPARTMENT: ClassVar[Compartment] = Compartment.PROGRAMME

    name: Name = field(1, N_("Name"), _S.S0, _L.DRAFT, search=True)
    role: str | None = field(2, N_("Role"), _S.S0, _L.DRAFT, codes="role")
    agency: Name = field(3, N_("Agency"), _S.S0)
    unit: Name = field(4, N_("Unit"), _S.S0)
    badge: Name = field(5, N_("Badge or serial number"), _S.S0, when=when("role", "officer", "police_liaison"))
    phone: Name = field(6, N_("Phone"), _S.S0)
    supervisor: Name = field(7, N_("Supervisor"), _S.S0)
    language: str | None = field(8, N_("Language of the screens"), _S.S0, codes="interface_language")
    active: bool | None = field(9, N_("Works here now"), _S.S0, default=True)
    sign_key: SignKey | None = field(10, N_("Public key of signatures"), _S.S0)

    def heading(self) -> Heading:
        """Stand in lists by name."""
        return Heading(self.name or "", sort_text(self.name or ""))


class Programme(Record):
    """The settings of one programme; every number has a source and a floor in domain.clocks."""

    TYPE: ClassVar[int] = 61
    NAME: ClassVar[str] = "programme"
    LABEL: ClassVar[str] = N_("Program settings")
    COMPARTMENT: ClassVar[Compartment] = Compartment.PROGRAMME

    name: Name = field(1, N_("Name of the program"), _S.S0, _L.DRAFT)
    logo: Name = field(2, N_("Logo"), _S.S0)
    number_prefix: Prefix | None = field(3, N_("Participant numbers begin with"), _S.S0, _L.DRAFT, default="P")
    referral_types: tuple[str, ...] = field(
        4, N_("Referrals accepted"), _S.S0, _L.COMPLETE, codes="referral_type", merge=Merge.SET,
        default=("arrest_diversion", "social_contact", "community"),
    )  # fmt: skip
    intake_window_days: int | None = _clock(5, "intake_window_days", le=365)
    active_contact_days: int | None = _clock(6, "active_contact_days", le=730)
    handoff_target_minutes: int | None = _clock(7, "handoff_target_minutes", le=480)
    outreach_hours: int | None = _clock(8, "outreach_hours", le=720)
    look_back_months: int | None = _clock(9, "look_back_months", le=120)
    plan_review_days: int | None = _clock(10, "plan_review_days", le=730)
    consent_reminder_days: int | None = _clock(11, "consent_reminder_days", le=365)
    caseload_notice: int | None = field(
        12, N_("Warn when one worker has this many participants"), _S.S0, default=20, ge=1, le=100
    )
    caseload_limit: int | None = field(13, N_("No more than this many participants"), _S.S0, default=25, ge=1, le=100)
    pauses_agreed: bool | None = field(
        14, N_("Pauses of the intake time agreed with the prosecutor"), _S.S0, default=False
    )
    criteria_set: Name = field(15, N_("Criteria"), _S.S0, default="default")
    agencies: tuple[Agency, ...] = field(16, N_("Partner agencies"), _S.S0, default=(), merge=Merge.SET)
    sites: tuple[Site, ...] = field(17, N_("Sites"), _S.S0, default=(), merge=Merge.SET)
    juvenile_pathway: LongText = field(
        18, N_("What to do for people under 18"), _S.S0, help=N_("Shown when a referral is about somebody under 18.")
    )
    hmis_reporting: bool | None = field(19, N_("Reports to HMIS"), _S.S0, default=False)
    hmis_coc: str | None = field(
        20, N_("Continuum of Care"), _S.S0, codes="hud.coc", when=when("hmis_reporting", "true")
    )
    outreach_phone: Name = field(21, N_("Phone of the outreach team"), _S.S0)
    usual_language: str | None = field(
        22, N_("Language filled in on a new referral"), _S.S0, codes="hud.preferred_language", default="171",
        help=N_("The language most people here speak. Whoever fills in the referral can change it."),
    )  # fmt: skip
    lease_sud_days: int | None = field(
        23, N_("Days a laptop keeps substance use records"), _S.S0, default=7, ge=1, le=30
    )
    lease_days: int | None = field(24, N_("Days a laptop keeps other records"), _S.S0, default=30, ge=1, le=90)
    lease_grace_days: int | None = field(25, N_("Days they stay hidden before they go"), _S.S0, default=7, ge=1, le=30)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """The notice stands at or below the limit."""
        if self.caseload_notice and self.caseload_limit and self.caseload_notice > self.caseload_limit:
            return (Problem("caseload_notice", "above_limit"),)
        return ()
