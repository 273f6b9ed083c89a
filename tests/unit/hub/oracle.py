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
    heads, adds, named = set(), set(), set()
    for _, dev, dseq, kind, rid, fid, body in ops:
        if not dev:
            continue
        op = json.loads(body)
        named |= {(rid, fid, *one) for one in op["b"]}
        if kind == "new":
            heads.add((rid, 0, dev, dseq))
            for field, value in op["v"].items():
                if isinstance(value, dict) and is_set(op["y"], int(field)):
                    adds |= {(rid, int(field), key, dev, dseq) for key in value}
                else:
                    heads.add((rid, int(field), dev, dseq))
        elif kind == "add":
            adds.add((rid, fid, op["v"]["e"], dev, dseq))
        elif kind != "rem":
            heads.add((rid, fid, dev, dseq))
    # Names of a base count for one element only; keys of elements of one `new` differ, so its id is not enough.
    dropped = set()
    for _, dev, _, kind, rid, fid, body in ops:
        if dev and kind in ("add", "rem"):
            op = json.loads(body)
            dropped |= {(rid, fid, op["v"]["e"], *one) for one in op["b"]}
    return {one for one in heads if one not in named}, adds - dropped


def is_set(record_type, fid):
    from tests.fakes.laptops import is_set as known

    return known(record_type, fid)
