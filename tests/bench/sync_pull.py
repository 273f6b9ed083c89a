"""Pulls at a hub with millions of operations and a million grants: what PostgreSQL and the hub need for one."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time

import psycopg

from lead_desktop.clock import SystemClock, utc_ms
from lead_desktop.domain.person import Person
from lead_desktop.hub.joining import NewDevice, NewPerson, add_device
from lead_desktop.wire.messages import PullRequest
from tests.bench.figures import Book, p50, p95
from tests.bench.sync_place import BenchHub, bench_hub
from tests.fakes.desk_at import caller_of

FEW = 200
"""Scopes of the laptop that has few of them."""
_TELL = """
SET search_path = lead, pg_temp;
CREATE TEMP TABLE told AS SELECT
  %(scopes)s::bigint AS scopes, %(ops)s::bigint AS ops, %(few)s::bigint AS few, %(user)s::text AS author,
  %(now)s::bigint AS now, %(type)s::int AS type;
"""
_FILL = """
INSERT INTO scope(id, name, compartment, dev)
SELECT i, md5('r' || i)::uuid || '/identity', 'identity', 9 FROM told, generate_series(1, scopes) i;
INSERT INTO scope_aud(scope, aud, basis, since)
SELECT i, aud, '', i FROM told, generate_series(1, scopes) i,
  unnest(ARRAY['role:supervisor', CASE WHEN i > scopes - few THEN 'user:' || author ELSE 'role:clinical' END]) aud;
INSERT INTO rec(rid, type, scope, g, created_seq, last_seq)
SELECT md5('r' || i)::uuid, type, i, 0, i, ops FROM told, generate_series(1, scopes) i;
INSERT INTO head(rid, fid, dev, dseq, v, was, hlc, wall, actor, seq, scope)
SELECT md5('r' || i)::uuid, fid, 9, i, CASE fid WHEN 0 THEN 'false' ELSE '"Ana ' || i || '"' END, 'null',
  now << 16, now, author::uuid, i, i FROM told, generate_series(1, scopes) i, unnest(ARRAY[0, 3]) fid;
INSERT INTO op(seq, dev, dseq, tx, kind, rid, type, scope, fid, raw_hlc, hlc, wall, actor, sv, recv_at, body, entry)
SELECT i, 9, i, i, 'set', rid, type, at, 3, now << 16, now << 16, now, author::uuid, 1, now, '{}',
  json_build_object('seq', i, 'op', json_build_array(9, i), 'k', 'set', 'r', rid, 'y', type, 's', rid || '/identity',
    'f', 3, 'v', 'Ana ' || i, 'heads', json_build_array(json_build_object('op', json_build_array(9, i), 'v',
    'Ana ' || i, 'h', now << 16, 'w', now, 'a', author, 'q', i)), 'g', 0, 'h', now << 16, 'w', now, 'a', author,
    'sv', 1)::text
FROM told, sync_head h, generate_series(h.seq + 1, h.seq + ops) i, LATERAL (SELECT 1 + mod(i * 7919, scopes) AS at) s,
  LATERAL (SELECT md5('r' || at)::uuid AS rid) r;
UPDATE sync_head SET seq = seq + (SELECT ops FROM told);
"""


@dataclass(frozen=True, slots=True)
class _Asking:
    """A laptop that asks: its id, its number, and how far behind it is each time."""

    uid: str
    dev: int
    behind: Callable[[], int]


def measure_pull(book: Book, ops: int, times: int = 200) -> None:
    """Measure pulls among `ops` operations and half as many grants."""
    chance, size = random.Random(7), f"{ops:,}"
    with bench_hub() as place:
        whole = _laptop(place, str(uuid.uuid4()), "supervisor")
        author = str(uuid.uuid4())
        small = _laptop(place, author, "officer")
        begun = perf_counter()
        _fill(place, ops, author)
        place.vacuum()
        book.add("operations and grants filled in", size, perf_counter() - begun, "s")
        kinds = {
            "all scopes, up to 500 behind": _Asking(*whole, lambda: chance.randrange(1, 500)),
            "all scopes, up to 20,000 behind": _Asking(*whole, lambda: chance.randrange(2_001, 20_000)),
            "all scopes, far behind": _Asking(*whole, lambda: chance.randrange(20_001, ops - 1)),
            "200 scopes, up to 20,000 behind": _Asking(*small, lambda: chance.randrange(1, 20_000)),
            "nothing new": _Asking(*whole, lambda: 0),
        }
        for name, asking in kinds.items():
            _measure(book, place, (f"pull, {name}", size), asking, times)


def _measure(book: Book, place: BenchHub, name: tuple[str, str], asking: _Asking, times: int) -> None:
    epoch, head = place.hub.health("").epoch, _head(place)
    spent: list[float] = []
    cpu = process_time()
    for _ in range(times):
        request = PullRequest(epoch=epoch, dev=asking.dev, cursor=head - asking.behind(), scur=head, sv=1,
                              numbers_left=1000)  # fmt: skip
        begun = perf_counter()
        device = caller_of(place.hub, asking.uid)
        answer = place.hub.pull(device, request)
        spent.append((perf_counter() - begun) * 1000)
        assert answer.to > request.cursor or request.cursor == head
    cpu = (process_time() - cpu) * 1000 / times
    ratio = p50(spent)
    found = p95(spent)
    book.add(f"{name[0]}, p95", name[1], found, "ms", target=f"under 60 ms; p50 {ratio:.1f}, CPU hub {cpu:.1f}",
             met=found < 60)  # fmt: skip


def _laptop(place: BenchHub, user: str, role: str) -> tuple[str, int]:
    """Let a laptop in; return its id and number."""
    uid, side = str(uuid.uuid4()), "law" if role == "officer" else "care"
    person = NewPerson(user, "Bench", role, side, "", bytes(32), b"")
    with place.hub.database.owning() as connection:
        return uid, add_device(connection, NewDevice(uid, side, bytes(32), b"", (person,)), utc_ms(SystemClock().now()))


def _fill(place: BenchHub, ops: int, author: str) -> None:
    told = {"scopes": ops // 4, "ops": ops, "few": FEW, "user": author, "now": utc_ms(SystemClock().now()),
            "type": Person.TYPE}  # fmt: skip
    with psycopg.ClientCursor(psycopg.connect(place.database_url)) as cursor:
        cursor.execute(_TELL, told)
        cursor.execute(_FILL)
        cursor.connection.commit()


def _head(place: BenchHub) -> int:
    with place.hub.database.owning() as connection:
        row = connection.execute("SELECT seq FROM sync_head").fetchone()
    assert row is not None
    return int(row[0])
