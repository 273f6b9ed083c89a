"""An incident at the program told to police: limited fields, and an entry in the list of what was shared."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework import disclosures, registers
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.incidents import report_incident
from lead_desktop.domain.base import notes
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.incident import Incident
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, "supervisor")
    yield made
    made.close()


def told(desk: Desk, **more: object) -> Incident:
    now = desk.clock.now()
    whole = {
        "told_at": now, "told_to": "Santa Fe Police", "happened_at": now - timedelta(hours=1),
        "circumstances": "A window of the drop-in was broken", **more,
    }  # fmt: skip
    return Incident(**whole)  # type: ignore[arg-type]


def test_it_has_the_fields_that_the_law_allows_and_no_others() -> None:
    own = {name for name, note in notes(Incident).items() if note.fid < 800}
    assert own == {
        "told_at", "told_to", "officer", "happened_at", "circumstances", "takes_part", "name", "address", "last_seen",
    }  # fmt: skip


def test_telling_it_writes_both_the_incident_and_that_it_was_shared(desk):
    luz = walk_in(desk)
    report_incident(desk, told(desk, person=luz, name="María Luz", takes_part=True, officer="Lopez 1182"))
    entry = disclosures.shared_of(desk, luz)[0].record
    assert (entry.what, entry.purpose, entry.basis) == ("incident", "law", "crime_on_premises")
    assert (entry.recipient, entry.attention) == ("Santa Fe Police", "Lopez 1182")
    assert entry.categories == ("identity_contact", "participation_status")
    assert [one.record.name for one in registers.entries(desk, Incident)] == ["María Luz"]


def test_about_nobody_here_it_speaks_of_nobody(desk):
    report_incident(desk, told(desk))
    entry = desk.reading.of_type(Disclosure)[0].record
    assert (entry.person, entry.categories) == (None, ())


def test_half_of_it_is_not_written_and_only_who_may_writes_it(desk):
    with pytest.raises(Incomplete):
        report_incident(desk, told(desk, circumstances=None))
    for role in ("case_manager", "outreach", "peer", "officer"):
        with as_role(desk, role), pytest.raises(NotAllowed):
            report_incident(desk, told(desk))
    assert (desk.reading.of_type(Incident), desk.reading.of_type(Disclosure)) == ((), ())


def test_nobody_changes_what_was_told(desk):
    rid = report_incident(desk, told(desk)).rids[0]
    for role in ("supervisor", "project_manager", "privacy_officer"):
        with as_role(desk, role), pytest.raises(NotAllowed):
            registers.open_entry(desk, Incident, rid)
