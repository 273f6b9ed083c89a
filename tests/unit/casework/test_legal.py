"""Court matters and warrants: for care alone, with hearings on Today a week before; never on a law-side laptop."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import legal
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.today import today
from lead_desktop.domain.audiences import BY_CONSENT, Worker, audiences, audiences_of
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.legal import LegalMatter
from lead_desktop.domain.permissions import roles_of_side, side_of
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in

OUTSIDE = [role for side in ("law", "defence", "evaluation") for role in roles_of_side(side)]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock)
    yield made
    made.close()


def a_warrant(**values: object) -> LegalMatter:
    return LegalMatter(kind="warrant", told_by="participant", warrant_type="bench_fta").with_(**values)


def test_a_hearing_stands_on_today_a_week_before_and_goes_when_the_matter_ends(
    desk: Desk, clock: StandingClock
) -> None:
    person = walk_in(desk)
    legal.add_matter(desk, person, a_warrant(next_hearing=clock.now() + timedelta(days=5)))
    legal.add_matter(desk, person, a_warrant(next_hearing=clock.now() + timedelta(days=3)))
    legal.add_matter(desk, person, a_warrant(next_hearing=clock.now() + timedelta(days=30)))
    legal.add_matter(desk, person, a_warrant(next_hearing=clock.now() - timedelta(days=2)))
    (due,) = today(desk).hearings
    assert (due.open, due.on) == (person, (clock.now() + timedelta(days=3)).date())
    for held in legal.matters_of(desk, person):
        opened = legal.open_matter(desk, held)
        legal.save_matter(desk, opened, opened.record.with_(disposition="dismissed"))
    assert today(desk).hearings == ()
    assert not [one for one in legal.matters_of(desk, person) if one.record.is_open()]


def test_open_matters_come_first_the_next_hearing_first(desk: Desk, clock: StandingClock) -> None:
    person = walk_in(desk)
    for number, at, end in (("C", None, "open"), ("D", 1, "dismissed"), ("B", 9, "open"), ("A", 2, "open")):
        when = clock.now() + timedelta(days=at) if at else None
        legal.add_matter(desk, person, a_warrant(number=number, next_hearing=when, disposition=end))
    assert [one.record.number for one in legal.matters_of(desk, person)] == ["A", "B", "C", "D"]


def test_a_matter_says_what_it_is_and_from_whom_it_is_known(desk: Desk) -> None:
    with pytest.raises(Incomplete) as caught:
        legal.add_matter(desk, walk_in(desk), LegalMatter(number="D-101-CR-2026-00123"))
    assert {one.field for one in caught.value.problems} == {"kind", "told_by"}


@pytest.mark.survives(90)
def test_no_warrant_comes_to_rest_on_a_law_side_laptop(desk: Desk, clock: StandingClock) -> None:
    for author in ("case_manager", "supervisor"):
        reach = {one.audience for one in audiences("legal", "legal_matter", Worker("u1", author), 0, fresh=True)}
        assert {side_of(one.removeprefix("role:")) for one in reach} == {"care"}
        for role in OUTSIDE:
            held = audiences_of(Worker("u2", role, "Santa Fe Police"))
            assert not [one for one in reach & held if one != "everyone"], role
    assert Compartment.LEGAL not in BY_CONSENT
    person = walk_in(desk)
    legal.add_matter(desk, person, a_warrant(next_hearing=clock.now()))
    for role in (*OUTSIDE, "outreach", "peer", "data_entry"):
        with as_role(desk, role):
            assert legal.matters_of(desk, person) == ()
            assert legal.hearings(desk) == ()
            with pytest.raises(NotAllowed):
                legal.add_matter(desk, person, a_warrant())


def test_the_project_manager_reads_and_changes_nothing(desk: Desk) -> None:
    person = walk_in(desk)
    legal.add_matter(desk, person, a_warrant())
    with as_role(desk, "project_manager"):
        held = legal.matters_of(desk, person)[0]
        with pytest.raises(NotAllowed):
            legal.open_matter(desk, held)
    opened = legal.open_matter(desk, held)
    with as_role(desk, "project_manager"), pytest.raises(NotAllowed):
        legal.save_matter(desk, opened, opened.record.with_(about="No."))
