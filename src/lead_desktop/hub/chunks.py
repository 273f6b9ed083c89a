"""Parts of a first sync: named by their digest, kept for two days, and looked at again when they are fetched."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.hub.delta import Gain
from lead_desktop.hub.states import states_of_scopes
from lead_desktop.wire.codec import squeezed, unpacked
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import Chunk, ChunkBody, Fill, Refusal

MAX_BYTES = 512 * 1024
"""A chunk is closed before it grows beyond this, unpacked; packed it is smaller (sync 3.13 allows 2 MB).

A laptop reads a chunk in one go, and its window stands still while it does.
"""
KEPT_MS = 2 * 86_400_000
_PUT = """
INSERT INTO chunk(dev, sha, scopes, body, made_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (dev, sha) DO UPDATE SET made_at = excluded.made_at
"""
_HELD = """
SELECT s.name FROM scope s WHERE s.id = ANY(%(scopes)s) AND EXISTS (
  SELECT FROM device_aud m JOIN scope_aud sa ON sa.aud = m.aud
  WHERE m.dev = %(dev)s AND m.until IS NULL AND sa.scope = s.id AND sa.until IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk before it is stored: its name, the scopes in it, its bytes, and how many records it has."""

    sha: str
    scopes: tuple[int, ...]
    body: bytes
    records: int


def make_parts(connection: Connection, gains: Sequence[Gain], as_of: int) -> list[Part]:
    """Write the records of scopes into parts, as they stand in this snapshot."""
    found, texts, scopes, size = [], list[str](), set[int](), 0
    for scope, text in states_of_scopes(connection, [one.id for one in gains]):
        if texts and size + len(text) > MAX_BYTES:
            found.append(_part(texts, scopes, as_of))
            texts, scopes, size = [], set(), 0
        texts.append(text)
        scopes.add(scope)
        size += len(text)
    if texts:
        found.append(_part(texts, scopes, as_of))
    return found


def fill_of(gains: Sequence[Gain], parts: Sequence[Part], as_of: int) -> tuple[Fill, ...]:
    """Say which scopes are complete with which chunks."""
    if not gains:
        return ()
    chunks = tuple(Chunk(sha=one.sha, size=len(one.body), records=one.records) for one in parts)
    return (Fill(scopes=tuple(one.name for one in gains), as_of=as_of, chunks=chunks),)


def keep_parts(connection: Connection, dev: int, parts: Iterable[Part], now_ms: int) -> None:
    """Store parts until they are fetched, and forget those nobody came for."""
    connection.execute("DELETE FROM chunk WHERE made_at < %s", (now_ms - KEPT_MS,))
    for one in parts:
        connection.execute(_PUT, (dev, one.sha, list(one.scopes), one.body, now_ms))


def forget_filled(connection: Connection, dev: int, names: Sequence[str]) -> None:
    """Forget the parts that hold nothing but scopes a device has completed."""
    connection.execute(
        "DELETE FROM chunk WHERE dev = %s AND scopes <@ ARRAY(SELECT id FROM scope WHERE name = ANY(%s))",
        (dev, list(names)),
    )


def fetch_part(connection: Connection, dev: int, sha: str) -> ChunkBody:
    """Return a part without the scopes that were revoked since it was made; raises Refused("unknown")."""
    row = connection.execute("SELECT scopes, body FROM chunk WHERE dev = %s AND sha = %s", (dev, sha)).fetchone()
    if row is None:
        raise Refused(Refusal(err="unknown"))
    body = unpacked(row[1], ChunkBody)
    held = {name for (name,) in connection.execute(_HELD, {"scopes": row[0], "dev": dev})}
    if len(held) == len(row[0]):
        return body
    return ChunkBody(as_of=body.as_of, records=tuple(one for one in body.records if one.s in held))


def _part(texts: Sequence[str], scopes: Iterable[int], as_of: int) -> Part:
    body = squeezed(f'{{"as_of":{as_of},"records":[{",".join(texts)}]}}'.encode())
    return Part(hashlib.sha256(body).hexdigest(), tuple(sorted(scopes)), body, len(texts))
