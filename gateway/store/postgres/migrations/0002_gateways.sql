-- A row of each gateway, which it updates to confirm the head: what cannot be
-- committed is not confirmed.
CREATE TABLE samlad.gateway (
  id bytea PRIMARY KEY,
  confirmed bigint NOT NULL,
  confirmed_at timestamptz NOT NULL
) WITH (fillfactor = 10);
