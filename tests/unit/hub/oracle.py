"""What must hold of a hub's tables whatever happened: recomputed from the operations by other code (sync 4.1)."""

import json


def counted(database):
    with database.owning() as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()[0]
            for table in ("op", "op_id", "head", "elem", "rec", "quarantine", "scope", "scope_aud")
        }


def assert_sound(database):
    """I7: numbers are 1..N; I1: every acknowledged operation is there once; I2: heads are what nobody named."""
    with database.owning() as connection:
        ops = connection.execute("SELECT seq, dev, dseq, kind, rid::text, fid, body FROM op ORDER BY seq").fetchall()
        head = connection.execute("SELECT seq FROM sync_head").fetchone()[0]
        heads = {tuple(row) for row in connection.execute("SELECT rid::text, fid, dev, dseq FROM head")}
        adds = {
            tuple(row)
            for row in connection.execute("SELECT rid::text, fid, ekey, dev, dseq FROM elem WHERE v IS NOT NULL")
        }
        acked = dict(connection.execute("SELECT dev, acked FROM device").fetchall())
        ids = connection.execute("SELECT dev, dseq FROM op_id ORDER BY dev, dseq").fetchall()
        waiting = connection.execute("SELECT dev, dseq FROM quarantine WHERE state <> 'accepted'").fetchall()
    assert [row[0] for row in ops] == list(range(1, head + 1))
    assert ids == [(dev, n) for dev in sorted(acked) for n in range(1, acked[dev] + 1)]
    known = [(row[1], row[2]) for row in ops if row[1]]
    assert sorted([*known, *waiting]) == ids
    wanted_heads, wanted_adds = recomputed(ops)
    assert heads == wanted_heads
    assert adds == wanted_adds


def recomputed(ops):
    """Heads and adds by the definition: operations, less those that a later one names as what it replaces."""
    heads, adds, named, dropped = set(), set(), set(), set()
    for _, dev, dseq, kind, rid, fid, body in ops:
        op = json.loads(body) if dev else {"b": ()}
        place = (rid, fid)
        if kind == "new":
            heads.add((rid, 0, dev, dseq))
            heads |= {(rid, int(f), dev, dseq) for f in op["v"] if not is_set(op["y"], int(f))}
            adds |= {(rid, int(f), key, dev, dseq) for f, v in op["v"].items() if is_set(op["y"], int(f)) for key in v}
        elif kind in ("add", "rem"):
            dropped |= {(*place, op["v"]["e"], *one) for one in op["b"]}
            adds |= {(*place, op["v"]["e"], dev, dseq)} if kind == "add" else set()
        elif dev:
            named |= {(*place, *one) for one in op["b"]}
            heads.add((*place, dev, dseq))
    return heads - named, adds - dropped


def is_set(record_type, fid):
    from tests.fakes.laptops import is_set as known

    return known(record_type, fid)
