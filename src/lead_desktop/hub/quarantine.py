"""Work that could not be applied when it came: kept as it came until a person at the hub lets it in or closes it.

What is let in is folded now, under a number of its own in the order, and goes to laptops like everything else. Only
the reason it was kept for is left out of account; everything else is looked at again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from psycopg import Connection

from lead_desktop.errors import LeadError
from lead_desktop.hub.applying import Applying, Judged
from lead_desktop.hub.batch import Item, read_item
from lead_desktop.hub.devices import Device, lock_device
from lead_desktop.hub.rules import Unfit, parts_of
from lead_desktop.hub.sequencer import note_event
from lead_desktop.hub.standing import Standing, read_person, read_standing
from lead_desktop.i18n import N_
from lead_desktop.wire import signing
from lead_desktop.wire.messages import MAX_TRANSACTION, Decided, Result
from lead_desktop.wire.op import Op, OpId

_SCOPE = frozenset({"scope", "expired"})
_AFTER_SCOPE = frozenset({"signature", "draining", "destroyed", "other_record", "exists", "immutable", "not_own"})
"""Reasons that are found only once the scope was found to be right."""
_WAITING = """
SELECT dev, dseq, code, recv_at FROM quarantine WHERE state = 'waiting' ORDER BY recv_at, dev, dseq LIMIT 500
"""
_KEPT = """
SELECT body, chain, sig, code FROM quarantine WHERE dev = %s AND dseq = %s AND state = 'waiting' FOR UPDATE
"""
_DECIDE = """
UPDATE quarantine SET state = %s, decided_by = %s, decided_at = %s, note = %s
WHERE dev = %s AND dseq = %s AND state = 'waiting' RETURNING dseq
"""
_DECIDED = """
SELECT dseq, seq, CASE state WHEN 'refused' THEN 'refused' ELSE '' END FROM quarantine
WHERE dev = %s AND seq > %s AND seq <= %s ORDER BY seq
"""
_TAKEN = "UPDATE op_id SET seq = %s, hlc = %s, outcome = %s, code = '' WHERE dev = %s AND dseq = %s"
_NUMBER = "UPDATE quarantine SET seq = %s WHERE dev = %s AND dseq = %s"
_NEAR = """
SELECT i.dseq, coalesce(o.body, q.body) FROM op_id i
LEFT JOIN op o ON o.seq = i.seq AND o.dev = i.dev AND o.dseq = i.dseq
LEFT JOIN quarantine q ON q.dev = i.dev AND q.dseq = i.dseq
WHERE i.dev = %s AND i.dseq BETWEEN %s AND %s AND (o.tx = %s OR strpos(q.body, %s) > 0) ORDER BY i.dseq
"""
_NAMING = """
SELECT o.body FROM scope s JOIN op o ON o.scope = s.id WHERE s.name = %s AND o.rid = %s AND strpos(o.body, %s) > 0
"""


class NotWaiting(LeadError):
    """Nothing of this device under this number waits for a decision."""

    code = "hub_not_waiting"
    message = N_("No such operation waits. `lead-hub quarantine` lists them.")


class StillUnfit(LeadError):
    """What waits cannot be let in; `reason` is the code of why not."""

    code = "hub_still_unfit"
    message = N_("It cannot be let in: {reason}. It goes on waiting.")


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what waits, when (ms UTC), and why."""

    by: str
    at: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What waits: as it came, its transaction's signature, and the code of why it was kept."""

    item: Item
    op: Op
    sig: str | None
    code: str


def waiting(connection: Connection) -> list[tuple[int, int, str, int]]:
    """Return device, number, reason and moment (ms UTC) of what waits, oldest first; never what it says."""
    return [(dev, dseq, code, at) for dev, dseq, code, at in connection.execute(_WAITING)]


def refuse(connection: Connection, place: OpId, decided: Decision) -> None:
    """Close what waits: it is kept, and never applied; its laptop is told. Raises NotWaiting.

    The connection is the hub's own.
    """
    _decide(connection, place, "refused", decided)
    seq = note_event(connection, "refuse", {"dev": place[0], "n": place[1]}, decided.at)
    connection.execute(_NUMBER, (seq, *place))


def accept(connection: Connection, place: OpId, decided: Decision) -> Result:
    """Let in what waits; returns its new number and outcome. Raises NotWaiting, StillUnfit: then nothing may be kept.

    The connection is the hub's own.
    """
    device = lock_device(connection, place[0])
    if device is None:
        raise NotWaiting
    try:
        kept = _read(connection, place)
        result = _applied(connection, device, kept, decided.at)
    except Unfit as fault:
        raise StillUnfit(reason=fault.code) from None
    _decide(connection, place, "accepted", decided)
    connection.execute(_TAKEN, (result.seq, result.h, result.outcome, *place))
    connection.execute(_NUMBER, (result.seq, *place))
    return result


def decisions(connection: Connection, dev: int, after: int, upto: int) -> tuple[Decided, ...]:
    """Return what was decided about a device's waiting work in a part of the order: above `after`, up to `upto`."""
    rows = connection.execute(_DECIDED, (dev, after, upto))
    return tuple(Decided(n=n, seq=seq, code=code) for n, seq, code in rows)


def _decide(connection: Connection, place: OpId, state: str, decided: Decision) -> None:
    if connection.execute(_DECIDE, (state, decided.by, decided.at, decided.note, *place)).fetchone() is None:
        raise NotWaiting


def _read(connection: Connection, place: OpId) -> _Kept:
    row = connection.execute(_KEPT, place).fetchone()
    if row is None:
        raise NotWaiting
    body, chain, sig, code = row
    item = read_item(place[1], json.loads(body), body.encode(), bytes(chain))
    if item.op is None:
        raise Unfit(item.code)
    return _Kept(item, item.op, sig, code)


def _applied(connection: Connection, device: Device, kept: _Kept, now_ms: int) -> Result:
    op = kept.op
    parts = parts_of(op)
    standing = _standing(connection, device, kept, now_ms)
    fault = next((one for one in standing.faults(op) if one not in _left_out(kept.code)), "")
    if fault or op.a not in standing.people:
        raise Unfit(fault or "author")
    if kept.code != "signature" and not _is_signed(connection, device.dev, kept, standing.people[op.a].sign):
        raise Unfit("signature")
    if op.k not in ("new", "rem") and _is_replaced(connection, (device.dev, op.n), op):
        raise Unfit("replaced")
    return Applying(connection, device, standing, now_ms, kept.code).accept(Judged(kept.item, parts, "", kept.sig))


def _left_out(code: str) -> frozenset[str]:
    """Return what is not asked again: why it was kept, and its scope where that was judged when it came.

    The device has learnt since what it could not know then.
    """
    return _SCOPE | {code} if code in _SCOPE or code in _AFTER_SCOPE else frozenset({code})


def _standing(connection: Connection, device: Device, kept: _Kept, now_ms: int) -> Standing:
    """Read how device and author stand; for what was kept because of its author, as the hub knows that person."""
    standing = read_standing(connection, device, [kept.op.s], now_ms)
    if kept.code != "author":
        return standing
    known = read_person(connection, kept.op.a)
    return replace(standing, people={kept.op.a: replace(known, until=None)} if known else {})


def _is_signed(connection: Connection, dev: int, kept: _Kept, key: bytes) -> bool:
    """Tell whether the author signed the whole transaction that this belongs to."""
    ops = list(_transaction(connection, dev, kept.op))
    return all(one.a == kept.op.a for one in ops) and signing.holds(key, kept.sig or "", signing.transaction(ops))


def _transaction(connection: Connection, dev: int, op: Op) -> Iterator[Op]:
    near = (dev, op.n - MAX_TRANSACTION, op.n + MAX_TRANSACTION, op.t, f'"t":{op.t},')
    for number, body in connection.execute(_NEAR, near):
        held = json.loads(body)
        other = read_item(number, held, body.encode(), b"").op if held.get("t") == op.t else None
        if other is not None:
            yield other


def _is_replaced(connection: Connection, place: OpId, op: Op) -> bool:
    """Tell whether something that was applied since has already replaced this: it must not come back over it."""
    named = f"[{place[0]},{place[1]}]"
    return any(list(place) in json.loads(body)["b"] for (body,) in connection.execute(_NAMING, (op.s, op.r, named)))
