"""One edit is one durable transaction, chained, signed, projected, indexed and audited."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from lead_desktop.errors import LeadError, NotFound
from lead_desktop.store.audit import Event, first_broken
from lead_desktop.store.heads import Base, field_heads
from lead_desktop.store.ledger import Author
from lead_desktop.store.mark import NAME as MARK
from lead_desktop.store.records import Opened, Reading
from lead_desktop.store.undoing import take_back
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Writer, Writing
from lead_desktop.wire import signing
from lead_desktop.wire.op import GENESIS, chained
from tests.fakes.chains import audit_rows, stored_ops
from tests.fakes.clock import StandingClock
from tests.fakes.records import TYPES, FullName, Item, Thing, a_thing
from tests.fakes.vaults import make_vault


class Bench:
    """A vault with the parts a test needs, in one place."""

    def __init__(self, vault: Vault, clock: StandingClock) -> None:
        self.vault, self.clock = vault, clock
        self.author = Author(vault.person.user_id, vault.person.sign.sign)
        self.writer = Writer(vault, clock, TYPES)
        self.reading = Reading(vault.reader)

    def create(self, thing: Thing) -> str:
        with self.writer.writing(self.author, Event("thing.create")) as work:
            return work.create(thing)

    def edit(self, opened: Opened[Thing], **values: object) -> Writing:
        with self.writer.writing(self.author, Event("thing.edit", opened.rid)) as work:
            work.edit(opened, opened.record.with_(**values))
        return work

    def get(self, rid: str) -> Thing:
        return self.reading.get(Thing, rid).record

    def open(self, rid: str) -> Opened[Thing]:
        return self.reading.open(Thing, rid)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    clock = StandingClock()
    vault = make_vault(tmp_path_factory.mktemp("desk"), clock)
    yield Bench(vault, clock)
    vault.close()


def test_what_was_saved_is_read_back_whole(bench: Bench) -> None:
    thing = a_thing(note="one\ntwo", tags=("b", "a"), items=(Item(key="1", what="x"), Item(key="2", what="y")), count=3)
    rid = bench.create(thing)
    assert bench.get(rid) == thing
    assert bench.reading.get(Thing, rid).scope == f"{rid}/casework"


def test_an_edit_writes_one_operation_for_each_changed_field_and_names_what_it_replaces(bench: Bench) -> None:
    rid = bench.create(a_thing(count=1))
    before = bench.open(rid)
    bench.edit(before, count=2, sure=True)
    written = [op for op, _ in stored_ops(bench.vault.reader) if op.r == rid]
    assert [(op.k, op.f, op.v) for op in written[1:]] == [("set", 7, 2), ("set", 8, True)]
    assert written[1].b == ((0, written[0].n),)
    assert written[2].b == ()
    assert bench.get(rid).count == 2


def test_elements_are_added_and_removed_one_by_one(bench: Bench) -> None:
    rid = bench.create(a_thing(tags=("a", "b"), items=(Item(key="1", what="x"),)))
    bench.edit(bench.open(rid), tags=("b", "c"), items=(Item(key="1", what="new"),))
    assert bench.get(rid).tags == ("b", "c")
    assert bench.get(rid).items == (Item(key="1", what="new"),)
    kinds = [(op.k, op.v["e"]) for op, _ in stored_ops(bench.vault.reader) if op.r == rid and op.k in ("add", "rem")]
    assert sorted(kinds) == [("add", "1"), ("add", "c"), ("rem", "a")]


def test_two_forms_opened_on_the_same_value_leave_both_values_and_a_conflict(bench: Bench) -> None:
    rid = bench.create(a_thing(count=1))
    one, other = bench.open(rid), bench.open(rid)
    bench.edit(one, count=2)
    bench.edit(other, count=3)
    assert {head.value for head in field_heads(bench.vault.reader, rid, 7)} == {2, 3}
    assert bench.get(rid).count == 3
    bench.edit(bench.open(rid), count=4)
    assert {head.value for head in field_heads(bench.vault.reader, rid, 7)} == {2, 4}, "who saw 3 replaces no more"


def test_saving_without_a_change_writes_no_operation(bench: Bench) -> None:
    rid = bench.create(a_thing())
    assert bench.edit(bench.open(rid), count=None).saved is None


def test_a_deleted_record_is_not_found_not_listed_and_can_be_restored(bench: Bench) -> None:
    rid = bench.create(a_thing(name=FullName(first="Gone", last="Awayname")))
    with bench.writer.writing(bench.author, Event("thing.remove", rid)) as work:
        work.remove(bench.open(rid))
    with pytest.raises(NotFound):
        bench.get(rid)
    assert bench.reading.search(Thing, "awayname") == ()
    with bench.writer.writing(bench.author, Event("thing.restore", rid)) as work:
        work.restore(bench.reading.open(Thing, rid, gone=True))
    assert [line.rid for line in bench.reading.search(Thing, "awayname")] == [rid]


def test_undo_takes_back_a_creation_an_edit_and_a_removal(bench: Bench) -> None:
    with bench.writer.writing(bench.author, Event("thing.create")) as made:
        rid = made.create(a_thing(count=1, tags=("a",)))
    edited = bench.edit(bench.open(rid), count=2, tags=("b",))
    assert edited.saved is not None
    with bench.writer.writing(bench.author, Event("undo", rid)) as work:
        take_back(work, bench.reading, edited.saved, TYPES)
    assert (bench.get(rid).count, bench.get(rid).tags) == (1, ("a",))
    with bench.writer.writing(bench.author, Event("thing.remove", rid)) as removal:
        removal.remove(bench.open(rid))
    assert removal.saved is not None
    with bench.writer.writing(bench.author, Event("undo", rid)) as work:
        take_back(work, bench.reading, removal.saved, TYPES)
    assert bench.get(rid).count == 1
    with bench.writer.writing(bench.author, Event("thing.create")) as made:
        rid = made.create(a_thing(count=1, tags=("a",)))
    assert made.saved is not None
    with bench.writer.writing(bench.author, Event("undo", rid)) as work:
        take_back(work, bench.reading, made.saved, TYPES)
    with pytest.raises(NotFound):
        bench.get(rid)


def test_an_error_inside_the_block_leaves_everything_as_it_was(bench: Bench) -> None:
    rid = bench.create(a_thing(count=1))
    before = list(stored_ops(bench.vault.reader))
    opened = bench.open(rid)
    with pytest.raises(ZeroDivisionError), bench.writer.writing(bench.author, Event("thing.edit", rid)) as work:
        work.edit(opened, opened.record.with_(count=9))
        work.create(a_thing())
        raise ZeroDivisionError
    assert list(stored_ops(bench.vault.reader)) == before
    assert bench.get(rid).count == 1


def test_the_chain_of_operations_follows_link_by_link_and_every_transaction_is_signed(bench: Bench) -> None:
    bench.edit(bench.open(bench.create(a_thing())), count=5)
    chain, by_tx = GENESIS, {}
    for number, (op, link) in enumerate(stored_ops(bench.vault.reader), start=1):
        assert op.n == number
        chain = chained(chain, op.canonical())
        assert link == chain
        by_tx.setdefault(op.t, []).append(op)
    signatures = dict(bench.vault.reader.execute("SELECT tx, sig FROM outbox WHERE sig IS NOT NULL").fetchall())
    assert set(signatures) == set(by_tx)
    public = bench.vault.person.sign.public_key()
    for number, ops in by_tx.items():
        public.verify(signatures[number], signing.transaction(ops))


def test_each_save_has_one_audit_row_that_names_its_operations_and_the_chain_holds(bench: Bench) -> None:
    rid = bench.create(a_thing())
    row, _ = list(audit_rows(bench.vault.reader))[-1]
    ops = [op.n for op, _ in stored_ops(bench.vault.reader) if op.r == rid]
    assert (row.action, row.first_op, row.last_op) == ("thing.create", ops[0], ops[-1])
    assert first_broken(bench.vault.reader) is None


def test_audit_rows_hold_no_word_that_was_typed(bench: Bench) -> None:
    bench.create(a_thing(note="Xylophonist"))
    rows = bench.vault.reader.execute("SELECT * FROM audit").fetchall()
    assert not any("Xylophonist" in str(row) or "Muñoz" in str(row) for row in rows)


def test_a_clock_set_back_keeps_the_order_and_is_flagged(bench: Bench) -> None:
    now = bench.clock.moment
    bench.create(a_thing())
    bench.clock.set_wall(now.replace(year=2025))
    rid = bench.create(a_thing())
    bench.clock.set_wall(now)
    hlcs = [op.h for op, _ in stored_ops(bench.vault.reader)]
    assert hlcs == sorted(set(hlcs))
    flagged = [row.clock_suspect for row, _ in audit_rows(bench.vault.reader)][-1]
    assert flagged == 1
    assert bench.get(rid) == a_thing()


def test_the_mark_outside_follows_each_save(bench: Bench) -> None:
    bench.create(a_thing())
    state = bench.vault.mark.read()
    last = bench.vault.reader.execute("SELECT max(dseq) FROM outbox").fetchone()[0]
    assert state is not None
    assert state.op_seq == last


@pytest.mark.parametrize(
    "typed", ["muñoz", "MUNOZ", "mar mun", "1987", "1987-03-02", "19870302", "0147", "505 555 0147", "5055550147"]
)
def test_people_are_found_by_name_birth_and_phone(bench: Bench, typed: str) -> None:
    rid = bench.create(a_thing(phone="(505) 555-0147"))
    assert rid in [line.rid for line in bench.reading.search(Thing, typed, limit=500)]


@pytest.mark.survives(49)
@pytest.mark.parametrize(
    "typed",
    ['"', "*", "(", "NEAR(", "sort:x", "", "'; DROP TABLE listed", "a" * 10_000, "\u202e", "-- \x00", "AND", "OR NOT"],
)
def test_no_search_text_is_an_error(bench: Bench, typed: str) -> None:
    assert isinstance(bench.reading.search(Thing, typed), tuple)


def test_a_list_goes_on_where_the_page_before_ended(bench: Bench) -> None:
    for number in range(7):
        bench.create(a_thing(name=FullName(first="P", last=f"Zz{number}")))
    seen, last = [], None
    while page := bench.reading.page(Thing, after=last, limit=3):
        seen += [line.rid for line in page]
        last = page[-1]
    assert len(seen) == len(set(seen)) == bench.reading.count(Thing)


def test_unknown_fields_of_a_newer_release_are_left_aside(bench: Bench) -> None:
    rid = bench.create(a_thing(count=1))
    with bench.vault.writer.transaction():
        body = json.loads(bench.vault.writer.execute("SELECT body FROM record WHERE rid = ?", (rid,)).fetchone()[0])
        bench.vault.writer.execute(
            "UPDATE record SET body = ? WHERE rid = ?", (json.dumps({**body, "new_one": 1}), rid)
        )
    assert bench.get(rid).count == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["count", "note", "tags"]), st.integers(0, 3)), min_size=1, max_size=6))
def test_the_readable_row_is_what_the_heads_say(bench: Bench, edits: list[tuple[str, int]]) -> None:
    rid = bench.create(a_thing())
    for name, number in edits:
        value = {"count": number, "note": f"n{number}", "tags": tuple("abc"[:number])}[name]
        bench.edit(bench.open(rid), **{name: value})
    rebuilt = {}
    for op, _ in stored_ops(bench.vault.reader):
        if op.r == rid and op.k == "set":
            rebuilt[op.f] = op.v
    held = bench.get(rid)
    assert held.count == rebuilt.get(7)
    assert held.note == rebuilt.get(4)


def test_the_base_of_a_record_that_was_never_stored_is_empty() -> None:
    assert Base() == Base({}, {}, (0, 0))


def test_a_birth_date_is_kept_as_a_date(bench: Bench, tmp_path: Path) -> None:
    assert bench.get(bench.create(a_thing())).born == date(1987, 3, 2)


def test_what_arrives_writes_no_mark_unless_a_chain_moved_or_the_last_mark_failed(bench: Bench) -> None:
    file = bench.vault.folder / MARK

    def changed(event: tuple[Author, Event] | None) -> bool:
        before = file.read_bytes()
        with bench.writer.receiving(event) as connection:
            connection.execute("INSERT OR REPLACE INTO held(scope, state) VALUES('c/sud', 'complete')")
        return file.read_bytes() != before

    assert not changed(None)
    assert changed((bench.author, Event("scopes.purge")))
    bench.writer.mark_trouble = LeadError()
    assert changed(None)
    assert bench.writer.mark_trouble is None
