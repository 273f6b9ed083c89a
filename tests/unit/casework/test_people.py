"""People: lists that stay cheap, finding somebody, looking somebody up, files that show what a role may read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lead_desktop.casework import contacts, intake, people, plans, timeline
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.contact import Contact, SudNote
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.household import Strengths
from lead_desktop.domain.person import Person, PersonName, Phone
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import NotAllowed, NotFound
from lead_desktop.ids import UserId
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, bring_in, make_desk, walk_in

OTHER = UserId("01930000-0000-7000-8000-00000000beef")


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("people"), clock, role="supervisor")
    yield made
    made.close()


def add(desk: Desk, first: str, last: str, **values: object) -> str:
    person = Person(legal_name=PersonName(first=first, last=last), name_quality="1").with_(**values)
    return people.add_person(desk, person).rids[0]


def assign(desk: Desk, person: str, **values: object) -> None:
    opened = contacts.open_engagement(desk, person)
    assert opened is not None
    contacts.set_engagement(desk, person, opened.record.with_(**values), opened=opened)


def a_contact(clock: StandingClock, days_ago: int = 0, **values: object) -> Contact:
    held = {"at": clock.now() - timedelta(days=days_ago), "minutes": 5, "kind": "brief", "mode": "phone"}
    return Contact(**{"place_kind": "phone_only", **held, **values})  # type: ignore[arg-type]


def denials(desk: Desk, action: str) -> int:
    sql = "SELECT count(*) FROM audit WHERE outcome = 'denied' AND action = ?"
    return int(desk.vault.reader.execute(sql, (action,)).fetchone()[0])


def as_other(desk: Desk) -> Desk:
    """The same laptop with another case manager at it."""
    other = Desk(desk.vault, desk.clock, replace(desk.worker, id=OTHER, role="case_manager"))
    other._writer = desk._writer
    return other


def test_the_list_pages_by_name_without_a_gap_or_a_repeat(desk: Desk) -> None:
    added = {add(desk, "Page", f"Zz{letter}") for letter in "fbdaec"}
    seen: list[people.PersonRow] = []
    while rows := people.people(desk, after=seen[-1] if seen else None, limit=4):
        seen += rows
    assert added <= {row.rid for row in seen}
    assert len({row.rid for row in seen}) == len(seen) == people.count_people(desk)
    names = [row.name for row in seen if row.rid in added]
    assert names == sorted(names)


def test_a_row_tells_status_case_manager_last_contact_language_and_deadline(desk: Desk, clock: StandingClock) -> None:
    marco = bring_in(desk, clock)
    contacts.record_contact(desk, marco, a_contact(clock, 3))
    contacts.record_contact(desk, marco, a_contact(clock, 9))
    row = next(one for one in people.people(desk, limit=500) if one.rid == marco)
    assert (row.status, row.case_manager, row.language) == ("referred", desk.worker.id, "171")
    assert row.last_contact == clock.now().date() - timedelta(days=3)
    assert row.deadline == clock.now().date() + timedelta(days=30)


@pytest.mark.parametrize("limit", [1, 50])
def test_a_list_narrowed_to_a_status_holds_those_and_no_others(desk: Desk, clock: StandingClock, limit: int) -> None:
    rid = add(desk, "Quiet", "Narrow")
    assign(desk, rid, status="enrolled_active", enrolled_on=date(2026, 1, 5))
    found: list[people.PersonRow] = []
    while rows := people.people(desk, status="enrolled_active", after=found[-1] if found else None, limit=limit):
        found += rows
    assert rid in [row.rid for row in found]
    assert {row.status for row in found} == {"enrolled_active"}
    assert people.count_people(desk, status="enrolled_active") == len(found)


def test_a_common_status_is_paged_by_name_and_a_rare_one_from_its_few_records(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [row.rid for row in people.people(desk, status="outreach", limit=500)]
    monkeypatch.setattr("lead_desktop.store.records.FEW", 0)
    assert [row.rid for row in people.people(desk, status="outreach", limit=500)] == whole


@pytest.mark.parametrize(
    "typed",
    ["gaviota", "Ñúñez gav", "luna", "1987", "1987-03-02", "3/2/1987", "25/12/1987", "505-555-7788", "7788", "5557788"],
)
def test_somebody_is_found_by_name_alias_birth_date_or_phone(desk: Desk, typed: str) -> None:
    born = date(1987, 12, 25) if typed.startswith("25") else date(1987, 3, 2)
    rid = add(
        desk, "Gaviota", "Núñez", aliases=("La Luna",), dob=born, phones=(Phone(key="1", number="(505) 555-7788"),)
    )
    assert rid in [row.rid for row in people.find_people(desk, typed, limit=500)]


def test_a_number_finds_its_person_alone_however_it_is_typed(desk: Desk) -> None:
    rid = add(desk, "Numbered", "Person")
    number = people.open_file(desk, rid).person.record.participant_number or ""
    assert [row.rid for row in people.find_people(desk, number.lower())] == [rid]
    assert rid in [row.rid for row in people.find_people(desk, number[:-1], limit=500)]


def test_whole_words_come_before_beginnings_of_words(desk: Desk) -> None:
    longer, whole = add(desk, "Solana", "Aa"), add(desk, "Sol", "Zz")
    assert [row.rid for row in people.find_people(desk, "sol")] == [whole, longer]
    assert [row.rid for row in people.find_people(desk, "sol", limit=1)] == [whole]


@pytest.mark.parametrize("typed", ["", "   ", '"*:^', "' OR 1=1 --", "\ud800", "NEAR(", "x" * 5000, "\x00", "👩‍👧"])
@pytest.mark.survives(41)
def test_whatever_is_typed_into_the_search_finds_nobody_or_somebody_and_never_fails(desk: Desk, typed: str) -> None:
    assert isinstance(people.find_people(desk, typed), tuple)


def test_a_search_narrowed_to_a_status_finds_only_those(desk: Desk) -> None:
    active, other = add(desk, "Bothkind", "One"), add(desk, "Bothkind", "Two")
    assign(desk, active, status="enrolled_active", enrolled_on=date(2026, 1, 5))
    found = [row.rid for row in people.find_people(desk, "bothkind", status="enrolled_active")]
    assert found == [active]
    assert other not in found


def test_a_search_is_written_down_by_kind_and_never_by_text(desk: Desk) -> None:
    people.note_search(desk)
    rows = desk.vault.reader.execute("SELECT object, reason FROM audit WHERE action = 'person.search'").fetchall()
    assert rows
    assert set(rows) == {("", "")}


def test_a_case_manager_sees_the_own_caseload_and_whoever_has_nobody_yet(desk: Desk, clock: StandingClock) -> None:
    mine, helped, theirs = add(desk, "Caseload", "Mine"), add(desk, "Caseload", "Helped"), add(desk, "Caseload", "Not")
    open_ = add(desk, "Caseload", "Open")
    assign(desk, mine, case_manager=OTHER)
    assign(desk, helped, case_manager=desk.worker.id, peers=(OTHER,))
    assign(desk, theirs, case_manager=desk.worker.id)
    other = as_other(desk)
    assert {row.rid for row in people.find_people(other, "caseload")} == {mine, helped, open_}
    listed = {row.rid for row in people.people(other, limit=500)}
    assert {mine, helped, open_} <= listed
    assert theirs not in listed
    assert people.count_people(other) == len(listed)
    with pytest.raises(NotAllowed):
        people.open_file(other, theirs)
    with pytest.raises(NotAllowed):
        people.open_person(other, theirs)
    assert people.open_file(other, mine).person.rid == mine


def test_somebody_elses_participant_is_found_by_exact_name_with_a_reason_only(desk: Desk) -> None:
    rid = add(desk, "Exacta", "Méndez", name_used="Exa", aliases=("La Flaca",))
    assign(desk, rid, case_manager=desk.worker.id)
    other = as_other(desk)
    assert people.may_look_up(other)
    for name in ("exacta mendez", "EXACTA  MÉNDEZ", "exa", "la flaca"):
        found = people.look_up(other, name, "Asked at the desk")
        assert [(row.rid, row.case_manager, row.language) for row in found] == [(rid, desk.worker.id, "")]
    assert people.look_up(other, "exacta", "Asked at the desk") == ()
    number = people.open_file(desk, rid).person.record.participant_number or ""
    assert [row.rid for row in people.look_up(other, number, "Number on a card")] == [rid]
    rows = desk.vault.reader.execute("SELECT reason FROM audit WHERE action = 'person.look_up'").fetchall()
    assert ("Asked at the desk",) in rows
    assert not [row for row in rows if "xact" in row[0].casefold()]


def test_a_nameless_street_name_is_looked_up_too(desk: Desk) -> None:
    rid = people.add_person(desk, Person(aliases=("El Zurdo",), name_quality="2")).rids[0]
    assert [row.rid for row in people.look_up(as_other(desk), "el zurdo", "Asked")] == [rid]


@pytest.mark.parametrize(
    ("name", "reason", "fields"), [("", "why", {"name"}), ("Ana", " ", {"reason"}), ("", "", {"name", "reason"})]
)
def test_a_look_up_without_name_or_reason_is_asked_for_them(
    desk: Desk, name: str, reason: str, fields: set[str]
) -> None:
    with pytest.raises(Incomplete) as caught:
        people.look_up(as_other(desk), name, reason)
    assert {one.field for one in caught.value.problems} == fields


@pytest.mark.parametrize("role", ["supervisor", "peer", "officer"])
def test_a_look_up_is_for_case_managers(desk: Desk, role: str) -> None:
    before = denials(desk, "person.look_up")
    with as_role(desk, role), pytest.raises(NotAllowed):
        people.look_up(desk, "Ana", "why")
    assert denials(desk, "person.look_up") == before + 1


@pytest.mark.parametrize("role", ["officer", "police_liaison", "prosecutor", "evaluator", "administrator", "auditor"])
def test_roles_outside_care_see_no_list_and_the_try_is_written_down(desk: Desk, role: str) -> None:
    with as_role(desk, role):
        for act in (people.people, people.count_people):
            before = denials(desk, "person.read")
            with pytest.raises(NotAllowed):
                act(desk)  # type: ignore[operator]
            assert denials(desk, "person.read") == before + 1
        with pytest.raises(NotAllowed):
            people.find_people(desk, "a")
        assert people.alike(desk, Person(name_used="Ana")) == ()


def test_the_list_hides_what_a_role_may_not_read(desk: Desk, clock: StandingClock) -> None:
    marco = bring_in(desk, clock)
    contacts.record_contact(desk, marco, a_contact(clock))
    for role, contact, deadline in (("project_manager", False, True), ("data_entry", True, False)):
        with as_role(desk, role):
            row = next(one for one in people.find_people(desk, "marco baca", limit=500) if one.rid == marco)
            assert (row.last_contact is not None, row.deadline is not None) == (contact, deadline), role


def test_people_alike_are_told_by_name_alias_and_birth_date(desk: Desk) -> None:
    born = date(1961, 7, 9)
    rid = add(desk, "Clonada", "Ruiz", aliases=("La Copia",), dob=born)
    for person in (
        Person(legal_name=PersonName(first="clonada", last="ruiz")), Person(aliases=("la copia",)), Person(dob=born),
        Person(name_used="Clonada"),
    ):  # fmt: skip
        assert rid in [row.rid for row in people.alike(desk, person)]
    assert people.alike(desk, Person()) == ()


def test_adding_somebody_takes_a_number_and_reaches_out(desk: Desk) -> None:
    saved = people.add_person(desk, Person(name_used="Recién", name_quality="2"))
    file = people.open_file(desk, saved.rids[0])
    assert file.engagement is not None
    assert file.engagement.record.status == "outreach"
    assert file.engagement.record.case_manager is None
    desk.undo(saved)
    with pytest.raises(NotFound):
        people.open_file(desk, saved.rids[0])


def test_a_case_manager_who_adds_somebody_has_them_on_the_caseload_and_the_draft_goes(desk: Desk) -> None:
    draft = desk.drafts.new(desk.worker.id, "person_add", "", "")
    desk.drafts.keep(replace(draft, state={"a": 1}))
    with as_role(desk, "case_manager"):
        rid = people.add_person(desk, Person(name_used="Mía"), draft=draft.id).rids[0]
    assert desk.drafts.get(desk.worker.id, draft.id) is None
    file = people.open_file(desk, rid)
    assert file.engagement is not None
    assert file.engagement.record.case_manager == desk.worker.id


def test_somebody_without_any_name_is_not_added(desk: Desk) -> None:
    with pytest.raises(Incomplete) as caught:
        people.add_person(desk, Person(dob=date(1990, 1, 1)))
    assert [one.field for one in caught.value.problems] == ["legal_name"]
    with as_role(desk, "officer"), pytest.raises(NotAllowed):
        people.add_person(desk, Person(name_used="X"))


def test_who_a_person_is_can_be_changed_and_nothing_is_written_without_a_change(desk: Desk) -> None:
    rid = walk_in(desk)
    draft = desk.drafts.new(desk.worker.id, "person_edit", rid, "")
    desk.drafts.keep(draft)
    opened = people.open_person(desk, rid)
    assert people.save_person(desk, opened, opened.record) is None
    saved = people.save_person(desk, opened, opened.record.with_(pronouns="ella"), draft=draft.id)
    assert saved is not None
    assert people.open_file(desk, rid).person.record.pronouns == "ella"
    assert desk.drafts.get(desk.worker.id, draft.id) is None
    with as_role(desk, "project_manager"), pytest.raises(NotAllowed):
        people.save_person(desk, opened, opened.record.with_(pronouns="x"))


def test_two_people_who_change_different_answers_keep_both(desk: Desk) -> None:
    rid = walk_in(desk)
    first, second = people.open_person(desk, rid), people.open_person(desk, rid)
    people.save_person(desk, first, first.record.with_(pronouns="ella"))
    people.save_person(desk, second, second.record.with_(safe_words="the bicycle"))
    record = people.open_file(desk, rid).person.record
    assert (record.pronouns, record.safe_words) == ("ella", "the bicycle")


def test_a_file_holds_what_happened_newest_first(desk: Desk, clock: StandingClock) -> None:
    marco = bring_in(desk, clock)
    file = intake.start_intake(desk, marco)
    intake.save_section(desk, file, "strengths", (None, Strengths(skills="Engines"), "done"))
    plans.start_plan(desk, marco, Plan(started_on=clock.now().date()))
    contacts.record_contact(desk, marco, a_contact(clock, staff=(desk.worker.id,)), SudNote(text="Coffee."))
    contacts.record_contact(desk, marco, a_contact(clock, 400))
    opened = people.open_file(desk, marco)
    assert opened.strengths is not None
    assert opened.deadline(clock.now().date()) == clock.now().date() + timedelta(days=30)
    happened = timeline.timeline(desk, opened)
    assert {one.kind for one in happened} == {"referral", "intake_started", "contact", "plan", "status"}
    assert [one.at for one in happened] == sorted((one.at for one in happened), reverse=True)
    assert happened[-1].worker == desk.worker.id


def test_a_timeline_tells_an_intake_done_once_and_an_enrolment_without_one(desk: Desk, clock: StandingClock) -> None:
    rid = add(desk, "Enrolled", "Elsewhere")
    assign(desk, rid, status="enrolled_active", enrolled_on=date(2026, 1, 5), status_at=clock.now())
    assert [one.kind for one in timeline.timeline(desk, people.open_file(desk, rid))] == [
        "status",
        "status",
        "enrolled",
    ]
    marco = bring_in(desk, clock)
    opened = intake.start_intake(desk, marco).intake
    with desk.writing("intake.complete", marco) as work:
        before = desk.reading.open(type(opened.record), opened.rid)
        work.edit(before, before.record.with_(status="completed", completed_at=clock.now()))
    assign(desk, marco, status="enrolled_active", enrolled_on=clock.now().date(), status_at=clock.now())
    kinds = [one.kind for one in timeline.timeline(desk, people.open_file(desk, marco))]
    assert sorted(kinds) == ["intake_done", "intake_started", "referral", "status"]


def test_a_timeline_leaves_out_what_has_no_date_and_what_the_role_may_not_read(
    desk: Desk, clock: StandingClock
) -> None:
    marco = bring_in(desk, clock)
    file = replace(people.open_file(desk, marco), intake=None)
    with as_role(desk, "peer"):
        assert [one for one in timeline.timeline(desk, file) if one.kind == "referral"] == []
    track = file.tracks[0]
    lost = replace(track, record=track.record.with_(referral="01930000-0000-7000-8000-00000000dead"))
    undated = Engagement(status="referred")
    assert file.engagement is not None
    bare = replace(file, tracks=(lost,), engagement=replace(file.engagement, record=undated))
    assert timeline.timeline(desk, bare) == ()
    with desk.writing("referral.edit") as work:
        before = desk.reading.open(Referral, track.record.referral or "")
        work.edit(before, before.record.with_(referred_at=None))
    assert [one.kind for one in timeline.timeline(desk, file)] == ["status"]
    contacts.record_contact(desk, marco, a_contact(clock))
    held = people.open_file(desk, marco).contacts[0]
    plans.start_plan(desk, marco, Plan(started_on=clock.now().date()))
    plan = people.open_file(desk, marco).plans[0]
    intake.start_intake(desk, marco)
    header = people.open_file(desk, marco).intake
    assert header is not None
    hollow = replace(
        file,
        contacts=(replace(held, record=held.record.with_(at=None)),),
        plans=(replace(plan, record=plan.record.with_(started_on=None)),),
        intake=replace(header, record=header.record.with_(started_at=None)),
    )
    assert [one.kind for one in timeline.timeline(desk, hollow)] == ["status"]


def test_a_file_of_somebody_whose_contact_has_no_time_stands_by_when_it_was_written(
    desk: Desk, clock: StandingClock
) -> None:
    rid = walk_in(desk)
    with desk.writing("contact.record", rid) as work:
        work.create(Contact(person=rid), client=rid)
    file = people.open_file(desk, rid)
    assert len(file.contacts) == 1
    assert file.deadline(clock.now().date()) is None
    row = next(one for one in people.people(desk, limit=500) if one.rid == rid)
    assert row.last_contact is None


def test_of_two_held_charges_the_nearer_deadline_shows(desk: Desk, clock: StandingClock) -> None:
    marco = bring_in(desk, clock)
    held = people.open_file(desk, marco).charges[0].record
    with desk.writing("charge.add", marco) as work:
        for due in (held.deadline, date(2026, 11, 30), None, date(2026, 12, 20)):
            work.create(held.with_(deadline=due), client=marco)
        work.create(held.with_(status="not_filed", deadline=date(2026, 11, 25)), client=marco)
    row = next(one for one in people.people(desk, limit=500) if one.rid == marco)
    assert row.deadline == date(2026, 11, 30)


def test_workers_are_known_by_name(desk: Desk) -> None:
    assert people.workers(desk) == {desk.worker.id: "Rosa Alvarez"}
