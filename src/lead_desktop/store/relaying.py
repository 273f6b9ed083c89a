"""Own operations laid anew over what the hub says, where that was taken away or an operation was put aside."""

import json
from collections.abc import Iterable, Iterator, Sequence

from lead_desktop.store.arriving import begun
from lead_desktop.store.cipher import Connection
from lead_desktop.store.fields import set_fids
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.projecting import project
from lead_desktop.store.shadow import Own, Place, Rec, Shadow
from lead_desktop.store.writing import Types


def relay(connection: Connection, scopes: Sequence[str], types: Types) -> list[str]:
    """Put back what this device's unsent operations say of records whose hub heads were taken away."""
    told = json.dumps(list(scopes))
    sql = "SELECT DISTINCT rid, type, scope FROM outbox WHERE scope IN (SELECT value FROM json_each(?))"
    return _relay(connection, connection.execute(sql, (told,)).fetchall(), types)


def withdraw(connection: Connection, numbers: Sequence[int], types: Types) -> list[str]:
    """Give places back to the hub's values where own operations, by number, were put aside at the hub."""
    told = json.dumps(list(numbers))
    # A record that was purged meanwhile stays gone; one that was made here and never taken is still to be read.
    sql = (
        "SELECT DISTINCT rid, type, scope FROM outbox WHERE dseq IN (SELECT value FROM json_each(?))"
        " AND (rid IN (SELECT rid FROM rec) OR rid IN (SELECT rid FROM outbox WHERE kind = 'new'))"
    )
    return _relay(connection, connection.execute(sql, (told,)).fetchall(), types)


def _relay(connection: Connection, records: Sequence[tuple[str, int, str]], types: Types) -> list[str]:
    shadow = Shadow(connection, read_tail(connection).dev, types)
    shadow.load(rid for rid, *_ in records)
    for rid, record_type, scope in records:
        sets = set_fids(types[record_type]) if record_type in types else frozenset()
        shadow.recs.setdefault(rid, Rec(record_type, scope))
        for place in own_places(shadow.own[rid], rid, sets):
            shadow.touch(place)
    shadow.write()
    return project(connection, shadow, types, {})


def own_places(own: Iterable[Own], rid: str, sets: frozenset[int]) -> Iterator[Place]:
    """Yield the places that own operations on a record concern."""
    for one in own:
        if one.kind == "new":
            yield from (place for place, _ in begun(rid, one.value, sets))
        else:
            yield rid, one.fid, one.value["e"] if one.kind in ("add", "rem") else ""
