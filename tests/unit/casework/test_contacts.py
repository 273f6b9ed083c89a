"""Contacts and standing: one contact leads back, only the next states are open, closing is an exception."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lead_desktop.casework import contacts, notes as written, people, safety
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.contact import Contact, Note, SafetyFlag, SudNote
from lead_desktop.domain.engagement import INACTIVE, Engagement
from lead_desktop.errors import NotAllowed, StillOpen
from lead_desktop.ids import UserId
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("contacts"), clock, role="supervisor")
    yield made
    made.close()


@pytest.fixture
def person(desk: Desk) -> str:
    return walk_in(desk)


def stand(desk: Desk, person: str, **values: object) -> None:
    """Put somebody where a test begins, whatever the machine says."""
    with desk.writing("test") as work:
        held = desk.reading.of_person(Engagement, person)[-1]
        work.edit(desk.reading.open(Engagement, held.rid), held.record.with_(**values))


def standing(desk: Desk, person: str) -> Engagement:
    return desk.reading.of_person(Engagement, person)[-1].record


def a_contact(clock: StandingClock, **values: object) -> Contact:
    held = {"at": clock.now(), "minutes": 5, "kind": "brief", "mode": "phone", "place_kind": "phone_only"}
    return Contact(**{**held, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [*INACTIVE, "enrolled_quiet"])
def test_one_contact_leads_back_from_every_pause_and_takes_its_reason_along(
    desk: Desk, person: str, clock: StandingClock, status: str
) -> None:
    stand(
        desk, person, status=status, enrolled_on=date(2026, 1, 5), reason="moved", attempts=3, ways_tried=("phone",),
        closing_note="Because.", closed_by=desk.worker.id,
    )  # fmt: skip
    saved = contacts.record_contact(desk, person, a_contact(clock))
    after = standing(desk, person)
    assert (after.status, after.reason, after.attempts, after.ways_tried) == ("enrolled_active", None, None, ())
    assert (after.closing_note, after.closed_by, after.enrolled_on) == (None, None, date(2026, 1, 5))
    desk.undo(saved)
    assert standing(desk, person).status == status


@pytest.mark.parametrize(
    ("status", "enrolled", "expected"),
    [
        ("inactive_choice", None, "outreach"), ("inactive_away", None, "outreach"), ("withdrew", None, "withdrew"),
        ("outreach", None, "outreach"), ("enrolled_active", date(2026, 1, 5), "enrolled_active"),
        ("deceased", date(2026, 1, 5), "deceased"),
    ],
)  # fmt: skip
def test_a_contact_makes_nobody_a_participant_without_an_intake(
    desk: Desk, person: str, clock: StandingClock, status: str, enrolled: date | None, expected: str
) -> None:
    stand(desk, person, status=status, enrolled_on=enrolled)
    contacts.record_contact(desk, person, a_contact(clock))
    assert standing(desk, person).status == expected


@pytest.mark.parametrize("kind", ["attempt_no_contact", "collateral", "advocacy_system"])
def test_an_attempt_leads_nobody_back(desk: Desk, person: str, clock: StandingClock, kind: str) -> None:
    stand(desk, person, status="enrolled_quiet", enrolled_on=date(2026, 1, 5))
    contacts.record_contact(desk, person, a_contact(clock, kind=kind))
    assert standing(desk, person).status == "enrolled_quiet"


def test_a_contact_keyed_late_leads_nobody_back(desk: Desk, person: str, clock: StandingClock) -> None:
    stand(desk, person, status="enrolled_quiet", enrolled_on=date(2026, 1, 5))
    contacts.record_contact(desk, person, a_contact(clock, at=clock.now() - timedelta(days=200)))
    assert standing(desk, person).status == "enrolled_quiet"


def test_welcome_back_is_one_step(desk: Desk, person: str) -> None:
    stand(desk, person, status="inactive_stable", enrolled_on=date(2026, 1, 5))
    contacts.welcome_back(desk, person)
    contacts.welcome_back(desk, person, "phone")
    places = {one.record.place_kind for one in people.open_file(desk, person).contacts}
    assert places == {"office", "phone_only"}
    assert standing(desk, person).status == "enrolled_active"


def test_a_contact_without_its_few_needed_answers_is_not_recorded(
    desk: Desk, person: str, clock: StandingClock
) -> None:
    with pytest.raises(Incomplete) as caught:
        contacts.record_contact(desk, person, Contact(at=clock.now()))
    assert {one.field for one in caught.value.problems} == {"minutes", "kind", "mode", "place_kind"}
    assert people.open_file(desk, person).contacts == ()


def test_notes_of_both_kinds_come_newest_first_and_an_empty_one_is_not_kept(
    desk: Desk, person: str, clock: StandingClock
) -> None:
    draft = desk.drafts.new(desk.worker.id, "contact", person, "")
    desk.drafts.keep(draft)
    contacts.record_contact(desk, person, a_contact(clock), Note(text="First."), draft=draft.id)
    clock.advance(timedelta(minutes=1))
    contacts.record_contact(desk, person, a_contact(clock), SudNote(text="Second."))
    contacts.record_contact(desk, person, a_contact(clock), SudNote())
    assert [one.record.text for one in written.notes_of(desk, person)] == ["Second.", "First."]
    assert desk.drafts.get(desk.worker.id, draft.id) is None


def test_outreach_and_peers_read_the_notes_they_wrote(desk: Desk, person: str, clock: StandingClock) -> None:
    contacts.record_contact(desk, person, a_contact(clock), Note(text="Mine."))
    other = UserId("01930000-0000-7000-8000-00000000beef")
    colleague = Desk(desk.vault, clock, replace(desk.worker, id=other, role="outreach"))
    colleague._writer = desk._writer
    assert written.notes_of(colleague, person) == ()
    with as_role(desk, "outreach"):
        assert [one.record.text for one in written.notes_of(desk, person)] == ["Mine."]
    with as_role(desk, "data_entry"):
        assert written.notes_of(desk, person) == ()


def test_roles_without_contacts_or_notes_record_none(desk: Desk, person: str, clock: StandingClock) -> None:
    with as_role(desk, "project_manager"), pytest.raises(NotAllowed):
        contacts.record_contact(desk, person, a_contact(clock))
    with as_role(desk, "data_entry"), pytest.raises(NotAllowed):
        contacts.record_contact(desk, person, a_contact(clock), SudNote(text="No."))


def test_a_state_that_does_not_follow_is_refused(desk: Desk, person: str) -> None:
    with pytest.raises(StillOpen):
        contacts.set_engagement(desk, person, standing(desk, person).with_(status="enrolled_quiet"))


def test_closing_by_the_program_needs_the_project_manager_a_reason_and_a_note(desk: Desk, person: str) -> None:
    closed = standing(desk, person).with_(status="closed_program", reason="safety", closing_note="Agreed by all.")
    with pytest.raises(NotAllowed):
        contacts.set_engagement(desk, person, closed)
    with as_role(desk, "project_manager"):
        with pytest.raises(Incomplete) as caught:
            contacts.set_engagement(desk, person, closed.with_(reason=None, closing_note=None))
        assert {one.field for one in caught.value.problems} == {"reason", "closing_note"}
        contacts.set_engagement(desk, person, closed)
        assert standing(desk, person).closed_by == desk.worker.id
        contacts.set_engagement(desk, person, standing(desk, person).with_(closing_note="Agreed, and written."))
    assert standing(desk, person).closing_note == "Agreed, and written."


def test_what_belongs_to_the_state_that_was_left_goes_with_it(desk: Desk, person: str, clock: StandingClock) -> None:
    opened = contacts.open_engagement(desk, person)
    assert opened is not None
    away = opened.record.with_(status="inactive_away", reason="moved", destination="410", status_at=clock.now())
    draft = desk.drafts.new(desk.worker.id, "engagement", person, "")
    desk.drafts.keep(draft)
    assert contacts.set_engagement(desk, person, away, opened=opened, draft=draft.id) is not None
    assert desk.drafts.get(desk.worker.id, draft.id) is None
    contacts.set_engagement(desk, person, standing(desk, person).with_(status="outreach"))
    after = standing(desk, person)
    assert (after.reason, after.destination) == (None, None)


def test_somebody_of_whom_nothing_stood_yet_gets_a_first_state(desk: Desk, person: str, clock: StandingClock) -> None:
    held = desk.reading.of_person(Engagement, person)[-1]
    with desk.writing("test") as work:
        work.remove(desk.reading.open(Engagement, held.rid))
    assert contacts.open_engagement(desk, person) is None
    contacts.record_contact(desk, person, a_contact(clock))
    contacts.set_engagement(desk, person, Engagement(status="outreach", status_at=clock.now()))
    assert standing(desk, person).status == "outreach"


def test_a_role_that_may_not_change_the_standing_is_refused(desk: Desk, person: str) -> None:
    with as_role(desk, "peer"):
        for act in (contacts.open_engagement, lambda one, rid: contacts.set_engagement(one, rid, Engagement())):
            with pytest.raises(NotAllowed):
                act(desk, person)


def test_a_new_contact_begins_with_what_the_worker_records_most_often(
    desk: Desk, person: str, clock: StandingClock
) -> None:
    other = replace(desk.worker, id=UserId("01930000-0000-7000-8000-00000000cafe"))
    new = contacts.usual(Desk(desk.vault, clock, other))
    assert (new.kind, new.mode, new.place_kind, new.minutes) == ("brief", "in_person", "street", 5)
    clock.advance(timedelta(minutes=1))
    for kind, minutes in (("substantive", 30), ("substantive", 30), ("crisis", 60)) * 7:
        contacts.record_contact(desk, person, a_contact(clock, kind=kind, minutes=minutes))
    mine = contacts.usual(desk)
    assert (mine.kind, mine.minutes, mine.at, mine.next_at) == ("substantive", 30, None, None)


def test_what_to_be_careful_about_is_open_until_somebody_writes_what_was_done(
    desk: Desk, person: str, clock: StandingClock
) -> None:
    seen = SafetyFlag(flags=("overdose_risk_today",), seen_at=clock.now())
    contacts.record_contact(desk, person, a_contact(clock), seen, SafetyFlag(flags=("none",), seen_at=clock.now()))
    assert [one.record.flags for one in safety.open_flags(desk, person)] == [("overdose_risk_today",)]
    assert (person, clock.now().date()) in safety.unsettled(desk)
    opened = safety.open_flag(desk, person)
    assert opened is not None
    with pytest.raises(Incomplete):
        safety.settle(desk, opened, "  ")
    saved = safety.settle(desk, opened, "Two kits, and her sister stays.")
    assert safety.open_flags(desk, person) == ()
    assert safety.open_flag(desk, person) is None
    assert person not in dict(safety.unsettled(desk))
    desk.undo(saved)  # type: ignore[arg-type]
    assert person in dict(safety.unsettled(desk))


def test_nothing_urgent_and_something_urgent_exclude_each_other(desk: Desk, person: str, clock: StandingClock) -> None:
    both = SafetyFlag(flags=("none", "suicide_risk"), seen_at=clock.now())
    with pytest.raises(Incomplete) as caught:
        contacts.record_contact(desk, person, a_contact(clock), both)
    assert [one.code for one in caught.value.problems] == ["none_with_others"]


def test_who_may_not_know_of_safety_sees_and_settles_none(desk: Desk, person: str, clock: StandingClock) -> None:
    seen = SafetyFlag(flags=("suicide_risk",), seen_at=clock.now())
    contacts.record_contact(desk, person, a_contact(clock), seen)
    opened = safety.open_flag(desk, person)
    assert opened is not None
    for role in ("peer", "project_manager", "officer", "prosecutor"):
        with as_role(desk, role):
            assert safety.open_flags(desk, person) == ()
            assert safety.unsettled(desk) == ()
            with pytest.raises(NotAllowed):
                safety.settle(desk, opened, "No.")
