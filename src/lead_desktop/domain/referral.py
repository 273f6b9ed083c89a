"""A referral exactly as its referrer typed it, and what becomes of it on either side (domain 2.1, 1.7 A)."""

from datetime import UTC
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Heading, Level, Merge, Problem, Record, Row, Sensitivity, field, when
from lead_desktop.domain.dates import Day, Moment, age_on
from lead_desktop.domain.person import GivenName
from lead_desktop.domain.text import Brief, Line, LongText, Name, Remark, Word
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level

ARREST = ("arrest_diversion",)
SOCIAL = ("social_contact",)
COMMUNITY = ("community", "jail_reentry", "prosecutor", "court_defender", "self")
OFFICERS = ("officer", "deputy")
ADULT = 18

_arrest = when("referral_type", *ARREST)
_social = when("referral_type", *SOCIAL)
_community = when("referral_type", *COMMUNITY)
_law = when("referral_type", *ARREST, *SOCIAL)
_officer = when("referrer_role", *OFFICERS)


class ChargeRow(Row):
    """A charge that could have been brought, and whether it is diverted (rows 15 and 16)."""

    statute: str | None = field(
        1, N_("Statute"), _S.S2, codes="nm_statute", help=N_("Choose another statute to write one that is not listed.")
    )
    statute_other: Name = field(5, N_("Which one"), _S.S2, when=when("statute", "other", "municipal"))
    description: Line = field(2, N_("Charge"), _S.S2, _L.COMPLETE)
    charge_class: str | None = field(3, N_("Class"), _S.S2, _L.RECOMMENDED, codes="charge_class")
    diverted: bool | None = field(4, N_("Diverted?"), _S.S2, _L.COMPLETE)


class CriterionCheck(Row):
    """How one criterion of the site looks to the referrer; `key` is the criterion's code (row 18)."""

    result: str | None = field(1, N_("Result"), _S.S2, _L.DRAFT, codes="criteria_check")
    reason: Remark = field(2, N_("Reason"), _S.S2, when=when("result", "override"))


class Referral(Record):
    """The referral form of domain 2.1: three variants by `referral_type`; no health questions."""

    TYPE: ClassVar[int] = 1
    NAME: ClassVar[str] = "referral"
    LABEL: ClassVar[str] = N_("Referral")
    COMPARTMENT: ClassVar[Compartment] = Compartment.REFERRAL

    referral_type: str | None = field(
        1, N_("Kind of referral"), _S.S2, _L.DRAFT, codes="referral_type", merge=Merge.IMMUTABLE
    )
    referred_at: Moment | None = field(2, N_("Date and time"), _S.S2, _L.DRAFT, past=True)
    referrer_role: str | None = field(3, N_("Your role"), _S.S2, _L.DRAFT, codes="referrer_role")
    referrer: str | None = field(4, N_("Entered by"), _S.S0, ref="user")
    referrer_name: Name = field(5, N_("Your name"), _S.S2, _L.COMPLETE)
    referrer_agency: Name = field(6, N_("Agency"), _S.S2, _L.RECOMMENDED)
    referrer_unit: Name = field(7, N_("Unit"), _S.S2, _L.RECOMMENDED, when=_officer)
    referrer_badge: Name = field(8, N_("Badge or serial number"), _S.S2, _L.COMPLETE, when=_officer)
    referrer_phone: Name = field(9, N_("Your phone"), _S.S2, _L.RECOMMENDED)
    referrer_supervisor: Name = field(10, N_("Supervisor"), _S.S2, _L.RECOMMENDED, when=_officer)
    person_name: GivenName = field(
        11, N_("Name of the person"), _S.S1, _L.COMPLETE, search=True, help=N_("A partial or street name is fine.")
    )
    name_quality: str | None = field(12, N_("How complete the name is"), _S.S1, _L.COMPLETE, codes="hud.name_quality")
    aliases: tuple[Word, ...] = field(13, N_("Other names"), _S.S1, default=(), merge=Merge.SET, search=True)
    dob: Day | None = field(14, N_("Date of birth"), _S.S1, past=True, search=True)
    approx_age: int | None = field(15, N_("About how old"), _S.S1, ge=0, le=120)
    dob_quality: str | None = field(
        16, N_("How certain the birth date is"), _S.S1, _L.COMPLETE, codes="hud.dob_quality"
    )
    looks_under_18: bool | None = field(17, N_("Looks younger than 18"), _S.S2, _L.COMPLETE)
    adult_reason: Remark = field(
        18,
        N_("Why this goes on as an adult referral"),
        _S.S2,
        when=when("looks_under_18", "true"),
        help=N_("People under 18 have a pathway of their own. Write here only if you know the person is an adult."),
    )
    description_for_finding: Brief = field(
        19, N_("How to recognize the person"), _S.S1, help=N_("Clothing, usual place. Facts only, please.")
    )
    best_place_time: Line = field(20, N_("Best place and time to find the person"), _S.S1, _L.RECOMMENDED)
    phone: Name = field(21, N_("Phone"), _S.S1, _L.RECOMMENDED, search=True)
    safe_to_text: bool | None = field(22, N_("Safe to text"), _S.S1, _L.RECOMMENDED)
    safe_to_leave_message: bool | None = field(23, N_("Safe to leave a message"), _S.S1, _L.RECOMMENDED)
    contact_through_person: bool | None = field(24, N_("Safe to go through another person"), _S.S1, _L.RECOMMENDED)
    contact_person: Line = field(
        25, N_("Who, and how to reach them"), _S.S1, when=when("contact_through_person", "true")
    )
    preferred_language: str | None = field(
        26, N_("Preferred language"), _S.S1, _L.COMPLETE, codes="hud.preferred_language"
    )
    interpreter_needed: bool | None = field(27, N_("Needs an interpreter"), _S.S1, _L.COMPLETE)
    location_text: Line = field(28, N_("Where it happened"), _S.S2, _L.COMPLETE)
    beat: Name = field(29, N_("Beat or zone"), _S.S2, _L.RECOMMENDED)
    in_catchment: bool | None = field(30, N_("Inside the program's area"), _S.S2, _L.COMPLETE)
    incident_no: Name = field(
        31, N_("Incident or CAD number"), _S.S2, _L.COMPLETE, when=_arrest, search=True,
        help=N_("The only link to police records. Please do not copy the report."),
    )  # fmt: skip
    would_be_charges: tuple[ChargeRow, ...] = field(
        32, N_("Charges"), _S.S2, _L.COMPLETE, default=(), merge=Merge.SET, when=_arrest
    )
    other_charges: tuple[ChargeRow, ...] = field(
        33, N_("Other charges, not diverted"), _S.S2, default=(), merge=Merge.SET, when=_arrest
    )
    amount_within_limit: str | None = field(
        34, N_("Amount within the site's limit"), _S.S2, _L.COMPLETE, codes="yes_no_na", when=_arrest,
        help=N_("Only yes or no. No test result, please."),
    )  # fmt: skip
    criteria: tuple[CriterionCheck, ...] = field(
        35, N_("Criteria of this site"), _S.S2, _L.COMPLETE, default=(), merge=Merge.SET,
        help=N_("If you are not sure, choose “Not known” and send it anyway."),
    )  # fmt: skip
    criteria_version: Name = field(36, N_("Version of the criteria"), _S.S0)
    history_check: str | None = field(
        37, N_("History check"), _S.S2, _L.COMPLETE, codes="history_check", when=_law,
        help=N_("Only that it was checked and the conclusion. No printout."),
    )  # fmt: skip
    social_contact_basis: tuple[str, ...] = field(
        38, N_("Basis of the referral"), _S.S2, _L.COMPLETE, default=(), codes="social_contact_basis",
        merge=Merge.SET, when=_social,
    )  # fmt: skip
    within_look_back: bool | None = field(39, N_("Within the look-back time"), _S.S2, _L.COMPLETE, when=_social)
    basis_in_area: bool | None = field(40, N_("In the program's area"), _S.S2, _L.COMPLETE, when=_social)
    victim_present: str | None = field(
        41, N_("Was anyone harmed?"), _S.S2, _L.RECOMMENDED, codes="yes_no_na", when=_arrest
    )
    victim_agrees: str | None = field(
        42, N_("That person agrees to diversion"), _S.S2, _L.COMPLETE, codes="yes_no_na",
        when=when("victim_present", "yes"),
    )  # fmt: skip
    no_contact_order_conflict: str | None = field(
        43, N_("No-contact order with somebody in the program"), _S.S2, _L.COMPLETE, codes="yes_no_unknown"
    )
    reasons: tuple[str, ...] = field(
        44, N_("Reason for the referral"), _S.S3, _L.RECOMMENDED, default=(), codes="referral_reason", merge=Merge.SET
    )
    immediate_safety: tuple[str, ...] = field(
        45, N_("Safety right now"), _S.S3, _L.COMPLETE, default=(), codes="immediate_safety", merge=Merge.SET
    )
    person_agrees: str | None = field(
        46, N_("The person agrees to be introduced"), _S.S2, _L.COMPLETE, codes="agrees_to_introduction",
        help=N_("It is their choice. A no is never held against anyone."),
    )  # fmt: skip
    handoff_request: str | None = field(
        47, N_("Call to the case manager"), _S.S2, _L.COMPLETE, codes="handoff_request", when=_arrest
    )
    handoff_called_at: Moment | None = field(
        48, N_("Time of the call"), _S.S2, _L.RECOMMENDED, past=True,
        when=when("handoff_request", "called_case_manager", "no_answer"),
    )  # fmt: skip
    officer_attestation: bool | None = field(
        49,
        N_("I did not ask this person for source information; they are not a confidential informant"),
        _S.S2,
        _L.COMPLETE,
        when=_officer,
    )
    report_sent_to: str | None = field(
        50, N_("Report sent to"), _S.S2, _L.RECOMMENDED, codes="report_sent_to", when=_arrest
    )
    report_sent_on: Day | None = field(
        51, N_("Sent on"), _S.S2, past=True,
        when=when("report_sent_to", "city_attorney", "da", "county_prosecutor"),
    )  # fmt: skip
    wants_feedback: bool | None = field(52, N_("Would like to hear that it arrived"), _S.S2)
    observation: LongText = field(
        53, N_("What you saw"), _S.S3, _L.RECOMMENDED, when=_community,
        help=N_("Describe what you saw, not a diagnosis."),
    )  # fmt: skip

    def shown_name(self) -> str:
        """Return the name as the referrer gave it, else another name, else an empty text."""
        return self.person_name.full() if self.person_name else (self.aliases[0] if self.aliases else "")

    def heading(self) -> Heading:
        """Stand in lists by name and moment."""
        moment = self.referred_at.astimezone(UTC).isoformat() if self.referred_at else ""
        return Heading(self.shown_name(), moment, self.incident_no or "")

    def looks_juvenile(self) -> bool:
        """Tell whether the juvenile pathway is to be shown: the look, the birth date or the age says under 18."""
        return bool(self.looks_under_18) or self._age_under_18()

    def _age_under_18(self) -> bool:
        if self.dob is not None and self.referred_at is not None:
            return age_on(self.dob, self.referred_at.date()) < ADULT
        return self.approx_age is not None and self.approx_age < ADULT

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:
        """Return what must hold across fields; most only when the referral is to be sent."""
        found = list(self._choices())
        if complete:
            found += self._age_rules()
            found += self._officer_rules()
        return tuple(found)

    def _choices(self) -> list[Problem]:
        found = []
        if "none" in self.immediate_safety and len(self.immediate_safety) > 1:
            found.append(Problem("immediate_safety", "none_with_others"))
        if self.person_agrees == "unable_to_ask" and self.referral_type in (*ARREST, *SOCIAL):
            found.append(Problem("person_agrees", "ask_the_person"))
        found += [
            Problem(f"criteria.{place}.reason", "needed")
            for place, one in enumerate(self.criteria)
            if one.result == "override" and not one.reason
        ]
        return found

    def _age_rules(self) -> list[Problem]:
        given = {one.key for one in self.unanswered}
        found = []
        if self.dob is None and self.approx_age is None and not given & {"dob", "approx_age"}:
            found.append(Problem("dob", "needed"))
        if self.looks_under_18 and not self.adult_reason:
            found.append(Problem("looks_under_18", "juvenile_pathway"))
        elif self._age_under_18() and not self.looks_under_18:
            found.append(Problem("looks_under_18", "age_says_under_18"))
        return found

    def _officer_rules(self) -> list[Problem]:
        if self.referrer_role not in OFFICERS:
            return []
        found = []
        if self.officer_attestation is False:
            found.append(Problem("officer_attestation", "attestation_needed"))
        if not self.referrer_agency and not any(one.key == "referrer_agency" for one in self.unanswered):
            found.append(Problem("referrer_agency", "needed"))
        return found


class ReferralStatus(Record):
    """What the law side may see of a referral's fate: that it was received, and when (rulings; domain 3.4)."""

    TYPE: ClassVar[int] = 2
    NAME: ClassVar[str] = "referral_status"
    LABEL: ClassVar[str] = N_("Received")
    COMPARTMENT: ClassVar[Compartment] = Compartment.REFERRAL

    referral: str | None = field(1, N_("Referral"), _S.S0, _L.DRAFT, ref="referral", merge=Merge.IMMUTABLE)
    received_at: Moment | None = field(2, N_("Received"), _S.S2, _L.DRAFT, past=True)


class ReferralTrack(AboutPerson):
    """Where a referral stands on the care side (domain 1.7 A); the referral itself stays as it was typed."""

    TYPE: ClassVar[int] = 3
    NAME: ClassVar[str] = "referral_track"
    LABEL: ClassVar[str] = N_("Where the referral stands")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    referral: str | None = field(1, N_("Referral"), _S.S0, _L.DRAFT, ref="referral", merge=Merge.IMMUTABLE)
    status: str | None = field(2, N_("Status"), _S.S2, _L.DRAFT, machine="referral", merge=Merge.STATUS)
    status_at: Moment | None = field(3, N_("Since"), _S.S2, _L.DRAFT, past=True)
    assigned_to: str | None = field(4, N_("Assigned to"), _S.S0, ref="user")
    assigned_at: Moment | None = field(5, N_("Assigned on"), _S.S0, past=True)
    attempts: int | None = field(6, N_("Outreach attempts"), _S.S3, ge=0, le=999)
    comment: LongText = field(7, N_("Note for the team"), _S.S3)
