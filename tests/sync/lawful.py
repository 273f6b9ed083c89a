"""Who may be sent what, worked out from the bare operations and rows: no line of this is shared with the hub."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from lead_desktop.domain.base import notes
from lead_desktop.domain.consent import Consent
from lead_desktop.hub.applying import AHEAD_MS
from tests.sync.hub_side import Kept
from tests.sync.invariants import must
from tests.sync.kinds import MAY_HOLD
from tests.sync.knowledge import Knew
from tests.sync.oracle import heads, life

_FID = {name: note.fid for name, note in notes(Consent).items()}
CARD = "/card"


def lawful(role: str, scopes: set[str]) -> None:
    """I8, by the plain table of who may hold what, apart from the hub's rows."""
    for scope in scopes:
        compartment = scope.rpartition("/")[2]
        must(compartment in MAY_HOLD[role] | {"programme", "reference"}, "I8", (role, scope))


def only_by_consent(scopes: set[str], hub: Kept, moment: tuple[str, datetime]) -> None:
    """I8: an office is sent the cards of consents that name it and are in force at this moment, and no other card.

    moment: the office, and what time it is at the hub.
    """
    cards = {scope for scope in scopes if scope.endswith(CARD)}
    if cards:
        allowed = cards_in_force(hub, *moment)
        must(cards <= allowed, "I8", ("without a consent in force", cards - allowed))


def cards_in_force(hub: Kept, office: str, now: datetime) -> set[str]:
    """Return the card scopes that an office may hold: most restrictive wins, whatever else somebody wrote."""
    ops = [op for op in hub.ops if op.body["y"] == Consent.TYPE]
    standing, alive = heads(ops), life(ops)
    said: dict[str, dict[int, list[Any]]] = {}
    for (rid, fid, _), held in standing.items():
        said.setdefault(rid, {}).setdefault(fid, []).extend(json.loads(one.value) for one in held.values())
    return {
        _card(rid, office)
        for rid, fields in said.items()
        if not alive[rid] and _names(fields, office) and _in_force(fields, now)
    }


def _names(fields: Mapping[int, list[Any]], office: str) -> bool:
    return any(one and one["name"].casefold() == office.casefold() for one in fields.get(_FID["recipients"], ()))


def _in_force(fields: Mapping[int, list[Any]], now: datetime) -> bool:
    taken_back = any(one is not None for one in fields.get(_FID["revoked_at"], ()))
    (signed,), (last,) = fields[_FID["signed_at"]], fields[_FID["expires_on"]]
    ends = datetime.combine(date.fromisoformat(last) + timedelta(days=1), datetime.min.time(), _zone(signed))
    return set(fields[_FID["status"]]) == {"active"} and not taken_back and now < ends


def _zone(moment: str) -> Any:
    return datetime.fromisoformat(moment).tzinfo or UTC


def _card(consent: str, office: str) -> str:
    return f"{uuid5(UUID(consent), office.casefold())}{CARD}"


def nothing_stale(hub: Kept, knew: Knew) -> None:
    """Work is applied only where its device could still believe to hold the scope, and in its time, or by a person."""
    for op in hub.ops:
        known = knew.when.get(op.name)
        if known is None or op.name in hub.accepted:
            continue
        maker, number = hub.made[op.scope]
        times = hub.stood.get((op.dev, op.scope), ())
        held = [end for _, until, end in times if until is None or until > known]
        fresh = maker == op.dev and number > known
        must(held or fresh, "I8", (op.name, "in a scope its laptop knew to be lost"))
        ends = [] if fresh else held  # who opened a scope has not been told until when it is theirs
        made = min(
            op.body["w"], (op.hlc >> 16) - AHEAD_MS
        )  # a laptop's clock may be ahead; what is there was made by now
        must(None in ends or not ends or made <= max(ends), "I8", (op.name, "after its time was over"))


def nothing_returns(hub: Kept, dev: int, known: int, came: set[str]) -> None:
    """I5: an old answer brings nothing of which its laptop has learnt since that it is lost.

    known: the list of scopes that it had before, by its number in the order.
    """
    for scope in came:
        times = hub.stood.get((dev, scope), ())
        must(any(until is None or until > known for _, until, _ in times), "I5", (dev, scope, "came back"))
