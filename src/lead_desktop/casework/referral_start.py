"""What a new referral starts with, and the answers that follow from other answers; a person may change them all."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from lead_desktop.casework.desk import Desk, Worker
from lead_desktop.domain.criteria import CriteriaSet, UnknownCriteria, criteria_set
from lead_desktop.domain.dates import age_on
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import ADULT, ARREST, OFFICERS, CriterionCheck, Referral
from lead_desktop.domain.screening import CriterionResult, Screening

ENGLISH = "171"
_RESULTS = {"ok": "met", "not_ok": "not_met", "unknown": "unknown", "override": "overridden"}
"""How a referrer's criterion check reads as the result that a screening starts from."""
DRUG_STATUTES = "30-31-"
_ROLES = {
    "officer": "officer", "police_liaison": "officer", "prosecutor": "prosecutor", "defender": "defender",
    "outreach": "outreach", "peer": "outreach", "case_manager": "outreach", "supervisor": "outreach",
}  # fmt: skip
"""The referrer's role that a worker's role suggests (domain 1.9 and 2.1 row 3)."""


def blank_referral(desk: Desk) -> Referral:
    """Return a new referral with everything that the desk knows: the worker, the moment, the usual language."""
    programme, worker = desk.programme, desk.worker
    role = _ROLES.get(worker.role)
    language = programme.usual_language
    return Referral(
        referral_type=usual_type(programme, role), referred_at=desk.clock.now().replace(second=0, microsecond=0),
        referrer_role=role, referrer=worker.id, preferred_language=language,
        interpreter_needed=False if language == ENGLISH else None,
        criteria_version=site_criteria(programme).version_name(), **_about(worker),
    )  # fmt: skip


def _about(worker: Worker) -> Mapping[str, Any]:
    return {
        "referrer_name": worker.name or None, "referrer_agency": worker.agency or None,
        "referrer_unit": worker.unit or None, "referrer_badge": worker.badge or None,
        "referrer_phone": worker.phone or None, "referrer_supervisor": worker.supervisor or None,
    }  # fmt: skip


def usual_type(programme: Programme, role: str | None) -> str | None:
    """Return the kind of referral to begin with: an arrest diversion for officers, a community one for others."""
    wanted = ARREST[0] if role in OFFICERS else "community"
    if wanted in programme.referral_types:
        return wanted
    return next(iter(programme.referral_types), None)


def site_criteria(programme: Programme) -> CriteriaSet:
    """Return the criteria of the programme's site; the general ones where it names a set that is not here."""
    try:
        return criteria_set(programme.criteria_set or "default")
    except UnknownCriteria:
        return criteria_set("default")


def following(referral: Referral, now: datetime) -> Mapping[str, str | bool | None]:
    """Return answers that follow from what is filled in, by field, as JSON; they are put where nobody answered."""
    missing = {one.key: one.code for one in referral.unanswered}
    found: dict[str, str | bool | None] = {
        "name_quality": referral.person_name.quality() if referral.person_name else missing.get("person_name"),
        "dob_quality": _dob_quality(referral, missing),
        "interpreter_needed": False if referral.preferred_language == ENGLISH else None,
        "amount_within_limit": _amount(referral),
        "handoff_called_at": None,
    }
    age = age_of(referral)
    found["looks_under_18"] = None if age is None else age < ADULT
    if referral.handoff_request in ("called_case_manager", "no_answer"):
        found["handoff_called_at"] = now.replace(second=0, microsecond=0).isoformat()
    return found


def _dob_quality(referral: Referral, missing: Mapping[str, str]) -> str | None:
    if referral.dob is not None:
        return "1"
    return "2" if referral.approx_age is not None else missing.get("dob")


def _amount(referral: Referral) -> str | None:
    """An amount is asked for only where a charge is about a substance."""
    statutes = [one.statute for one in referral.would_be_charges if one.statute]
    about_substances = any(one.startswith(DRUG_STATUTES) or one in ("other", "municipal") for one in statutes)
    return "na" if statutes and not about_substances else None


def age_of(referral: Referral) -> int | None:
    """Return the age that the birth date gives, else the age that was guessed."""
    if referral.dob is not None and referral.referred_at is not None:
        return age_on(referral.dob, referral.referred_at.date())
    return referral.approx_age


def criteria_following(referral: Referral) -> Mapping[str, str]:
    """Return results of criteria that other answers already tell, by the criterion's code."""
    return dict(_criteria(referral))


def _criteria(referral: Referral) -> Iterator[tuple[str, str]]:
    age = age_of(referral)
    if age is not None or referral.looks_under_18:
        yield "adult", _fits(not referral.looks_under_18 and (age is None or age >= ADULT))
    if referral.amount_within_limit in ("yes", "no", "na"):
        yield "amount", _fits(referral.amount_within_limit != "no")
    if referral.person_agrees == "yes":
        yield "amenable", "ok"
    if referral.history_check in ("done_ok", "done_disqualifying"):
        yield "history", _fits(referral.history_check == "done_ok")
    if referral.in_catchment is not None:
        yield "catchment", _fits(referral.in_catchment)
    proof = (referral.within_look_back, referral.basis_in_area)
    if None not in proof:
        yield "prior_involvement", _fits(all(proof))


def _fits(yes: bool) -> str:  # noqa: FBT001 - the answer itself
    return "ok" if yes else "not_ok"


def criteria_words(referral: Referral, programme: Programme, language: str) -> Mapping[str, str]:
    """Return the words of the criteria that a referral was checked against, by code."""
    name = (referral.criteria_version or "").partition(" ")[0]
    try:
        held = criteria_set(name)
    except UnknownCriteria:
        held = site_criteria(programme)
    return {one.code: one.label(language) for one in held.criteria}


def blank_screening(desk: Desk, referral: Referral) -> Screening:
    """Return a screening that starts from what the referrer checked; what nobody checked is not known."""
    asked = site_criteria(desk.programme).for_type(referral.referral_type or "")
    rows = referral.criteria or tuple(CriterionCheck(key=one.code, result="unknown") for one in asked)
    return Screening(
        screened_at=desk.clock.now().replace(second=0, microsecond=0), screened_by=desk.worker.id,
        criteria_version=referral.criteria_version or site_criteria(desk.programme).version_name(),
        results=tuple(
            CriterionResult(key=one.key, result=_RESULTS.get(one.result or "", "unknown"), reason=one.reason)
            for one in rows
        ),
    )  # fmt: skip
