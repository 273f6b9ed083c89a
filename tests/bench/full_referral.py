"""A referral with every field filled in."""

from datetime import date

from lead_desktop.clock import Clock
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.referral import ChargeRow, CriterionCheck


def full_referral(clock: Clock, number: int) -> dict[str, object]:
    """Return values for all the fields that an arrest diversion has."""
    now = clock.now()
    charge = {"statute": "30-16-20", "description": "Shoplifting", "charge_class": "petty_misdemeanor"}
    return {
        "referral_type": "arrest_diversion", "referred_at": now, "referrer_role": "officer", "referrer": "u",
        "referrer_name": "Officer Lopez", "referrer_agency": "Sheriff", "referrer_unit": "Patrol",
        "referrer_badge": "1182", "referrer_phone": "505 555 0100", "referrer_supervisor": "Sgt. Ortega",
        "person_name": PersonName(first="Marco", middle="A.", last=f"Baca{number}", second_last="Ruiz"),
        "name_quality": "1", "aliases": ("Mac", "Marquito"), "dob": date(1990, 5, 1), "approx_age": 36,
        "dob_quality": "1", "looks_under_18": False, "description_for_finding": "Red cap, brown dog",
        "best_place_time": "Library, mornings", "phone": "505 555 0147", "safe_to_text": True,
        "safe_to_leave_message": False, "contact_through_person": True, "contact_person": "Sister, 505 555 0199",
        "preferred_language": "171", "interpreter_needed": False, "location_text": "Plaza", "beat": "3",
        "in_catchment": True, "incident_no": f"26-{number}", "amount_within_limit": "yes",
        "would_be_charges": (ChargeRow(key="1", diverted=True, **charge),),
        "other_charges": (ChargeRow(key="2", diverted=False, **charge),),
        "criteria": tuple(CriterionCheck(key=one, result="ok") for one in ("age", "amount", "delivery", "history")),
        "criteria_version": "1", "history_check": "done_ok", "victim_present": "yes", "victim_agrees": "yes",
        "no_contact_order_conflict": "no", "reasons": ("substance_use_related", "poverty_survival"),
        "immediate_safety": ("cold_heat", "pet"), "person_agrees": "yes", "handoff_request": "called_case_manager",
        "handoff_called_at": now, "officer_attestation": True, "report_sent_to": "da", "report_sent_on": now.date(),
        "wants_feedback": True, "occurred_at": now, "lang_used": "en", "site": "north",
    }  # fmt: skip
