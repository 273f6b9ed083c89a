"""Taking somebody into care: what it needs of an accepted referral is copied; the referral stays as typed."""

from datetime import datetime

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.standing import note_change
from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.clocks import intake_deadline
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.handoff import INTRODUCED, Handoff
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Person, Phone, Whereabouts
from lead_desktop.domain.referral import ChargeRow, Referral
from lead_desktop.domain.screening import Screening
from lead_desktop.ids import RecordId, new_id
from lead_desktop.store.writing import Writing

_ASKED_AGAIN = ("aliases", "dob", "approx_age", "interpreter_needed")
"""Questions of the referral that the person's record has under the same name, with their missing-data codes."""


def take_in(desk: Desk, work: Writing, source: tuple[str, Referral], screening: Screening, person: str) -> RecordId:
    """Copy what care needs of a referral: for a person who is here already, or for a new one."""
    referral, held = source
    now = desk.clock.now()
    client = RecordId(person) if person else _new_person(desk, work, held)
    if not person:
        introduced = any(one.record.result == INTRODUCED for one in desk.reading.under(Handoff, referral))
        stands = Engagement(
            person=client,
            status="screened" if introduced else "referred",
            status_at=now,
            case_manager=screening.assigned_to,
        )
        work.create(stands, client=client)
        note_change(desk, work, None, stands, "handoff" if introduced else "referral")
        work.create(_assigned(desk, client, referral, screening), client=client)
    if not person or not desk.reading.of_person(Intake, person):
        work.create(Intake(person=client, referral=referral, started_at=now), client=client)
    if held.best_place_time or held.description_for_finding:
        seen = Whereabouts(
            person=client, noted_at=now, noted_by=desk.worker.id, usual_places=held.best_place_time,
            description=held.description_for_finding, from_referral=referral,
        )  # fmt: skip
        work.create(seen, client=client)
    for met in desk.reading.under(Handoff, referral):
        work.edit(desk.reading.open(Handoff, met.rid), met.record.with_(person=client))
    _hold_charges(desk, work, referral, held, client)
    return client


def _assigned(desk: Desk, client: str, referral: str, screening: Screening) -> Assignment:
    return Assignment(
        person=client, referral=referral, to_worker=screening.assigned_to, at=desk.clock.now(), reason="new_referral",
        over_limit=screening.over_limit, decided_by=desk.worker.id,
    )  # fmt: skip


def _new_person(desk: Desk, work: Writing, held: Referral) -> RecordId:
    phones = () if not held.phone else (Phone(key=new_id(desk.clock), number=held.phone),)
    return work.create(
        Person(
            participant_number=work.take_number(desk.programme.number_prefix or "P"), legal_name=held.person_name,
            aliases=held.aliases, name_quality=held.name_quality, dob=held.dob, approx_age=held.approx_age,
            dob_quality=held.dob_quality, preferred_language=held.preferred_language,
            interpreter_needed=held.interpreter_needed, phones=phones, may_text=held.safe_to_text,
            may_voicemail=held.safe_to_leave_message,
            unanswered=tuple(one for one in held.unanswered if one.key in _ASKED_AGAIN),
        )
    )  # fmt: skip


def _hold_charges(desk: Desk, work: Writing, referral: str, held: Referral, person: str) -> None:
    """Hold each diverted charge until the intake is done or its time is over (domain 1.2 step 5)."""
    days = desk.programme.intake_window_days or 30
    since = held.referred_at or desk.clock.now()
    for row in held.would_be_charges:
        if row.diverted:
            work.create(_held_charge(row, held, referral, (person, since, days)), client=person)


def _held_charge(row: ChargeRow, held: Referral, referral: str, terms: tuple[str, datetime, int]) -> DivertedCharge:
    person, since, days = terms
    return DivertedCharge(
        person=person, referral=referral, statute=row.statute, statute_other=row.statute_other,
        description=row.description, charge_class=row.charge_class, incident_no=held.incident_no, status_at=since,
        held_since=since, window_days=days, deadline=intake_deadline(since, days, today=since.date()),
    )  # fmt: skip
