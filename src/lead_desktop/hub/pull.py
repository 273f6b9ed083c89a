"""What comes down: scope changes first, then entries, all of one snapshot (sync 3.6).

Invariant P: after the scope changes of an answer a device holds exactly what it may hold in that snapshot, up to the
page of a first sync, and the entries are exactly those of (cursor, to] in those scopes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.hub.chunks import Part, fill_of, forget_filled, keep_parts, make_parts
from lead_desktop.hub.database import Database
from lead_desktop.hub.delta import EVERY, Delta, Loss, scope_delta
from lead_desktop.hub.devices import Device, device_numbered
from lead_desktop.hub.entries import Page, Place, read_page
from lead_desktop.hub.numbers import wanted_block
from lead_desktop.hub.quarantine import decisions
from lead_desktop.hub.receipts import note_receipts, note_told
from lead_desktop.hub.reconcile import reconciled
from lead_desktop.hub.scopes import are_overdue, close_overdue
from lead_desktop.hub.sequencer import Position, read_position
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import Decided, Granted, NumberBlock, PullAnswer, PullRequest, Refusal, Revoked

MIN_SV = 1
"""Oldest schema version that may pull; pushing is open to all (sync 3.14)."""
JUMP = 2_000
"""A first contact with more than this behind it is filled, and its cursor begins at the head."""
_SEEN = """
UPDATE device SET cursor = greatest(cursor, %s), scur = greatest(scur, %s), page = %s, counter = greatest(counter, %s),
  sv = %s, last_seen = %s WHERE dev = %s
"""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What one snapshot says to one request."""

    position: Position
    delta: Delta
    parts: Sequence[Part]
    filled: Delta
    page: Page
    decided: tuple[Decided, ...]


def pull(database: Database, clock: Clock, dev: int, request: PullRequest) -> PullAnswer:
    """Answer a pull; raises Refused."""
    now_ms = utc_ms(clock.now())
    block = _before(database, dev, request, now_ms)
    with database.reading(dev) as connection:
        seen = _look(connection, device_numbered(connection, dev), request)
    if seen.parts or seen.delta.lost:
        with database.serving(dev, "pull") as connection:
            keep_parts(connection, dev, seen.parts, now_ms)
            note_told(connection, dev, seen.delta.lost, now_ms)
    return _answer(seen, now_ms, block)


def _before(database: Database, dev: int, request: PullRequest, now_ms: int) -> NumberBlock | None:
    """Write down what the request says, close what is over, hand out numbers; in a short transaction of its own."""
    if request.dev != dev:
        raise Refused(Refusal(err="malformed"))
    if request.sv < MIN_SV:
        raise Refused(Refusal(err="upgrade"))
    with database.serving(dev, "pull", lasting=bool(request.receipts)) as connection:
        device = device_numbered(connection, dev)
        position = read_position(connection)
        if request.epoch != position.epoch or max(request.cursor, request.scur) > position.seq:
            raise Refused(Refusal(err="epoch", acked=device.acked))
        connection.execute(
            _SEEN, (request.cursor, request.scur, request.page, request.counter, request.sv, now_ms, dev)
        )
        note_receipts(connection, device, request.receipts, now_ms)
        if request.filled:
            forget_filled(connection, dev, request.filled)
        overdue = are_overdue(connection, now_ms)
    if overdue:
        with database.serving(dev, "pull") as connection:
            close_overdue(connection, now_ms)
    return wanted_block(database, device, request.numbers_left, now_ms)


def _look(connection: Connection, device: Device, request: PullRequest) -> _Snapshot:
    position = read_position(connection)
    delta = scope_delta(connection, device, request.scur, request.page)
    fill = [one for one in delta.gained if one.id <= request.cursor]
    jump = request.cursor == 0 and position.seq > JUMP
    if jump:
        fill = list(delta.gained)
    if request.digest:
        other = reconciled(connection, device.dev, request.digest, position.seq)
        delta = _joined(delta, other)
        fill += [one for one in other.gained if one not in fill]
    parts = make_parts(connection, fill, position.seq) if fill else []
    place = Place(device.dev, request.cursor, position.seq, delta.page)
    page = Page(position.seq) if jump else read_page(connection, place, request.max_bytes)
    decided = decisions(connection, device.dev, request.cursor, page.to)
    return _Snapshot(position, delta, parts, replace(delta, gained=fill), page, decided)


def _joined(delta: Delta, other: Delta) -> Delta:
    """Add what a comparison found to what the list says; what the list says comes first."""
    named = {one.name for one in delta.lost} | {one.name for one in delta.gained}
    lost: Sequence[Loss] = [*delta.lost, *(one for one in other.lost if one.name not in named)]
    gained = [*delta.gained, *(one for one in other.gained if one.name not in named)]
    return Delta(lost, gained, delta.page, delta.kept)


def _answer(seen: _Snapshot, now_ms: int, block: NumberBlock | None) -> PullAnswer:
    head = seen.position.seq
    page = 0 if seen.delta.page == EVERY else seen.delta.page
    return PullAnswer(
        epoch=seen.position.epoch,
        now=now_ms,
        revoke=tuple(Revoked(scope=one.name, seq=one.seq, why=one.why) for one in seen.delta.lost),
        grant=tuple(Granted(scope=one.name, seq=one.seq, not_after=one.not_after) for one in seen.delta.gained),
        ends=tuple(Granted(scope=one.name, seq=one.seq, not_after=one.not_after) for one in seen.delta.kept),
        fill=fill_of(seen.filled.gained, seen.parts, head),
        scur=head,
        page=page,
        entries=seen.page.entries,
        state=seen.page.state,
        to=seen.page.to,
        head=head,
        more=seen.page.to < head or page > 0,
        min_sv=MIN_SV,
        block=block,
        decided=seen.decided,
    )
