"""Records as they stand, written as RecordState by PostgreSQL itself: for first syncs and for the long absent."""

from collections.abc import Iterator, Sequence

from psycopg import Connection

from lead_desktop.wire.digest import Held, scope_digest

# Ids, names of scopes and numbers need no escaping; values are canonical JSON already.
_STATE = """
SELECT r.scope, r.rid::text AS rid,
  '{"r":"' || r.rid || '","y":' || r.type || ',"s":"' || s.name || '","g":' || r.g || ',"created":'
  || r.created_seq || ',"last":' || r.last_seq || ',"heads":{' || coalesce(h.text, '') || '},"adds":{'
  || coalesce(e.text, '') || '}}' AS text
FROM rec r JOIN scope s ON s.id = r.scope LEFT JOIN LATERAL (
  SELECT string_agg('"' || f.fid || '":[' || f.text || ']', ',') AS text FROM (
    SELECT o.fid, string_agg('{"op":[' || o.dev || ',' || o.dseq || '],"v":' || o.v || ',"h":' || o.hlc
      || ',"w":' || o.wall || ',"a":"' || o.actor || '","q":' || o.seq
      || CASE WHEN o.several > 1 AND o.was <> '' THEN ',"was":' || o.was ELSE '' END || '}', ',') AS text
    FROM (SELECT head.*, count(*) OVER (PARTITION BY fid) AS several FROM head WHERE head.rid = r.rid) o GROUP BY o.fid
  ) f
) h ON true LEFT JOIN LATERAL (
  SELECT string_agg('"' || f.fid || '":{' || f.text || '}', ',') AS text FROM (
    SELECT k.fid, string_agg(to_json(k.ekey) || ':[' || k.text || ']', ',') AS text FROM (
      SELECT o.fid, o.ekey, coalesce(string_agg('{"op":[' || o.dev || ',' || o.dseq || '],"v":' || o.v
        || ',"h":' || o.hlc || ',"w":' || o.wall || ',"a":"' || o.actor || '","q":' || o.seq || '}', ','), '') AS text
      FROM elem o WHERE o.rid = r.rid GROUP BY o.fid, o.ekey
    ) k GROUP BY k.fid
  ) f
) e ON true
"""
_OF_SCOPES = _STATE + " WHERE r.scope = ANY(%s) AND r.destroyed_seq IS NULL ORDER BY r.scope, r.rid"
_OF_RECORDS = f"""
SELECT t.rid, CASE WHEN sum(octet_length(t.text)) OVER (ORDER BY a.place) - octet_length(t.text) < %(most)s THEN t.text
  END FROM ({_STATE} WHERE r.rid = ANY(%(rids)s::uuid[]) AND r.destroyed_seq IS NULL) t
JOIN unnest(%(rids)s::text[]) WITH ORDINALITY a(rid, place) ON a.rid = t.rid ORDER BY a.place
"""  # noqa: S608 - our own words
_DIGEST = """
SELECT r.scope, h.rid::text, h.fid, '', h.dev, h.dseq, h.seq FROM rec r JOIN head h ON h.rid = r.rid
WHERE r.scope = ANY(%(scopes)s) AND r.destroyed_seq IS NULL
UNION ALL
SELECT r.scope, e.rid::text, e.fid, e.ekey, e.dev, e.dseq, e.seq FROM rec r JOIN elem e ON e.rid = r.rid
WHERE r.scope = ANY(%(scopes)s) AND r.destroyed_seq IS NULL AND e.v IS NOT NULL
"""


def states_of_scopes(connection: Connection, scopes: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield scope number and RecordState, as JSON, of every record of some scopes."""
    for scope, _, text in connection.execute(_OF_SCOPES, (list(scopes),)):
        yield scope, text


def states_of_records(connection: Connection, rids: Sequence[str], most: int) -> dict[str, str | None]:
    """Return the RecordState of each record that there is, as JSON, in the order in which they are asked for.

    None from where they have more than `most` bytes in all; the first one comes however large it is.
    """
    return dict(connection.execute(_OF_RECORDS, {"rids": list(rids), "most": most}).fetchall())


def digests_of(connection: Connection, scopes: Sequence[int]) -> dict[int, str]:
    """Return the digest of each scope, by its number, as the hub holds it (wire.digest); all in one question."""
    held: dict[int, list[Held]] = {scope: [] for scope in scopes}
    for scope, *row in connection.execute(_DIGEST, {"scopes": list(scopes)}):
        held[scope].append(tuple(row))
    return {scope: scope_digest(rows) for scope, rows in held.items()}
