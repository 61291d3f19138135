-- The log. Files of migrations are never changed, because databases of every
-- earlier version are brought up to date with them.
CREATE SCHEMA samlad;

CREATE TABLE samlad.migration (
  number integer PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- One row, which every append locks first. A NULL as its size is how an append
-- that builds on another size is refused.
CREATE TABLE samlad.head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  size bigint NOT NULL,
  fence bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO samlad.head (size, fence) VALUES (0, 0);

CREATE TABLE samlad.entry (
  position bigint PRIMARY KEY,
  header bytea NOT NULL,
  payload bytea NOT NULL,
  salt bytea NOT NULL,
  receipt bytea NOT NULL,
  key bytea
);
-- Reports compress badly, and the time to try is spent before the answer.
ALTER TABLE samlad.entry ALTER COLUMN payload SET STORAGE EXTERNAL;
-- Bytes, not text: the order of text changes with the system's locales, and an
-- index with it.
CREATE UNIQUE INDEX entry_key ON samlad.entry (key) WHERE key IS NOT NULL;

CREATE TABLE samlad.batch (
  size bigint PRIMARY KEY,
  note bytea NOT NULL
);
