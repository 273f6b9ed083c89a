"""One edit is one durable transaction: operations, heads, projection, search index and audit row together (sync L1)."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from lead_desktop.clock import Clock
from lead_desktop.domain.base import Merge, Note, Record, names_by_fid, notes
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.ids import RecordId, new_id, scope_of
from lead_desktop.store import heads, listing, numbers
from lead_desktop.store.audit import By, Event, read_audit_tail, record_event
from lead_desktop.store.cipher import Connection, Rows
from lead_desktop.store.fields import COPIED, copied, element_key, empty_names, set_fids
from lead_desktop.store.ledger import Author, Intent, append, read_tail
from lead_desktop.store.records import Opened, R
from lead_desktop.store.vault import Vault
from lead_desktop.wire.op import DELETED, Op

Types = Mapping[int, type[Record]]
_PUT_IN = "UPDATE record SET updated_ms = ?1, updated_by = ?2, body = json_set(body, ?3, json(?4)) WHERE rid = ?5"
_TAKE_OUT = "UPDATE record SET updated_ms = ?1, updated_by = ?2, body = json_remove(body, ?3) WHERE rid = ?5"


@dataclass(frozen=True, slots=True)
class Before:
    """How one record stood before a transaction: None as values for one that was created. after: the same fields."""

    rid: RecordId
    type: int
    values: Mapping[str, Any] | None
    removed: bool = False
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a transaction did: the records it touched and the operations it wrote, for news and for undo."""

    rids: tuple[RecordId, ...]
    first: int
    last: int
    action: str
    befores: tuple[Before, ...]


@dataclass(slots=True)
class Writing:
    """A transaction in the making. Collects changes; they are applied together when the block ends."""

    clock: Clock
    vault: Vault
    intents: list[Intent] = field(default_factory=list)
    bodies: dict[str, Record] = field(default_factory=dict)
    befores: list[Before] = field(default_factory=list)
    saved: Saved | None = None

    def create(self, record: Record, *, client: str = "", rid: RecordId | None = None) -> RecordId:
        """Add a record; its scope is `client` (by default its own id) and the record type's compartment."""
        rid = rid or new_id(self.clock)
        scope = scope_of(client or rid, record.COMPARTMENT)
        empty, about = empty_names(type(record)), notes(type(record))
        by_fid = {
            str(about[name].fid): _as_set(about[name], value)
            for name, value in _json(record).items()
            if name not in empty or value not in (None, [])
        }
        self.intents.append(Intent("new", rid, record.TYPE, scope, DELETED, by_fid))
        self.bodies[rid] = record
        self.befores.append(Before(rid, record.TYPE, None))
        return rid

    def edit(self, before: Opened[R], after: R) -> bool:
        """Change the fields that differ from what the form showed; return whether any did."""
        was = vars(before.record)
        changed = [name for name, value in vars(after).items() if was[name] is not value and was[name] != value]
        old, new = _json(before.record, changed), _json(after, changed)
        for name in changed:
            self.intents += _field_intents(before, name, old[name], new[name])
        if changed:
            self.befores.append(Before(before.rid, before.record.TYPE, old, after=new))
        return bool(changed)

    def remove(self, opened: Opened[R]) -> None:
        """Delete a record; it can be restored."""
        self._existence("del", opened)

    def restore(self, opened: Opened[R]) -> None:
        """Bring a deleted record back."""
        self._existence("undel", opened)

    def discard_draft(self, draft_id: str) -> None:
        """Delete the draft of a form that this transaction saves."""
        self.vault.writer.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def take_number(self, prefix: str) -> str:
        """Take the next participant number of this device."""
        return numbers.take(self.vault.writer, prefix)

    def _existence(self, kind: Any, opened: Opened[R]) -> None:  # noqa: ANN401 - del or undel
        base = opened.base.all_heads(DELETED)
        self.intents.append(
            Intent(kind, opened.rid, opened.record.TYPE, opened.scope, DELETED, None, base, opened.base.seen)
        )
        self.befores.append(Before(opened.rid, opened.record.TYPE, {}, removed=kind == "del"))


class Writer:
    """Runs transactions on a vault's writing connection, one at a time."""

    def __init__(self, vault: Vault, clock: Clock, types: Types) -> None:
        """Write to `vault`; `types` gives the record class of each type number."""
        self._vault, self._clock = vault, clock
        self.types = self._types = types
        self._tail = read_tail(vault.writer)
        self._audit = read_audit_tail(vault.writer)
        self._together = False
        self.mark_trouble: LeadError | None = None
        self._one_at_a_time = threading.RLock()  # the ends of both chains move on before the next one begins

    @contextmanager
    def writing(self, author: Author, event: Event) -> Iterator[Writing]:
        """Run a transaction. It is on the disk when the block ends; an error inside leaves everything as it was."""
        with self._one_at_a_time:
            yield from self._transaction(author, event)

    def _transaction(self, author: Author, event: Event) -> Iterator[Writing]:
        connection = self._vault.writer
        with nullcontext() if self._together else connection.transaction():
            work = Writing(self._clock, self._vault)
            yield work
            tail, audit = self._tail, self._audit
            if work.intents:
                tail, ops = append(connection, tail, work.intents, author, self._clock.now())
                for op in ops:
                    self._apply(op, tail.dev, work.bodies)
                rids = tuple(dict.fromkeys(RecordId(op.r) for op in ops))
                work.saved = Saved(rids, ops[0].n, ops[-1].n, event.action, tuple(work.befores))
            covered = (work.saved.first, work.saved.last) if work.saved else None
            audit = record_event(connection, audit, event, By(author.user, tail.dev, covered), self._clock.now())
        self._tail, self._audit = tail, audit
        if not self._together:
            self._write_mark()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let many transactions reach the disk as one, each with its own number, signature and audit row.

        For filling in bulk what can be made again. All of it is undone when anything is raised.
        """
        try:
            with self._one_at_a_time, self._vault.writer.transaction():
                self._together = True
                yield
        except BaseException:
            self._tail, self._audit = read_tail(self._vault.writer), read_audit_tail(self._vault.writer)
            raise
        finally:
            self._together = False
        self._write_mark()

    @contextmanager
    def receiving(self, event: tuple[Author, Event] | None = None) -> Iterator[Connection]:
        """Run a transaction that brings in what arrived or renumbers what is there; nobody saves meanwhile.

        The ends of both chains are read anew after it. `event`: an audit row to write in it.
        """
        with self._one_at_a_time:
            with self._vault.writer.transaction() as connection:
                yield connection
                if event is not None:
                    by = By(event[0].user, read_tail(connection).dev)
                    record_event(connection, self._audit, event[1], by, self._clock.now())
            before = self._ends()
            self._tail, self._audit = read_tail(connection), read_audit_tail(connection)
            if self._ends() != before or self.mark_trouble is not None:
                self._write_mark()

    def note(self, author: Author, event: Event) -> None:
        """Write an event that changes no record: a view, a search, a lock."""
        with self.writing(author, event):
            pass

    def _ends(self) -> tuple[object, ...]:
        return (self._tail.dseq, self._tail.chain, self._audit.seq, self._audit.hash)

    def _write_mark(self) -> None:
        """Put the ends of both chains outside the database; if that fails the save stands and the next one retries."""
        try:
            self._vault.mark.write(self._tail.dseq, self._tail.chain, self._audit.seq, self._audit.hash)
            self.mark_trouble = None
        except LeadError as trouble:
            self.mark_trouble = trouble

    def _apply(self, op: Op, dev: int, bodies: Mapping[str, Record]) -> None:
        if op.k == "new":
            self._insert(op, dev, bodies[op.r])
        elif op.f == DELETED:
            self._set_existence(op, dev)
        else:
            self._change_field(op, dev)

    def _insert(self, op: Op, dev: int, record: Record) -> None:
        connection = self._vault.writer
        heads.insert_new(connection, op, dev, set_fids(type(record)))
        connection.execute("INSERT INTO rec(rid, type, scope) VALUES(?, ?, ?)", (op.r, op.y, op.s))
        connection.execute(
            "INSERT INTO record(rid, type, scope, body, created_ms, created_by, updated_ms, updated_by, person, parent,"
            " status) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (op.r, op.y, op.s, record.to_json(), op.w, op.a, op.w, op.a, *copied(_json(record, COPIED)).values()),
        )
        listing.put(connection, op.r, op.s, record, new=True)

    def _set_existence(self, op: Op, dev: int) -> None:
        connection = self._vault.writer
        gone = bool(heads.apply_set(connection, op, dev))
        sql = "UPDATE record SET gone = ?, updated_ms = ?, updated_by = ? WHERE rid = ?"
        _must_be_there(connection.execute(sql, (int(gone), op.w, op.a, op.r)))
        if gone:
            listing.remove(connection, op.r)
        else:
            listing.put(connection, op.r, op.s, self._body(op.r, op.y))

    def _change_field(self, op: Op, dev: int) -> None:
        connection = self._vault.writer
        name = names_by_fid(self._types[op.y])[op.f]
        if op.k == "set":
            value = heads.apply_set(connection, op, dev, notes(self._types[op.y])[name])
        else:
            heads.apply_element(connection, op, dev)
            value = heads.set_value(connection, op.r, op.f)
        emptied = value in (None, [], ()) and name in empty_names(self._types[op.y])
        put = _TAKE_OUT if emptied else _PUT_IN
        _must_be_there(connection.execute(put, (op.w, op.a, f"$.{name}", heads.text(value), op.r)))
        if name in COPIED:
            copies = copied(_json(self._body(op.r, op.y), COPIED))
            connection.execute("UPDATE record SET person = ?, parent = ?, status = ? WHERE rid = ?",
                               (*copies.values(), op.r))  # fmt: skip
        if notes(self._types[op.y])[name].search:
            listing.put(connection, op.r, op.s, self._body(op.r, op.y))

    def _body(self, rid: str, record_type: int) -> Record:
        row = self._vault.writer.execute("SELECT body FROM record WHERE rid = ?", (rid,)).fetchone()
        return self._types[record_type].from_json(row[0])


def _must_be_there(put: Rows) -> None:
    """Raise NotFound when a form was opened before its record was taken off this laptop; nothing is stored then."""
    if not put.rowcount:
        raise NotFound


def _json(record: Record, names: Iterable[str] | None = None) -> dict[str, Any]:
    return record.model_dump(mode="json", include=None if names is None else set(names))


def _as_set(note: Note, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if note.merge is Merge.SET:
        return {element_key(one): one for one in value}
    return value


def _field_intents(before: Opened[R], name: str, old: Any, new: Any) -> list[Intent]:  # noqa: ANN401 - JSON values
    note = notes(type(before.record))[name]
    make = (before.rid, before.record.TYPE, before.scope, note.fid)
    if note.merge is not Merge.SET:
        return [Intent("set", *make, new, before.base.heads.get(note.fid, ()), before.base.seen)]
    was = {element_key(one): one for one in old}
    now = {element_key(one): one for one in new}
    adds = before.base.adds.get(note.fid, {})
    gone = [Intent("rem", *make, {"e": key}, adds.get(key, ()), before.base.seen) for key in was if key not in now]
    put = [
        Intent("add", *make, {"e": key, "v": one}, adds.get(key, ()), before.base.seen)
        for key, one in now.items()
        if was.get(key) != one
    ]
    return gone + put
