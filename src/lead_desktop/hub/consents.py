"""A live consent opens scopes to the organisations it names; taking it back, or its end, closes them (sync 3.10)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection
from pydantic import ValidationError

from lead_desktop.clock import utc_ms
from lead_desktop.domain.audiences import opened_by
from lead_desktop.domain.base import Compartment, Merge, names_by_fid, notes
from lead_desktop.domain.consent import Consent
from lead_desktop.hub.rows import put_rows
from lead_desktop.hub.sequencer import note_event
from lead_desktop.hub.shelf import Held, Shelf, read_whole
from lead_desktop.ids import scope_of
from lead_desktop.wire.kinds import shown
from lead_desktop.wire.life import Life
from lead_desktop.wire.merge import elements

Opened = tuple[str, str, int | None]
"""Name of a scope, audience, and the end in ms UTC if there is one."""

_SAID = ("basis", "name", "aud", "seq", "not_after")
_CLOSE = """
UPDATE scope_aud SET until = k.seq, why = 'revoked' FROM json_to_recordset(%s::json) k(basis text, seq bigint)
WHERE scope_aud.basis = k.basis AND scope_aud.until IS NULL
"""
_FORGET = "DELETE FROM consent_scope c USING json_to_recordset(%s::json) k(basis text) WHERE c.basis = k.basis"
_SAY = """
INSERT INTO consent_scope(basis, name, aud, not_after)
SELECT basis, name, aud, not_after FROM json_to_recordset(%s::json)
  k(basis text, name text, aud text, seq bigint, not_after bigint)
"""
_OPEN = """
INSERT INTO scope_aud(scope, aud, basis, since, not_after)
SELECT s.id, k.aud, k.basis, k.seq, k.not_after
FROM json_to_recordset(%s::json) k(basis text, name text, aud text, seq bigint, not_after bigint)
JOIN scope s ON s.name = k.name
"""
_JOIN = """
INSERT INTO scope_aud(scope, aud, basis, since, not_after)
SELECT s.id, c.aud, c.basis, s.id, c.not_after FROM consent_scope c JOIN scope s ON s.name = c.name
WHERE s.id = ANY(%s) AND (c.not_after IS NULL OR c.not_after > %s)
"""
_LATER = """
INSERT INTO consent_later(basis, at) VALUES (%s, %s) ON CONFLICT (basis) DO UPDATE SET at = excluded.at
"""
_NOT_LATER = "DELETE FROM consent_later WHERE basis = %s"
_DUE = "SELECT basis FROM consent_later WHERE at <= %s ORDER BY basis"
_NOW = """
SELECT c.name, c.aud, c.not_after FROM consent_scope c WHERE c.basis = %s
"""


def apply_consents(connection: Connection, shelf: Shelf, now: datetime, ahead: timedelta) -> None:
    """Let the consents that a push touched open and close what they say now; one that is unclear opens nothing.

    ahead: how far a laptop's clock may be ahead of the hub's; what was signed by it was not signed in the future.
    """
    for rid in sorted(shelf.touched):
        if shelf.recs[rid].type == Consent.TYPE:
            _apply(connection, shelf, rid, shelf.recs[rid].last, (now, ahead))


def look_again(connection: Connection, now: datetime, ahead: timedelta) -> None:
    """Let consents open what they open whose signature was in the future when they came, and is not any more."""
    due = [rid for (rid,) in connection.execute(_DUE, (utc_ms(now + ahead),))]
    if not due:
        return
    seq = note_event(connection, "consents", {"count": len(due)}, utc_ms(now))
    shelf = read_whole(connection, due)
    for rid in due:
        _apply(connection, shelf, rid, seq, (now, ahead))


def _apply(connection: Connection, shelf: Shelf, rid: str, seq: int, moment: tuple[datetime, timedelta]) -> None:
    """Let one consent open and close what it says at a moment, as of a number in the order."""
    now, ahead = moment
    consent = _standing(shelf, rid)
    _settle(connection, rid, seq, _opened(rid, consent, now, ahead) if consent else frozenset())
    signed = consent.signed_at if consent else None
    if signed is not None and signed > now + ahead:
        connection.execute(_LATER, (rid, utc_ms(signed)))
    else:
        connection.execute(_NOT_LATER, (rid,))


def join_consents(connection: Connection, scopes: Sequence[int], now_ms: int) -> None:
    """Open scopes that came to be for those to whom a live consent had opened them before."""
    connection.execute(_JOIN, (list(scopes), now_ms))


def _settle(connection: Connection, rid: str, seq: int, opened: frozenset[Opened]) -> None:
    before = {tuple(row) for row in connection.execute(_NOW, (rid,))}
    if before == opened:
        return
    put_rows(connection, _CLOSE, ("basis", "seq"), [(rid, seq)])
    put_rows(connection, _FORGET, ("basis",), [(rid,)])
    rows = [(rid, name, aud, seq, not_after) for name, aud, not_after in opened]
    put_rows(connection, _SAY, _SAID, rows)
    put_rows(connection, _OPEN, _SAID, rows)


def _standing(shelf: Shelf, rid: str) -> Consent | None:
    """Return a consent as it stands; None unless it is there, is whole, and lies with the person it is about.

    One that somebody deleted while another edited it opens nothing until a person has chosen: the strictest holds.
    """
    rec = shelf.recs[rid]
    try:
        consent = Consent.from_json(json.dumps(_body(shelf, rid)))
    except ValidationError:
        return None
    if rec.g != Life.THERE or consent.person is None or rec.scope != scope_of(consent.person, Compartment.CONSENT):
        return None
    return consent


def _opened(rid: str, consent: Consent, now: datetime, ahead: timedelta) -> frozenset[Opened]:
    return frozenset((name, reach.audience, reach.not_after) for name, reach in opened_by(rid, consent, now, ahead))


def _body(shelf: Shelf, rid: str) -> Mapping[str, Any]:
    """Return a record's fields as they are displayed."""
    names, said = names_by_fid(Consent), notes(Consent)
    body: dict[str, Any] = {}
    sets: dict[int, dict[str, tuple[Held, ...]]] = {}
    for (one, fid, key), adds in shelf.adds.items():
        if one == rid:
            sets.setdefault(fid, {})[key] = adds
    for (one, fid), heads in shelf.heads.items():
        if one == rid and fid in names:
            note = said[names[fid]]
            body[names[fid]] = _shown(heads, note.merge, note.machine)
    body |= {names[fid]: [json.loads(one) for one in elements(adds)] for fid, adds in sets.items()}
    return body


def _shown(heads: tuple[Held, ...], merge: Merge, machine: str) -> Any:  # noqa: ANN401 - any JSON value
    best = shown([Held(one.op, json.loads(one.value), one.hlc, one.actor, one.seq) for one in heads], merge, machine)
    return best.value if best else None
