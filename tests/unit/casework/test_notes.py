"""Notes stay as they are after a day, a correction stands beside them, and a sealed one is its author's alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import contacts, history, notes
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.notes import NoteStays
from lead_desktop.domain.audiences import Worker, audiences
from lead_desktop.domain.contact import Contact, CounsellingNote, Note, SudNote
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.errors import NotAllowed
from lead_desktop.ids import UserId
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock)
    yield made
    made.close()


@pytest.fixture
def person(desk: Desk, clock: StandingClock) -> str:
    made = walk_in(desk)
    contact = Contact(at=clock.now(), minutes=5, kind="brief", mode="phone", place_kind="office")
    contacts.record_contact(desk, made, contact, SudNote(text="He calls again on Friday."))
    return made


def only(desk: Desk, person: str) -> notes.NoteThread:
    (thread,) = notes.threads(desk, notes.notes_of(desk, person))
    return thread


def colleague(desk: Desk, clock: StandingClock, role: str = "case_manager") -> Desk:
    other = Desk(desk.vault, clock, replace(desk.worker, id=UserId("01930000-0000-7000-8000-00000000beef"), role=role))
    other._writer = desk._writer
    return other


def test_its_author_changes_a_note_for_a_day_and_then_it_stays(desk: Desk, person: str, clock: StandingClock) -> None:
    thread = only(desk, person)
    opened = notes.open_note(desk, thread.first.note)
    notes.save_note(desk, opened, opened.record.with_(text="He calls on Thursday."))
    assert only(desk, person).first.note.record.text == "He calls on Thursday."
    opened = notes.open_note(desk, only(desk, person).first.note)
    clock.advance(timedelta(hours=24))
    assert not only(desk, person).open
    for act in (
        lambda: notes.open_note(desk, thread.first.note),
        lambda: notes.save_note(desk, opened, opened.record.with_(text="Late.")),
    ):
        with pytest.raises(NoteStays):
            act()
    assert only(desk, person).first.note.record.text == "He calls on Thursday."


def test_a_clock_set_back_opens_no_note_again(desk: Desk, person: str, clock: StandingClock) -> None:
    clock.advance(timedelta(days=-400))
    assert not only(desk, person).open


def test_a_correction_names_the_old_note_and_is_shown_with_it(desk: Desk, person: str, clock: StandingClock) -> None:
    clock.advance(timedelta(days=3))
    thread = only(desk, person)
    notes.add_to(desk, thread.first.note, SudNote(text="It was his brother who called."))
    clock.advance(timedelta(minutes=1))
    again = notes.notes_of(desk, person)[0]
    notes.add_to(desk, again, SudNote(text="And on Saturday."))
    after = only(desk, person)
    assert after.first.note.record.text == "He calls again on Friday."
    assert [one.note.record.text for one in after.added] == ["It was his brother who called.", "And on Saturday."]
    assert after.added[0].note.record.amends == after.first.note.rid
    assert after.added[0].note.record.contact == after.first.note.record.contact  # type: ignore[union-attr]
    with pytest.raises(Incomplete):
        notes.write_sealed(desk, person, CounsellingNote())


def test_nobody_changes_somebody_elses_note(desk: Desk, person: str, clock: StandingClock) -> None:
    other = colleague(desk, clock, "supervisor")
    thread = only(other, person)
    assert not thread.open
    with pytest.raises(NoteStays):
        notes.open_note(other, thread.first.note)


def test_a_note_that_names_one_that_is_not_here_or_itself_stands_alone(desk: Desk, person: str) -> None:
    with desk.writing("test") as work:
        work.create(Note(person=person, text="A", amends="01930000-0000-7000-8000-00000000aaaa"), client=person)
    assert len(notes.threads(desk, notes.notes_of(desk, person))) == 2


def test_a_sealed_note_is_read_by_its_author_alone_and_rests_in_a_scope_of_its_own(
    desk: Desk, person: str, clock: StandingClock
) -> None:
    saved = notes.write_sealed(desk, person, CounsellingNote(text="Grief."))
    assert [one.record.text for one in notes.notes_of(desk, person)].count("Grief.") == 1
    held = desk.reading.get(CounsellingNote, saved.rids[0])
    assert held.scope == f"{held.rid}/sealed"
    for role in ("case_manager", "supervisor", "privacy_officer", "outreach", "project_manager", "officer"):
        found = notes.notes_of(colleague(desk, clock, role), person)
        assert not [one for one in found if isinstance(one.record, CounsellingNote)], role
    with as_role(desk, "outreach"), pytest.raises(NotAllowed):
        notes.write_sealed(desk, person, CounsellingNote(text="No."))


def test_a_sealed_note_travels_to_its_author_and_where_the_matrix_lets_the_seal_be_broken_and_nowhere_else() -> None:
    reach = audiences("sealed", "counselling_note", Worker("u1", "case_manager"), 0, fresh=True)
    assert {one.audience for one in reach} <= {"user:u1", "role:supervisor", "role:privacy_officer"}


def test_history_tells_who_changed_what_from_what_to_what(desk: Desk, person: str, clock: StandingClock) -> None:
    clock.advance(timedelta(hours=1))
    opened = desk.reading.open(Person, person)
    with desk.writing("person.edit", person) as work:
        work.edit(opened, opened.record.with_(name_used="Luz", aliases=("Lucha", "Lu")))
    opened = desk.reading.open(Person, person)
    with desk.writing("person.edit", person) as work:
        work.edit(opened, opened.record.with_(name_used=None, aliases=("Lu",), legal_name=PersonName(first="Luz")))
    told = history.history(desk, Person, person, person=person)
    names = [(one.field, one.before, one.after) for one in told if one.field in ("name_used", "aliases", "legal_name")]
    assert ("name_used", "Luz", None) in names
    assert ("name_used", None, "Luz") in names
    assert ("aliases", ("Lucha", "Lu"), ("Lu",)) in names
    assert ("legal_name", PersonName(first="María Luz Ortega"), PersonName(first="Luz")) in names
    assert {one.who for one in told} == {desk.worker.id}
    assert told[0].when == clock.now().replace(microsecond=0)
    with as_role(desk, "officer"), pytest.raises(NotAllowed):
        history.history(desk, Person, person, person=person)


def test_history_says_that_a_record_was_taken_off_and_brought_back(desk: Desk, person: str) -> None:
    held = only(desk, person).first.note
    with desk.writing("test") as work:
        work.remove(desk.reading.open(SudNote, held.rid))
    with desk.writing("test") as work:
        work.restore(desk.reading.open(SudNote, held.rid, gone=True))
    told = history.history(desk, SudNote, held.rid, person=person)
    assert [(one.before, one.after) for one in told if not one.field] == [(True, False), (False, True)]
