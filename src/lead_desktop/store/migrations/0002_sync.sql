-- What meeting a hub needs (sync 3.2). A head of the hub that an unsent operation of this device replaces stays,
-- hidden (`hid`), until the hub has taken the operation: one that is refused must give the hub's value back.
-- `was` is what a head's author saw there before; `wall` their clock. `elem_gone` remembers up to which hub
-- sequence an element of a set is known to be gone. `clash` names the fields with two values, to be looked up by.
ALTER TABLE head ADD COLUMN was TEXT;
ALTER TABLE head ADD COLUMN wall INTEGER;
ALTER TABLE head ADD COLUMN hid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE elem ADD COLUMN hid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rec ADD COLUMN g INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rec ADD COLUMN g_seq INTEGER;
ALTER TABLE outbox ADD COLUMN seq INTEGER;
ALTER TABLE held ADD COLUMN fill INTEGER;
ALTER TABLE held ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receipt ADD COLUMN rest TEXT NOT NULL DEFAULT '';
CREATE TABLE elem_gone(
  rid TEXT NOT NULL, fid INTEGER NOT NULL, ekey TEXT NOT NULL, seq INTEGER NOT NULL, scope TEXT NOT NULL,
  PRIMARY KEY(rid, fid, ekey)
) WITHOUT ROWID;
CREATE TABLE clash(
  rid TEXT NOT NULL, fid INTEGER NOT NULL, type INTEGER NOT NULL, scope TEXT NOT NULL, PRIMARY KEY(rid, fid)
) WITHOUT ROWID;
CREATE TABLE sent_log(
  dev INTEGER NOT NULL, dseq INTEGER NOT NULL, tx INTEGER NOT NULL, kind TEXT NOT NULL, rid TEXT NOT NULL,
  type INTEGER NOT NULL, scope TEXT NOT NULL, fid INTEGER NOT NULL, v TEXT, base TEXT NOT NULL, ctx TEXT NOT NULL,
  hlc INTEGER NOT NULL, wall INTEGER NOT NULL, actor TEXT NOT NULL, sv INTEGER NOT NULL, chain BLOB NOT NULL,
  sig BLOB, seq INTEGER, sent_ms INTEGER NOT NULL, PRIMARY KEY(dev, dseq)
);
CREATE TABLE fill(
  fill INTEGER NOT NULL, place INTEGER NOT NULL, sha TEXT NOT NULL, size INTEGER NOT NULL, records INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(fill, place)
) WITHOUT ROWID;
CREATE INDEX rec_scope ON rec(scope);
CREATE INDEX held_odd ON held(state) WHERE state <> 'complete';
CREATE INDEX held_fill ON held(fill) WHERE fill IS NOT NULL;
