"""Operations on their way up: one transaction per push (sync 3.7).

Whatever is wrong with one operation is its outcome and never stops the queue: it waits in quarantine for a person.
Refused as a whole is only what breaks the chain, the signature or the order of numbers.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.hub.applying import Applying, Judged
from lead_desktop.hub.batch import Batch, Item, read_batch
from lead_desktop.hub.database import Database
from lead_desktop.hub.devices import Device, suspend_device, take_device
from lead_desktop.hub.rules import Unfit, parts_of
from lead_desktop.hub.sequencer import read_position
from lead_desktop.hub.standing import Standing, read_standing
from lead_desktop.wire import signing
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import Outcome, PushAnswer, PushRequest, Refusal, Result

_KNOWN = """
SELECT dseq, seq, hlc, body_sha, outcome, code FROM op_id WHERE dev = %s AND dseq BETWEEN %s AND %s ORDER BY dseq
"""


class _Forked(Exception):
    """The device has another history under the same numbers: a copy of it is about."""


def push(database: Database, clock: Clock, dev: int, request: PushRequest, *, late: bool = False) -> PushAnswer:
    """Take in operations; raises Refused. A fork suspends the device (section 6, number 67).

    late: of a device that was stopped since, for a person to decide about (number 81).
    """
    if request.dev != dev:
        raise Refused(Refusal(err="malformed"))
    batch = read_batch(request)
    now_ms = utc_ms(clock.now())
    try:
        with database.owning() if late else database.serving(dev, "push") as connection:
            return _take_in(connection, take_device(connection, dev, late=late), batch, now_ms)
    except _Forked:
        with database.serving(dev, "push") as connection:
            acked = suspend_device(connection, dev)
        raise Refused(Refusal(err="fork", acked=acked)) from None


def _take_in(connection: Connection, device: Device, batch: Batch, now_ms: int) -> PushAnswer:
    epoch = read_position(connection).epoch
    if batch.request.epoch != epoch:
        raise Refused(Refusal(err="epoch", acked=device.acked))
    if not batch.is_signed_by(device.sign):
        raise Refused(Refusal(err="signature", acked=device.acked))
    if batch.request.first > device.acked + 1:
        raise Refused(Refusal(err="gap", acked=device.acked))
    known = _known(connection, device, batch)
    fresh = batch.items[len(known) :]
    found: Sequence[Result] = ()
    if fresh:
        found = _apply(connection, device, batch, fresh, now_ms)
    return PushAnswer(epoch=epoch, now=now_ms, acked=max(device.acked, batch.items[-1].n), results=(*known, *found))


def _known(connection: Connection, device: Device, batch: Batch) -> Sequence[Result]:
    """Return the outcome of operations that were taken in before; raises _Forked when they were others."""
    link = batch.link(device.acked)
    if link is not None and link != device.chain:
        raise _Forked
    if batch.request.first > device.acked:
        return ()
    first, last = batch.request.first, min(batch.items[-1].n, device.acked)
    rows = connection.execute(_KNOWN, (device.dev, first, last)).fetchall()
    if [row[3] for row in rows] != [one.sha for one in batch.items[: max(0, last - first + 1)]]:
        raise _Forked
    return [Result(n=row[0], seq=row[1], h=row[2], outcome=_again(row[4]), code=row[5]) for row in rows]


def _again(outcome: str) -> Outcome:
    return "quarantined" if outcome == "quarantined" else "duplicate"


def _apply(
    connection: Connection, device: Device, batch: Batch, fresh: Sequence[Item], now_ms: int
) -> Sequence[Result]:
    names = {one.op.s for one in fresh if one.op}
    standing = read_standing(connection, device, names, now_ms)
    judged = _judged(device, batch, fresh, standing)
    work = Applying(connection, device, standing, now_ms)
    return work.run(judged)


def _judged(device: Device, batch: Batch, fresh: Iterable[Item], standing: Standing) -> list[Judged]:
    """Judge each operation by its shape, its author's signature, the record types and the device's standing."""
    found = []
    for tx, group in groupby(fresh, key=lambda one: one.op.t if one.op else 0):
        items = list(group)
        signed = _is_signed(batch, tx, items, standing)
        found += [_judge(one, device, standing, signed=signed, sig=batch.signed.get(tx)) for one in items]
    return found


def _judge(item: Item, device: Device, standing: Standing, *, signed: bool, sig: str | None) -> Judged:
    if item.op is None:
        return Judged(item, (), item.code)
    try:
        parts = parts_of(item.op)
        standing.check(item.op)
    except Unfit as fault:
        return Judged(item, (), fault.code, sig)
    waits = "draining" if device.state in ("draining", "revoked", "wiped") else ""
    return Judged(item, parts, waits if signed else "signature", sig)


def _is_signed(batch: Batch, tx: int, items: Sequence[Item], standing: Standing) -> bool:
    """Tell whether one person on the device signed a local transaction as a whole (rulings)."""
    ops = [one.op for one in items if one.op]
    person = standing.people.get(ops[0].a) if ops else None
    if person is None or any(one.a != person.user for one in ops):
        return False
    return signing.holds(person.sign, batch.signed.get(tx, ""), signing.transaction(ops))
