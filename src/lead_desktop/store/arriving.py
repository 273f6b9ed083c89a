"""What comes from the hub, put in place: one page and its cursor, or one part of a first sync, is one transaction.

A page that does not fit together is refused whole (section 6, number 79). Types and fields that this version does
not know are kept in the heads, untouched and unseen (sync 3.14).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.store.cipher import Connection
from lead_desktop.store.fields import set_fids
from lead_desktop.store.filling import fill_plain
from lead_desktop.store.heads import text
from lead_desktop.store.ledger import Tail, note_tail, read_tail
from lead_desktop.store.outgoing import OUTBOX, number_of, settle
from lead_desktop.store.projecting import Stamp, project
from lead_desktop.store.schema import WRITES
from lead_desktop.store.shadow import Own, Place, Rec, Row, Shadow, stored
from lead_desktop.store.writing import Types
from lead_desktop.wire.messages import MAX_VALUE_BYTES, Entry, HeadState, RecordState
from lead_desktop.wire.op import DELETED, OpId, encoded


class BadPage(LeadError):
    """What arrived contradicts itself, what was asked, or what is known; nothing of it was used."""

    code = "bad_page"
    message = N_("What the hub sent does not fit together, so nothing of it was used. Tell your administrator.")


class NotMyWork(Exception):
    """The hub has operations under this device's number that were not made here: this is a copy, or there is one.

    So it is after a laptop was put back to an older state as well (section 6, number 67).
    """


class HubWentBack(LeadError):
    """The hub knows less than it once told this device: it was restored from an older state (number 80)."""

    code = "hub_went_back"
    message = N_("The hub was restored from an older state. This laptop sends again what the hub has lost.")


@dataclass(frozen=True, slots=True)
class Came:
    """What a page or a part changed: records by id, and those among them of which somebody elsewhere said something."""

    rids: tuple[str, ...]
    arrived: tuple[str, ...]


@dataclass(slots=True)
class _Page:
    """What one transaction works with."""

    shadow: Shadow
    types: Types
    stamps: dict[str, Stamp] = field(default_factory=dict)
    echoed: list[tuple[int, int]] = field(default_factory=list)
    last: int = 0
    highest: int = 0
    incomplete: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)

    def came(self, plain: Sequence[str], seen: Sequence[str]) -> Came:
        """Return what came: what was never here before, and what changed."""
        return Came((*plain, *seen), (*plain, *(rid for rid in seen if rid in self.theirs)))


def take_entries(connection: Connection, entries: Sequence[Entry], types: Types, sent_ms: int) -> Came:
    """Put entries in place, in the caller's transaction; return the records that changed to the eye.

    The caller moves the cursor in the same transaction (sync L3). Own operations among them leave the outbox (L2).
    """
    tail = read_tail(connection)
    page = _Page(Shadow(connection, tail.dev, types), types, last=tail.dseq)
    page.shadow.load(one.r for one in entries)
    page.shadow.foresee((one.r, one.f, one.e) for one in entries if one.k != "new")
    for entry in entries:
        _take_entry(page, entry)
    page.shadow.write()
    seen = project(connection, page.shadow, types, page.stamps)
    settle(connection, tail.dev, page.echoed, sent_ms)
    hear(connection, tail, page.highest)
    sql = "UPDATE held SET state = 'incomplete' WHERE scope = ?"
    connection.executemany(sql, [(scope,) for scope in sorted(page.incomplete)])
    return page.came((), seen)


def take_records(connection: Connection, records: Sequence[RecordState], types: Types, sent_ms: int) -> Came:
    """Put records as they stand at the hub in place, in the caller's transaction; return those that changed."""
    tail = read_tail(connection)
    plain, rest, highest = fill_plain(connection, records, types)
    page = _Page(Shadow(connection, tail.dev, types), types, highest=highest)
    page.shadow.load(one.r for one in rest)
    for record in rest:
        _take_record(page, record)
    page.shadow.write()
    seen = project(connection, page.shadow, types, page.stamps)
    settle(connection, tail.dev, page.echoed, sent_ms)
    hear(connection, tail, page.highest)
    return page.came(plain, seen)


def hear(connection: Connection, tail: Tail, highest: int) -> None:
    """Let this device's clock follow the highest clock that arrived (the receive rule of sync 3.8)."""
    if highest > tail.hlc:
        note_tail(connection, replace(tail, hlc=highest))


def _rec(page: _Page, rid: str, record_type: int, scope: str) -> Rec:
    rec = page.shadow.recs.get(rid)
    if rec is None:
        rec = page.shadow.recs[rid] = Rec(record_type, scope)
    if (rec.type, rec.scope) != (record_type, scope):
        raise BadPage(what="scope")
    return rec


def _take_entry(page: _Page, entry: Entry) -> None:
    rec = _rec(page, entry.r, entry.y, entry.s)
    own = None
    if entry.op[0] == page.shadow.dev:
        own = _echo(page, entry)
    else:
        page.theirs.add(entry.r)
        _let_in(page, entry.r, (entry.op, entry.seq))
    if entry.seq > rec.g_seq:
        rec.g, rec.g_seq, rec.changed = entry.g, entry.seq, True
    made = None
    if entry.k == "new":
        _take_new(page, rec, entry, own)
        made = (entry.w, entry.a)
    else:
        _take_field(page, entry)
    held = page.stamps.get(entry.r)
    page.stamps[entry.r] = Stamp(entry.seq, entry.w, entry.a, made or (held.made if held else None))
    page.highest = max(page.highest, entry.h)


def _take_field(page: _Page, entry: Entry) -> None:
    if (entry.k in ("add", "rem")) != bool(entry.e):
        raise BadPage(what="element")
    place = (entry.r, entry.f, entry.e)
    if not page.shadow.take(place, _rows(entry.heads), entry.seq):
        page.shadow.touch(place)


def _take_new(page: _Page, rec: Rec, entry: Entry, own: Own | None) -> None:
    value = entry.v if own is None or entry.v is not None else own.value
    if not isinstance(value, dict):
        if rec.created is None:
            _miss_values(page, entry)
        return
    rec.created, rec.changed = entry.seq, True
    record_type = page.types.get(entry.y)
    sets = set_fids(record_type) if record_type else frozenset()
    for place, one in begun(entry.r, value, sets):
        row = Row(entry.op, _bounded(one), entry.h, entry.seq, entry.a, entry.w)
        if not page.shadow.take(place, [row], entry.seq):
            page.shadow.touch(place)


def _miss_values(page: _Page, entry: Entry) -> None:
    """Ask for a scope anew in which an own record was echoed, without values, after a purge took them from here."""
    sql = "SELECT 1 FROM sent_log WHERE dev = ? AND dseq = ? AND kind = ''"
    if page.shadow.connection.execute(sql, (page.shadow.dev, entry.op[1])).fetchone() is None:
        raise BadPage(what="new")
    page.incomplete.add(entry.s)


def begun(rid: str, value: dict[str, object], sets: frozenset[int]) -> Iterator[tuple[Place, object]]:
    """Yield the places that a `new` puts values at; sets: numbers of the fields that are sets. Raises BadPage."""
    yield (rid, DELETED, ""), False
    for key, one in value.items():
        fid = int(key) if key.isascii() and key.isdecimal() else DELETED
        if fid == DELETED:
            raise BadPage(what="field")
        if fid in sets and isinstance(one, dict):
            for ekey, element in one.items():
                yield (rid, fid, ekey), element
        else:
            yield (rid, fid, ""), one


def _echo(page: _Page, entry: Entry) -> Own | None:
    """Note that the hub has an own operation; raises BadPage when it is not the one this device sent."""
    n = entry.op[1]
    if n > page.last:
        raise NotMyWork
    page.echoed.append((n, entry.seq))
    waiting = page.shadow.own.get(entry.r, [])
    own = next((one for one in waiting if one.n == n), None) or _sent(page, n)
    if own is None:
        return None
    if (own.kind, own.fid) != (entry.k, entry.f):
        raise BadPage(what="echo")
    page.shadow.own[entry.r] = [one for one in waiting if one.n != n]
    said = next((one.v for one in entry.heads if one.op == entry.op), None)
    if own.kind == "set" and entry.sv == WRITES and said is not None and encoded(said) != encoded(own.value):
        raise BadPage(what="echo")
    return own


def _let_in(page: _Page, rid: str, found: tuple[OpId, int]) -> None:
    """Note that an own operation which was put aside stands at the hub after all; found: its id, and since when."""
    number, waiting = number_of(page.shadow.dev, found[0]), page.shadow.own.get(rid, [])
    if any(one.aside and one.n == number for one in waiting):
        page.echoed.append((number, found[1]))
        page.shadow.own[rid] = [one for one in waiting if one.n != number]


def _sent(page: _Page, n: int) -> Own | None:
    """Return an own operation whose echo came before."""
    row = page.shadow.connection.execute(
        f"SELECT {OUTBOX} FROM sent_log WHERE dev = ? AND dseq = ? AND kind <> ''",  # noqa: S608 - our own words
        (page.shadow.dev, n),
    ).fetchone()
    if row is None:
        return None
    return Own(row[0], row[2], row[6], json.loads(row[7]), (), row[10], row[11], row[12], None)


def _take_record(page: _Page, record: RecordState) -> None:
    rec = _rec(page, record.r, record.y, record.s)
    if record.last > rec.g_seq:
        rec.g, rec.g_seq = record.g, record.last
    rec.created, rec.changed = record.created, True
    _let_in_of(page, record)
    newest: HeadState | None = None
    for fid, heads in record.heads.items():
        newest = _newest(newest, heads)
        _take_state(page, (record.r, _fid(fid), ""), heads)
    for fid, by_key in record.adds.items():
        for key, heads in by_key.items():
            newest = _newest(newest, heads)
            _take_state(page, (record.r, _fid(fid), key), heads, record.last)
    if newest is not None:
        page.theirs |= {record.r} if newest.op[0] != page.shadow.dev else set()
        page.stamps[record.r] = Stamp(record.last, newest.w, newest.a, _made(record))
        page.highest = max(page.highest, newest.h)


def _let_in_of(page: _Page, record: RecordState) -> None:
    if page.shadow.own.get(record.r):
        for head in chain(*record.heads.values(), *(one for adds in record.adds.values() for one in adds.values())):
            _let_in(page, record.r, (head.op, head.q))


def _made(record: RecordState) -> tuple[int, str] | None:
    first = min(record.heads.get(str(DELETED), ()), key=lambda one: one.h, default=None)
    return (first.w, first.a) if first else None


def _take_state(page: _Page, place: Place, heads: Sequence[HeadState], gone_by: int = 0) -> None:
    """Take a field's heads or an element's adds; an element without adds is gone by the hub sequence `gone_by`."""
    seq = heads[0].q if len(heads) == 1 else max((one.q for one in heads), default=gone_by)
    if not page.shadow.take(place, _rows(heads), seq):
        page.shadow.touch(place)


def _rows(heads: Iterable[HeadState]) -> list[Row]:
    rows = stored(heads)
    if any(len(row.v) > MAX_VALUE_BYTES for row in rows):
        raise BadPage(what="size")
    return rows


def _bounded(value: object) -> str:
    told = text(value)
    if len(told) > MAX_VALUE_BYTES:
        raise BadPage(what="size")
    return told


def _fid(text_: str) -> int:
    if not (text_.isascii() and text_.isdecimal()):
        raise BadPage(what="field")
    return int(text_)


def _newest(newest: HeadState | None, others: Iterable[HeadState]) -> HeadState | None:
    for one in others:
        if newest is None or one.q > newest.q:
            newest = one
    return newest
