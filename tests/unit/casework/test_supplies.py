"""Supplies and naloxone: handed out to anybody, counted on the shelf, never hidden below zero, nobody asked why."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from lead_desktop.casework import supplies
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.base import Compartment, notes
from lead_desktop.domain.supply import GivenRow, NaloxoneLot, NaloxoneMove, Supply
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, role="outreach")
    yield made
    made.close()


def a_round(clock: StandingClock, *, returned: int | None = None, whom: str = "anonymous", **counts: int) -> Supply:
    rows = tuple(GivenRow(key=code, item=code, count=count) for code, count in counts.items())
    return Supply(at=clock.now(), whom=whom, items=rows, returned=returned)


def came(desk: Desk, clock: StandingClock, number: str, boxes: int, until: date, product: str = "nasal_4") -> str:
    lot = NaloxoneLot(product=product, number=number, expires_on=until)
    supplies.receive(desk, lot, NaloxoneMove(kind="received", boxes=boxes, at=clock.now()))
    return next(one.lot.rid for one in supplies.shelf(desk) if one.lot.record.number == number)


def left(desk: Desk) -> dict[str | None, int]:
    return {one.lot.record.number: one.left for one in supplies.shelf(desk)}


def test_a_round_at_a_table_is_linked_to_nobody(desk: Desk, clock: StandingClock) -> None:
    given = supplies.give(desk, a_round(clock, socks=2, water=1, returned=10))
    held = desk.reading.get(Supply, given.saved.rids[0])
    assert held.record.person is None
    assert held.scope == f"{held.rid}/harm_reduction"
    assert (held.record.things(), held.record.returned) == (3, 10)
    assert supplies.table_day(desk) == supplies.TableDay(rounds=1, things=3, boxes_left=0, ends_first=None)


def test_nothing_asks_why_somebody_wants_something() -> None:
    assert not [name for name in notes(Supply) if "why" in name or "reason" in name or "note" in name]
    assert Supply.COMPARTMENT is Compartment.HARM_REDUCTION


def test_a_round_for_somebody_stands_with_them_and_one_with_a_code_does_not(desk: Desk, clock: StandingClock) -> None:
    person = walk_in(desk)
    supplies.give(desk, a_round(clock, foil=3, whom="named").with_(person=person))
    supplies.give(desk, a_round(clock, foil=1, whom="coded").with_(code="MAOR85"))
    assert [one.record.count_of("foil") for one in supplies.supplies_of(desk, person)] == [3]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"items": ()}, "items"), ({"whom": "named"}, "whom"), ({"whom": "coded"}, "code"), ({"person": "p"}, "whom")],
)
def test_an_empty_round_and_one_that_contradicts_itself_are_not_kept(
    desk: Desk, clock: StandingClock, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Incomplete) as caught:
        supplies.give(desk, a_round(clock, socks=1).with_(**wrong))
    assert {one.field for one in caught.value.problems} == {field}
    assert desk.reading.count(Supply) == 0


def test_naloxone_leaves_the_lot_that_ends_first_and_none_that_is_past(desk: Desk, clock: StandingClock) -> None:
    day = clock.now().date()
    came(desk, clock, "LATE", 10, day + timedelta(days=500))
    came(desk, clock, "PAST", 5, day - timedelta(days=1))
    came(desk, clock, "SOON", 3, day + timedelta(days=30))
    came(desk, clock, "VIAL", 7, day + timedelta(days=90), "im_04")
    assert supplies.give(desk, a_round(clock, naloxone_nasal=5, naloxone_im=1)).short == 0
    assert left(desk) == {"PAST": 5, "SOON": 0, "LATE": 8, "VIAL": 6}
    assert [one.ends(day) for one in supplies.shelf(desk)] == ["past", "soon", "good", "good"]
    assert (supplies.table_day(desk).ends_first, supplies.table_day(desk).boxes_left) == (day + timedelta(days=90), 14)


def test_more_given_than_the_shelf_held_stands_below_zero_and_is_said(desk: Desk, clock: StandingClock) -> None:
    came(desk, clock, "A", 2, clock.now().date() + timedelta(days=100))
    given = supplies.give(desk, a_round(clock, naloxone_nasal=5))
    assert (given.short, left(desk)) == (3, {"A": -3})
    assert supplies.give(desk, a_round(clock, naloxone_im=1)).short == 1
    assert left(desk) == {"A": -3}


def test_a_round_taken_back_puts_its_naloxone_back(desk: Desk, clock: StandingClock) -> None:
    came(desk, clock, "A", 2, clock.now().date() + timedelta(days=100))
    given = supplies.give(desk, a_round(clock, naloxone_nasal=2, socks=1))
    desk.undo(given.saved)
    assert left(desk) == {"A": 2}
    assert desk.reading.count(Supply) == 0


def test_a_known_lot_is_added_to_and_a_count_sets_it(desk: Desk, clock: StandingClock) -> None:
    until = clock.now().date() + timedelta(days=100)
    lot = came(desk, clock, "A", 2, until)
    assert came(desk, clock, "A", 5, until) == lot
    assert left(desk) == {"A": 7}
    draft = desk.drafts.new(desk.worker.id, "_naloxone_counted", lot, "")
    desk.drafts.keep(draft)
    found = NaloxoneMove(lot=lot, kind="counted", boxes=7, at=clock.now())
    assert supplies.count_shelf(desk, found, draft=draft.id) is None
    assert desk.drafts.get(desk.worker.id, draft.id) is None
    supplies.count_shelf(desk, found.with_(boxes=4))
    assert left(desk) == {"A": 4}
    supplies.take_off(desk, NaloxoneMove(lot=lot, kind="expired", boxes=4, at=clock.now()))
    assert left(desk) == {"A": 0}


@pytest.mark.parametrize("boxes", [0, -1, None])
def test_boxes_that_came_or_went_are_at_least_one(desk: Desk, clock: StandingClock, boxes: int | None) -> None:
    lot = came(desk, clock, "A", 2, clock.now().date())
    for act in (
        lambda: supplies.take_off(desk, NaloxoneMove(lot=lot, kind="lost", boxes=boxes, at=clock.now())),
        lambda: came(desk, clock, "B", boxes, clock.now().date()),  # type: ignore[arg-type]
    ):
        with pytest.raises(Incomplete):
            act()
    if boxes != 0:
        with pytest.raises(Incomplete):
            supplies.count_shelf(desk, NaloxoneMove(lot=lot, kind="counted", boxes=boxes, at=clock.now()))
    assert left(desk) == {"A": 2}


def test_peers_hand_out_and_bring_in_no_lot_and_the_rest_of_the_matrix_holds(desk: Desk, clock: StandingClock) -> None:
    came(desk, clock, "A", 2, clock.now().date() + timedelta(days=9))
    with as_role(desk, "peer"):
        supplies.give(desk, a_round(clock, naloxone_nasal=1))
        assert left(desk) == {"A": 1}
        with pytest.raises(NotAllowed):
            came(desk, clock, "B", 1, clock.now().date())
    for role in ("project_manager", "data_entry", "officer", "prosecutor", "privacy_officer"):
        with as_role(desk, role), pytest.raises(NotAllowed):
            supplies.give(desk, a_round(clock, socks=1))
    for role in ("officer", "police_liaison", "prosecutor", "defender", "evaluator"):
        with as_role(desk, role):
            assert supplies.shelf(desk) == ()
            assert supplies.supplies_of(desk, walk_in_as(desk)) == ()


def walk_in_as(desk: Desk) -> str:
    with as_role(desk, "outreach"):
        return walk_in(desk)
