-- Who is expected, with which code they come in, what was ordered, and what an administrator must know
-- (security 3.10). Only the hub's own connection reads these tables; lead_api has no right to any of them.
CREATE TABLE member(
  id uuid PRIMARY KEY, name text NOT NULL, role text NOT NULL, side text NOT NULL, agency text NOT NULL,
  active boolean NOT NULL DEFAULT true, made_at bigint NOT NULL, approval text NOT NULL DEFAULT ''
);
-- A member's person on each laptop: the id that signs there.
CREATE TABLE member_person(user_id uuid PRIMARY KEY, member uuid NOT NULL);

CREATE TABLE enrol_code(
  naming text PRIMARY KEY, digest bytea NOT NULL, side text NOT NULL, members uuid[] NOT NULL,
  confirmed boolean NOT NULL, made_at bigint NOT NULL, not_after bigint NOT NULL, tries int NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'used', 'dead'))
);
CREATE TABLE enrolment(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, uid uuid NOT NULL, naming text UNIQUE NOT NULL,
  sign_pk bytea NOT NULL, seal_pk bytea NOT NULL, side text NOT NULL, sv int NOT NULL, people text NOT NULL,
  fingerprint text NOT NULL, state text NOT NULL CHECK (state IN ('pending', 'active', 'refused')),
  dev int NOT NULL DEFAULT 0, asked_at bigint NOT NULL, decided_at bigint
);
CREATE INDEX enrolment_uid ON enrolment(uid, id);

CREATE TABLE hub_order(
  dev int NOT NULL, counter bigint NOT NULL, kind text NOT NULL, at bigint NOT NULL, scopes text NOT NULL,
  sig text NOT NULL, PRIMARY KEY (dev, counter)
);
CREATE TABLE wipe_request(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, devs int[] NOT NULL, asked_by uuid NOT NULL,
  asked_at bigint NOT NULL, approved_by uuid, approved_at bigint,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'done', 'withdrawn'))
);
CREATE TABLE notice(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, code text NOT NULL, dev int NOT NULL DEFAULT 0
);
