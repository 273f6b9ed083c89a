"""A laptop with a month of unsent work joins a hub: new numbers for all of it, or, after any crash, for nothing."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lead_desktop.store import doors, numbers, slots
from lead_desktop.store.audit import audit_hash_at, first_broken, first_unlogged, read_audit_tail
from lead_desktop.store.leases import Lapsed
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.mark import ChainEnd
from lead_desktop.store.outgoing import put_aside
from lead_desktop.store.proof import operation_faults
from lead_desktop.store.proof_held import held_faults
from lead_desktop.store.restamp import Incarnation, op_end, renumber
from lead_desktop.store.standing import Device, Standing, keep_standing, read_device, read_standing
from lead_desktop.sync.engine import housekeeping
from lead_desktop.wire.op import GENESIS, chained
from tests.fakes.chains import stored_ops
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import Side, laptop, opened
from tests.fakes.records import TYPES, a_thing
from tests.fakes.small_hub import SmallHub
from tests.fakes.small_vaults import cheap_derive
from tests.unit.store.conftest import in_child

NEW = Incarnation(Device("uid-9", bytes(32).hex(), "01", code="ABC"), 9, "epoch-1")
SETS = frozenset({(901, 5), (901, 6), (901, 906)})


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def busy(tmp_path: Path, clock: StandingClock) -> Iterator[Side]:
    """A laptop on which somebody worked for a month without a hub."""
    made = laptop(tmp_path / "v", clock)
    rids = [made.create(a_thing(count=one, tags=("a", "b"))) for one in range(8)]
    for day in range(30):
        clock.advance(timedelta(days=1))
        made.many(4, lambda n, day=day: (rids[(day + n) % 8], {"count": day, "tags": ("a", str(n)), "note": f"{day}"}))
    made.remove(rids[7])
    yield made
    made.vault.close()


def join(side: Side, clock: StandingClock) -> int:
    with side.writer.receiving() as connection:
        return renumber(connection, NEW, side.author.user, clock.now())


def missing(side: Side) -> Any:
    seen = side.vault.reader
    events = ChainEnd(read_audit_tail(seen).seq, lambda number: audit_hash_at(seen, number))
    return side.vault.missing_after(op_end(seen, side.vault.marked), events)


def everything(side: Side) -> dict[str, list[Any]]:
    tables = ("meta", "rec", "head", "elem", "outbox", "record", "listed", "audit", "held", "sent_log")
    return {table: side.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}


def test_all_work_gets_the_new_number_and_keeps_its_content_order_and_signatures(
    busy: Side, clock: StandingClock
) -> None:
    before = [op for op, _ in stored_ops(busy.vault.reader)]
    signatures = busy.rows("SELECT sig FROM outbox ORDER BY dseq")
    shown = busy.rows("SELECT * FROM record ORDER BY rid")
    audit = busy.rows("SELECT * FROM audit ORDER BY seq")
    assert join(busy, clock) == len(before) > 200
    link = GENESIS
    for (op, stored), old in zip(stored_ops(busy.vault.reader), before, strict=True):
        link = chained(link, op.canonical())
        assert stored == link
        assert (op.n, op.t, op.k, op.r, op.v, op.c, op.h, op.w) == (
            old.n,
            old.t,
            old.k,
            old.r,
            old.v,
            old.c,
            old.h,
            old.w,
        )
        assert op.b == tuple((9, n) for _, n in old.b)
    assert busy.rows("SELECT sig FROM outbox ORDER BY dseq") == signatures
    assert busy.rows("SELECT * FROM record ORDER BY rid") == shown
    assert busy.rows("SELECT * FROM audit ORDER BY seq")[: len(audit)] == audit
    assert {dev for (dev,) in busy.rows("SELECT dev FROM head UNION SELECT dev FROM elem")} == {9}
    device = read_device(busy.vault.reader)
    assert device is not None
    assert (device.state, device.code, read_tail(busy.vault.reader).dev) == ("active", "", 9)


def test_the_mark_stays_true_and_every_check_passes_after_joining(busy: Side, clock: StandingClock) -> None:
    join(busy, clock)
    side = busy.reopened()
    assert not missing(side).anything
    keys = {side.author.user: side.vault.person.sign.public_key()}
    assert list(operation_faults(side.vault.reader, keys, lambda: None)) == []
    assert list(held_faults(side.vault.reader, TYPES, lambda: None)) == []
    assert first_broken(side.vault.reader) is None
    assert first_unlogged(side.vault.reader, read_tail(side.vault.reader).dseq) is None
    side.vault.close()


def test_what_joined_arrives_whole_on_another_laptop(busy: Side, clock: StandingClock, tmp_path: Path) -> None:
    hub = SmallHub(sets=SETS)
    join(busy, clock)
    busy.sync(hub.at(9))
    other = laptop(tmp_path / "other", clock, 2)
    other.sync(hub.at(2))
    same = "SELECT rid, body, gone FROM record ORDER BY rid"
    bodies = [(rid, json.loads(str(body)), gone) for rid, body, gone in busy.rows(same)]
    assert [(rid, json.loads(str(body)), gone) for rid, body, gone in other.rows(same)] == bodies
    assert busy.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert list(held_faults(other.vault.reader, TYPES, lambda: None)) == []
    other.vault.close()


def test_work_goes_on_after_joining_from_the_next_number(busy: Side, clock: StandingClock) -> None:
    last = join(busy, clock)
    rid = busy.create(a_thing(count=1))
    busy.change(rid, count=2)
    ops = [op for op, _ in stored_ops(busy.vault.reader)][-2:]
    assert [op.n for op in ops] == [last + 1, last + 2]
    assert ops[1].b == ((9, last + 1),)


def crash_at(side: Side, number: int, clock: StandingClock) -> None:
    """Join in a process that ends before its `number`th statement, or before the mark is written."""
    raw, seen = side.vault.writer.run, [0]

    def run(sql: str, call: Callable[..., Any], *given: object) -> Any:
        if sql != "fetch":
            seen[0] += 1
            if seen[0] == number:
                os._exit(9)
        return raw(sql, call, *given)

    side.vault.writer.run = run  # type: ignore[method-assign]
    side.vault.mark.write = lambda *_: os._exit(8)  # type: ignore[method-assign, assignment]
    join(side, clock)


def test_a_crash_at_any_statement_leaves_all_as_before_or_all_joined(
    busy: Side, clock: StandingClock, tmp_path: Path
) -> None:
    before = everything(busy)
    busy.vault.close()
    outcomes = []
    for number in range(1, 100):
        folder = tmp_path / f"crash-{number}"
        shutil.copytree(tmp_path / "v", folder)
        ended = in_child(lambda folder=folder, number=number: crash_at(opened(folder, clock), number, clock))
        side = opened(folder, clock)
        assert not missing(side).anything, number
        joined = read_tail(side.vault.reader).dev == 9
        if not joined:
            assert everything(side) == before
        keys = {side.author.user: side.vault.person.sign.public_key()}
        assert list(operation_faults(side.vault.reader, keys, lambda: None)) == []
        side.vault.close()
        shutil.rmtree(folder)
        outcomes.append((ended, joined))
        if ended == 8:
            break
    assert outcomes[-1] == (8, True), "the last crash is between the commit and the mark"
    assert len(outcomes) > 15
    told = [joined for _, joined in outcomes]
    assert told == sorted(told), "once committed it stays so"


def aside_and_renumbered(folder: Path, clock: StandingClock) -> tuple[SmallHub, Side, str, str]:
    """A laptop of whose work the hub put one edit and one new record aside, numbered anew."""
    hub = SmallHub(sets=SETS)
    side = laptop(folder, clock, 1)
    rid = side.create(a_thing(count=1, tags=("a",)))
    side.sync(hub.at(1))
    hub.refuse = lambda op: "author" if op["f"] == 3 or op["k"] == "new" else ""
    side.change(rid, phone="5055550000")
    lone = side.create(a_thing(count=8))
    side.sync(hub.at(1))
    side.change(rid, count=2)
    with side.writer.receiving() as connection:
        renumber(connection, NEW, side.author.user, clock.now())
    return hub, side, rid, lone


def test_a_new_incarnation_numbers_only_what_waits_and_what_the_hub_put_aside_keeps_its_number(
    tmp_path: Path, clock: StandingClock
) -> None:
    hub, side, rid, lone = aside_and_renumbered(tmp_path / "a", clock)
    hub.refuse = lambda _op: ""
    mine = side.create(a_thing(count=5))
    side.change(mine, count=6)
    side.change(lone, count=9)
    ops = [op for op, _ in stored_ops(side.vault.reader) if op.n > 0]
    assert [(op.n, op.k, op.b) for op in ops] == [
        (1, "set", ((1, 1),)), (2, "new", ()), (3, "set", ((9, 2),)), (4, "set", ((1, 3),)),
    ]  # fmt: skip
    assert side.rows("SELECT dev, dseq, kind FROM sent_log") == [(1, 1, "new")]
    side = side.reopened()
    assert not missing(side).anything
    assert list(operation_faults(side.vault.reader, {}, lambda: None)) == []
    side.sync(hub.at(9))
    assert sorted(hub.aside) == [(1, 2), (1, 3), (9, 4)]
    assert (side.get(rid).count, side.get(rid).phone, side.get(mine).count) == (2, None, 6)
    assert side.get(lone).count == 9
    assert len(put_aside(side.vault.reader)) == 3
    assert list(operation_faults(side.vault.reader, {}, lambda: None)) == []
    side.vault.close()


@pytest.mark.parametrize("late", [True, False])
def test_what_a_person_lets_in_after_the_new_number_comes_once_and_waits_no_more(
    tmp_path: Path, clock: StandingClock, late: bool
) -> None:
    hub, side, rid, lone = aside_and_renumbered(tmp_path / "a", clock)
    hub.refuse = lambda _op: ""
    if late:
        side.sync(hub.at(9))
    hub.let_in(1, 2)
    hub.let_in(1, 3)
    side.sync(hub.at(9))
    assert (side.get(rid).count, side.get(rid).phone, side.get(lone).count) == (2, "5055550000", 8)
    assert side.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert side.rows("SELECT DISTINCT dev FROM sent_log WHERE dseq < 0") == []
    assert sorted(one.dev for one in hub.kept) == [1, 1, 1, 9]
    assert list(held_faults(side.vault.reader, TYPES, lambda: None)) == []
    side.vault.close()


def test_a_second_new_number_keeps_what_was_put_aside_under_the_first(tmp_path: Path, clock: StandingClock) -> None:
    hub, side, rid, _lone = aside_and_renumbered(tmp_path / "a", clock)
    with side.writer.receiving() as connection:
        renumber(connection, replace(NEW, dev=10), side.author.user, clock.now())
    hub.refuse = lambda _op: ""
    hub.let_in(1, 2)
    side.sync(hub.at(10))
    assert side.get(rid).phone == "5055550000"
    assert [one.kind for one in put_aside(side.vault.reader)] == ["new"]
    side.vault.close()


def test_scopes_that_the_new_incarnation_is_not_given_go(tmp_path: Path, clock: StandingClock) -> None:
    hub = SmallHub(sets=SETS)
    side = laptop(tmp_path / "a", clock, 1)
    stays, goes = side.create(a_thing(count=1)), side.create(a_thing(count=2))
    side.sync(hub.at(1))
    with side.writer.receiving() as connection:
        renumber(connection, NEW, side.author.user, clock.now())
    hub.may = lambda dev, scope: dev == 1 or not scope.startswith(goes)
    side.sync(hub.at(9))
    assert side.rows("SELECT rid FROM record") == [(stays,)]
    assert side.rows("SELECT count(*) FROM head WHERE rid = ?", goes) == [(0,)]
    side.vault.close()


def test_a_copy_that_has_nothing_to_send_starts_with_one_again(tmp_path: Path, clock: StandingClock) -> None:
    hub = SmallHub(sets=SETS)
    side = laptop(tmp_path / "a", clock, 1)
    rid = side.create(a_thing(count=1))
    side.sync(hub.at(1))
    with side.writer.receiving() as connection:
        keep_standing(connection, Standing(acked=1))
        assert renumber(connection, NEW, side.author.user, clock.now()) == 0
    assert read_standing(side.vault.reader).acked == 0
    side.change(rid, count=3)
    side = side.reopened()
    assert not missing(side).anything
    assert first_unlogged(side.vault.reader, 1) is None
    side.sync(hub.at(9))
    assert hub.seats[9].acked == 1
    side.vault.close()


def test_a_new_incarnation_keeps_when_the_hub_was_heard_last_so_that_no_lease_is_over(
    tmp_path: Path, clock: StandingClock
) -> None:
    hub = SmallHub(sets=SETS)
    side = laptop(tmp_path / "a", clock, 1)
    rid = side.create(a_thing(count=1))
    side.sync(hub.at(1))
    before = read_standing(side.vault.reader)
    with side.writer.receiving() as connection:
        renumber(connection, NEW, side.author.user, clock.now())
    after = read_standing(side.vault.reader)
    assert (after.hub_now, after.contact) == (before.hub_now, before.contact) != (0, 0)
    assert housekeeping(side.bench) == Lapsed()
    assert side.get(rid).count == 1
    side.vault.close()


def test_two_copies_of_one_laptop_never_give_out_the_same_participant_number(
    tmp_path: Path, clock: StandingClock
) -> None:
    side = laptop(tmp_path / "a", clock, 1)
    with side.writer.receiving() as connection:
        numbers.add_block(connection, "", 1, 9)
        numbers.add_block(connection, "K7QM", 1, 9)
    side.vault.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    given = []
    for place, (folder, new) in enumerate((("a", NEW), ("b", replace(NEW, dev=10))), start=1):
        copy = opened(tmp_path / folder, clock)
        with copy.writer.receiving() as connection:
            renumber(connection, new, copy.author.user, clock.now())
            with pytest.raises(numbers.NoNumbersLeft):
                numbers.take(connection, "SF")
            numbers.add_block(connection, "", 100 * place, 100 * place + 9)
            given += [numbers.take(connection, "SF") for _ in range(10)]
        copy.vault.close()
    assert len(set(given)) == 20


def test_a_laptop_that_had_no_number_yet_keeps_its_own_participant_numbers(busy: Side, clock: StandingClock) -> None:
    with busy.writer.receiving() as connection:
        numbers.add_block(connection, "K7QM", 5, 9)
    join(busy, clock)
    with busy.writer.receiving() as connection:
        assert numbers.take(connection, "SF") == "SF-K7QM-0005"
