"""Who was not met for the program's number of days is not reached lately; the calendar says it, nobody has to."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import contacts, quiet
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.quiet import note_quiet
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import Engagement
from tests.fakes.chains import audit_rows
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in

DAYS = 30


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path, clock, active_contact_days=DAYS)
    yield made
    made.close()


def day(clock: StandingClock, ago: int) -> datetime:
    return clock.now() - timedelta(days=ago)


def active(desk: Desk, clock: StandingClock, **values: object) -> str:
    """Put somebody who is active and was enrolled a year ago on this laptop."""
    person = walk_in(desk)
    held = desk.reading.of_person(Engagement, person)[-1]
    usual = {"status": "enrolled_active", "status_at": day(clock, 365), "enrolled_on": day(clock, 365).date()}
    with desk.writing("test") as work:
        work.edit(desk.reading.open(Engagement, held.rid), held.record.with_(**{**usual, **values}))
    return person


def met(desk: Desk, clock: StandingClock, person: str, ago: int, kind: str = "brief") -> None:
    """Record a contact some days ago, without what it does to the status."""
    contact = Contact(at=day(clock, ago), minutes=5, kind=kind, mode="phone", place_kind="phone_only", person=person)
    with desk.writing("test") as work:
        work.create(contact, client=person)


def standing(desk: Desk, person: str) -> Engagement:
    return desk.reading.of_person(Engagement, person)[-1].record


def events(desk: Desk) -> list[str]:
    return [row.action for row, _own in audit_rows(desk.vault.reader) if row.action.startswith("engagement.")]


def test_somebody_not_met_for_the_days_of_the_program_is_not_reached_lately(desk: Desk, clock: StandingClock) -> None:
    person = active(desk, clock)
    met(desk, clock, person, DAYS + 2)
    saved = note_quiet(desk)
    assert saved is not None
    assert saved.action == "engagement.quiet"
    after = standing(desk, person)
    assert after.status == "enrolled_quiet"
    assert after.status_at == datetime.combine(day(clock, 1), time(), clock.now().tzinfo)


def test_the_last_day_still_counts_as_active(desk: Desk, clock: StandingClock) -> None:
    person = active(desk, clock)
    met(desk, clock, person, DAYS)
    assert note_quiet(desk) is None
    clock.advance(timedelta(days=1))
    assert note_quiet(desk) is not None
    assert standing(desk, person).status == "enrolled_quiet"


def test_a_try_that_reached_nobody_keeps_nobody_active(desk: Desk, clock: StandingClock) -> None:
    person = active(desk, clock)
    met(desk, clock, person, DAYS + 9)
    met(desk, clock, person, 2, kind="attempt_no_contact")
    assert note_quiet(desk) is not None
    assert standing(desk, person).status == "enrolled_quiet"


def test_without_any_contact_the_days_count_from_the_enrollment(desk: Desk, clock: StandingClock) -> None:
    fresh = active(desk, clock, enrolled_on=day(clock, 3).date(), status_at=day(clock, 3))
    old = active(desk, clock)
    assert note_quiet(desk) is not None
    assert standing(desk, fresh).status == "enrolled_active"
    assert standing(desk, old).status == "enrolled_quiet"


def test_what_is_known_of_nobody_dates_from_now(desk: Desk, clock: StandingClock) -> None:
    person = active(desk, clock, enrolled_on=None, status_at=None)
    assert note_quiet(desk) is not None
    assert standing(desk, person).status_at == clock.now()


def test_it_never_dates_from_before_the_status_that_it_ends(desk: Desk, clock: StandingClock) -> None:
    person = active(desk, clock, status_at=day(clock, 2))
    met(desk, clock, person, 200)
    assert note_quiet(desk) is not None
    assert standing(desk, person).status_at == day(clock, 2)


def test_everybody_is_written_down_as_one_and_only_once(
    desk: Desk, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiet, "AT_ONCE", 2)
    people = [active(desk, clock) for _ in range(3)]
    saved = note_quiet(desk)
    assert saved is not None
    assert len(saved.rids) == 6  # each with its line of history
    assert {standing(desk, one).status for one in people} == {"enrolled_quiet"}
    assert note_quiet(desk) is None
    assert events(desk) == ["engagement.quiet"]


@pytest.mark.parametrize("status", ["inactive_choice", "transferred", "outreach", "deceased"])
def test_every_other_state_stays(desk: Desk, clock: StandingClock, status: str) -> None:
    person = active(desk, clock, status=status)
    assert note_quiet(desk) is None
    assert standing(desk, person).status == status


def test_a_case_manager_moves_nobody_of_another_caseload_and_a_supervisor_does(
    desk: Desk, clock: StandingClock
) -> None:
    person = active(desk, clock, case_manager="somebody-else")
    assert note_quiet(desk) is None
    with as_role(desk, "supervisor"):
        assert note_quiet(desk) is not None
    assert standing(desk, person).status == "enrolled_quiet"


@pytest.mark.parametrize("role", ["officer", "peer", "auditor"])
def test_who_edits_no_engagement_changes_nothing_and_no_refusal_is_written(
    desk: Desk, clock: StandingClock, role: str
) -> None:
    person = active(desk, clock)
    with as_role(desk, role):
        assert note_quiet(desk) is None
    assert standing(desk, person).status == "enrolled_active"
    assert events(desk) == []


def test_one_contact_leads_back(desk: Desk, clock: StandingClock) -> None:
    person = active(desk, clock)
    note_quiet(desk)
    contacts.welcome_back(desk, person)
    assert standing(desk, person).status == "enrolled_active"
    assert note_quiet(desk) is None
