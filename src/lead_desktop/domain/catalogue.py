"""Every record type there is, by name; the only place that knows them all."""

from collections.abc import Mapping
from types import MappingProxyType

from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.base import Record
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.contact import Contact, CounsellingNote, Note, SafetyFlag, SudNote
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.handoff import Handoff, HandoffCare
from lead_desktop.domain.health import Health, Safety
from lead_desktop.domain.household import Household, Housing, Income, Strengths
from lead_desktop.domain.incident import Incident
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.law import IntakeLaw
from lead_desktop.domain.legal import LegalMatter
from lead_desktop.domain.overdose import Overdose
from lead_desktop.domain.person import Demographics, Person, Whereabouts
from lead_desktop.domain.plan import Goal, Plan, Step, SudGoal, SudStep
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.protected import Protected, Violence
from lead_desktop.domain.referral import Referral, ReferralStatus, ReferralTrack
from lead_desktop.domain.registers import Breach, Complaint
from lead_desktop.domain.requests import OrderCheck, RecordRequest, Restriction
from lead_desktop.domain.roster import RosterShift
from lead_desktop.domain.screening import Screening
from lead_desktop.domain.service import HarmReductionService, Service, SudService
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.domain.standing import StandingChange
from lead_desktop.domain.substance_use import SaferUse, SubstanceUse, Treatment
from lead_desktop.domain.supply import NaloxoneLot, NaloxoneMove, Supply
from lead_desktop.domain.training import Training
from lead_desktop.domain.word_choice import WordChoice

_TYPES: tuple[type[Record], ...] = (
    Referral, ReferralStatus, ReferralTrack, Assignment, Handoff, HandoffCare, StandingChange,
    Person, Demographics, Whereabouts,
    Intake, Household, IntakeLaw, Housing, Income, Strengths,
    SubstanceUse, SaferUse, Treatment, Health, Safety, Protected, Violence,
    Plan, Goal, SudGoal, Step, SudStep,
    Screening, Contact, Note, SudNote, CounsellingNote, SafetyFlag, Engagement, DivertedCharge,
    Consent, ShareCard, Disclosure, RecordRequest, OrderCheck, Restriction, Complaint, Breach, Incident,
    Overdose, LegalMatter,
    Supply, NaloxoneLot, NaloxoneMove, Service, HarmReductionService, SudService,
    User, RosterShift, Programme, WordChoice, Training, Provider, Offer,
)  # fmt: skip

RECORD_TYPES: Mapping[str, type[Record]] = MappingProxyType({one.NAME: one for one in _TYPES})


INTAKE_SECTIONS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "identity": Person,
        "strengths": Strengths,
        "safety": Safety,
        "health": Health,
        "housing": Housing,
        "income": Income,
        "household": Household,
        "law": IntakeLaw,
        "demographics": Demographics,
        "safer_use": SaferUse,
        "substance_use": SubstanceUse,
        "treatment": Treatment,
        "protected": Protected,
        "violence": Violence,
        "summary": Intake,
    }
)
"""The sections of the intake assessment in reading order, strengths and health first, each with its record type."""
