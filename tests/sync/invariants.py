"""The contract, I1 to I9 of the sync design: each check raises Broken with the number of what does not hold."""

import json
from collections.abc import Mapping, Sequence

from lead_desktop.domain.base import names_by_fid, notes
from lead_desktop.store.landing import parts
from tests.sync.desks import Desk
from tests.sync.history import Journal
from tests.sync.hub_side import Kept
from tests.sync.kinds import TYPES
from tests.sync.oracle import SETS, Kept as OneHead, OpName, Place, Said, heads, life, moments, shown

CLIENT_TABLES = ("rec", "record", "head", "elem", "elem_gone", "listed", "clash", "draft", "sent_log", "outbox")
"""Tables that this module knows to have a scope; `residue` looks at every table that has one."""


Journals = Mapping[int, Sequence[Journal]]
"""By device number: of the installation, and of what a copy of its disk or an older incarnation left behind."""


Standing = Mapping[Place, Mapping[OpName, OneHead]]


class Broken(AssertionError):
    """An invariant does not hold; `number` says which."""

    def __init__(self, number: str, what: object) -> None:
        super().__init__(f"{number}: {what}")
        self.number = number


def must(holds: object, number: str, what: object = "") -> None:
    if not holds:
        raise Broken(number, what)


def at_every_moment(hub: Kept) -> None:
    """I7: numbers without gaps. I2: the hub's heads are those of the definition, values and numbers too."""
    must(hub.seqs == list(range(1, hub.head + 1)), "I7", (hub.head, hub.seqs[-5:]))
    wanted = {place: held for place, held in heads(hub.ops).items() if held}
    found = hub.places
    must(wanted.keys() == found.keys(), "I2", wanted.keys() ^ found.keys())
    for place, held in wanted.items():
        must({n: (one.value, one.seq, one.hlc) for n, one in held.items()} == found[place], "I2", (place, found[place]))
    lives = life(hub.ops)
    must(lives == hub.life, "I2", {rid: one for rid, one in lives.items() if hub.life.get(rid) != one})


def clamped(hub: Kept, hub_now: int) -> None:
    """Clocks: nothing stands further in the future than five minutes and one step for each operation after it."""
    most = (hub_now + 5 * 60 * 1000 << 16) + len(hub.ops) + 1
    must(all(op.hlc <= most for op in hub.ops), "I2", "a clock in the future was not clamped")


def humans(hub: Kept, journals: Journals) -> None:
    """I9: whatever an operation replaces stood on the screen of the form that made it."""
    for op in hub.ops:
        n, body = op.body["n"], hub.bodies[op.name][0]
        noted = [one.screens[n] for one in journals.get(op.dev, ()) if one.bodies.get(n) == body]
        place = (op.body["r"], op.body["f"], op.body["v"]["e"] if op.body["k"] in ("add", "rem") else "")
        named = {(one[0], one[1]) for one in op.body["b"]}
        if noted:
            must(any(named <= one.get(place, frozenset()) for one in noted), "I9", (op.name, named, noted))


def durable(hub: Kept, journals: Journals, excused: set[tuple[int, int]]) -> None:
    """I1: what was saved is at the hub exactly once and byte for byte, applied or put aside; and nothing else is."""
    for dev, several in journals.items():
        for n, body in ((n, body) for one in several for n, body in one.bodies.items()):
            found = hub.said(dev, n)
            if not found and (dev, n) in excused:
                continue
            must(found == [body], "I1", (dev, n, len(found), body[:200], found[:1]))
    for dev, n in [*hub.bodies, *hub.aside]:
        must(any(n in one.bodies for one in journals[dev]), "I1", f"the hub has {dev}/{n} that nobody saved")


def kept_on_disk(desk: Desk, hub: Kept, excused: set[tuple[int, int]]) -> None:
    """I1, at the desk: what was saved and the hub does not have waits in the outbox, or can be sent again."""
    there = {n for (n,) in desk.rows("SELECT dseq FROM outbox UNION SELECT dseq FROM sent_log WHERE dev = ?", desk.dev)}
    known = {n for dev, n in [*hub.bodies, *hub.aside] if dev == desk.dev}
    missing = set(desk.journal.bodies) - there - known - {n for dev, n in excused if dev == desk.dev}
    must(not missing, "I1", f"{desk.name} lost {sorted(missing)}")


def drained(desk: Desk) -> None:
    """I4: nothing stays in the outbox but what the hub put aside, with its reason."""
    left = desk.rows("SELECT dseq, state, reason FROM outbox WHERE state <> 'quarantined' OR coalesce(reason, '') = ''")
    must(not left, "I4", (desk.name, left))


def attested(desk: Desk, hub: Kept) -> None:
    """I6: of everything that a desk was told to remove the hub has its signed word.

    A laptop that is being retired is given nothing: of what it made itself and a person let in later it never hears,
    though an old stick that comes to the hub once more is answered as if it did.
    """
    retiring = hub.states[desk.dev] == "draining"
    left = [
        one
        for one in hub.unattested
        if one[0] == desk.dev and not (retiring and hub.made[one[1]][0] == desk.dev and hub.made[one[1]][1] > one[2])
    ]
    must(not left, "I6", (desk.name, left))


def entitled(desk: Desk, hub: Kept) -> None:
    """Invariant P at rest: a desk holds exactly what it may hold, and all of it is there."""
    held = desk.held()
    may = hub.may.get(desk.dev, set())
    must(set(held) == may, "I3", (desk.name, "held", set(held) ^ may))
    unfinished = {scope: state for scope, state in held.items() if state != "complete"}
    must(not unfinished and not parts(desk.vault.reader), "I3", (desk.name, unfinished))


def converged(desk: Desk, hub: Kept) -> None:
    """I3: a desk's heads, what it shows, and what it says of existence are those of the definition for its scopes."""
    may = hub.may.get(desk.dev, set())
    mine = [op for op in hub.ops if op.scope in may]
    wanted = {place: held for place, held in heads(mine).items() if held}
    own = {rid for (rid,) in desk.rows("SELECT rid FROM outbox")}
    found: dict[tuple[str, int, str], set[tuple[int, int, int]]] = {}
    for rid, fid, key, dev, dseq, seq in desk.rows(
        "SELECT rid, fid, '', dev, dseq, seq FROM head UNION ALL SELECT rid, fid, ekey, dev, dseq, seq FROM elem"
    ):
        if seq is not None or rid not in own:
            found.setdefault((rid, fid, key), set()).add((dev, dseq, seq))
    expected = {place: {(*name, one.seq) for name, one in held.items()} for place, held in wanted.items()}
    differ = [place for place in expected.keys() | found.keys() if expected.get(place) != found.get(place)]
    must(not differ, "I3", (desk.name, [(place, expected.get(place), found.get(place)) for place in differ[:3]]))
    alive = life(mine)
    said = {rid: g for rid, g in desk.rows("SELECT rid, g FROM rec") if rid in alive}
    must(alive == said, "I3", (desk.name, [(r, alive[r], said.get(r)) for r in alive if alive[r] != said.get(r)]))
    _displayed(desk, (mine, heads(mine)), alive, own)


def _displayed(desk: Desk, known: tuple[list[Said], Standing], alive: dict[str, int], own: set[str]) -> None:
    mine, standing = known
    kinds = {op.body["r"]: op.body["y"] for op in mine}
    bodies = {rid: (gone, body) for rid, gone, body in desk.rows("SELECT rid, gone, body FROM record")}
    listed = {rid for (rid,) in desk.rows("SELECT rid FROM listed")}
    for rid, g in alive.items():
        must(rid in bodies, "I3", (desk.name, rid, "is not on the screen"))
        gone, body = bodies[rid]
        must((gone == 1) == (g == 1), "I3", (desk.name, rid, gone, g))
        must(not (g == 1 and rid in listed), "I3", (desk.name, rid, "is deleted and in a list"))
        held = json.loads(body)
        for fid, name in names_by_fid(TYPES[kinds[rid]]).items():
            if rid in own or fid in SETS[kinds[rid]] or notes(TYPES[kinds[rid]])[name].machine:
                continue
            best = shown(standing.get((rid, fid, ""), {}))
            if best is not None:
                must(json.loads(best) == held.get(name), "I3", (desk.name, rid, name, best, held.get(name)))


def no_residue(desk: Desk) -> None:
    """I5: of a scope that was taken away nothing is stored but what still has to be sent."""
    held = {scope for scope, state in desk.held().items() if state != "lapsed"}
    desk.ever_held |= held
    gone = desk.ever_held - held
    made = {rid for (rid,) in desk.rows("SELECT rid FROM outbox WHERE kind = 'new'")}
    for table, columns in _scoped(desk):
        if table in ("outbox", "receipt", "held"):
            continue
        column = "rid" if "rid" in columns else "NULL"
        for scope, rid in desk.rows(f"SELECT DISTINCT scope, {column} FROM {table}"):
            must(scope not in gone or rid in made, "I5", (desk.name, "residue", table, scope, rid))
    orphans = desk.rows("SELECT rid FROM head WHERE rid NOT IN (SELECT rid FROM rec)")
    must(not orphans, "I5", (desk.name, "heads without a record", orphans))


def _scoped(desk: Desk) -> list[tuple[str, set[str]]]:
    found = []
    tables = desk.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")
    for (table,) in tables:
        columns = {row[1] for row in desk.rows(f"PRAGMA table_info({table})")}
        if "scope" in columns:
            found.append((table, columns))
    must({name for name, _ in found} >= set(CLIENT_TABLES), "I5", "a table of client data has no scope")
    return found


def no_hole(desk: Desk, hub: Kept) -> None:
    """I5: a complete scope holds, of every place, its heads at the cursor or some later moment; nothing is missing."""
    ((epoch, cursor),) = desk.rows(
        "SELECT s.v ->> 'epoch', t.v ->> 'cursor' FROM meta s JOIN meta t ON t.k = 'tail' WHERE s.k = 'sync'"
    ) or [("", 0)]
    if not desk.settled or epoch != hub.epoch:
        return
    complete = {scope for scope, state in desk.held().items() if state in ("complete", "hidden")}
    found: dict[tuple[str, int, str], set[tuple[int, int]]] = {}
    for rid, fid, key, dev, dseq in desk.rows(
        "SELECT rid, fid, '', dev, dseq FROM head WHERE seq IS NOT NULL"
        " UNION ALL SELECT rid, fid, ekey, dev, dseq FROM elem WHERE seq IS NOT NULL"
    ):
        found.setdefault((rid, fid, key), set()).add((dev, dseq))
    for place, history in moments(op for op in hub.ops if op.scope in complete).items():
        before = [names for seq, names in history if seq <= cursor][-1:] or [frozenset()]
        after = [names for seq, names in history if seq > cursor]
        now = found.get(place, set())
        must(any(now == names for names in before + after), "I5", (desk.name, "hole", place, now, history, cursor))
