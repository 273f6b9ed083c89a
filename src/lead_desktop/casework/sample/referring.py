"""Referrals of the sample: sent as an officer or a neighbour tells them, and decided by a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from lead_desktop.casework import referral_start, referrals
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.sample.cast import Guest
from lead_desktop.casework.sample.entering import Entering
from lead_desktop.casework.windows import close_window
from lead_desktop.domain.criteria import CriteriaSet, criteria_set
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral
from lead_desktop.ids import new_id

ARREST = "arrest_diversion"
CRITERIA = "santa_fe"
_CHARGES: Mapping[str, tuple[str, str, str]] = {
    "opioid": ("30-31-23", "Possession of a controlled substance", "felony_4"),
    "paraphernalia": ("30-31-25.1", "Possession of drug paraphernalia", "misdemeanor"),
    "property": ("30-16-20", "Shoplifting", "petty_misdemeanor"),
    "other": ("30-14-1", "Criminal trespass", "misdemeanor"),
}


def send(entering: Entering, guest: Guest) -> None:
    """Send a guest's first referral."""
    entering.referrals[guest.number] = _send(entering, guest, guest.door)


def accept(entering: Entering, guest: Guest) -> None:
    """Accept a guest's first referral, so that they come into care."""
    rid = entering.referrals[guest.number]
    _decide(entering, guest, rid, ("accepted", ""))
    track = referrals.track_of(entering.desk, rid)
    if track is None or track.record.person is None:
        raise AssertionError
    entering.people[guest.number] = track.record.person


def not_eligible(entering: Entering, guest: Guest) -> None:
    """Decide that a guest's referral does not fit the site's criteria."""
    _decide(entering, guest, entering.referrals[guest.number], ("not_eligible", "Outside the criteria of the site."))


def send_and_accept_again(entering: Entering, guest: Guest) -> None:
    """Send an officer's later referral of somebody who is here already, with its charges, and accept it."""
    rid = _send(entering, guest, ARREST)
    _decide(entering, guest, rid, ("accepted", ""), person=entering.people[guest.number])


def send_twin(entering: Entering, guest: Guest) -> None:
    """Send what a second officer wrote of the same person the same night, and say that it is the same person."""
    name = guest.name.model_copy(update={"first": "Maria", "second_last": None})
    rid = _send(entering, guest, guest.door, name=name)
    person = entering.people[guest.number]
    _decide(entering, guest, rid, ("duplicate_of_existing", "The same night, the same person."), person=person)


def reach_out(entering: Entering, guest: Guest) -> None:
    """Look for somebody whose hand-off did not come about."""
    with entering.for_guest(guest) as desk:
        referrals.move_track(desk, entering.referrals[guest.number], "outreach_open")


def let_window_pass(entering: Entering, guest: Guest) -> None:
    """Note that the time for the intake is over."""
    with entering.for_guest(guest) as desk:
        close_window(desk, entering.people[guest.number])


def _send(entering: Entering, guest: Guest, kind: str, *, name: PersonName | None = None) -> str:
    with entering.for_guest(guest) as desk:
        made = _referral(entering, guest, kind)
        return referrals.submit_referral(desk, made.with_(person_name=name) if name else made).rids[0]


def _decide(entering: Entering, guest: Guest, rid: str, decision: tuple[str, str], *, person: str = "") -> None:
    """Decide a referral as (decision, reason); `person` names somebody who is here already."""
    with entering.for_guest(guest) as desk:
        blank = referral_start.blank_screening(desk, referrals.open_referral(desk, rid).record)
        taken = decision[0] == "accepted"
        screening = blank.with_(
            referral=rid, decision=decision[0], reason=decision[1] or None,
            assigned_to=desk.worker.id if taken else None, assigned_at=desk.clock.now() if taken else None,
        )  # fmt: skip
        referrals.decide(desk, rid, screening, person=person)


def _referral(entering: Entering, guest: Guest, kind: str) -> Referral:
    desk, now = entering.desk, entering.now()
    site, chance = criteria_set(CRITERIA), guest.chance(kind)
    made = Referral(
        referral_type=kind, referred_at=now - timedelta(minutes=5), referrer=desk.worker.id, referrer_role="officer",
        person_name=guest.name, name_quality="1", dob=guest.born, dob_quality="1", looks_under_18=False,
        preferred_language="367" if guest.spanish else "171", interpreter_needed=guest.spanish, in_catchment=True,
        location_text=chance.choice(entering.words["places"]), criteria=_criteria(site, guest, kind),
        best_place_time=chance.choice(entering.words["best_places"]), criteria_version=site.version_name(),
        no_contact_order_conflict="no", immediate_safety=("none",), reasons=("substance_use_related",),
        person_agrees="no" if guest.outcome == "declined" or _ana_says_no(guest, now) else "yes",
    )  # fmt: skip
    if kind == "community":
        return made.with_(
            referrer_role="provider_hospital", referrer_name="Lucía Duran", referrer_agency="Day clinic",
            person_agrees="unable_to_ask", observation="Comes most mornings, is often cold, asks for help in Spanish.",
        )  # fmt: skip
    made = made.with_(**_officer(entering, guest), history_check="done_ok", officer_attestation=True)
    return made.with_(**(_arrest(desk, guest, now) if kind == ARREST else _social()))


def _ana_says_no(guest: Guest, now: datetime) -> bool:
    """Ana says no when she is asked first; her door stays open."""
    return guest.persona == "ana" and now - guest.referred_at < timedelta(days=1)


def _officer(entering: Entering, guest: Guest) -> dict[str, object]:
    officers = entering.words["officers"]
    officer = officers[0] if guest.persona == "marco" else guest.chance("officer").choice(officers)
    held = {
        "referrer_name": officer["name"], "referrer_agency": officer["agency"], "referrer_unit": officer["unit"],
        "referrer_badge": officer["badge"],
    }  # fmt: skip
    return {**held, "location_text": officer["place"]} if officer["place"] else held


def _social() -> dict[str, object]:
    return {"social_contact_basis": ("officer_observation",), "within_look_back": True, "basis_in_area": True}


def _arrest(desk: Desk, guest: Guest, now: datetime) -> dict[str, object]:
    rows = tuple(
        ChargeRow(key=new_id(desk.clock), statute=code, description=words, charge_class=grade, diverted=True)
        for code, words, grade in (_CHARGES[kind] for kind in guest.charges)
    )
    serial = guest.number * 37 + 1200
    return {
        "incident_no": f"{now:%y}-{serial:05d}", "would_be_charges": rows, "amount_within_limit": "yes",
        "handoff_request": "delayed_handoff_planned" if guest.persona == "marco" else "called_case_manager",
        "report_sent_to": "da",
    }  # fmt: skip


def _criteria(site: CriteriaSet, guest: Guest, kind: str) -> tuple[CriterionCheck, ...]:
    outside = "history" if guest.outcome == "ineligible" else ""
    return tuple(
        CriterionCheck(key=one.code, result="not_ok" if one.code == outside else "ok") for one in site.for_type(kind)
    )
