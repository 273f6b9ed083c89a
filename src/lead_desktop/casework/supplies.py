"""Supplies handed out, to anybody, and the naloxone on the shelf (domain 2.8, 2.11, 4.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Problem
from lead_desktop.domain.supply import NAMED, NaloxoneLot, NaloxoneMove, Supply
from lead_desktop.domain.vocabulary import code_list

SOON_DAYS = 60
"""A lot that ends within this many days is said to end soon."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A lot with how many boxes are left by what was written down; less than none when more went than came."""

    lot: Kept[NaloxoneLot]
    left: int

    def ends(self, today: date) -> str:
        """Tell whether it is past its day, ends soon, or is good: `past`, `soon` or `good`."""
        day = self.lot.record.expires_on
        if day is None:
            return "good"
        return "past" if day < today else "soon" if (day - today).days <= SOON_DAYS else "good"

    def item(self) -> str:
        """Return the thing on the table that comes out of this lot."""
        product = self.lot.record.product
        return code_list("naloxone_product").find(product).group if product else ""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """What a round did: `short` is how many boxes were given that no lot had left by what was written down."""

    saved: Saved
    short: int


@dataclass(frozen=True, slots=True)
class TableDay:
    """What was given out today by everybody of whom this laptop knows; boxes that are past their day do not count."""

    rounds: int
    things: int
    boxes_left: int
    ends_first: date | None


def give(desk: Desk, supply: Supply, *, draft: str = "") -> GivenOut:
    """Record a round; naloxone leaves the lot that ends first. Raises NotAllowed, Incomplete.

    What was handed out was handed out: a shelf that holds less by the count stands below zero, and that is said.
    """
    person = supply.person or ""
    desk.allow("create", Supply, person=person)
    check(desk, supply)
    taken, short = _boxes_of(desk, supply)
    with desk.writing("supply.give", person if supply.whom == NAMED else "") as work:
        rid = work.create(supply, client=person)
        for lot, boxes in taken.items():
            work.create(NaloxoneMove(lot=lot, kind="given", boxes=boxes, at=supply.at, supply=rid), client=lot)
        if draft:
            work.discard_draft(draft)
    return GivenOut(done(work.saved), short)


def shelf(desk: Desk) -> tuple[Stock, ...]:
    """Return every lot with what is left of it, the one that ends first first; none for who may not see them."""
    if not desk.may("read", NaloxoneLot):
        return ()
    left: dict[str, int] = {}
    for move in desk.reading.of_type(NaloxoneMove):
        lot = move.record.lot or ""
        left[lot] = left.get(lot, 0) + move.record.change()
    lots = [Stock(one, left.get(one.rid, 0)) for one in desk.reading.of_type(NaloxoneLot)]
    return tuple(sorted(lots, key=lambda one: (one.lot.record.expires_on or date.max, one.lot.rid)))


def receive(desk: Desk, lot: NaloxoneLot, move: NaloxoneMove, *, draft: str = "") -> Saved:
    """Put boxes on the shelf; a lot number that is known of the same product is added to."""
    desk.allow("create", NaloxoneLot)
    desk.allow("create", NaloxoneMove)
    check(desk, lot)
    known = next((one.lot for one in shelf(desk) if _same(one.lot.record, lot)), None)
    move = move.with_(kind="received", lot=known.rid if known else "new")
    check(desk, move)
    with desk.writing("naloxone.receive") as work:
        rid = known.rid if known else work.create(lot)
        work.create(move.with_(lot=rid), client=rid)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def take_off(desk: Desk, move: NaloxoneMove, *, draft: str = "") -> Saved:
    """Record that boxes of a lot went out of date, were lost, or were passed on."""
    desk.allow("create", NaloxoneMove)
    check(desk, move)
    with desk.writing("naloxone.move", move.lot or "") as work:
        work.create(move, client=move.lot or "")
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def count_shelf(desk: Desk, found: NaloxoneMove, *, draft: str = "") -> Saved | None:
    """Set a lot to what was counted on the shelf; the difference is a movement. None when the count was right."""
    desk.allow("create", NaloxoneMove)
    check(desk, found)
    if found.boxes is None or found.boxes < 0:
        raise Incomplete([Problem("boxes", "greater_than_equal", {"ge": 0})])
    before = next((one.left for one in shelf(desk) if one.lot.rid == found.lot), 0)
    if found.boxes == before:
        if draft:
            desk.drafts.discard(draft)
        return None
    return take_off(desk, found.with_(kind="counted", boxes=found.boxes - before), draft=draft)


def table_day(desk: Desk) -> TableDay:
    """Return what was given out today, and how the shelf stands."""
    today = desk.clock.now().date()
    rounds = [one.record for one in _rounds_since(desk, today)]
    stock = [one for one in shelf(desk) if one.left > 0 and one.ends(today) != "past"]
    return TableDay(
        rounds=len(rounds), things=sum(one.things() for one in rounds), boxes_left=sum(one.left for one in stock),
        ends_first=next((one.lot.record.expires_on for one in stock), None),
    )  # fmt: skip


def supplies_of(desk: Desk, person: str) -> tuple[Kept[Supply], ...]:
    """Return what somebody was given under their name, newest first; none for who may not read it."""
    if not desk.may("read", Supply, person=person):
        return ()
    held = desk.reading.of_person(Supply, person)
    if held:
        desk.note_view(Supply, person)
    return tuple(reversed(held))


def naloxone_items() -> tuple[str, ...]:
    """Return the things on the table that come from a lot."""
    return tuple(dict.fromkeys(one.group for one in code_list("naloxone_product").codes))


def _rounds_since(desk: Desk, day: date) -> Iterator[Kept[Supply]]:
    if desk.may("read", Supply, own=True):
        for one in desk.reading.of_type(Supply, limit=500):
            if one.record.at is not None and one.record.at.date() >= day:
                yield one


def _boxes_of(desk: Desk, supply: Supply) -> tuple[dict[str, int], int]:
    """Return which lots a round's naloxone comes from, and how many boxes no lot has left."""
    stock = shelf(desk) if desk.may("create", NaloxoneMove) else ()
    taken: dict[str, int] = {}
    short = 0
    for item in naloxone_items():
        lots = [one for one in stock if one.item() == item]
        wanted = supply.count_of(item)
        if wanted:
            found, missing = _from_lots(lots, wanted, desk.clock.now().date())
            taken.update(found)
            short += missing
    return taken, short


def _same(held: NaloxoneLot, lot: NaloxoneLot) -> bool:
    return (held.product, held.number, held.expires_on) == (lot.product, lot.number, lot.expires_on)


def _from_lots(stock: Sequence[Stock], wanted: int, today: date) -> tuple[dict[str, int], int]:
    """Return how many boxes to take from which lot, and how many of them no lot has left."""
    ready = [one for one in stock if one.left > 0 and one.ends(today) != "past"]
    short = max(0, wanted - sum(one.left for one in ready))
    taken: dict[str, int] = {}
    for one in ready:
        boxes = min(wanted, one.left)
        wanted -= boxes
        if boxes:
            taken[one.lot.rid] = boxes
    if wanted and stock:
        last = (ready or stock)[-1].lot.rid
        taken[last] = taken.get(last, 0) + wanted
    return taken, short
