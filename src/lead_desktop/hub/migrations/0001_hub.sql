-- The hub's tables (sync 3.4). Scopes are numbered by the operation that opened them; times are ms UTC; values are
-- canonical JSON text, compared as text. lead_owner owns, lead_api serves laptops behind row-level security.
CREATE TABLE sync_head(
  stream smallint PRIMARY KEY, seq bigint NOT NULL, epoch uuid NOT NULL, renewed boolean NOT NULL DEFAULT false
) WITH (fillfactor = 10);
INSERT INTO sync_head VALUES (1, 0, gen_random_uuid());

CREATE TABLE person(
  user_id uuid PRIMARY KEY, name text NOT NULL, role text NOT NULL, side text NOT NULL, agency text NOT NULL,
  sign_pk bytea NOT NULL, seal_pk bytea NOT NULL, active boolean NOT NULL DEFAULT true,
  ended_at bigint
);
CREATE TABLE device(
  dev int PRIMARY KEY, uid uuid UNIQUE NOT NULL, side text NOT NULL, sign_pk bytea NOT NULL, seal_pk bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'draining', 'suspended', 'revoked', 'wiped')),
  acked bigint NOT NULL DEFAULT 0, chain bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  last_hlc bigint NOT NULL DEFAULT 0, cursor bigint NOT NULL DEFAULT 0, scur bigint NOT NULL DEFAULT 0,
  page bigint NOT NULL DEFAULT 0, counter bigint NOT NULL DEFAULT 0, sv int NOT NULL DEFAULT 0,
  last_seen bigint NOT NULL DEFAULT 0, resumed bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE TABLE device_person(dev int NOT NULL, user_id uuid NOT NULL, PRIMARY KEY (dev, user_id));

CREATE TABLE scope(id bigint PRIMARY KEY, name text UNIQUE NOT NULL, compartment text NOT NULL, dev int NOT NULL);
CREATE INDEX scope_dev ON scope(dev, id);
CREATE TABLE scope_aud(
  scope bigint NOT NULL, aud text NOT NULL, basis text NOT NULL, since bigint NOT NULL, until bigint,
  not_after bigint, why text NOT NULL DEFAULT '', PRIMARY KEY (scope, aud, basis, since)
);
CREATE INDEX scope_aud_open ON scope_aud(aud, scope) WHERE until IS NULL;
CREATE INDEX scope_aud_since ON scope_aud(aud, since);
CREATE INDEX scope_aud_until ON scope_aud(aud, until) WHERE until IS NOT NULL;
CREATE INDEX scope_aud_not_after ON scope_aud(not_after) WHERE until IS NULL AND not_after IS NOT NULL;
CREATE INDEX scope_aud_expired ON scope_aud(not_after) WHERE why = 'expired';
CREATE INDEX scope_aud_basis ON scope_aud(basis) WHERE until IS NULL AND basis <> '';
-- What live consents open, whether the scope is there yet or not; basis is the consent.
CREATE TABLE consent_scope(
  basis text NOT NULL, name text NOT NULL, aud text NOT NULL, not_after bigint, PRIMARY KEY (basis, name, aud)
);
CREATE INDEX consent_scope_name ON consent_scope(name);
-- Consents signed by a clock that is far ahead of the hub's: when they are looked at again.
CREATE TABLE consent_later(basis text PRIMARY KEY, at bigint NOT NULL);
CREATE INDEX consent_later_at ON consent_later(at);
CREATE TABLE device_aud(
  dev int NOT NULL, aud text NOT NULL, since bigint NOT NULL, until bigint, PRIMARY KEY (dev, aud, since)
);

CREATE TABLE op(
  seq bigint NOT NULL, dev int NOT NULL, dseq bigint NOT NULL, tx bigint NOT NULL, kind text NOT NULL,
  rid uuid, type int, scope bigint, fid int, raw_hlc bigint, hlc bigint, wall bigint, actor uuid, sv int,
  recv_at bigint NOT NULL, body text NOT NULL, chain bytea, sig text, entry text, PRIMARY KEY (seq)
) PARTITION BY RANGE (seq);
CREATE INDEX op_scope ON op(scope, seq);
CREATE TABLE op_id(
  dev int NOT NULL, dseq bigint NOT NULL, seq bigint NOT NULL, hlc bigint NOT NULL, outcome text NOT NULL,
  code text NOT NULL, body_sha bytea NOT NULL, PRIMARY KEY (dev, dseq)
);
CREATE TABLE rec(
  rid uuid PRIMARY KEY, type int NOT NULL, scope bigint NOT NULL, g smallint NOT NULL, created_seq bigint NOT NULL,
  last_seq bigint NOT NULL, destroyed_seq bigint
) WITH (fillfactor = 80);
-- By what never changes, so that another last_seq needs no new entry in any index.
CREATE INDEX rec_scope ON rec(scope);
CREATE TABLE head(
  rid uuid NOT NULL, fid int NOT NULL, dev int NOT NULL, dseq bigint NOT NULL, v text NOT NULL, was text NOT NULL,
  hlc bigint NOT NULL, wall bigint NOT NULL, actor uuid NOT NULL, seq bigint NOT NULL, scope bigint NOT NULL,
  PRIMARY KEY (rid, fid, dev, dseq)
);
-- An element whose adds are all gone keeps one row, the removal that emptied it: v is null.
CREATE TABLE elem(
  rid uuid NOT NULL, fid int NOT NULL, ekey text NOT NULL, dev int NOT NULL, dseq bigint NOT NULL, v text,
  hlc bigint NOT NULL, wall bigint NOT NULL, actor uuid NOT NULL, seq bigint NOT NULL, scope bigint NOT NULL
);
CREATE UNIQUE INDEX elem_id ON elem(rid, fid, md5(ekey), dev, dseq);

CREATE TABLE revocation(
  dev int NOT NULL, scope bigint NOT NULL, seq bigint NOT NULL, why text NOT NULL, told_at bigint NOT NULL,
  purged_at bigint, receipt_at bigint, n_rows bigint, rest text, sig text, PRIMARY KEY (dev, scope, seq)
);
CREATE TABLE quarantine(
  dev int NOT NULL, dseq bigint NOT NULL, body text NOT NULL, chain bytea NOT NULL, sig text, code text NOT NULL,
  recv_at bigint NOT NULL, state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'refused')),
  seq bigint, decided_by text, decided_at bigint, note text, PRIMARY KEY (dev, dseq)
);
CREATE INDEX quarantine_waiting ON quarantine(recv_at) WHERE state = 'waiting';
CREATE TABLE conflict(
  rid uuid NOT NULL, fid int NOT NULL, opened_seq bigint NOT NULL, closed_seq bigint, scope bigint NOT NULL,
  PRIMARY KEY (rid, fid, opened_seq)
);
CREATE INDEX conflict_open ON conflict(rid, fid) WHERE closed_seq IS NULL;
-- What operations name as replaced though this hub, on a new timeline, has not got it back yet (foretold.py).
CREATE TABLE foretold(rid uuid NOT NULL, fid int NOT NULL, ekey text NOT NULL, dev int NOT NULL, dseq bigint NOT NULL);
CREATE UNIQUE INDEX foretold_id ON foretold(dev, dseq, rid, fid, md5(ekey));
CREATE TABLE chunk(
  dev int NOT NULL, sha text NOT NULL, scopes bigint[] NOT NULL, body bytea NOT NULL, made_at bigint NOT NULL,
  PRIMARY KEY (dev, sha)
);
CREATE INDEX chunk_made ON chunk(made_at);
CREATE TABLE number_head(id smallint PRIMARY KEY, last bigint NOT NULL);
INSERT INTO number_head VALUES (1, 0);
-- The highest device number that was ever given, also when its row was lost with a backup's end (timeline.py).
CREATE TABLE device_head(id smallint PRIMARY KEY, last int NOT NULL);
INSERT INTO device_head VALUES (1, 0);
CREATE TABLE number_block(
  first bigint PRIMARY KEY, last bigint NOT NULL, dev int NOT NULL, given_at bigint NOT NULL
);
CREATE TABLE secret(id smallint PRIMARY KEY, key text NOT NULL);
INSERT INTO secret VALUES (1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));

-- Partitions of five million operations, made ahead of need by whoever counts on (sequencer.py).
CREATE FUNCTION make_room(upto bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = lead, pg_temp AS $$
DECLARE size CONSTANT bigint := 5000000; part bigint;
BEGIN
  FOR part IN 0 .. upto / size LOOP
    IF to_regclass('lead.op_' || part) IS NULL THEN
      EXECUTE format('CREATE TABLE op_%s PARTITION OF op FOR VALUES FROM (%s) TO (%s)', part, part * size, (part + 1) * size);
    END IF;
  END LOOP;
END $$;
SELECT make_room(5000000);

-- Who asks: the device number of a token that only the hub process can make, or null. A bare setting would let
-- whoever gets SQL into a request choose another device.
CREATE FUNCTION asking(mode text) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = lead, pg_temp AS $$
  SELECT d.dev FROM secret s, device d, string_to_array(current_setting('lead.token', true), '.') t
  WHERE array_length(t, 1) = 3 AND t[2] = mode AND d.dev = t[1]::int AND d.state IN ('active', 'draining', 'suspended')
    AND t[3] = encode(sha256(convert_to(s.key || '.' || t[1] || '.' || t[2], 'UTF8')), 'hex')
$$;

-- The audiences that whoever pulls stands in now; none for everybody else.
CREATE FUNCTION asking_audiences() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = lead, pg_temp AS $$
  SELECT coalesce(array_agg(m.aud), '{}') FROM device_aud m WHERE m.dev = asking('pull') AND m.until IS NULL
$$;

GRANT USAGE ON SCHEMA lead TO lead_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON head, elem, chunk, consent_scope, consent_later TO lead_api;
GRANT SELECT, INSERT, UPDATE ON rec, op_id, scope, scope_aud, quarantine, conflict, revocation, number_block TO lead_api;
GRANT SELECT, INSERT ON op, foretold TO lead_api;
GRANT SELECT, UPDATE ON sync_head, device, number_head TO lead_api;
GRANT SELECT ON device_aud, device_person, person TO lead_api;

-- The second fence, against a mistake in a question of the hub's own. A pull sees what its device may have now. A push
-- has to merge with what others wrote, so it reads every operation and head; it adds operations only in scopes that its
-- device may have, could still believe to have, or has opened. Who stands in which audience is not fenced: a push opens
-- scopes, and a pull closes what is over. Whoever can write SQL of their own as lead_api in a push is not held by this.
DO $$
DECLARE held text;
BEGIN
  FOREACH held IN ARRAY ARRAY['op', 'rec', 'head', 'elem', 'chunk', 'quarantine', 'revocation', 'conflict', 'op_id',
    'foretold'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', held);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', held);
    EXECUTE format('CREATE POLICY owner ON %I TO lead_owner USING (true) WITH CHECK (true)', held);
  END LOOP;
  FOREACH held IN ARRAY ARRAY['op', 'rec', 'head', 'elem'] LOOP
    EXECUTE format('CREATE POLICY pull ON %I FOR SELECT TO lead_api USING ((
      SELECT true FROM scope_aud sa
      WHERE sa.scope = %I.scope AND sa.aud = ANY ((SELECT asking_audiences())::text[]) AND sa.until IS NULL LIMIT 1
    ))', held, held);
  END LOOP;
  FOREACH held IN ARRAY ARRAY['rec', 'head', 'elem', 'conflict', 'foretold'] LOOP
    EXECUTE format('CREATE POLICY push ON %I TO lead_api USING ((SELECT asking(''push'')) IS NOT NULL)
      WITH CHECK ((SELECT asking(''push'')) IS NOT NULL)', held);
  END LOOP;
  FOREACH held IN ARRAY ARRAY['op_id', 'quarantine'] LOOP
    EXECUTE format('CREATE POLICY push ON %I TO lead_api USING (dev = (SELECT asking(''push'')))
      WITH CHECK (dev = (SELECT asking(''push'')))', held);
  END LOOP;
  FOREACH held IN ARRAY ARRAY['chunk', 'revocation'] LOOP
    EXECUTE format('CREATE POLICY pull ON %I TO lead_api USING (dev = (SELECT asking(''pull'')))
      WITH CHECK (dev = (SELECT asking(''pull'')))', held);
  END LOOP;
END $$;
CREATE POLICY pull ON quarantine FOR SELECT TO lead_api USING (dev = (SELECT asking('pull')));
CREATE POLICY push_read ON op FOR SELECT TO lead_api USING ((SELECT asking('push')) IS NOT NULL);
CREATE POLICY push_read ON op_id FOR SELECT TO lead_api USING ((SELECT asking('push')) IS NOT NULL);
CREATE POLICY push ON op FOR INSERT TO lead_api WITH CHECK (
  (dev = (SELECT asking('push')) AND ((SELECT s.dev FROM scope s WHERE s.id = op.scope) = dev OR (
    SELECT true FROM device_aud m JOIN scope_aud sa ON sa.aud = m.aud
    WHERE m.dev = op.dev AND sa.scope = op.scope
      AND (m.until IS NULL OR m.until > (SELECT d.scur FROM device d WHERE d.dev = (SELECT asking('push'))))
      AND (sa.until IS NULL OR sa.until > (SELECT d.scur FROM device d WHERE d.dev = (SELECT asking('push'))))
    LIMIT 1
  )))
  OR (dev = 0 AND scope IS NULL AND (SELECT asking('pull')) IS NOT NULL)
);
