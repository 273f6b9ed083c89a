-- The sum of the steps in migrations/, for reading. A test compares it; nothing runs it.

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TABLE audit(
  seq INTEGER PRIMARY KEY, ts TEXT NOT NULL, clock_suspect INTEGER NOT NULL, user TEXT NOT NULL,
  device INTEGER NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
  first_op INTEGER, last_op INTEGER, prev BLOB NOT NULL, hash BLOB NOT NULL
);
CREATE TABLE clash(
  rid TEXT NOT NULL, fid INTEGER NOT NULL, type INTEGER NOT NULL, scope TEXT NOT NULL, PRIMARY KEY(rid, fid)
) WITHOUT ROWID;
CREATE TABLE draft(
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, form TEXT NOT NULL, subject TEXT NOT NULL, scope TEXT NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, updated_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE elem(
  rid TEXT NOT NULL, fid INTEGER NOT NULL, ekey TEXT NOT NULL, dev INTEGER NOT NULL, dseq INTEGER NOT NULL,
  v TEXT, hlc INTEGER NOT NULL, seq INTEGER, actor TEXT NOT NULL, scope TEXT NOT NULL, hid INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(rid, fid, ekey, dev, dseq)
) WITHOUT ROWID;
CREATE TABLE elem_gone(
  rid TEXT NOT NULL, fid INTEGER NOT NULL, ekey TEXT NOT NULL, seq INTEGER NOT NULL, scope TEXT NOT NULL,
  PRIMARY KEY(rid, fid, ekey)
) WITHOUT ROWID;
CREATE TABLE fill(
  fill INTEGER NOT NULL, place INTEGER NOT NULL, sha TEXT NOT NULL, size INTEGER NOT NULL, records INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(fill, place)
) WITHOUT ROWID;
CREATE TABLE head(
  rid TEXT NOT NULL, fid INTEGER NOT NULL, dev INTEGER NOT NULL, dseq INTEGER NOT NULL,
  v TEXT, hlc INTEGER NOT NULL, seq INTEGER, actor TEXT NOT NULL, scope TEXT NOT NULL, was TEXT, wall INTEGER, hid INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(rid, fid, dev, dseq)
) WITHOUT ROWID;
CREATE TABLE held(scope TEXT PRIMARY KEY, state TEXT NOT NULL, since_seq INTEGER, not_after INTEGER, fill INTEGER, told INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE listed(
  id INTEGER PRIMARY KEY, rid TEXT NOT NULL UNIQUE, type INTEGER NOT NULL, scope TEXT NOT NULL,
  sort TEXT NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL
);
CREATE VIRTUAL TABLE listed_fts USING fts5(
  words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE meta(k TEXT PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE outbox(
  dseq INTEGER PRIMARY KEY, tx INTEGER NOT NULL, kind TEXT NOT NULL, rid TEXT NOT NULL, type INTEGER NOT NULL,
  scope TEXT NOT NULL, fid INTEGER NOT NULL, v TEXT, base TEXT NOT NULL, ctx TEXT NOT NULL, hlc INTEGER NOT NULL,
  wall INTEGER NOT NULL, actor TEXT NOT NULL, sv INTEGER NOT NULL, chain BLOB NOT NULL, sig BLOB,
  state TEXT NOT NULL DEFAULT 'pending', reason TEXT
, seq INTEGER);
CREATE TABLE rec(
  rid TEXT PRIMARY KEY, type INTEGER NOT NULL, scope TEXT NOT NULL, created_seq INTEGER, deleted_seq INTEGER
, g INTEGER NOT NULL DEFAULT 0, g_seq INTEGER) WITHOUT ROWID;
CREATE TABLE receipt(scope TEXT NOT NULL, ev_seq INTEGER NOT NULL, purged_wall INTEGER, n_rows INTEGER, sig BLOB, rest TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(scope, ev_seq)) WITHOUT ROWID;
CREATE TABLE record(
  rid TEXT PRIMARY KEY, type INTEGER NOT NULL, scope TEXT NOT NULL, body TEXT NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0, created_ms INTEGER NOT NULL, created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL, updated_by TEXT NOT NULL,
  person TEXT, parent TEXT, status TEXT
);
CREATE TABLE sent_log(
  dev INTEGER NOT NULL, dseq INTEGER NOT NULL, tx INTEGER NOT NULL, kind TEXT NOT NULL, rid TEXT NOT NULL,
  type INTEGER NOT NULL, scope TEXT NOT NULL, fid INTEGER NOT NULL, v TEXT, base TEXT NOT NULL, ctx TEXT NOT NULL,
  hlc INTEGER NOT NULL, wall INTEGER NOT NULL, actor TEXT NOT NULL, sv INTEGER NOT NULL, chain BLOB NOT NULL,
  sig BLOB, seq INTEGER, sent_ms INTEGER NOT NULL, PRIMARY KEY(dev, dseq)
);
CREATE INDEX draft_owner ON draft(owner, updated_ms);
CREATE INDEX draft_scope ON draft(scope);
CREATE INDEX held_fill ON held(fill) WHERE fill IS NOT NULL;
CREATE INDEX held_hidden ON held(hidden) WHERE hidden <> 0;
CREATE INDEX held_odd ON held(state) WHERE state <> 'complete';
CREATE INDEX listed_number ON listed(number) WHERE number <> '';
CREATE INDEX listed_scope ON listed(scope);
CREATE INDEX listed_sort ON listed(type, sort, rid);
CREATE INDEX rec_scope ON rec(scope);
CREATE INDEX record_parent ON record(parent, type) WHERE parent IS NOT NULL;
CREATE INDEX record_person ON record(person, type) WHERE person IS NOT NULL;
CREATE INDEX record_scope ON record(scope);
CREATE INDEX record_type ON record(type, status);
