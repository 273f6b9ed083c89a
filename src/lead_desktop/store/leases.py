"""Leases: what is held for long without a word from the hub is hidden, then removed, with or without a network.

That a scope is hidden stands beside what else is known of it: one that came in part is still in part when it is shown
again (sync 3.10; rulings, two leases).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lead_desktop.domain.programme import Programme
from lead_desktop.store import listing
from lead_desktop.store.cipher import Connection
from lead_desktop.store.purging import COPIES, IN, finish, owe_scrubbing, purge
from lead_desktop.store.records import Reading
from lead_desktop.store.standing import read_device, read_standing
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Types, Writer

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class LeaseRule:
    """How long a scope may be held without contact, and how long it stays hidden before it goes; days.

    The shorter time is for substance use records (42 CFR Part 2; sync 3.10). A programme sets them within the bounds
    of its record (domain.programme); these are what stands where it says nothing.
    """

    sud_days: int = 7
    rest_days: int = 30
    grace_days: int = 7


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What the lease did: scopes that are hidden now, and scopes that were removed."""

    hidden: tuple[str, ...] = ()
    purged: tuple[str, ...] = ()


def rule_in(connection: Connection) -> LeaseRule:
    """Return the rule of the programme as this laptop last heard it."""
    held, usual = Reading(connection).foremost(Programme), LeaseRule()
    said = held.record if held else Programme()
    return LeaseRule(
        said.lease_sud_days or usual.sud_days,
        said.lease_days or usual.rest_days,
        said.lease_grace_days or usual.grace_days,
    )


def keep_house(vault: Vault, writer: Writer, now_ms: int) -> Lapsed:
    """Do what needs no hub: hide and remove scopes whose lease is over, end what a purge left open.

    To be done at unlock, each day and before each round, whatever the hub thinks of this laptop: who waits to be let
    in anew, or is not let in any more, holds what was held before. A laptop that never had a hub has no lease.
    """
    device, standing = read_device(vault.writer), read_standing(vault.writer)
    if device is None:
        return Lapsed()
    now = standing.hub_now + max(0, now_ms - standing.contact)  # a wrong clock counts as little as it can
    rule = rule_in(vault.writer)
    lapsed = _due(vault.writer, rule, standing.hub_now, now)
    if lapsed.hidden or lapsed.purged:
        with writer.receiving() as connection:
            lapsed = lapse(connection, rule, standing.hub_now, now)
    finish(vault, device)
    return lapsed


def lapse(connection: Connection, rule: LeaseRule, contact: int, now_ms: int) -> Lapsed:
    """Hide the scopes whose lease is over, purge those hidden for longer than the grace; in a transaction.

    contact: when the hub last answered, now_ms: what time it is there by now, both by the hub's clock. What belongs
    to the whole programme has no lease. What was purged is asked for again with the next contact (`purging.lapsed`).
    """
    due = _due(connection, rule, contact, now_ms)
    _hide(connection, due.hidden)
    if purge(connection, due.purged):
        owe_scrubbing(connection, COPIES)
    sql = "INSERT INTO held(scope, state, since_seq) VALUES(?, 'lapsed', 0)"
    connection.executemany(sql, [(scope,) for scope in due.purged])
    return due


def _due(connection: Connection, rule: LeaseRule, contact: int, now_ms: int) -> Lapsed:
    hide, drop = [], []
    for scope, state, until, hidden in connection.execute("SELECT scope, state, not_after, hidden FROM held"):
        compartment = scope.partition("/")[2]
        if scope == f"{compartment}/{compartment}" or state == "lapsed":
            continue
        days = rule.sud_days if compartment == "sud" else rule.rest_days
        end = min(until or now_ms + 1, contact + days * DAY_MS)
        if now_ms > end + rule.grace_days * DAY_MS:
            drop.append(scope)
        elif now_ms > end and not hidden:
            hide.append(scope)
    return Lapsed(tuple(hide), tuple(drop))


def unhide(connection: Connection, types: Types, now_ms: int) -> tuple[str, ...]:
    """Show again what was hidden only for want of contact; in a transaction, after the hub answered.

    What stays hidden, because the hub itself had set an end, is hidden with what just arrived of it.
    """
    rows = connection.execute(
        "SELECT scope, not_after IS NULL OR not_after >= ? FROM held WHERE hidden <> 0", (now_ms,)
    ).fetchall()
    if not rows:
        return ()
    scopes = tuple(scope for scope, again in rows if again)
    asked = json.dumps(scopes)
    connection.execute(f"UPDATE record SET gone = gone - 2 WHERE gone >= 2 AND {IN}", (asked,))  # noqa: S608 - our own words
    connection.execute(f"UPDATE held SET hidden = 0 WHERE {IN}", (asked,))  # noqa: S608 - as above
    shown = connection.execute(f"SELECT rid, type, scope, body FROM record WHERE gone = 0 AND {IN}", (asked,))  # noqa: S608 - as above
    for rid, record_type, scope, body in shown.fetchall():
        listing.put(connection, rid, scope, types[record_type].from_json(body))
    _hide(connection, [scope for scope, again in rows if not again])
    return scopes


def _hide(connection: Connection, scopes: Sequence[str]) -> None:
    asked = json.dumps(list(scopes))
    if not scopes:
        return
    connection.execute(f"DELETE FROM listed_fts WHERE rowid IN (SELECT id FROM listed WHERE {IN})", (asked,))  # noqa: S608 - our own words
    connection.execute(f"DELETE FROM listed WHERE {IN}", (asked,))  # noqa: S608 - as above
    connection.execute(f"UPDATE record SET gone = gone + 2 WHERE gone < 2 AND {IN}", (asked,))  # noqa: S608 - as above
    connection.execute(f"UPDATE held SET hidden = 1 WHERE {IN}", (asked,))  # noqa: S608 - as above
