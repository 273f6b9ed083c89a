"""Today: what is due, most pressing first, and only what the role may read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.referrals import decide, submit_referral, track_of
from lead_desktop.casework.today import Today, today
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.permissions import roles_of_side, side_of, sides
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.plan import Plan
from lead_desktop.ids import UserId
from tests.fakes.clock import StandingClock
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_story import a_desk, a_referral

ROLES = [role for side in sorted(sides()) for role in roles_of_side(side)]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = a_desk(tmp_path_factory.mktemp("today"), clock, role="supervisor")
    yield made
    made.close()


def accepted(desk: Desk, clock: StandingClock, name: str) -> str:
    rid = submit_referral(desk, a_referral(clock, person_name=PersonName(first=name))).rids[0]
    decide(desk, rid, choose(desk, rid, "accepted"))
    track = track_of(desk, rid)
    assert track is not None
    return track.record.person or ""


def put(desk: Desk, record: Contact | Plan) -> None:
    with desk.writing("test.put") as work:
        work.create(record, client=record.person or "")


def test_nothing_is_due_on_an_empty_laptop(desk: Desk) -> None:
    assert today(desk) == Today((), (), (), (), (), 0, 0)


def test_what_is_due_comes_with_the_most_pressing_first(desk: Desk, clock: StandingClock) -> None:
    first = accepted(desk, clock, "Ana")
    clock.advance(timedelta(days=3))
    second = accepted(desk, clock, "Ben")
    waiting = submit_referral(desk, a_referral(clock, person_name=PersonName(first="Cy"))).rids[0]
    now = clock.now()
    put(desk, Contact(person=first, at=now - timedelta(days=2), next_at=now + timedelta(days=1)))
    put(desk, Contact(person=first, at=now - timedelta(days=1), next_at=now + timedelta(days=5)))
    put(desk, Contact(person=first))
    put(desk, Contact(person=second, at=now, next_at=now + timedelta(days=30)))
    put(desk, Plan(person=first, version=2, look_together_on=now.date() + timedelta(days=10)))
    put(desk, Plan(person=first, version=1, look_together_on=now.date()))
    put(desk, Plan(person=second, look_together_on=now.date() + timedelta(days=60)))
    held = today(desk)
    assert [(one.name, one.open) for one in held.windows] == [("Ana", first), ("Ben", second)]
    assert [one.open for one in held.referrals] == [waiting]
    assert [(one.open, one.on) for one in held.contacts] == [(first, (now + timedelta(days=5)).date())]
    assert [(one.open, one.on) for one in held.reviews] == [(first, now.date() + timedelta(days=10))]
    assert held.own_referrals == 3


def test_the_sooner_of_two_charges_counts_and_a_referral_gone_is_not_shown(desk: Desk, clock: StandingClock) -> None:
    person = accepted(desk, clock, "Ana")
    clock.advance(timedelta(days=2))
    again = submit_referral(desk, a_referral(clock)).rids[0]
    decide(desk, again, choose(desk, again, "accepted"), person=person)
    assert [one.on for one in today(desk).windows] == [clock.now().date() + timedelta(days=28)]
    sooner = submit_referral(desk, a_referral(clock, referred_at=clock.now() - timedelta(days=9))).rids[0]
    decide(desk, sooner, choose(desk, sooner, "accepted"), person=person)
    assert [one.on for one in today(desk).windows] == [clock.now().date() + timedelta(days=21)]
    gone = submit_referral(desk, a_referral(clock, referred_at=clock.now())).rids[0]
    with desk.writing("test.gone") as work:
        work.remove(desk.reading.open(type(a_referral(clock)), gone))
    assert today(desk).referrals == ()


def test_drafts_are_ones_own_and_the_program_keeps_its_own_apart(desk: Desk) -> None:
    for form in ("referral", "_place"):
        desk.drafts.keep(desk.drafts.new(desk.worker.id, form, "", ""))
    assert [one.form for one in today(desk).drafts] == ["referral"]


@pytest.mark.parametrize("role", ROLES)
def test_a_day_holds_only_what_the_role_may_read(desk: Desk, clock: StandingClock, role: str) -> None:
    person = accepted(desk, clock, "Ana")
    submit_referral(desk, a_referral(clock))
    put(desk, Contact(person=person, at=clock.now(), next_at=clock.now()))
    put(desk, Plan(person=person, look_together_on=clock.now().date()))
    desk.worker = replace(desk.worker, id=UserId("somebody-else"), role=role, side=side_of(role))
    held = today(desk)
    if side_of(role) == "care":
        wide = role == "supervisor"
        assert len(held.windows) == (1 if role in ("supervisor", "outreach", "project_manager") else 0)
        assert len(held.contacts) == (1 if wide else 0)
    else:
        assert (held.windows, held.contacts, held.reviews) == ((), (), ())
    assert held.own_referrals == 0
