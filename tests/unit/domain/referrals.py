"""A complete referral of each variant, invented, for tests to take things away from."""

from datetime import date, datetime
from typing import Any

from lead_desktop.domain.person import PersonName
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral
from tests.fakes.clock import MOUNTAIN

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=MOUNTAIN)

_SHARED: dict[str, Any] = {
    "referred_at": NOW,
    "referrer_name": "J. Lopez",
    "person_name": PersonName(first="Ana", last="Baca"),
    "name_quality": "1",
    "dob": date(1990, 5, 17),
    "dob_quality": "1",
    "looks_under_18": False,
    "preferred_language": "367",
    "interpreter_needed": True,
    "location_text": "Behind the library",
    "in_catchment": True,
    "criteria": (CriterionCheck(key="adult", result="ok"),),
    "no_contact_order_conflict": "no",
    "immediate_safety": ("cold_heat", "pet"),
    "person_agrees": "yes",
}
_OFFICER: dict[str, Any] = {
    "referrer_role": "officer",
    "referrer_agency": "Santa Fe Police",
    "referrer_badge": "214",
    "officer_attestation": True,
    "history_check": "done_ok",
}


def arrest(**values: Any) -> Referral:
    """Return an arrest diversion that can be sent."""
    own = {
        "referral_type": "arrest_diversion",
        "incident_no": "2026-01843",
        "would_be_charges": (
            ChargeRow(key="a", statute="30-31-23", description="Possession", charge_class="felony_4", diverted=True),
        ),
        "amount_within_limit": "yes",
        "handoff_request": "called_case_manager",
    }
    return Referral(**{**_SHARED, **_OFFICER, **own, **values})


def social(**values: Any) -> Referral:
    """Return a social contact that can be sent."""
    own = {
        "referral_type": "social_contact",
        "social_contact_basis": ("officer_observation",),
        "within_look_back": True,
        "basis_in_area": True,
    }
    return Referral(**{**_SHARED, **_OFFICER, **own, **values})


def community(**values: Any) -> Referral:
    """Return a community referral that can be sent."""
    own = {
        "referral_type": "community",
        "referrer_role": "neighbor",
        "person_agrees": "unable_to_ask",
        "observation": "Sleeping in the doorway for three nights.",
    }
    return Referral(**{**_SHARED, **own, **values})
