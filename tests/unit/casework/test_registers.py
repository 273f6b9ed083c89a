"""Requests, orders, restrictions, complaints and data gone astray (domain 2.15, 3.4, 3.8): a subpoena is not enough."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lead_desktop.casework import cards, disclosures, registers
from lead_desktop.casework.cards import NotConsented
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.disclosures import Ground, Leaving, Restricted, Way
from lead_desktop.domain.programme import User
from lead_desktop.domain.registers import Breach, Complaint
from lead_desktop.domain.requests import OrderCheck, RecordRequest, Restriction
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.consents import OFFICE, POLICE, signed
from tests.fakes.desks import as_role, make_desk, walk_in

MARK = "ab" * 32
COURT = "First Judicial District Court"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, "supervisor")
    yield made
    made.close()


@pytest.fixture
def luz(desk: Desk) -> str:
    return walk_in(desk)


def plan_of(person: str) -> Leaving:
    return Leaving(person, "plan", ("needs_goals_summary",))


def request(desk: Desk, **more: object) -> RecordRequest:
    whole = {"came_at": desk.clock.now(), "asker": "court", "paper": "court_order", "wanted": "The plan", **more}
    return RecordRequest(**whole)  # type: ignore[arg-type]


def order(desk: Desk, person: str, **more: object) -> OrderCheck:
    whole = {
        "person": person, "request": registers.write(desk, request(desk, person=person)).rids[0], "court": COURT,
        "number": "D-101", "names_records": True, "recipient": COURT, "categories": ("needs_goals_summary",),
        "until": (desk.clock.now() + timedelta(days=10)).date(), **more,
    }  # fmt: skip
    return OrderCheck(**whole)  # type: ignore[arg-type]


def as_privacy_officer(desk: Desk) -> str:
    """Let somebody else, who answers for privacy, work at this desk; return who worked here before."""
    was = desk.worker
    with desk.writing("test") as work:
        rid = work.create(User(name="Ada", role="privacy_officer"))
    desk.worker = replace(was, id=rid, role="privacy_officer", side="programme")
    desk._author = replace(desk._author, user=rid)
    return was.id


def checked(desk: Desk, person: str, **more: object) -> str:
    """An order that was read by whoever answers for privacy."""
    made, worker, author = order(desk, person, **more), desk.worker, desk._author
    as_privacy_officer(desk)
    rid = registers.write(desk, made).rids[0]
    desk.worker, desk._author = worker, author
    return rid


def go(desk: Desk, person: str, rid: str, to: str = COURT) -> None:
    disclosures.let_go(desk, plan_of(person), Ground("legal", to, order=rid), "print", MARK)


def test_under_an_order_that_was_read_and_names_these_records_the_paper_goes_and_says_so(desk, luz):
    rid = checked(desk, luz)
    assert disclosures.ways(desk, plan_of(luz), "legal") == (Way(COURT, order=rid),)
    go(desk, luz, rid)
    entry = disclosures.shared_of(desk, luz)[0].record
    assert (entry.purpose, entry.basis, entry.order, entry.recipient) == ("legal", "court_order", rid, COURT)


@pytest.mark.survives(60)
def test_a_request_by_itself_whatever_its_paper_lets_nothing_go(desk, luz):
    for paper in ("spoken", "letter", "subpoena", "warrant", "court_order", "consent"):
        rid = registers.write(desk, request(desk, person=luz, paper=paper, organization=COURT)).rids[0]
        with pytest.raises(NotConsented):
            go(desk, luz, rid)
    assert disclosures.ways(desk, plan_of(luz), "legal") == ()
    assert disclosures.shared_of(desk, luz) == ()


@pytest.mark.survives(60)
def test_an_order_counts_only_for_whom_and_what_and_until_when_it_says(desk, luz, clock):
    rid = checked(desk, luz)
    with pytest.raises(NotConsented):
        go(desk, luz, rid, "Another Court")
    with pytest.raises(NotConsented):
        go(desk, walk_in(desk, "Ana"), rid)
    with pytest.raises(NotConsented):
        disclosures.let_go(
            desk, Leaving(luz, "plan", ("sud_treatment_status",)), Ground("legal", COURT, order=rid), "print", MARK
        )
    clock.advance(timedelta(days=11))
    with pytest.raises(NotConsented):
        go(desk, luz, rid)


@pytest.mark.survives(60)
def test_an_order_is_read_by_whoever_answers_for_privacy_and_by_nobody_else(desk, luz):
    for role in ("case_manager", "supervisor", "project_manager", "officer"):
        made = order(desk, luz)
        with as_role(desk, role), pytest.raises(NotAllowed):
            registers.write(desk, made)
    made = order(desk, luz)
    with desk.writing("test") as work:
        forged = work.create(made, client=luz)
    with pytest.raises(NotConsented):
        go(desk, luz, forged)


def test_an_order_that_does_not_name_these_records_cannot_be_written_as_if_it_did(desk, luz):
    made = order(desk, luz, names_records=False)
    as_privacy_officer(desk)
    with pytest.raises(Incomplete):
        registers.write(desk, made)


def test_what_somebody_asked_not_to_be_shared_is_not_until_they_end_it(desk, luz):
    rid = signed(desk, luz)
    ground = Ground("partner", OFFICE, consent=rid)
    asked = Restriction(person=luz, asked_on=desk.clock.now().date(), recipient="district attorney")
    saved = registers.write(desk, asked)
    assert disclosures.ways(desk, plan_of(luz), "partner") == ()
    with pytest.raises(Restricted):
        disclosures.let_go(desk, plan_of(luz), ground, "print", MARK)
    fresh = cards.fresh_card(desk, rid, OFFICE).with_(headline="Good morning")
    with pytest.raises(Restricted):
        disclosures.share_card(desk, fresh)
    assert desk.reading.of_type(ShareCard) == ()
    disclosures.share_card(desk, cards.fresh_card(desk, rid, POLICE).with_(headline="Good morning"))
    disclosures.let_go(desk, plan_of(luz), Ground(), "print", MARK)
    told = Ground("emergency", OFFICE, why="Not waking up")
    disclosures.let_go(desk, plan_of(luz), told, "print", MARK)
    opened = registers.open_entry(desk, Restriction, saved.rids[0])
    registers.change(desk, opened, opened.record.with_(answer="ended"))
    disclosures.let_go(desk, plan_of(luz), ground, "print", MARK)
    assert len(disclosures.shared_of(desk, luz)) == 4


@pytest.mark.parametrize(
    ("what", "whom", "answer", "stands"),
    [
        ((), None, "open", True), ((), None, "agreed", True), ((), None, "not_agreed", False),
        (("housing_income",), None, "agreed", False), (("needs_goals_summary",), OFFICE, "agreed", True),
        ((), POLICE, "agreed", False),
    ],
)  # fmt: skip
def test_a_restriction_stands_in_the_way_of_what_it_names_for_whom_it_names(desk, luz, what, whom, answer, stands):
    signed(desk, luz)
    registers.write(
        desk,
        Restriction(
            person=luz, asked_on=desk.clock.now().date(), categories=what, recipient=whom, answer=answer, reason="r"
        ),
    )
    assert disclosures.is_restricted(desk, plan_of(luz), OFFICE) is stands


def test_whoever_is_asked_writes_it_down_sees_their_own_and_leaves_the_rest_to_privacy(desk, luz):
    registers.write(desk, request(desk))
    with as_role(desk, "case_manager"):
        mine = registers.write(desk, request(desk, paper="subpoena", person=luz))
        assert len(registers.entries(desk, RecordRequest)) == 2
        with pytest.raises(NotAllowed):
            registers.open_entry(desk, RecordRequest, mine.rids[0])
        registers.write(desk, Complaint(came_on=desk.clock.now().date(), about="privacy", what="Too loud"))
        assert registers.entries(desk, Complaint) == ()
    as_privacy_officer(desk)
    assert len(registers.entries(desk, Complaint)) == 1
    opened = registers.open_entry(desk, RecordRequest, mine.rids[0])
    registers.change(desk, opened, opened.record.with_(answer="not_enough", answered_at=desk.clock.now()))
    answers = {one.rid: one.record.answer for one in registers.entries(desk, RecordRequest)}
    assert answers[mine.rids[0]] == "not_enough"
    assert list(answers.values()).count(None) == 1


def test_the_law_side_neither_writes_nor_sees_any_register(desk):
    for role in ("officer", "police_liaison", "prosecutor", "defender"):
        with as_role(desk, role):
            assert not registers.may_see_registers(desk)
            assert registers.entries(desk, RecordRequest) == ()
            with pytest.raises(NotAllowed):
                registers.write(desk, request(desk))


@pytest.mark.parametrize(
    ("people", "office"),
    [(3, date(2027, 3, 1)), (499, date(2027, 3, 1)), (500, date(2026, 5, 9)), (None, date(2026, 5, 9))],
)
def test_who_is_told_by_when_after_data_went_astray(people, office):
    found = Breach(found_on=date(2026, 3, 10), what="A lost laptop", people=people)
    assert (found.is_open(), found.tell_people_by(), found.tell_office_by()) == (True, date(2026, 5, 9), office)
    low = found.with_(risk="low")
    assert (low.is_open(), low.tell_people_by(), low.tell_office_by()) == (False, None, None)
    assert found.with_(risk="notify").is_open()
    assert not found.with_(risk="notify", people_told_on=date(2026, 4, 1)).is_open()


@pytest.mark.survives(41)
@pytest.mark.survives(45)
def test_hostile_words_in_a_register_are_kept_and_too_long_ones_refused(desk):
    nasty = "'; DROP TABLE record; -- <script>alert(1)</script> =1+1"
    registers.write(desk, request(desk, wanted=nasty, organization=nasty))
    held = registers.entries(desk, RecordRequest)[0].record
    assert (held.wanted, held.organization) == (nasty, nasty)
    with pytest.raises(ValueError, match="string_too_long"):
        request(desk, wanted="x" * 501)
    with pytest.raises(Incomplete):
        registers.write(desk, request(desk, came_at=desk.clock.now() + timedelta(days=1)))
