"""A real desk in a temporary folder, with a participant brought in through a referral or without one."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from lead_desktop.casework import people, referrals
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.opening import NOTHING_MISSING, Opening, SetUp, enter, set_up, worker_of
from lead_desktop.clock import Clock
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral
from lead_desktop.domain.screening import CriterionResult, Screening
from lead_desktop.ids import UserId
from lead_desktop.store import ballast
from lead_desktop.store.kdf import FLOOR
from lead_desktop.store.schema import migrate
from lead_desktop.store.vault import unlock
from tests.fakes.clock import StandingClock
from tests.fakes.vaults import PASSPHRASE, USER


def make_desk(folder: Path, clock: Clock, role: str = "case_manager", **programme: object) -> Desk:
    """Set up a laptop for one person."""
    settings = Programme(name="LEAD", number_prefix="SF").with_(**programme)
    return set_up_alike(folder, SetUp(USER, PASSPHRASE, User(name="Rosa Alvarez", role=role), settings), clock).desk


def set_up_alike(folder: Path, wish: SetUp, clock: Clock) -> Opening:
    """Set up a laptop as `set_up` does; one that was set up alike, at the same moment of the clock, is copied."""
    made, user_id, code = _set_up_once(wish, clock.now())
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns(ballast.NAME), dirs_exist_ok=True)
    vault = unlock(folder, wish.user_name, wish.passphrase, clock, migrate)
    return Opening(
        Desk(vault, clock, worker_of(user_id, wish.user)), NOTHING_MISSING, unclean=False, recovery_code=code
    )


@cache
def _set_up_once(wish: SetUp, moment: datetime) -> tuple[Path, UserId, str]:
    place = Path(tempfile.mkdtemp(prefix="lead-laptop-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    opened = set_up(place / "v", wish, StandingClock(moment), kdf=FLOOR)
    opened.desk.close()
    return place / "v", opened.desk.worker.id, opened.recovery_code


def enter_again(folder: Path, clock: Clock) -> Desk:
    """Unlock the laptop again, as after a lock or a kill."""
    return enter(folder, USER, PASSPHRASE, clock).desk


@contextmanager
def as_role(desk: Desk, role: str) -> Iterator[Desk]:
    """Let the same person work in another role for a while."""
    worker = desk.worker
    desk.worker = replace(worker, role=role)
    try:
        yield desk
    finally:
        desk.worker = worker


def bring_in(desk: Desk, clock: Clock) -> str:
    """Bring in Marco Baca by an arrest diversion with one held charge; return his id."""
    sent = referrals.submit_referral(desk, Referral(**typed_referral(clock)))  # type: ignore[arg-type]
    decision = Screening(
        referral=sent.rids[0], screened_at=clock.now(), screened_by=desk.worker.id, criteria_version="1",
        decision="accepted", results=(CriterionResult(key="age", result="met"),), assigned_to=desk.worker.id,
    )  # fmt: skip
    referrals.decide(desk, sent.rids[0], decision)
    track = referrals.track_of(desk, sent.rids[0])
    assert track is not None
    assert track.record.person is not None
    return track.record.person


def walk_in(desk: Desk, name: str = "María Luz Ortega") -> str:
    """Add somebody who came without a referral; return their id."""
    return people.add_person(desk, Person(legal_name=PersonName(first=name), name_quality="2")).rids[0]


def typed_referral(clock: Clock) -> dict[str, object]:
    """Return what an officer types for an arrest diversion."""
    return {
        "referral_type": "arrest_diversion", "referred_at": clock.now(), "referrer_role": "officer",
        "referrer_name": "Officer Lopez", "referrer_agency": "Santa Fe Police", "referrer_badge": "1182",
        "person_name": PersonName(first="Marco", last="Baca"), "name_quality": "1", "dob": date(1990, 5, 1),
        "dob_quality": "1", "looks_under_18": False, "preferred_language": "171", "interpreter_needed": False,
        "location_text": "Plaza", "in_catchment": True, "incident_no": "26-1", "amount_within_limit": "yes",
        "would_be_charges": (ChargeRow(key="1", statute="30-16-20", description="Shoplifting", diverted=True),),
        "history_check": "done_ok", "no_contact_order_conflict": "no", "immediate_safety": ("none",),
        "criteria": (CriterionCheck(key="age", result="ok"),),
        "person_agrees": "yes", "handoff_request": "called_case_manager", "officer_attestation": True,
    }  # fmt: skip
